import { useEffect, useRef, useState } from 'react';

import type { ConversationState } from '../../../engine';

/**
 * The number after which everything was new when the person came: to this conversation, or back to
 * this window. It stays while they read, or the line would run away from under their eyes.
 */
export function useUnreadDivider(state: ConversationState): number | null {
  const [after, setAfter] = useState(() =>
    state.openedAtReadSeq < state.lastSeq ? state.openedAtReadSeq : null,
  );
  const lastSeq = useRef(state.lastSeq);
  useEffect(() => {
    lastSeq.current = state.lastSeq;
  }, [state.lastSeq]);

  useEffect(() => {
    const leave = () => {
      setAfter(lastSeq.current);
    };
    window.addEventListener('blur', leave);
    return () => {
      window.removeEventListener('blur', leave);
    };
  }, []);
  return after;
}
