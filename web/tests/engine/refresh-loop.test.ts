import { beforeEach, expect, test } from 'vitest';

import { RefreshLoop, type StepResult } from '../../src/engine/refresh-loop';
import { ChatError } from '../../src/engine/errors';
import { VirtualClock } from './virtual-clock';

let clock: VirtualClock;
let runs: { finish(next: StepResult): Promise<void>; fail(code: string): Promise<void> }[];
let refused: string[];
let catchUp: RefreshLoop;

beforeEach(() => {
  clock = new VirtualClock();
  runs = [];
  refused = [];
  catchUp = new RefreshLoop({
    clock,
    random: () => 1,
    onRefused: ({ code }) => refused.push(code),
    step: () =>
      new Promise((resolve, reject) => {
        runs.push({
          finish: (next) => {
            resolve(next);
            return clock.settle();
          },
          fail: (code) => {
            reject(new ChatError(code, 'No.'));
            return clock.settle();
          },
        });
      }),
  });
});

test('a request while one is under way leads to one more, for that one may have looked too early', async () => {
  catchUp.request();
  catchUp.request();
  catchUp.request();
  const atOnce = runs.length;
  await runs[0]?.finish('done');
  await runs[1]?.finish('done');

  expect(atOnce).toBe(1);
  expect(runs).toHaveLength(2);
});

test('more is asked for at once, what is pending when it is said', async () => {
  catchUp.request();
  await runs[0]?.finish('more');
  await runs[1]?.finish(500);
  await clock.advance(499);
  const early = runs.length;
  await clock.advance(1);

  expect([early, runs.length]).toEqual([2, 3]);
});

test('a failure is waited out by all who ask, unless they hurry', async () => {
  catchUp.request();
  await runs[0]?.fail('Offline');
  catchUp.request();
  const asked = runs.length;
  catchUp.requestNow();

  expect([asked, runs.length]).toEqual([1, 2]);
});

test('a failure is repeated by itself', async () => {
  catchUp.request();
  await runs[0]?.fail('Offline');
  await clock.advance(1_000);

  expect(runs).toHaveLength(2);
});

test('a refusal is handed on and not repeated', async () => {
  catchUp.request();
  await runs[0]?.fail('NotFound');
  await clock.advance(60_000);

  expect(refused).toEqual(['NotFound']);
  expect(runs).toHaveLength(1);
});

test('what is due anyway is not made due twice', async () => {
  catchUp.requestWithin(100);
  catchUp.requestWithin(250);
  await clock.advance(100);
  await runs[0]?.finish('done');
  await clock.advance(1_000);

  expect(runs).toHaveLength(1);
});
