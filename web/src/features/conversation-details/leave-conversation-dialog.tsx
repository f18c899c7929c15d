import { useMutation } from '@tanstack/react-query';
import { useLocation } from 'wouter';

import { removeMember } from '../../chat/api';
import { useEngine } from '../../chat/chat-context';
import { isolated } from '../../chat/foreign-text';
import { heirOf } from '../../chat/member-order';
import type { NameOf } from '../../chat/names';
import { ConfirmDialog } from '../../components/confirm-dialog';
import type { Conversation, Member } from '../../engine';

interface LeaveConversationDialogProps {
  readonly conversation: Conversation;
  /** As far as they are known. */
  readonly members: readonly Member[];
  readonly title: string;
  readonly nameOf: NameOf;
  readonly onDone: () => void;
}

export function LeaveConversationDialog({
  conversation,
  members,
  title,
  nameOf,
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
  const heir = conversation.role === 'OWNER' ? heirOf(members, engine.userId) : undefined;
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
            heir ? ` ${isolated(nameOf(heir.userId))} will become the owner.` : ''
          }`}
    </ConfirmDialog>
  );
}
