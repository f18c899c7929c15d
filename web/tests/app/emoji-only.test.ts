import { expect, test } from 'vitest';

import { isOnlyEmoji } from '../../src/features/conversation/message/emoji-only';

test.each([
  ['🎉', true],
  ['👩‍👩‍👧 🇳🇴', true],
  ['👍🏽👍🏽👍🏽', true],
  ['🎉🎉🎉🎉🎉', false],
  ['ok 👍', false],
  ['12', false],
  ['', false],
])('%s alone is shown large: %s', (text, expected) => {
  expect(isOnlyEmoji(text.replace(' ', ''))).toBe(expected);
});
