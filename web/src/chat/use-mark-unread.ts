import { useMutation } from '@tanstack/react-query';
import { useCallback } from 'react';

import { useEngine } from './chat-context';

interface MarkUnread {
  /** A message of somebody else: it, and all that follows, is unread again. */
  readonly markUnread: (conversationId: string, seq: number) => void;
  /** Why the last attempt failed; for the person. */
  readonly error: string | null;
  readonly dismissError: () => void;
}

/** The engine shows it at once, and takes it back where it fails. */
export function useMarkUnread(): MarkUnread {
  const engine = useEngine();
  const { mutate, error, reset } = useMutation({
    mutationFn: ({ conversationId, seq }: { conversationId: string; seq: number }) =>
      engine.markUnread(conversationId, seq),
  });
  const markUnread = useCallback(
    (conversationId: string, seq: number) => {
      mutate({ conversationId, seq });
    },
    [mutate],
  );
  return {
    markUnread,
    error: error && `Couldn’t mark as unread. ${error.message}`,
    dismissError: reset,
  };
}
