import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';

/** How long it says that it was done, in ms. */
const CONFIRMED_FOR_MS = 2_000;

export interface CopyText {
  readonly copy: (text: string) => void;
  /** When the last copy was made, in milliseconds since 1970; null a moment after it. */
  readonly copiedAt: number | null;
  /** Why the last attempt failed; for the person. */
  readonly error: string | null;
  readonly dismissError: () => void;
}

/** A browser may have no clipboard for this page, or not let it write there. */
export function useCopyText(): CopyText {
  const { mutate, isSuccess, submittedAt, error, reset } = useMutation({
    mutationFn: async (text: string) => {
      await navigator.clipboard.writeText(text);
    },
  });
  useEffect(() => {
    if (!isSuccess) return undefined;
    const timer = setTimeout(reset, CONFIRMED_FOR_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [isSuccess, submittedAt, reset]);
  return {
    copy: mutate,
    copiedAt: isSuccess ? submittedAt : null,
    error: error && 'Couldn’t copy the text: the browser didn’t allow it.',
    dismissError: reset,
  };
}
