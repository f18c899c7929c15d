import { type KeyboardEvent, useEffect, useId, useRef } from 'react';

import { hasKeyboard } from '../../../chat/has-keyboard';
import { Button } from '../../../components/button';
import { isComposing } from '../../../components/is-composing';
import type { TalkState } from '../../../engine';
import { CharacterCount, isCounted, MAX_LENGTH } from '../composer/character-count';
import { useCompletion } from '../mentions/use-completion';
import { useMentionable } from '../mentions/use-mentionable';
import { useOnceKnown } from '../mentions/use-once-known';
import styles from './message-editor.module.css';

interface MessageEditorProps {
  readonly text: string;
  readonly state: TalkState;
  readonly onChange: (text: string) => void;
  /** mentions: whom it mentions, by their ids; null where that is not known. */
  readonly onSave: (body: string, mentions: readonly string[] | null) => void;
  readonly onCancel: () => void;
}

/** In the place of a message's text. Enter saves, Escape cancels. */
export function MessageEditor({ text, state, onChange, onSave, onCancel }: MessageEditorProps) {
  const countId = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const body = text.trim();
  const { mentionable, mentions, isLoading } = useMentionable(state, body);
  const completion = useCompletion({
    field,
    text,
    onChange,
    // An edit does not change whether everyone is mentioned.
    mentionable: { ...mentionable, everyone: false },
    isLoading,
  });
  const canSave = body !== '' && text.length <= MAX_LENGTH;

  useEffect(() => {
    const length = field.current?.value.length ?? 0;
    field.current?.focus({ preventScroll: true });
    field.current?.setSelectionRange(length, length);
  }, []);

  const save = useOnceKnown(isLoading, () => {
    if (canSave) onSave(body, mentions()?.mentions ?? null);
  });

  function onKeyDown(event: KeyboardEvent) {
    if (completion.onKeyDown(event)) return;
    if (event.key === 'Escape') {
      // The details pane would close too.
      event.stopPropagation();
      onCancel();
    }
    const saves = event.key === 'Enter' && !event.shiftKey && !isComposing(event.nativeEvent);
    if (!saves || !hasKeyboard()) return;
    event.preventDefault();
    save();
  }

  return (
    <form
      className={styles.editor}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      {completion.list}
      <textarea
        ref={field}
        {...completion.fieldProps}
        className={styles.field}
        dir="auto"
        rows={Math.min(7, text.split('\n').length)}
        aria-label="Edit message"
        aria-invalid={text.length > MAX_LENGTH || undefined}
        aria-describedby={isCounted(text.length) ? countId : undefined}
        value={text}
        onChange={(event) => {
          onChange(event.target.value);
        }}
        onKeyDown={onKeyDown}
      />
      <div className={styles.actions}>
        <CharacterCount id={countId} length={text.length} />
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" disabled={!canSave}>
          Save
        </Button>
      </div>
    </form>
  );
}
