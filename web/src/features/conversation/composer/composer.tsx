import { SendHorizontal, Smile } from 'lucide-react';
import { type KeyboardEvent, lazy, Suspense, useEffect, useId, useRef, useState } from 'react';

import { useEngine } from '../../../chat/chat-context';
import { hasKeyboard } from '../../../chat/has-keyboard';
import { classes } from '../../../components/classes';
import { IconButton } from '../../../components/icon-button';
import { isComposing } from '../../../components/is-composing';
import { Spinner } from '../../../components/spinner';
import type { NameOf } from '../../../chat/names';
import { placeKey } from '../../../chat/place-key';
import type { OpenTalk, TalkState } from '../../../engine';
import { useCompletion } from '../mentions/use-completion';
import { useMentionable } from '../mentions/use-mentionable';
import { useOnceKnown } from '../mentions/use-once-known';
import { AnsweringBar } from './answering-bar';
import { CharacterCount, isCounted, MAX_LENGTH } from './character-count';
import styles from './composer.module.css';
import { useAnswering } from './use-answering';

const EmojiPicker = lazy(() => import('../emoji/emoji-picker'));

const MAX_LINES = 7;

export interface ComposerProps {
  readonly talk: OpenTalk;
  /** What is written there. */
  readonly label: string;
  readonly state: TalkState;
  readonly nameOf: NameOf;
  /** When it appears, where there is a keyboard. */
  readonly takesFocus: boolean;
  readonly onEditLast: () => void;
}

export function Composer({ talk, label, state, nameOf, takesFocus, onEditLast }: ComposerProps) {
  const { answering } = state;
  const { userId } = useEngine();
  const key = `unsent:${userId}:${placeKey(talk)}`;
  const countId = useId();
  const [text, setText] = useState(() => sessionStorage.getItem(key) ?? '');
  const [picking, setPicking] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  useAnswering(userId, talk, answering);
  const body = text.trim();
  const isTooLong = text.length > MAX_LENGTH;
  const { mentionable, mentions, isLoading } = useMentionable(state, body);
  const completion = useCompletion({ field, text, onChange: change, mentionable, isLoading });
  const canSend = body !== '' && !isTooLong;

  useEffect(() => {
    if (takesFocus && hasKeyboard()) field.current?.focus();
    return () => {
      talk.stoppedTyping();
    };
  }, [talk, takesFocus]);

  function change(next: string) {
    setText(next);
    saveDraftText(key, next);
    if (next.trim() === '') talk.stoppedTyping();
    else talk.typed();
  }

  const send = useOnceKnown(isLoading, () => {
    if (!canSend) return;
    talk.send(body, mentions() ?? undefined);
    setText('');
    saveDraftText(key, '');
    field.current?.focus();
  });

  function insert(emoji: string) {
    const { selectionStart = text.length, selectionEnd = text.length } = field.current ?? {};
    change(text.slice(0, selectionStart) + emoji + text.slice(selectionEnd));
    setPicking(false);
    const caret = selectionStart + emoji.length;
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(caret, caret);
    });
  }

  function stopAnswering() {
    talk.answer(null);
    field.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (completion.onKeyDown(event)) return;
    if (event.key === 'Escape' && answering && !isComposing(event.nativeEvent)) {
      // The details pane would close too.
      event.stopPropagation();
      stopAnswering();
      return;
    }
    if (event.key === 'ArrowUp' && text === '' && !isModified(event)) {
      event.preventDefault();
      onEditLast();
      return;
    }
    const sends = event.key === 'Enter' && !event.shiftKey && !isComposing(event.nativeEvent);
    if (!sends || !hasKeyboard()) return;
    event.preventDefault();
    send();
  }

  return (
    <div className={styles.composer}>
      {picking && (
        <Suspense fallback={<PickerLoading />}>
          <EmojiPicker
            className={styles.picker}
            onPick={insert}
            onClose={() => {
              setPicking(false);
              field.current?.focus();
            }}
          />
        </Suspense>
      )}
      {completion.list}
      {answering && <AnsweringBar quotation={answering} nameOf={nameOf} onCancel={stopAnswering} />}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <div className={styles.box}>
          <IconButton
            icon={Smile}
            label="Emoji"
            className={styles.inner}
            aria-expanded={picking}
            data-emoji-button
            onClick={() => {
              setPicking(!picking);
            }}
          />
          <textarea
            ref={field}
            {...completion.fieldProps}
            data-composer
            className={styles.field}
            rows={linesOf(text)}
            dir="auto"
            value={text}
            placeholder={label}
            aria-label={label}
            aria-invalid={isTooLong || undefined}
            aria-describedby={isCounted(text.length) ? countId : undefined}
            enterKeyHint={hasKeyboard() ? 'send' : 'enter'}
            onChange={(event) => {
              change(event.target.value);
            }}
            onKeyDown={onKeyDown}
          />
          <CharacterCount id={countId} length={text.length} />
          <IconButton
            type="submit"
            icon={SendHorizontal}
            label="Send"
            variant={canSend ? 'primary' : 'quiet'}
            className={classes(styles.inner, styles.send)}
            disabled={!canSend}
          />
        </div>
      </form>
    </div>
  );
}

function isModified({ altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean {
  return altKey || ctrlKey || metaKey || shiftKey;
}

function PickerLoading() {
  return (
    <div className={styles.pickerLoading} role="status" aria-label="Loading emoji">
      <Spinner />
    </div>
  );
}

/** For browsers that do not size a field by its content. */
function linesOf(text: string): number {
  return Math.min(MAX_LINES, text.split('\n').length);
}

function saveDraftText(key: string, text: string): void {
  if (text === '') sessionStorage.removeItem(key);
  else sessionStorage.setItem(key, text);
}
