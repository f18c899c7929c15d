import { useEffect } from 'react';

import { useInbox } from '../chat/chat-context';
import { PRODUCT_NAME } from '../config';

/** The tab says how much is unread. */
export function useDocumentTitle(): void {
  const { unread } = useInbox();
  useEffect(() => {
    document.title = unread > 0 ? `(${unread}) ${PRODUCT_NAME}` : PRODUCT_NAME;
    return () => {
      document.title = PRODUCT_NAME;
    };
  }, [unread]);
}
