import { useMutation } from '@tanstack/react-query';
import { useId, useMemo, useState } from 'react';

import { addMembers } from '../../chat/api';
import { useEngine } from '../../chat/chat-context';
import { PeoplePicker } from '../../chat/people-picker';
import { Button } from '../../components/button';
import styles from '../../components/confirm-dialog.module.css';
import { Dialog } from '../../components/dialog';
import type { Member, User } from '../../engine';

interface AddPeopleDialogProps {
  readonly conversationId: string;
  readonly members: readonly Member[];
  readonly onDone: () => void;
}

export function AddPeopleDialog({ conversationId, members, onDone }: AddPeopleDialogProps) {
  const formId = useId();
  const engine = useEngine();
  const [chosen, setChosen] = useState<readonly User[]>([]);
  const present = useMemo(() => new Set(members.map(({ userId }) => userId)), [members]);
  const adding = useMutation({
    mutationFn: () =>
      addMembers(
        conversationId,
        chosen.map(({ id }) => id),
      ),
    onSuccess: (message) => {
      engine.people.add(chosen);
      engine.receive(message);
      onDone();
    },
  });
  return (
    <Dialog
      title="Add people"
      onClose={onDone}
      footer={
        <Button
          type="submit"
          form={formId}
          variant="primary"
          busy={adding.isPending}
          disabled={chosen.length === 0}
        >
          {chosen.length > 1 ? `Add ${chosen.length} people` : 'Add'}
        </Button>
      }
    >
      <form
        id={formId}
        onSubmit={(event) => {
          event.preventDefault();
          if (chosen.length > 0 && !adding.isPending) adding.mutate();
        }}
      >
        <PeoplePicker selected={chosen} onChange={setChosen} excluded={present} />
      </form>
      {adding.error && (
        <p className={styles.problem} role="alert">
          {adding.error.message}
        </p>
      )}
    </Dialog>
  );
}
