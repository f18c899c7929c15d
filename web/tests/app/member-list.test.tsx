import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';

import type { Role, Standing } from '../../src/chat/grants';
import { FOR_GOOD } from '../../src/chat/texts';
import type { Member } from '../../src/engine';
import { actsOn, rolesBelow, rolesFor } from '../../src/features/conversation-details/member-acts';
import { MemberList } from '../../src/features/conversation-details/member-list';

const NOW = Date.parse('2026-05-07T12:00:00Z');
const ME = 'me';

const group = (role: Role): Standing => ({ kind: 'GROUP', role, mutedUntil: null });

function member(userId: string, role: Role, changes: Partial<Member> = {}): Member {
  const createdAt = '2026-01-01T00:00:00Z';
  return {
    conversationId: 'room',
    userId,
    user: { id: userId, username: userId, displayName: userId, createdAt },
    role,
    status: 'ACTIVE',
    joinedAt: createdAt,
    readSeq: 0,
    mutedUntil: null,
    ...changes,
  };
}

const acts = (mine: Role, theirs: Member) => actsOn(group(mine), theirs, ME, NOW);

describe('what is offered', () => {
  test.each([
    ['OWNER', 'ADMIN', ['role', 'mute', 'remove']],
    ['ADMIN', 'MODERATOR', ['role', 'mute', 'remove']],
    ['ADMIN', 'ADMIN', []],
    ['ADMIN', 'OWNER', []],
    ['MODERATOR', 'MEMBER', ['mute', 'remove']],
    ['MODERATOR', 'READER', ['mute', 'remove']],
    ['MODERATOR', 'MODERATOR', []],
    ['MEMBER', 'READER', []],
    ['READER', 'READER', []],
  ] as const)('to the %s of the %s: %j', (mine, theirs, expected) => {
    expect(acts(mine, member('bob', theirs))).toEqual(expected);
  });

  test.each([
    ['OWNER', []],
    ['ADMIN', ['step-down']],
    ['MODERATOR', ['step-down']],
    ['MEMBER', []],
    ['READER', []],
  ] as const)('to the %s of themselves: %j', (role, expected) => {
    expect(acts(role, member(ME, role))).toEqual(expected);
  });

  test('to unmute whoever is muted now, and to mute them again afterwards', () => {
    const muted = (mutedUntil: string) => member('bob', 'MEMBER', { mutedUntil });

    expect(acts('MODERATOR', muted('2026-05-07T12:00:01Z'))).toContain('unmute');
    expect(acts('MODERATOR', muted('2026-05-07T12:00:00Z'))).toContain('mute');
  });

  test('nothing between two people', () => {
    const direct = { kind: 'DIRECT', role: 'MEMBER', mutedUntil: null } as const;

    expect(actsOn(direct, member('bob', 'MEMBER'), ME, NOW)).toEqual([]);
    expect(actsOn(direct, member(ME, 'MEMBER'), ME, NOW)).toEqual([]);
  });
});

describe('the roles to choose from', () => {
  test.each([
    ['OWNER', 'MEMBER', ['OWNER', 'ADMIN', 'MODERATOR', 'MEMBER', 'READER']],
    ['ADMIN', 'MEMBER', ['MODERATOR', 'MEMBER', 'READER']],
    ['ADMIN', 'ADMIN', []],
    ['MODERATOR', 'MEMBER', []],
  ] as const)('the %s may give a %s: %j', (mine, theirs, expected) => {
    expect(rolesFor(group(mine), member('bob', theirs), NOW)).toEqual(expected);
  });

  test('everybody but the owner may take one below their own', () => {
    expect(rolesBelow(group('OWNER'))).toEqual([]);
    expect(rolesBelow(group('ADMIN'))).toEqual(['MODERATOR', 'MEMBER', 'READER']);
  });
});

describe('the list', () => {
  const shown = (mine: Role, members: readonly Member[]) =>
    renderToStaticMarkup(
      <MemberList
        members={members}
        loading={false}
        currentUserId={ME}
        standing={group(mine)}
        nameOf={(id) => id}
        onAct={() => undefined}
      />,
    );
  const menus = (html: string) =>
    [...html.matchAll(/<button[^>]*aria-label="Actions for ([^"]*)"/gu)].map(([, name]) => name);

  test('has a menu at everybody to whom the person may do something', () => {
    const everyone = [
      member('olga', 'OWNER'),
      member(ME, 'MODERATOR'),
      member('bob', 'MODERATOR'),
      member('carol', 'MEMBER'),
    ];

    expect(menus(shown('MODERATOR', everyone))).toEqual([ME, 'carol']);
    expect(menus(shown('MEMBER', everyone.slice(2)))).toEqual([]);
  });

  test.each([
    ['OWNER', 'Owner'],
    ['ADMIN', 'Admin'],
    ['MODERATOR', 'Moderator'],
    ['READER', 'Reader'],
  ] as const)('calls the %s “%s”', (role, word) => {
    expect(shown('MEMBER', [member('bob', role)])).toContain(`>${word}<`);
  });

  test('calls members nothing', () => {
    expect(shown('OWNER', [member('bob', 'MEMBER')])).not.toContain('>Member<');
  });

  test('says who is muted now, and until when', () => {
    const inAWeek = new Date(Date.now() + 7 * 86_400_000).toISOString();
    const list = (mutedUntil: string) => shown('MEMBER', [member('bob', 'MEMBER', { mutedUntil })]);

    expect(list(inAWeek)).toContain('Muted until ');
    expect(list(FOR_GOOD)).toContain('Muted for good');
    expect(list('2020-01-01T00:00:00Z')).not.toContain('Muted');
  });
});
