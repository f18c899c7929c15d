import { useEffect, useState } from 'react';

interface JumpToUnreadOptions {
  /** The row of the unread divider; -1 while its page is not loaded. */
  readonly dividerIndex: number;
  readonly canLoad: boolean;
  readonly loadOlder: () => void;
  readonly scrollTo: (row: number) => void;
}

/** Loads older pages until the unread divider is loaded, then scrolls to it. */
export function useJumpToUnread({
  dividerIndex,
  canLoad,
  loadOlder,
  scrollTo,
}: JumpToUnreadOptions): {
  readonly jumping: boolean;
  readonly jump: () => void;
} {
  const [jumping, setJumping] = useState(false);

  useEffect(() => {
    if (!jumping) return;
    if (dividerIndex === -1) {
      if (canLoad) loadOlder();
      return;
    }
    scrollTo(dividerIndex);
    // The search ends where it arrives.
    // eslint-disable-next-line react-hooks/set-state-in-effect
    setJumping(false);
  }, [jumping, dividerIndex, canLoad, loadOlder, scrollTo]);

  return {
    jumping,
    jump: () => {
      setJumping(true);
    },
  };
}
