import { describe, expect, test } from 'vitest';

import type { User } from '../../src/engine';
import {
  actOf,
  choicesFor,
  completed,
  queryAt,
} from '../../src/features/conversation/mentions/completion';

const user = (username: string, displayName: string): User => ({
  id: username,
  username,
  displayName,
  createdAt: '2026-01-01T00:00:00Z',
});

const people = [
  user('tv', 'Tomás Vidal'),
  user('bob', 'Bob Lindqvist'),
  user('ed', 'Émile Durand'),
  user('me', 'Myself'),
];
const offered = (words: string, everyone = false) =>
  choicesFor(words, { people, everyone }, 'me').map(({ username }) => username);

describe('an @ that is being typed', () => {
  test.each([
    ['@', 1, ''],
    ['hi @bo', 6, 'bo'],
    ['hi\n@bo', 6, 'bo'],
    ['hi @bo there', 6, 'bo'],
    ['@bob', 2, 'b'],
    ['a@b', 3, null],
    ['(@b', 3, null],
    ['@bob ', 5, null],
    ['@@', 2, null],
    ['@bob', 0, null],
  ])('%j with the caret at %i asks for %j', (text, caret, words) => {
    expect(queryAt(text, caret)?.words ?? null).toBe(words);
  });

  test('is completed where it stands, with one space after it', () => {
    const text = 'hi @bo there';
    const query = queryAt(text, 6);

    expect(query && completed(text, query, 'bob')).toEqual({ text: 'hi @bob there', caret: 8 });
    expect(completed('@', { start: 0, end: 1, words: '' }, 'bob')).toEqual({
      text: '@bob ',
      caret: 5,
    });
  });
});

describe('those who are offered', () => {
  test.each([
    ['', ['bob', 'ed', 'tv']],
    ['TOMAS', ['tv']],
    ['tomás', ['tv']],
    ['emi', ['ed']],
    ['vid', ['tv']],
    ['ed', ['ed']],
    ['my', []],
    ['ob', []],
  ])('for %j are %j', (words, usernames) => {
    expect(offered(words)).toEqual(usernames);
  });

  test('are led by everyone, where the person may mention them', () => {
    expect(offered('', true)).toEqual(['everyone', 'bob', 'ed', 'tv']);
    expect(offered('e', true)).toEqual(['everyone', 'ed']);
    expect(offered('b', true)).toEqual(['bob']);
  });

  test('are eight at most', () => {
    const many = Array.from({ length: 20 }, (_, n) => user(`user${n}`, `User ${n}`));

    expect(choicesFor('user', { people: many, everyone: false }, 'me')).toHaveLength(8);
  });
});

describe('the keys, while a list is open,', () => {
  test.each([
    ['ArrowDown', 0, { active: 1 }],
    ['ArrowDown', 2, { active: 0 }],
    ['ArrowUp', 0, { active: 2 }],
    ['ArrowUp', 2, { active: 1 }],
    ['Enter', 1, 'choose'],
    ['Tab', 1, 'choose'],
    ['Escape', 1, 'close'],
    ['a', 1, null],
    ['ArrowLeft', 1, null],
  ])('%s at %i of three does %j', (key, active, act) => {
    expect(actOf(key, active, 3)).toEqual(act);
  });
});
