import { describe, expect, test } from 'vitest';

import type { Message, TimelineItem } from '../../src/engine';
import {
  isUnreadDividerAbove,
  type Row,
  buildRows,
} from '../../src/features/conversation/message-list/rows';

const READER = 'alice';

function message(seq: number, senderId: string, createdAt: string, more?: Partial<Message>) {
  const said: Message = {
    conversationId: 'c',
    channel: null,
    channelVersion: null,
    seq,
    revision: null,
    kind: 'TEXT',
    senderId,
    body: `message ${seq}`,
    event: null,
    memberIds: null,
    mentions: [],
    mentionsEveryone: false,
    rootSeq: null,
    clientMessageId: `id-${seq}`,
    createdAt,
    parts: [],
    changedBy: null,
    editedAt: null,
    deletedAt: null,
    deletedBy: null,
    pinnedAt: null,
    pinnedBy: null,
    replyTo: null,
    forwardedFrom: null,
    version: 0,
    reactions: [],
    ...more,
  };
  return {
    kind: 'message',
    key: said.clientMessageId,
    message: said,
    amendment: null,
    reacting: [],
    pinning: null,
    quotation: null,
  } satisfies TimelineItem;
}

function draft(createdAt: string) {
  return {
    kind: 'draft',
    key: 'draft',
    quotation: null,
    draft: {
      clientMessageId: 'draft',
      replyTo: null,
      mentions: [],
      mentionsEveryone: false,
      conversationId: 'c',
      rootSeq: null,
      body: 'soon',
      createdAt: Date.parse(createdAt),
      state: 'sending',
      reason: null,
    },
  } satisfies TimelineItem;
}

const rows = (items: TimelineItem[], more?: { unreadAfter?: number; fromStart?: boolean }) =>
  buildRows(items, {
    currentUserId: READER,
    unreadAfter: more?.unreadAfter ?? null,
    isComplete: more?.fromStart ?? false,
  });

const kinds = (all: readonly Row[]) => all.map(({ kind }) => kind);

describe('days', () => {
  test('a day is announced where it begins', () => {
    const items = [
      message(1, 'bob', '2026-05-01T12:00:00'),
      message(2, 'bob', '2026-05-02T12:00:00'),
    ];

    expect(kinds(rows(items))).toEqual(['message', 'day', 'message']);
  });

  test('the first day is announced only at the beginning of everything', () => {
    const items = [message(1, 'bob', '2026-05-01T12:00:00')];

    expect(kinds(rows(items, { fromStart: true }))).toEqual(['start', 'day', 'message']);
  });

  test('keys stay the same when older messages come before', () => {
    const newer = [
      message(5, 'bob', '2026-05-02T11:00:00'),
      message(6, 'bob', '2026-05-03T12:00:00'),
    ];
    const older = [
      message(3, 'bob', '2026-05-01T12:00:00'),
      message(4, 'bob', '2026-05-02T10:00:00'),
    ];

    const before = rows(newer).map(({ key }) => key);
    const after = rows([...older, ...newer]).map(({ key }) => key);

    expect(after.slice(-before.length)).toEqual(before);
    expect(new Set(after).size).toBe(after.length);
  });
});

describe('the unread line', () => {
  test('goes before the first message of somebody else after the last read one', () => {
    const items = [
      message(1, 'bob', '2026-05-01T12:00:00'),
      message(2, READER, '2026-05-01T12:01:00'),
      message(3, 'bob', '2026-05-01T12:02:00'),
      message(4, 'bob', '2026-05-01T12:03:00'),
    ];

    expect(kinds(rows(items, { unreadAfter: 1 }))).toEqual([
      'message',
      'message',
      'unread',
      'message',
      'message',
    ]);
  });

  test('is not drawn on top of a page: it may lie in an older one', () => {
    const items = [message(7, 'bob', '2026-05-01T12:00:00')];

    expect(kinds(rows(items, { unreadAfter: 2 }))).toEqual(['message']);
  });
});

describe('the way up to the unread line', () => {
  const items = [
    message(7, 'bob', '2026-05-01T12:00:00'),
    message(8, 'bob', '2026-05-01T12:00:01'),
  ];

  test.each([
    ['is offered while the line lies above what is loaded', 3, true],
    ['is not offered where the line is in sight', 7, false],
    ['is not offered to whoever only looked away', 8, false],
    ['is not offered where everything was read', null, false],
  ])('%s', (_, unreadAfter, expected) => {
    expect(isUnreadDividerAbove(items, unreadAfter)).toBe(expected);
  });
});

describe('grouping', () => {
  const ends = (all: readonly Row[]) =>
    all.flatMap((row) => ('first' in row ? [[row.first, row.last]] : []));

  test('what one person says in one go is one group, drafts included', () => {
    const items = [
      message(1, 'bob', '2026-05-01T12:00:00'),
      message(2, READER, '2026-05-01T12:01:00'),
      draft('2026-05-01T12:02:00'),
    ];

    expect(ends(rows(items))).toEqual([
      [true, true],
      [true, false],
      [false, true],
    ]);
  });

  test('a pause of five minutes begins another group', () => {
    const items = [
      message(1, 'bob', '2026-05-01T12:00:00'),
      message(2, 'bob', '2026-05-01T12:05:00'),
    ];

    expect(ends(rows(items))).toEqual([
      [true, true],
      [true, true],
    ]);
  });

  test('a system message parts groups and belongs to none', () => {
    const items = [
      message(1, 'bob', '2026-05-01T12:00:00'),
      message(2, 'bob', '2026-05-01T12:01:00', { kind: 'SYSTEM', event: 'MEMBER_LEFT' }),
      message(3, 'bob', '2026-05-01T12:02:00'),
    ];

    expect(kinds(rows(items))).toEqual(['message', 'system', 'message']);
    expect(ends(rows(items))).toEqual([
      [true, true],
      [true, true],
    ]);
  });
});
