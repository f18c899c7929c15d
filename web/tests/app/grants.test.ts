import { describe, expect, test } from 'vitest';

import { may, type Role } from '../../src/chat/grants';
import { ROLES } from '../../src/graphql/grants';
import { heirOf } from '../../src/chat/member-order';
import type { Member } from '../../src/engine';
import { GRANTS, NOT_WHILE_MUTED, type Permission } from '../../src/graphql/grants';

const NOW = Date.parse('2026-05-07T12:00:00Z');
const LATER = '2026-05-07T12:00:01Z';
const EVERYTHING = Object.keys(GRANTS) as Permission[];

const standing = (role: Role, mutedUntil: string | null = null) =>
  ({ kind: 'GROUP', role, mutedUntil }) as const;

describe('in a group', () => {
  test('the owner may do everything, and a reader reacts', () => {
    const granted = (role: Role) => EVERYTHING.filter((each) => may(each, standing(role), NOW));

    expect(granted('OWNER')).toEqual(EVERYTHING);
    expect(granted('READER')).toEqual(['REACT']);
  });

  test('the roles are those of the table, from the highest down', () => {
    expect(ROLES).toEqual(GRANTS.REACT);
  });

  test('whoever is muted may do what their role lets them, but for what they say', () => {
    const muted = EVERYTHING.filter((each) => may(each, standing('ADMIN', LATER), NOW));

    expect(muted).toEqual(
      EVERYTHING.filter(
        (each) => may(each, standing('ADMIN'), NOW) && !NOT_WHILE_MUTED.includes(each),
      ),
    );
    expect(muted).toContain('MUTE_MEMBERS');
  });

  test('being muted is over at the very moment', () => {
    const muted = standing('MEMBER', LATER);

    expect(may('SEND_MESSAGES', muted, Date.parse(LATER) - 1)).toBe(false);
    expect(may('SEND_MESSAGES', muted, Date.parse(LATER))).toBe(true);
  });
});

test('between two people nobody is muted, and nobody has a say over the other', () => {
  const direct = { kind: 'DIRECT', role: 'MEMBER', mutedUntil: LATER } as const;

  expect(may('SEND_MESSAGES', direct, NOW)).toBe(true);
  expect(may('REMOVE_MEMBERS', direct, NOW)).toBe(false);
});

test('while a conversation is loading nothing is offered', () => {
  expect(may('SEND_MESSAGES', null, NOW)).toBe(false);
});

describe('the owner is succeeded by', () => {
  const member = (userId: string, changes: Partial<Member> = {}): Member => ({
    conversationId: 'room',
    userId,
    user: null,
    role: 'MEMBER',
    status: 'ACTIVE',
    joinedAt: '2026-01-01T00:00:00Z',
    readSeq: 0,
    mutedUntil: null,
    ...changes,
  });
  const owner = member('alice', { role: 'OWNER' });
  const late = { joinedAt: '2026-02-01T00:00:00Z' };

  test.each([
    ['the highest role', [member('bob'), member('carol', { role: 'MODERATOR', ...late })], 'carol'],
    ['whoever joined first', [member('bob', late), member('carol')], 'carol'],
    ['the first by id of those who came together', [member('carol'), member('bob')], 'bob'],
    ['somebody who is in', [member('bob', { status: 'LEFT' }), member('carol')], 'carol'],
    ['nobody where nobody is left', [], undefined],
  ])('%s', (_, others, heir) => {
    expect(heirOf([owner, ...others], 'alice')?.userId).toBe(heir);
  });
});
