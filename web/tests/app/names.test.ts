import { expect, test } from 'vitest';

import { distinctNames, titleOf } from '../../src/chat/names';
import type { User } from '../../src/engine';

function person(username: string, displayName: string): User {
  return { id: username, username, displayName, createdAt: '2026-01-01T00:00:00Z' };
}

test('people who share a name are told apart by their usernames', () => {
  const names = distinctNames([
    person('alice', 'Alice'),
    person('bob', 'alice'),
    person('carol', 'Carol'),
  ]);

  expect([...names.values()]).toEqual(['Alice (@alice)', 'alice (@bob)', 'Carol']);
});

test('a name that differs in nothing that can be seen is the same name', () => {
  const names = distinctNames([person('alice', 'Alice'), person('bob', '\u202dAlice\u202c')]);

  expect(names.get('bob')).toBe('Alice (@bob)');
});

test('a name that imitates a username has the true one behind it', () => {
  const names = distinctNames([person('mallory', 'Robin (@robin)')]);

  expect(names.get('mallory')).toBe('Robin (@robin) (@mallory)');
});

test('a title turns nothing around', () => {
  const entry = { kind: 'GROUP', title: '\u202eTea\u0007', peerId: null } as const;

  expect(titleOf(entry, String)).toBe('Tea');
});
