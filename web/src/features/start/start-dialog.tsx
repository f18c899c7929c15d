import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useLocation } from 'wouter';

import { createGroup, openDirect } from '../../chat/api';
import { useEngine } from '../../chat/chat-context';
import { PeoplePicker } from '../../chat/people-picker';
import { shortList } from '../../chat/sentences';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { TextField } from '../../components/text-field';
import type { User } from '../../engine';
import styles from './start-dialog.module.css';

/** One person makes a direct conversation, several make a group. */
export default function StartDialog({ onClose }: { readonly onClose: () => void }) {
  const engine = useEngine();
  const [, navigate] = useLocation();
  const formId = useId();
  const [chosen, setChosen] = useState<readonly User[]>([]);
  const [title, setTitle] = useState('');
  const [open, setOpen] = useState(true);
  const [clientConversationId, setId] = useState<string>(() => crypto.randomUUID());
  const isGroup = chosen.length > 1;
  const fallbackTitle = shortList(chosen.map(({ displayName }) => displayName));

  const start = useMutation({
    mutationFn: () => {
      const memberIds = chosen.map(({ id }) => id);
      return isGroup
        ? createGroup({
            title: title.trim() || Array.from(fallbackTitle).slice(0, 100).join(''),
            memberIds,
            historyForNewcomers: open,
            clientConversationId,
          })
        : openDirect(memberIds[0] ?? '');
    },
    onSuccess: (conversation) => {
      engine.people.learn(chosen);
      engine.inbox.refresh();
      navigate(`/c/${conversation.id}`, { replace: true });
    },
  });

  return (
    <Dialog
      title="New conversation"
      onClose={onClose}
      footer={
        <Button
          type="submit"
          form={formId}
          look="primary"
          busy={start.isPending}
          disabled={chosen.length === 0}
        >
          {isGroup ? `Create a group of ${chosen.length + 1}` : 'Start talking'}
        </Button>
      }
    >
      <form
        id={formId}
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (chosen.length > 0 && !start.isPending) start.mutate();
        }}
      >
        <PeoplePicker
          chosen={chosen}
          onChange={(next) => {
            setChosen(next);
            // Other people make it another conversation, whatever became of the first attempt.
            setId(crypto.randomUUID());
          }}
        />
        {isGroup && (
          <>
            <TextField
              label="Name of the group"
              placeholder={fallbackTitle}
              value={title}
              maxLength={100}
              onChange={(event) => {
                setTitle(event.target.value);
              }}
            />
            <label className={styles.option}>
              <input
                type="checkbox"
                checked={open}
                onChange={(event) => {
                  setOpen(event.target.checked);
                }}
              />
              People added later may read what was said before
            </label>
          </>
        )}
        {start.isError && (
          <p className={styles.problem} role="alert">
            {start.error.message}
          </p>
        )}
      </form>
    </Dialog>
  );
}
