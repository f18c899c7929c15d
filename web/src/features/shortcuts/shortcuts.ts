/** The keyboard shortcuts, as the dialog lists them and the handler uses them. */

export const SHORTCUTS = [
  { keys: ['Enter'], does: 'Send message' },
  { keys: ['Shift', 'Enter'], does: 'New line' },
  { keys: ['↑'], does: 'Edit your last message (in an empty message box)' },
  { keys: ['Ctrl', 'K'], does: 'Search conversations', command: 'search' },
  { keys: ['Alt', 'N'], does: 'New conversation', command: 'new' },
  { keys: ['Alt', '↓'], does: 'Next conversation', command: 'next' },
  { keys: ['Alt', '↑'], does: 'Previous conversation', command: 'previous' },
  { keys: ['Alt', 'I'], does: 'Show or hide details', command: 'details' },
  { keys: ['Escape'], does: 'Cancel reply; close dialog, details or thread' },
  { keys: ['Ctrl', '/'], does: 'Keyboard shortcuts', command: 'shortcuts' },
] as const;

/** What can be typed into a message, and what it becomes. */
export const MARKS = [
  { typed: '**bold**', is: 'Bold' },
  { typed: '*italic*', is: 'Italic' },
  { typed: '~~done~~', is: 'Struck through' },
  { typed: '`code`', is: 'Code' },
  { typed: '```', is: 'Code block, up to the next three backticks' },
  { typed: '> words', is: 'Quotation' },
  { typed: '- one', is: 'List; with 1. a numbered one' },
  { typed: '[words](https://…)', is: 'Link' },
  { typed: ':tada:', is: 'Emoji 🎉' },
  { typed: '@username', is: 'Mention of a member' },
] as const;

export type Command = Extract<(typeof SHORTCUTS)[number], { command: string }>['command'];

const KEY_CODES: Readonly<Record<string, string>> = { '↓': 'ArrowDown', '↑': 'ArrowUp' };

/**
 * Letters go by the key's place: with Alt held, a Mac writes others. The slash goes by what is written:
 * in its place half of Europe has the minus, with which Ctrl makes a page smaller. Command stands in
 * for Ctrl on a Mac.
 */
export function commandOf(event: KeyboardEvent): Command | null {
  for (const shortcut of SHORTCUTS) {
    if (!('command' in shortcut)) continue;
    const [modifier, key] = shortcut.keys;
    const held = modifier === 'Alt' ? event.altKey : event.ctrlKey || event.metaKey;
    const others = modifier === 'Alt' ? event.ctrlKey || event.metaKey : event.altKey;
    const isKey = key === '/' ? event.key === key : event.code === (KEY_CODES[key] ?? `Key${key}`);
    if (held && !others && isKey) return shortcut.command;
  }
  return null;
}

export function keyName(key: string): string {
  const isMac = /Mac|iPhone|iPad/u.test(navigator.platform);
  if (isMac && key === 'Ctrl') return '⌘';
  return isMac && key === 'Alt' ? '⌥' : key;
}
