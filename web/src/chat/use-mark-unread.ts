import { useMutation } from '@tanstack/react-query';
import { useCallback } from 'react';

interface MarkUnread<Which extends readonly unknown[]> {
  /** A message of somebody else: it, and all that follows, is unread again. */
  readonly markUnread: (...which: Which) => void;
  /** Why the last attempt failed; for the person. */
  readonly error: string | null;
  readonly dismissError: () => void;
}

/** mark: of the engine, which shows it at once, and takes it back where it fails. */
export function useMarkUnread<Which extends readonly unknown[]>(
  mark: (...which: Which) => Promise<void>,
): MarkUnread<Which> {
  const { mutate, error, reset } = useMutation({ mutationFn: (which: Which) => mark(...which) });
  const markUnread = useCallback(
    (...which: Which) => {
      mutate(which);
    },
    [mutate],
  );
  return {
    markUnread,
    error: error && `Couldn’t mark as unread. ${error.message}`,
    dismissError: reset,
  };
}
