import { describe, expect, test } from 'vitest';

import {
  conversationStartText,
  memberCount,
  mentionsText,
  nameList,
  reactorsText,
  shortened,
  systemMessageText,
  typingText,
} from '../../src/chat/texts';
import type { Message } from '../../src/engine';

const nameOf = (userId: string) => userId.charAt(0).toUpperCase() + userId.slice(1);

describe('system messages', () => {
  const sentence = (message: Partial<Message>) =>
    systemMessageText({ senderId: 'bob', ...message } as Message, nameOf, 'alice');

  test.each([
    [{ event: 'MEMBERS_ADDED', memberIds: ['carol', 'alice'] }, 'Bob added Carol and you'],
    [{ event: 'MEMBER_REMOVED', memberIds: ['alice'] }, 'Bob removed you'],
    [{ event: 'MEMBER_LEFT', memberIds: ['bob'] }, 'Bob left'],
    [{ event: 'MEMBER_LEFT', senderId: 'alice' }, 'You left'],
    [{ event: 'CONVERSATION_RENAMED', body: 'Tea' }, 'Bob renamed the conversation to “Tea”'],
  ] as const)('%o reads %s', (message, expected) => {
    expect(sentence(message)).toBe(expected);
  });

  test('what others wrote from right to left leaves the sentence as it is', () => {
    const renamed = { event: 'CONVERSATION_RENAMED', body: 'שבת' } as const;

    expect(sentence(renamed)).toBe('Bob renamed the conversation to “\u2068שבת\u2069”');
    expect(sentence({ ...renamed, body: '\u202eaeT\n' })).toBe(
      'Bob renamed the conversation to “aeT ”',
    );
  });

  test('an event of a later version is still a sentence', () => {
    expect(sentence({ event: 'SOMETHING_NEW' as never })).toBe('This conversation was updated');
  });
});

test.each([
  ['Alice and Bob', 5, 'Alice'],
  ['A\u{1f468}\u200d\u{1f469}\u200d\u{1f467}B', 4, 'A'],
  ['short', 100, 'short'],
])('%s, in %i: %s', (text, longest, expected) => {
  expect(shortened(text, longest)).toBe(expected);
});

test.each([
  [1, '1 member'],
  [2, '2 members'],
])('%i: %s', (count, expected) => {
  expect(memberCount(count)).toBe(expected);
});

test('a new member who cannot see earlier messages is not told that there are none', () => {
  expect(conversationStartText({ kind: 'GROUP', fromSeq: 1 }, 'Tea')).toContain(
    'beginning of the group',
  );
  expect(conversationStartText({ kind: 'GROUP', fromSeq: 5 }, 'Tea')).toContain('you were added');
});

test.each([
  [[], ''],
  [['bob'], 'Bob is typing'],
  [['bob', 'carol'], 'Bob and Carol are typing'],
  [['bob', 'carol', 'dora'], 'Several people are typing'],
])('%o: %s', (typing, expected) => {
  expect(typingText(typing, nameOf)).toBe(expected);
});

test('long lists of names end in a number', () => {
  expect(nameList(['A', 'B', 'C'])).toBe('A, B, and C');
  expect(nameList(['A', 'B', 'C', 'D'])).toBe('A, B, and 2 others');
});

test.each([
  [{ count: 1, userIds: ['bob'], mine: false }, 'Bob'],
  [{ count: 2, userIds: ['bob', 'alice'], mine: true }, 'You and Bob'],
  [{ count: 4, userIds: ['bob', 'carol'], mine: true }, 'You, Bob, Carol, and 1 other'],
  [{ count: 12, userIds: ['bob', 'carol'], mine: false }, 'Bob, Carol, and 10 others'],
])('who reacted, of whom perhaps not all are named: %o: %s', (reaction, expected) => {
  expect(reactorsText({ emoji: '👍', ...reaction }, nameOf, 'alice')).toBe(expected);
});

test.each([
  [1, '1 mention of you'],
  [2, '2 mentions of you'],
])('%i unread mentions are called “%s”', (count, expected) => {
  expect(mentionsText(count)).toBe(expected);
});
