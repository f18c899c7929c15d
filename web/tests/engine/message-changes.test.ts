import { describe, expect, test } from 'vitest';

import { ME, message, messagePage, openRoom, ROOM, stored, syncPage } from './fixtures';
import { FAIR } from './model-network';
import {
  emptyTimeline,
  isCurrent,
  trimmed,
  withMessage,
  withNewestPage,
  withOlderPage,
  withSyncPage,
} from '../../src/engine/timeline';

const edited = {
  body: 'edited',
  revision: 1,
  version: 1,
  parts: ['EDITED'],
  editedAt: '2026',
} as const;
const newest = withNewestPage(
  emptyTimeline,
  messagePage({ messages: stored(8, 9), before: 8, baseline: { seq: 9, revision: 0 } }),
);

describe('the state of a message', () => {
  test('that an event has told is not undone by an older page that brings the message', () => {
    const heard = withMessage(newest, message(7, edited));

    const timeline = withOlderPage(heard, 8, messagePage({ messages: stored(6, 7), before: 6 }));

    expect(timeline.messages.get(7)?.body).toBe('edited');
  });

  test('that was shown is not undone by a page after it was dropped', () => {
    const shown = trimmed(withMessage(newest, message(8, edited)), 1);

    const timeline = withOlderPage(shown, 9, messagePage({ messages: stored(8), before: 8 }));

    expect(timeline.messages.get(8)?.body).toBe('edited');
  });

  test('is kept of at most 1,000 messages that are not held', () => {
    const far = withNewestPage(
      emptyTimeline,
      messagePage({
        messages: stored(2_000),
        before: 2_000,
        baseline: { seq: 2_000, revision: 0 },
      }),
    );
    let timeline = far;
    for (let seq = 1; seq <= 1_001; seq += 1) {
      timeline = withMessage(timeline, message(seq, { ...edited, revision: seq }));
    }

    expect(timeline.aside.size).toBe(1_000);
    expect(timeline.aside.has(1)).toBe(false);
  });

  test('comes with the change in a page of sync', () => {
    const change = {
      revision: 1,
      kind: 'MESSAGE',
      members: [],
      title: null,
      rootSeq: null,
      createdAt: '',
    } as const;
    const state = { ...message(9, edited), sender: null, quoted: null };

    const timeline = withSyncPage(
      newest,
      syncPage({ seq: 9, revision: 1, changes: [{ ...change, seq: 9, message: state }] }),
    );

    expect(timeline.messages.get(9)?.body).toBe('edited');
  });
});

test('a page that resets undoes no change that was heard while it was under way', () => {
  const asked = withMessage(newest, message(10));
  const heard = withMessage(withMessage(asked, message(9, edited)), message(11));

  const timeline = withSyncPage(
    heard,
    syncPage({ reset: true, seq: 10, messages: stored(9, 10) }),
    asked.seq,
  );

  expect(timeline.messages.get(9)?.body).toBe('edited');
});

describe('revisions', () => {
  test('in a row leave nothing missing', () => {
    const timeline = withMessage(newest, message(9, edited));

    expect(timeline.revision).toBe(1);
    expect(isCurrent(timeline)).toBe(true);
  });

  test('that leave a gap are missed, until it closes by itself', () => {
    const ahead = withMessage(newest, message(9, { ...edited, revision: 2 }));
    const both = withMessage(ahead, message(8, edited));

    expect([ahead.revision, isCurrent(ahead)]).toEqual([0, false]);
    expect([both.revision, isCurrent(both)]).toEqual([2, true]);
  });

  test('that are not higher change nothing', () => {
    const once = withMessage(newest, message(9, edited));

    expect(withMessage(once, message(9, edited))).toMatchObject({ revision: 1, latestRevision: 1 });
  });
});

describe('in a room', () => {
  test('a missed edit comes by sync, a heard one costs no call', async () => {
    const { server, network, clock, lines } = await openRoom({ said: 2 });
    const before = network.calls.sync ?? 0;
    server.edit(ROOM, 'bob', { seq: 1, body: 'heard' });
    await clock.advance(1_000);
    const afterHeard = network.calls.sync;
    network.weather = { ...FAIR, eventLoss: 1 };
    server.edit(ROOM, 'bob', { seq: 2, body: 'missed' });
    network.weather = FAIR;
    server.edit(ROOM, 'bob', { seq: 1, body: 'heard again' });
    await clock.advance(1_000);

    expect(afterHeard).toBe(before);
    expect(network.calls.sync).toBe(before + 1);
    expect(lines()).toEqual(['heard again', 'missed']);
  });

  test('what an old client did not tell is asked for once, and again where that fails', async () => {
    const { server, network, clock, conversation } = await openRoom({ said: 1 });
    network.isCut = true;
    network.isCut = false;
    network.weather = { ...FAIR, requestLoss: 1 };
    server.edit(ROOM, 'bob', { seq: 1, body: 'by an old client' }, { isOld: true });
    server.edit(ROOM, 'bob', { seq: 1, body: 'once more' }, { isOld: true });
    await clock.advance(1_000);
    const told = conversation.getSnapshot().items[0];
    network.weather = FAIR;
    await clock.advance(60_000);

    expect(told).toMatchObject({ message: { body: 'said 1', version: 0 } });
    expect(conversation.getSnapshot().items[0]).toMatchObject({
      message: { body: 'once more', parts: ['EDITED'] },
    });
    expect(network.calls.message).toBe(2);
  });

  test('an edit and a deletion of one’s own are shown at once', async () => {
    const { server, network, clock, conversation, lines } = await openRoom();
    server.send(ROOM, ME, 'mine', 'mine-0');
    await clock.advance(100);
    network.isCut = true;
    conversation.edit(1, 'better', 0);
    const edit = lines();
    conversation.delete(1);

    expect(edit).toEqual(['better']);
    expect(conversation.getSnapshot().items[0]).toMatchObject({
      message: { body: null, deletedBy: ME },
      amendment: { state: 'pending' },
    });
  });

  test('the inbox shows the last message as it is now, whatever a page says', async () => {
    const { server, network, clock, engine } = await openRoom({ said: 1 });
    await clock.advance(2_000);
    server.edit(ROOM, 'bob', { seq: 1, body: 'edited' });
    await clock.advance(10);
    network.weather = { ...FAIR, pageAgeMs: 2_000 };
    engine.inbox.refresh();
    await clock.advance(10);
    const [edit] = engine.inbox.getSnapshot().entries;
    server.delete(ROOM, 'bob', 1);
    await clock.advance(10);

    expect(edit?.lastMessage?.body).toBe('edited');
    expect(engine.inbox.getSnapshot().entries[0]?.lastMessage?.body).toBeNull();
  });

  test('the inbox keeps the last message’s latest state when an older event comes after it', async () => {
    const { server, clock, engine } = await openRoom({ said: 1 });
    const older = server.edit(ROOM, 'bob', { seq: 1, body: 'edited once' });
    server.edit(ROOM, 'bob', { seq: 1, body: 'edited twice' });
    await clock.advance(10);

    engine.receive(older);

    expect(engine.inbox.getSnapshot().entries[0]?.lastMessage?.body).toBe('edited twice');
  });

  test('the inbox shows one’s own edit and deletion at once, and takes back what is refused', async () => {
    const { server, network, clock, engine, conversation } = await openRoom();
    const last = () => engine.inbox.getSnapshot().entries[0]?.lastMessage?.body;
    server.send(ROOM, ME, 'mine', 'mine-0');
    await clock.advance(100);
    network.isCut = true;
    conversation.edit(1, 'better', 0);
    const edit = last();
    conversation.delete(1);
    const deletion = last();
    network.isCut = false;
    await clock.advance(60_000);
    server.send(ROOM, ME, 'mine again', 'mine-1');
    await clock.advance(100);
    server.edit(ROOM, ME, { seq: 2, body: 'from my phone' });
    conversation.edit(2, 'from my desk', 0);
    const pending = last();
    await clock.advance(60_000);

    expect([edit, deletion, pending, last()]).toEqual([
      'better',
      null,
      'from my desk',
      'from my phone',
    ]);
  });
});
