import { useMutation } from '@tanstack/react-query';
import { useLocation } from 'wouter';

import { removeMember } from '../../chat/api';
import { useEngine } from '../../chat/chat-context';
import { ConfirmDialog } from '../../components/confirm-dialog';
import type { Conversation } from '../../engine';

interface LeaveConversationDialogProps {
  readonly conversation: Conversation;
  readonly title: string;
  readonly onDone: () => void;
}

export function LeaveConversationDialog({
  conversation,
  title,
  onDone,
}: LeaveConversationDialogProps) {
  const engine = useEngine();
  const [, navigate] = useLocation();
  const leaving = useMutation({
    mutationFn: () => removeMember(conversation.id, engine.userId),
    onSuccess: () => {
      onDone();
      navigate('/');
      engine.inbox.refresh();
    },
  });
  const isOwner = conversation.role === 'OWNER' && conversation.memberCount > 1;
  return (
    <ConfirmDialog
      title={`Leave ${title}?`}
      confirm="Leave"
      busy={leaving.isPending}
      error={leaving.error}
      onConfirm={() => {
        leaving.mutate();
      }}
      onClose={onDone}
    >
      {conversation.kind === 'DIRECT'
        ? 'It will be removed from your list until one of you sends a message.'
        : `You won’t be able to read or send messages here unless someone adds you again.${
            isOwner ? ' The member who joined first will become the owner.' : ''
          }`}
    </ConfirmDialog>
  );
}
