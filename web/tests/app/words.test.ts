import { describe, expect, test } from 'vitest';

import { authProblem } from '../../src/auth/auth-errors';
import {
  beginningSentence,
  memberCount,
  shortList,
  systemSentence,
  typingSentence,
} from '../../src/chat/sentences';
import { dayName, shortTime } from '../../src/chat/times';
import { hueOf, initialsOf } from '../../src/components/identity';
import { partsOf } from '../../src/components/links';
import type { Message } from '../../src/engine';
import { isOnlyEmoji } from '../../src/features/conversation/emoji-text';
import { isReadByAll, readersBySeq } from '../../src/features/conversation/receipts';

const nameOf = (userId: string) => userId.charAt(0).toUpperCase() + userId.slice(1);

describe('system messages', () => {
  const sentence = (message: Partial<Message>) =>
    systemSentence({ senderId: 'bob', ...message } as Message, nameOf, 'alice');

  test.each([
    [{ event: 'MEMBERS_ADDED', memberIds: ['carol', 'alice'] }, 'Bob added Carol and you'],
    [{ event: 'MEMBER_REMOVED', memberIds: ['alice'] }, 'Bob removed you'],
    [{ event: 'MEMBER_LEFT', memberIds: ['bob'] }, 'Bob left'],
    [{ event: 'MEMBER_LEFT', senderId: 'alice' }, 'You left'],
    [{ event: 'CONVERSATION_RENAMED', body: 'Tea' }, 'Bob renamed the conversation to “Tea”'],
  ] as const)('%o reads %s', (message, expected) => {
    expect(sentence(message)).toBe(expected);
  });

  test('an event of a later version is still a sentence', () => {
    expect(sentence({ event: 'SOMETHING_NEW' as never })).toBe('Something changed here');
  });
});

test.each([
  [1, '1 member'],
  [2, '2 members'],
])('%i: %s', (count, expected) => {
  expect(memberCount(count)).toBe(expected);
});

test('a newcomer who may not read what was said before is not told that nothing was', () => {
  expect(beginningSentence({ kind: 'GROUP', fromSeq: 1 }, 'Tea')).toContain('the group begins');
  expect(beginningSentence({ kind: 'GROUP', fromSeq: 5 }, 'Tea')).toContain('you were added');
});

test.each([
  [[], ''],
  [['bob'], 'Bob is typing'],
  [['bob', 'carol'], 'Bob and Carol are typing'],
  [['bob', 'carol', 'dora'], 'Several people are typing'],
])('%o: %s', (typing, expected) => {
  expect(typingSentence(typing, nameOf)).toBe(expected);
});

test('long lists of names end in a number', () => {
  expect(shortList(['A', 'B', 'C'])).toBe('A, B, and C');
  expect(shortList(['A', 'B', 'C', 'D'])).toBe('A, B, and 2 others');
});

describe('links', () => {
  const links = (text: string) =>
    partsOf(text).flatMap(({ kind, value }) => (kind === 'link' ? [value] : []));

  test.each([
    ['see https://example.com.', ['https://example.com']],
    ['(https://example.com/a)', ['https://example.com/a']],
    ['https://example.com/a_(b). Yes', ['https://example.com/a_(b)']],
    ['“https://example.com”', ['https://example.com']],
    ['javascript:alert(1) data:text/html,x', []],
    ['https://', []],
    ['http://a.example https://b.example', ['http://a.example', 'https://b.example']],
  ])('%s', (text, expected) => {
    expect(links(text)).toEqual(expected);
  });

  test('an address that ends in thousands of brackets costs no time', () => {
    const text = `https://a.example/(${')'.repeat(20_000)}`;
    const began = performance.now();

    expect(links(text)).toEqual(['https://a.example/()']);
    expect(performance.now() - began).toBeLessThan(500);
  });

  test('nothing of the text is lost', () => {
    const text = 'a https://example.com, (b) https:// c\nhttps://d.example!';

    expect(
      partsOf(text)
        .map(({ value }) => value)
        .join(''),
    ).toBe(text);
  });
});

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

describe('identity', () => {
  test.each([
    ['Alice Moreau', 'AM'],
    ['émile', 'É'],
    ['Tea & Cake', 'TC'],
    ['дмитрий иванов', 'ДИ'],
    ['…', ''],
  ])('%s: %s', (name, expected) => {
    expect(initialsOf(name)).toBe(expected);
  });

  test('a colour depends on nothing but the id', () => {
    expect(hueOf('some id')).toBe(hueOf('some id'));
    expect(new Set(['a', 'b', 'c', 'd', 'e', 'f'].map(hueOf)).size).toBeGreaterThan(3);
  });
});

describe('receipts', () => {
  const readers = new Map([
    ['bob', 4],
    ['carol', 2],
    ['dora', 0],
  ]);

  test('a reader is shown at the last message they have read', () => {
    expect(readersBySeq([1, 3, 5], readers)).toEqual(
      new Map([
        [3, ['bob']],
        [1, ['carol']],
      ]),
    );
  });

  test('read by all means by the slowest, and by somebody', () => {
    expect(isReadByAll(1, new Map([...readers, ['dora', 1]]))).toBe(true);
    expect(isReadByAll(1, readers)).toBe(false);
    expect(isReadByAll(1, new Map())).toBe(false);
  });
});

describe('times', () => {
  const now = new Date('2026-05-07T00:30:00');

  test('yesterday is the calendar’s, not 24 hours ago', () => {
    expect(dayName(new Date('2026-05-06T23:59:00'), now)).toBe('Yesterday');
    expect(shortTime(new Date('2026-05-06T23:59:00'), now)).toBe('Yesterday');
    expect(dayName(new Date('2026-05-07T00:00:00'), now)).toBe('Today');
  });

  test('another year is named', () => {
    expect(dayName(new Date('2025-05-07T12:00:00'), now)).toContain('2025');
    expect(dayName(new Date('2026-01-07T12:00:00'), now)).not.toContain('2026');
  });
});

test('what Cognito says in a name of its own is still a sentence', () => {
  expect(authProblem(Object.assign(new Error('Be kind.'), { name: 'NewException' }))).toEqual({
    message: 'Be kind.',
  });
  expect(authProblem('?').message).toContain('Something went wrong');
});
