import { useMutation } from '@tanstack/react-query';
import { Pencil } from 'lucide-react';
import { useRef, useState } from 'react';

import { renameConversation } from '../../chat/api';
import { useEngine } from '../../chat/chat-context';
import { Button } from '../../components/button';
import { IconButton } from '../../components/icon-button';
import { TextField } from '../../components/text-field';
import styles from './editable-title.module.css';

interface EditableTitleProps {
  readonly conversationId: string;
  readonly title: string;
}

export function EditableTitle({ conversationId, title }: EditableTitleProps) {
  const engine = useEngine();
  const [draft, setDraft] = useState<string | null>(null);
  const editButton = useRef<HTMLButtonElement>(null);
  const rename = useMutation({
    mutationFn: (next: string) => renameConversation(conversationId, next),
    onSuccess: (message) => {
      engine.receive(message);
      close();
    },
  });

  function close() {
    setDraft(null);
    requestAnimationFrame(() => editButton.current?.focus());
  }

  if (draft === null) {
    return (
      <p className={styles.title}>
        {title}
        <IconButton
          ref={editButton}
          icon={Pencil}
          label="Rename conversation"
          className={styles.edit}
          onClick={() => {
            rename.reset();
            setDraft(title);
          }}
        />
      </p>
    );
  }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (draft.trim() !== '' && !rename.isPending) rename.mutate(draft.trim());
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        close();
      }}
    >
      <TextField
        label="Conversation name"
        value={draft}
        maxLength={100}
        error={rename.error?.message}
        autoFocus
        onFocus={(event) => {
          event.target.select();
        }}
        onChange={(event) => {
          setDraft(event.target.value);
        }}
      />
      <div className={styles.actions}>
        <Button onClick={close}>Cancel</Button>
        <Button type="submit" variant="primary" busy={rename.isPending}>
          Save
        </Button>
      </div>
    </form>
  );
}
