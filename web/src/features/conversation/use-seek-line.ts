import { useEffect, useState } from 'react';

interface SeekOptions {
  /** The row of the unread line; -1 while it lies in a page that is not loaded. */
  readonly line: number;
  readonly canLoad: boolean;
  readonly load: () => void;
  readonly show: (row: number) => void;
}

/** Loads older pages until the unread line is among them, then goes there. */
export function useSeekLine({ line, canLoad, load, show }: SeekOptions): {
  readonly seeking: boolean;
  readonly begin: () => void;
} {
  const [seeking, setSeeking] = useState(false);

  useEffect(() => {
    if (!seeking) return;
    if (line === -1) {
      if (canLoad) load();
      return;
    }
    show(line);
    // The search ends where it arrives.
    // eslint-disable-next-line react-hooks/set-state-in-effect
    setSeeking(false);
  }, [seeking, line, canLoad, load, show]);

  return {
    seeking,
    begin: () => {
      setSeeking(true);
    },
  };
}
