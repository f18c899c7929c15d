import { useEffect } from 'react';

import type { OpenConversation } from '../../../engine';

/** Tells the engine what the person has before their eyes: only while they look at this window. */
export function useReportSeen(conversation: OpenConversation, seq: number | null): void {
  useEffect(() => {
    if (seq === null) return undefined;
    const tell = () => {
      if (document.visibilityState === 'visible' && document.hasFocus()) conversation.seen(seq);
    };
    tell();
    window.addEventListener('focus', tell);
    document.addEventListener('visibilitychange', tell);
    return () => {
      window.removeEventListener('focus', tell);
      document.removeEventListener('visibilitychange', tell);
    };
  }, [conversation, seq]);
}
