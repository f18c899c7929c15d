import { useMutation } from '@tanstack/react-query';
import { Bell, BellRing } from 'lucide-react';

import { useEngine } from '../../../chat/chat-context';
import { IconButton } from '../../../components/icon-button';
import type { ThreadState } from '../../../engine';

interface FollowButtonProps {
  readonly state: ThreadState;
  /** Why it did not work; for the person. */
  readonly onError: (message: string) => void;
}

/** Whoever follows a thread finds it in their list, with what is unread in it. */
export function FollowButton({ state, onError }: FollowButtonProps) {
  const { threads } = useEngine();
  const isFollowed = state.isFollowed === true;
  const { mutate, isPending } = useMutation({
    mutationFn: (next: boolean) => threads.follow(state, next),
    onError: ({ message }) => {
      onError(message);
    },
  });
  return (
    <IconButton
      icon={isFollowed ? BellRing : Bell}
      label={isFollowed ? 'Unfollow thread' : 'Follow thread'}
      disabled={isPending || state.status !== 'ready'}
      onClick={() => {
        mutate(!isFollowed);
      }}
    />
  );
}
