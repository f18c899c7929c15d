import { describe, expect, test } from 'vitest';

import {
  emptyTimeline,
  withMessage,
  isCurrent,
  toItems,
  withHead,
  withNewestPage,
  withOlderPage,
  withSyncPage,
  type Timeline,
} from '../../src/engine/timeline';
import { draft, ME, message, messagePage, stored, syncPage } from './fixtures';

/** Numbers 1 to 3 are there. */
const three = withNewestPage(
  emptyTimeline,
  messagePage({ messages: stored(1, 2, 3), baseline: { seq: 3, revision: 0 } }),
);

function shown(timeline: Timeline): readonly (number | string)[] {
  return toItems(timeline, { drafts: [], amendments: [] }, ME).map((item) =>
    item.kind === 'message' ? item.message.seq : item.kind,
  );
}

describe('events', () => {
  test('that come in a row leave nothing missing', () => {
    const timeline = [4, 5].reduce((before, seq) => withMessage(before, message(seq)), three);

    expect(shown(timeline)).toEqual([1, 2, 3, 4, 5]);
    expect(isCurrent(timeline)).toBe(true);
  });

  test('that come twice are shown once', () => {
    const timeline = withMessage(withMessage(three, message(4)), message(4));

    expect(shown(timeline)).toEqual([1, 2, 3, 4]);
  });

  test('that overtake each other are shown with the gap they leave, then in order', () => {
    const early = withMessage(three, message(5));
    const both = withMessage(early, message(4));

    expect(shown(early)).toEqual([1, 2, 3, 'gap', 5]);
    expect(isCurrent(early)).toBe(false);
    expect(shown(both)).toEqual([1, 2, 3, 4, 5]);
    expect(isCurrent(both)).toBe(true);
  });

  test('for a number that turned out void change nothing', () => {
    const past = withSyncPage(three, syncPage({ seq: 5, messages: stored(5) }));

    const timeline = withMessage(past, message(4));

    expect(shown(timeline)).toEqual([1, 2, 3, 5]);
  });

  test('of a change are no change: its state comes with sync', () => {
    const timeline = withMessage(three, message(4, { kind: 'SYSTEM', revision: 1 }));

    expect(timeline.revision).toBe(0);
    expect(isCurrent(timeline)).toBe(false);
  });

  test('heard ahead of the first page are kept with it', () => {
    const early = withMessage(withMessage(emptyTimeline, message(4)), message(2));

    const timeline = withNewestPage(
      early,
      messagePage({ messages: stored(3), before: 3, baseline: { seq: 3, revision: 0 } }),
    );

    expect(shown(timeline)).toEqual([3, 4]);
    expect(isCurrent(timeline)).toBe(true);
  });

  test('without a sender keep the one that a page has brought', () => {
    const bob = { id: 'bob', username: 'bob', displayName: 'Bob', createdAt: '' };
    const page = withSyncPage(
      three,
      syncPage({ seq: 4, messages: [{ ...message(4), sender: bob, quoted: null }] }),
    );

    const timeline = withMessage(page, message(4, { revision: 2, version: 2, body: 'edited' }));

    expect(timeline.messages.get(4)).toMatchObject({ body: 'edited', sender: bob });
  });

  test('of an older state do not undo a newer one', () => {
    const edited = withMessage(three, message(4, { revision: 2, version: 2, body: 'edited' }));

    const timeline = withMessage(edited, message(4, { revision: 1, version: 1, body: 'first' }));

    expect(timeline.messages.get(4)?.body).toBe('edited');
  });
});

describe('sync', () => {
  test('closes a gap over voids', () => {
    const gap = withMessage(three, message(6));

    const timeline = withSyncPage(gap, syncPage({ seq: 6, messages: stored(5, 6) }));

    expect(shown(timeline)).toEqual([1, 2, 3, 5, 6]);
    expect(isCurrent(timeline)).toBe(true);
  });

  test('joins what was heard beyond the page', () => {
    const ahead = withMessage(three, message(5));

    const timeline = withSyncPage(ahead, syncPage({ seq: 4, messages: stored(4) }));

    expect(timeline.seq).toBe(5);
  });

  test('that resets puts its page in the place of everything, numbers heard included', () => {
    const ahead = withHead(withMessage(three, message(900)), {
      lastSeq: 901,
      lastRevision: 7,
      channelVersion: 2,
    });

    const timeline = withSyncPage(
      ahead,
      syncPage({ reset: true, seq: 51, revision: 6, messages: stored(50, 51) }),
    );

    expect(shown(timeline)).toEqual([50, 51]);
    expect(timeline).toMatchObject({ before: 50, revision: 6, channelVersion: 2 });
    expect(isCurrent(timeline)).toBe(true);
  });
});

describe('older pages', () => {
  const newest = withNewestPage(
    emptyTimeline,
    messagePage({ messages: stored(8, 9), before: 8, baseline: { seq: 9, revision: 0 } }),
  );

  test('go before what is there', () => {
    const timeline = withOlderPage(newest, 8, messagePage({ messages: stored(6, 7), before: 6 }));

    expect(shown(timeline)).toEqual([6, 7, 8, 9]);
    expect(timeline.before).toBe(6);
  });

  test('that were asked for ahead of a reset are not taken', () => {
    const since = withSyncPage(
      newest,
      syncPage({ reset: true, seq: 51, messages: stored(50, 51) }),
    );

    const timeline = withOlderPage(since, 8, messagePage({ messages: stored(6, 7), before: 6 }));

    expect(shown(timeline)).toEqual([50, 51]);
  });
});

describe('drafts', () => {
  test('come last and keep their key as messages', () => {
    const mine = draft({ clientMessageId: 'mine' });
    const sent = withMessage(three, message(4, { senderId: ME, clientMessageId: 'mine' }));

    const before = toItems(three, { drafts: [mine], amendments: [] }, ME);
    const after = toItems(sent, { drafts: [mine], amendments: [] }, ME);

    expect(before.at(-1)).toMatchObject({ kind: 'draft', key: 'mine' });
    expect(after.at(-1)).toMatchObject({ kind: 'message', key: 'mine' });
    expect(after).toHaveLength(4);
  });

  test("are not taken for someone else's message with the same id", () => {
    const theirs = withMessage(three, message(4, { clientMessageId: 'mine' }));

    const lines = toItems(
      theirs,
      { drafts: [draft({ clientMessageId: 'mine' })], amendments: [] },
      ME,
    );

    expect(lines.map(({ kind }) => kind).slice(-2)).toEqual(['message', 'draft']);
  });
});
