import { beforeEach, expect, test } from 'vitest';

import { ChatError } from '../../src/engine/errors';
import { ReadMarker } from '../../src/engine/read-marker';
import { VirtualClock } from './virtual-clock';

let clock: VirtualClock;
let marks: number[];
let moved: number[];
let fail: string | null;
let marker: ReadMarker;

beforeEach(() => {
  clock = new VirtualClock();
  marks = [];
  moved = [];
  fail = null;
  marker = new ReadMarker({
    clock,
    random: () => 1,
    onMoved: (seq) => moved.push(seq),
    mark: (seq) => {
      marks.push(seq);
      return fail ? Promise.reject(new ChatError(fail, 'No.')) : Promise.resolve(seq);
    },
  });
});

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
  marker.moved(8);
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
