import { useState } from 'react';

import { placeKey } from '../../../chat/place-key';
import { isDeleted, type Message, type Place, type TalkState } from '../../../engine';

/** A message that the person is rewriting. */
export interface EditedText {
  readonly seq: number;
  readonly text: string;
  /** The body when they began. */
  readonly original: string;
  /** Its revision then; 0 for null. */
  readonly ifRevision: number;
  /** The focus goes back there. */
  readonly isFromComposer: boolean;
}

export interface Editing {
  readonly current: EditedText | null;
  /** text: what the person wrote before, where that was refused. */
  readonly begin: (
    message: Message,
    from?: { readonly text?: string; readonly isFromComposer?: boolean },
  ) => void;
  readonly change: (text: string) => void;
  readonly end: () => void;
}

/** The text in the editor survives a reload, and the message being out of view. */
export function useEditing(userId: string, place: Place): Editing {
  const key = `unsaved:${userId}:${placeKey(place)}`;
  const [current, setCurrent] = useState(() => kept(key));
  function set(next: EditedText | null) {
    setCurrent(next);
    if (next) sessionStorage.setItem(key, JSON.stringify(next));
    else sessionStorage.removeItem(key);
  }
  return {
    current,
    begin: (message, { text, isFromComposer = false } = {}) => {
      const original = message.body ?? '';
      const ifRevision = message.revision ?? 0;
      const begun = { seq: message.seq, text: text ?? original, original, ifRevision };
      set({ ...begun, isFromComposer });
    },
    change: (text) => {
      if (current) set({ ...current, text });
    },
    end: () => {
      set(null);
    },
  };
}

/** The last text that the person may edit. */
export function lastEditable({ items }: TalkState, userId: string): Message | undefined {
  const last = items.findLast(
    (item) =>
      item.kind === 'message' &&
      item.message.kind === 'TEXT' &&
      item.message.senderId === userId &&
      !item.message.forwardedFrom &&
      !isDeleted(item.message),
  );
  return last?.kind === 'message' ? last.message : undefined;
}

function kept(key: string): EditedText | null {
  const text = sessionStorage.getItem(key);
  return text === null ? null : (JSON.parse(text) as EditedText);
}
