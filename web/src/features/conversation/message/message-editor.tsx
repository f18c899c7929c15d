import { type KeyboardEvent, useEffect, useRef } from 'react';

import { hasKeyboard } from '../../../chat/has-keyboard';
import { Button } from '../../../components/button';
import { isComposing } from '../../../components/is-composing';
import { CharacterCount, isCounted, MAX_LENGTH } from '../composer/character-count';
import styles from './message-editor.module.css';

interface MessageEditorProps {
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly onSave: (body: string) => void;
  readonly onCancel: () => void;
}

/** In the place of a message's text. Enter saves, Escape cancels. */
export function MessageEditor({ text, onChange, onSave, onCancel }: MessageEditorProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const body = text.trim();
  const canSave = body !== '' && text.length <= MAX_LENGTH;

  useEffect(() => {
    const length = field.current?.value.length ?? 0;
    field.current?.focus({ preventScroll: true });
    field.current?.setSelectionRange(length, length);
  }, []);

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape') {
      // The details pane would close too.
      event.stopPropagation();
      onCancel();
    }
    const saves = event.key === 'Enter' && !event.shiftKey && !isComposing(event.nativeEvent);
    if (!saves || !hasKeyboard()) return;
    event.preventDefault();
    if (canSave) onSave(body);
  }

  return (
    <form
      className={styles.editor}
      onSubmit={(event) => {
        event.preventDefault();
        if (canSave) onSave(body);
      }}
    >
      <textarea
        ref={field}
        className={styles.field}
        dir="auto"
        rows={Math.min(7, text.split('\n').length)}
        aria-label="Edit message"
        aria-invalid={text.length > MAX_LENGTH || undefined}
        aria-describedby={isCounted(text.length) ? 'editor-count' : undefined}
        value={text}
        onChange={(event) => {
          onChange(event.target.value);
        }}
        onKeyDown={onKeyDown}
      />
      <div className={styles.actions}>
        <CharacterCount id="editor-count" length={text.length} />
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" disabled={!canSave}>
          Save
        </Button>
      </div>
    </form>
  );
}
