import { beforeEach, describe, expect, test } from 'vitest';

import { ChatError } from '../../src/engine/errors';
import type { Activity } from '../../src/engine/model';
import { ReadMarker } from '../../src/engine/read-marker';
import { VirtualClock } from './virtual-clock';

let clock: VirtualClock;
let marks: number[];
let unreads: number[];
let moved: number[];
let fail: string | null;
let marker: ReadMarker;

beforeEach(() => {
  clock = new VirtualClock();
  marks = [];
  unreads = [];
  moved = [];
  fail = null;
  marker = new ReadMarker({
    clock,
    conversationId: 'room',
    rootSeq: null,
    random: () => 1,
    onMoved: (seq) => moved.push(seq),
    transport: {
      markRead: ({ seq }) => answer(marks, seq, seq),
      markUnread: ({ seq }) => answer(unreads, seq, seq - 1),
    },
  });
});

function answer(calls: number[], seq: number, readSeq: number): Promise<Activity> {
  calls.push(seq);
  if (fail) return Promise.reject(new ChatError(fail, 'No.'));
  return Promise.resolve({
    conversationId: 'room',
    channel: 'c',
    userId: 'me',
    readSeq,
    rootSeq: null,
    typing: null,
  });
}

test('what was seen beyond a gap is not marked until the gap is closed', async () => {
  marker.setComplete(3);
  marker.seen(5);
  await clock.advance(10_000);
  const early = [...marks];

  marker.setComplete(5);
  await clock.settle();

  expect(early).toEqual([3]);
  expect(marks).toEqual([3, 5]);
});

test('what is there but was not seen is not marked', async () => {
  marker.setComplete(9);
  marker.seen(4);
  await clock.advance(10_000);

  expect(marks).toEqual([4]);
});

test('scrolling through a hundred messages takes two calls', async () => {
  marker.setComplete(100);
  for (let seq = 1; seq <= 100; seq += 1) marker.seen(seq);
  await clock.advance(10_000);

  expect(marks).toEqual([1, 100]);
});

test('a marker that another device has moved further is not moved back', async () => {
  marker.setComplete(9);
  marker.report(8);
  marker.seen(5);
  await clock.advance(10_000);

  expect(marks).toEqual([]);
  expect(moved).toEqual([8]);
});

test('a call without an answer is repeated', async () => {
  marker.setComplete(3);
  fail = 'Offline';
  marker.seen(3);
  await clock.settle();
  fail = null;
  await clock.advance(1_000);

  expect(marks).toEqual([3, 3]);
  expect(moved).toEqual([3]);
});

test('what a pause holds back is marked at once where the page may close', async () => {
  marker.setComplete(9);
  marker.seen(4);
  await clock.settle();
  marker.seen(9);

  marker.flush();
  await clock.advance(10_000);

  expect(marks).toEqual([4, 9]);
  expect(moved).toEqual([4, 9]);
});

test('what is being marked already is not marked again where the page may close', async () => {
  marker.setComplete(9);
  marker.seen(9);

  marker.flush();
  await clock.advance(10_000);

  expect(marks).toEqual([9]);
});

test('a last word without an answer is said again if the page stayed open', async () => {
  marker.setComplete(9);
  marker.seen(4);
  await clock.settle();
  marker.seen(9);
  fail = 'Offline';
  marker.flush();
  await clock.settle();
  fail = null;

  await clock.advance(1_000);

  expect(marks).toEqual([4, 9, 9]);
});

test('a refusal is not repeated', async () => {
  marker.setComplete(3);
  fail = 'NotFound';
  marker.seen(3);
  await clock.advance(60_000);

  expect(marks).toEqual([3]);
});

describe('mark as unread', () => {
  beforeEach(async () => {
    marker.setComplete(9);
    marker.seen(9);
    await clock.advance(20_000);
    marks.length = 0;
    moved.length = 0;
  });

  test('goes back at once, and stays there while the messages are on the screen', async () => {
    const marked = marker.markUnread(5);
    const early = [...moved];
    await marked;
    marker.seen(9);
    marker.flush();
    await clock.advance(60_000);

    expect(early).toEqual([4]);
    expect(unreads).toEqual([5]);
    expect(marker.seq).toBe(4);
    expect(marks).toEqual([]);
  });

  test('ends when the person comes back and sees the messages', async () => {
    await marker.markUnread(5);

    marker.resume();
    marker.seen(9);
    await clock.settle();

    expect(marks).toEqual([9]);
    expect(marker.seq).toBe(9);
  });

  test('that is refused is taken back, with the reason, and reading goes on', async () => {
    fail = 'Forbidden';
    await expect(marker.markUnread(5)).rejects.toMatchObject({ code: 'Forbidden' });
    fail = null;
    marker.setComplete(12);
    marker.seen(12);
    await clock.settle();

    expect(moved).toEqual([4, 9, 12]);
  });

  test('reaches the server after the call that marks as read', async () => {
    marker.setComplete(12);
    marker.seen(12);

    const marked = marker.markUnread(5);
    const early = [...unreads];
    await marked;

    expect(early).toEqual([]);
    expect([marks, unreads]).toEqual([[12], [5]]);
    expect(moved).toEqual([4]);
  });

  test('on another device is followed, and stays though the messages are on the screen', async () => {
    marker.receive(4);
    marker.seen(9);
    await clock.advance(60_000);

    expect(moved).toEqual([4]);
    expect(marks).toEqual([]);
  });

  test('is not undone by a page that was read before it', async () => {
    await marker.markUnread(5);
    await clock.advance(2_000);

    marker.report(9);

    expect(marker.seq).toBe(4);
  });

  test('is undone by a device on which the messages are read later', async () => {
    await marker.markUnread(5);
    await clock.advance(2_000);

    marker.receive(9);

    expect(marker.seq).toBe(9);
  });
});

test('a late event of an earlier move is not taken for mark as unread', async () => {
  marker.setComplete(9);
  marker.seen(9);
  await clock.settle();

  marker.receive(5);

  expect(marker.seq).toBe(9);
});

test('a page that was read before the last move is not taken for mark as unread, a later one is', async () => {
  marker.report(9);
  await clock.advance(5_000);
  marker.report(5);
  const early = marker.seq;
  await clock.advance(20_000);

  marker.report(5);

  expect([early, marker.seq]).toEqual([9, 5]);
});
