import { useEffect, useState } from 'react';

import type { TalkState } from '../../../engine';

/** How long a message that was found is marked, in ms. */
const MARKED_FOR_MS = 2_500;

interface SeekOptions {
  /** The row of the message with a number; -1 while its page is not loaded. */
  readonly rowOf: (seq: number) => number;
  readonly older: TalkState['older'];
  readonly loadOlder: (downTo: number) => void;
  readonly scrollTo: (row: number) => void;
}

export interface Seek {
  readonly seek: (seq: number) => void;
  readonly isSeeking: boolean;
  /** Which message was found and is to be seen; null a moment later. */
  readonly markedSeq: number | null;
  /** Why it was not found; for the person. */
  readonly error: string | null;
  readonly dismissError: () => void;
}

/** Loads older pages until a message is loaded, then scrolls to it and marks it. */
export function useSeek({ rowOf, older, loadOlder, scrollTo }: SeekOptions): Seek {
  const [soughtSeq, setSoughtSeq] = useState<number | null>(null);
  const [markedSeq, setMarkedSeq] = useState<number | null>(null);
  const [error, setError] = useState<string | null>(null);
  const row = soughtSeq === null ? -1 : rowOf(soughtSeq);

  useEffect(() => {
    if (soughtSeq === null || (row === -1 && older === 'loading')) return;
    if (row === -1 && older === 'more') {
      loadOlder(soughtSeq);
      return;
    }
    if (row !== -1) scrollTo(row);
    // The search ends where it arrives, or where there is nothing more to search.
    // eslint-disable-next-line react-hooks/set-state-in-effect
    setSoughtSeq(null);
    if (row !== -1) setMarkedSeq(soughtSeq);
    else if (older === 'none') setError('This message isn’t here, or you can’t see it.');
  }, [soughtSeq, row, older, loadOlder, scrollTo]);

  useEffect(() => {
    if (markedSeq === null) return undefined;
    const timer = setTimeout(() => {
      setMarkedSeq(null);
    }, MARKED_FOR_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [markedSeq]);

  return {
    seek: (seq) => {
      setError(null);
      setMarkedSeq(null);
      setSoughtSeq(seq);
    },
    isSeeking: soughtSeq !== null,
    markedSeq,
    error,
    dismissError: () => {
      setError(null);
    },
  };
}
