import { useEffect, useRef, useState } from 'react';

import type { TalkState } from '../../../engine';

/**
 * The number after which everything was new when the person came: to this conversation, or back to
 * this window. It stays while they read, or the divider would run away from under their eyes. It goes
 * back where they mark a message as unread.
 */
export function useUnreadDivider(state: TalkState): number | null {
  const [openedAt, setOpenedAt] = useState(state.openedAtReadSeq);
  const [after, setAfter] = useState(() => unreadAfter(state));
  if (openedAt !== state.openedAtReadSeq) {
    setOpenedAt(state.openedAtReadSeq);
    setAfter(unreadAfter(state));
  }

  const latest = useRef(state);
  useEffect(() => {
    latest.current = state;
  }, [state]);

  useEffect(() => {
    const leave = () => {
      const { readSeq, openedAtReadSeq, lastSeq } = latest.current;
      // Nothing was read since: what was unread then still is.
      setAfter(readSeq === openedAtReadSeq ? unreadAfter(latest.current) : lastSeq);
    };
    window.addEventListener('blur', leave);
    return () => {
      window.removeEventListener('blur', leave);
    };
  }, []);
  return after;
}

function unreadAfter({ openedAtReadSeq, lastSeq }: TalkState): number | null {
  return openedAtReadSeq < lastSeq ? openedAtReadSeq : null;
}
