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
        ? 'It disappears from your list. It is back when either of you writes again.'
        : `You can no longer read or write here until somebody adds you again.${
            isOwner ? ' The longest-standing member becomes the owner.' : ''
          }`}
    </ConfirmDialog>
  );
}
