import { useMutation } from '@tanstack/react-query';

import { removeMember } from '../../chat/api';
import { useEngine } from '../../chat/chat-context';
import { ConfirmDialog } from '../../components/confirm-dialog';

interface RemoveMemberDialogProps {
  readonly conversationId: string;
  readonly memberId: string;
  readonly name: string;
  readonly onDone: () => void;
}

export function RemoveMemberDialog({
  conversationId,
  memberId,
  name,
  onDone,
}: RemoveMemberDialogProps) {
  const engine = useEngine();
  const removal = useMutation({
    mutationFn: () => removeMember(conversationId, memberId),
    onSuccess: (message) => {
      engine.receive(message);
      onDone();
    },
  });
  return (
    <ConfirmDialog
      title={`Remove ${name}?`}
      confirm="Remove"
      busy={removal.isPending}
      error={removal.error}
      onConfirm={() => {
        removal.mutate();
      }}
      onClose={onDone}
    >
      {name} won’t be able to read or send messages here. Earlier messages stay visible to everyone
      else.
    </ConfirmDialog>
  );
}
