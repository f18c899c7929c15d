import { useEffect, useState } from 'react';

interface JumpToUnreadOptions {
  /** The row of the unread line; -1 while it lies in a page that is not loaded. */
  readonly dividerIndex: number;
  readonly canLoad: boolean;
  readonly loadOlder: () => void;
  readonly scrollTo: (row: number) => void;
}

/** Loads older pages until the unread line is among them, then goes there. */
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
