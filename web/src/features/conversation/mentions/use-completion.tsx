import { type KeyboardEvent, type RefObject, type ReactNode, useId, useState } from 'react';
import { flushSync } from 'react-dom';

import { useEngine } from '../../../chat/chat-context';
import type { Mentionable } from '../../../chat/mentions';
import { isComposing } from '../../../components/is-composing';
import { actOf, type Choice, choicesFor, completed, queryAt } from './completion';
import { CompletionList, optionId } from './completion-list';

interface CompletionOptions {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly mentionable: Mentionable;
  readonly isLoading: boolean;
}

interface Completion {
  /** Above the field, where there is something to choose. */
  readonly list: ReactNode;
  /** For the field: it is a combobox while the list is open. */
  readonly fieldProps: {
    readonly role?: 'combobox';
    readonly 'aria-expanded'?: true;
    readonly 'aria-controls'?: string;
    readonly 'aria-activedescendant'?: string | undefined;
    readonly 'aria-autocomplete': 'list';
    readonly onInput: () => void;
    readonly onSelect: () => void;
    readonly onBlur: () => void;
  };
  /** True for a key that the list has taken. */
  readonly onKeyDown: (event: KeyboardEvent) => boolean;
}

const NOWHERE = -1;

/** Offers members while an @ is being typed. */
export function useCompletion({
  field,
  text,
  onChange,
  mentionable,
  isLoading,
}: CompletionOptions): Completion {
  const id = useId();
  const { userId } = useEngine();
  const [caret, setCaret] = useState(NOWHERE);
  /** The @ whose list was closed. */
  const [closedAt, setClosedAt] = useState(NOWHERE);
  const [marked, setMarked] = useState({ words: '', at: 0 });

  const found = caret === NOWHERE ? null : queryAt(text, caret);
  const query = found?.start === closedAt ? null : found;
  const choices = query ? choicesFor(query.words, mentionable, userId) : [];
  const active = marked.words === query?.words ? Math.min(marked.at, choices.length - 1) : 0;
  const current = choices[active];
  const isOpen = query !== null && choices.length > 0;

  function choose({ username }: Choice) {
    if (!query) return;
    const next = completed(text, query, username);
    // What is typed next must find the caret there.
    flushSync(() => {
      onChange(next.text);
      setCaret(NOWHERE);
    });
    field.current?.focus();
    field.current?.setSelectionRange(next.caret, next.caret);
  }

  function onKeyDown(event: KeyboardEvent): boolean {
    const { altKey, ctrlKey, metaKey, shiftKey } = event;
    const isPlain = !(altKey || ctrlKey || metaKey || shiftKey);
    if (!query || !isOpen || !isPlain || isComposing(event.nativeEvent)) return false;
    const act = actOf(event.key, active, choices.length);
    if (act === null) return false;
    event.preventDefault();
    // Escape would close the details pane too.
    event.stopPropagation();
    if (act === 'close') setClosedAt(query.start);
    else if (act !== 'choose') setMarked({ words: query.words, at: act.active });
    else if (current) choose(current);
    return true;
  }

  function noteCaret() {
    const { selectionStart, selectionEnd, value } = field.current ?? { value: '' };
    const at = selectionStart === selectionEnd ? (selectionStart ?? NOWHERE) : NOWHERE;
    setCaret(at);
    // The next one is offered again.
    if (queryAt(value, at)?.start !== closedAt) setClosedAt(NOWHERE);
  }

  return {
    list: query && (isOpen || isLoading) && (
      <CompletionList
        id={id}
        choices={choices}
        current={current}
        isLoading={isLoading}
        onChoose={choose}
      />
    ),
    fieldProps: {
      ...(isOpen && {
        role: 'combobox',
        'aria-expanded': true,
        'aria-controls': id,
        'aria-activedescendant': current && optionId(id, current),
      }),
      'aria-autocomplete': 'list',
      onInput: noteCaret,
      onSelect: noteCaret,
      onBlur: () => {
        setCaret(NOWHERE);
      },
    },
    onKeyDown,
  };
}
