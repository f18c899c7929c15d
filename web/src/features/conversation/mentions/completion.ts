/** What an @ that is being typed may become. Pure. */
import { EVERYONE, type Mentionable } from '../../../chat/mentions';
import type { User } from '../../../engine';

/** A list to choose from at a glance; whoever types on finds the others. */
const MOST_OFFERED = 8;

/** What was typed after an @ up to the caret. */
export interface Query {
  /** Where the @ stands. */
  readonly start: number;
  readonly end: number;
  readonly words: string;
}

export interface Choice {
  readonly username: string;
  /** Null for all who are in. */
  readonly user: User | null;
}

/** Null where nothing is being mentioned: the @ stands at the beginning or after a space. */
export function queryAt(text: string, caret: number): Query | null {
  const typed = /(?:^|\s)@([^\s@]*)$/u.exec(text.slice(0, caret));
  if (!typed) return null;
  const [, words = ''] = typed;
  return { start: caret - words.length - 1, end: caret, words };
}

/** Those whose names have a word that begins so, by name; everyone comes first. */
export function choicesFor(
  words: string,
  { people, everyone }: Mentionable,
  userId: string,
): readonly Choice[] {
  const needle = folded(words);
  const others = people
    .filter((user) => user.id !== userId && isCalled(user, needle))
    .sort((a, b) => a.displayName.localeCompare(b.displayName))
    .map((user) => ({ username: user.username, user }));
  const all = everyone && EVERYONE.startsWith(needle) ? [{ username: EVERYONE, user: null }] : [];
  return [...all, ...others].slice(0, MOST_OFFERED);
}

/** The text with the username in place of what was typed, and where the caret stands then. */
export function completed(
  text: string,
  { start, end }: Query,
  username: string,
): { readonly text: string; readonly caret: number } {
  const before = `${text.slice(0, start)}@${username} `;
  return { text: before + text.slice(end).replace(/^ /u, ''), caret: before.length };
}

export type KeyAct = 'choose' | 'close' | { readonly active: number };

/** What a key does while a list of so many is open; null for what it does otherwise. */
export function actOf(key: string, active: number, count: number): KeyAct | null {
  switch (key) {
    case 'ArrowDown':
      return { active: (active + 1) % count };
    case 'ArrowUp':
      return { active: (active + count - 1) % count };
    case 'Enter':
    case 'Tab':
      return 'choose';
    case 'Escape':
      return 'close';
    default:
      return null;
  }
}

function isCalled({ username, displayName }: User, needle: string): boolean {
  const names = [username, displayName, ...displayName.split(/\s+/u)];
  return names.some((name) => folded(name).startsWith(needle));
}

function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();
}
