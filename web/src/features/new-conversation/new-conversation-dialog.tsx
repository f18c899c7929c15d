import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useLocation } from 'wouter';

import { createGroup, openDirect } from '../../chat/api';
import { useEngine } from '../../chat/chat-context';
import { PeoplePicker } from '../../chat/people-picker';
import { nameList, shortened } from '../../chat/texts';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { TextField } from '../../components/text-field';
import type { User } from '../../engine';
import styles from './new-conversation-dialog.module.css';

/** One person makes a direct conversation, several make a group. */
export default function NewConversationDialog({ onClose }: { readonly onClose: () => void }) {
  const engine = useEngine();
  const [, navigate] = useLocation();
  const formId = useId();
  const [chosen, setChosen] = useState<readonly User[]>([]);
  const [title, setTitle] = useState('');
  const [historyForNewcomers, setHistoryForNewcomers] = useState(true);
  const [clientConversationId, setClientConversationId] = useState<string>(() =>
    crypto.randomUUID(),
  );
  const isGroup = chosen.length > 1;
  const defaultTitle = nameList(chosen.map(({ displayName }) => displayName));

  const create = useMutation({
    mutationFn: () => {
      const memberIds = chosen.map(({ id }) => id);
      return isGroup
        ? createGroup({
            title: title.trim() || shortened(defaultTitle, 100),
            memberIds,
            historyForNewcomers: historyForNewcomers,
            clientConversationId,
          })
        : openDirect(memberIds[0] ?? '');
    },
    onSuccess: (conversation) => {
      engine.people.add(chosen);
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
          variant="primary"
          busy={create.isPending}
          disabled={chosen.length === 0}
        >
          {isGroup ? `Create group of ${chosen.length + 1}` : 'Start conversation'}
        </Button>
      }
    >
      <form
        id={formId}
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (chosen.length > 0 && !create.isPending) create.mutate();
        }}
      >
        <PeoplePicker
          selected={chosen}
          onChange={(next) => {
            setChosen(next);
            // Other people make it another conversation, whatever became of the first attempt.
            setClientConversationId(crypto.randomUUID());
          }}
        />
        {isGroup && (
          <>
            <TextField
              label="Group name"
              placeholder={defaultTitle}
              value={title}
              maxLength={100}
              onChange={(event) => {
                setTitle(event.target.value);
              }}
            />
            <label className={styles.option}>
              <input
                type="checkbox"
                checked={historyForNewcomers}
                onChange={(event) => {
                  setHistoryForNewcomers(event.target.checked);
                }}
              />
              People added later can see earlier messages
            </label>
          </>
        )}
        {create.isError && (
          <p className={styles.problem} role="alert">
            {create.error.message}
          </p>
        )}
      </form>
    </Dialog>
  );
}
