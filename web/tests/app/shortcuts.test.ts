import { expect, test } from 'vitest';

import { isComposing } from '../../src/components/is-composing';
import { commandOf } from '../../src/features/shortcuts/shortcuts';

const key = (code: string, held: Partial<KeyboardEvent> = {}) =>
  commandOf({ code, altKey: false, ctrlKey: false, metaKey: false, ...held } as KeyboardEvent);

test('Ctrl and Command mean the same', () => {
  expect(key('KeyK', { ctrlKey: true })).toBe('search');
  expect(key('KeyK', { metaKey: true })).toBe('search');
});

test('Alt goes by the place of the key, since it writes other letters on a Mac', () => {
  expect(key('KeyN', { altKey: true, key: '˜' })).toBe('new');
  expect(key('ArrowDown', { altKey: true })).toBe('next');
});

test('the slash goes by what is written: where it is another key, that key keeps its meaning', () => {
  expect(key('Slash', { ctrlKey: true, key: '/' })).toBe('shortcuts');
  expect(key('Digit7', { ctrlKey: true, shiftKey: true, key: '/' })).toBe('shortcuts');
  expect(key('Slash', { ctrlKey: true, key: '-' })).toBeNull();
});

test('a letter alone is a letter, and AltGr is no shortcut', () => {
  expect(key('KeyK')).toBeNull();
  expect(key('KeyN', { altKey: true, ctrlKey: true })).toBeNull();
});

test.each([
  ['during a composition', true, 13, true],
  ['at its end, in Safari', false, 229, true],
  ['by itself', false, 13, false],
])('Enter belongs to an input method %s: %o, %i', (_, composing, keyCode, expected) => {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- what Safari tells
  expect(isComposing({ isComposing: composing, keyCode })).toBe(expected);
});
