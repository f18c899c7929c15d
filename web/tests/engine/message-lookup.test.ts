import { expect, test } from 'vitest';

import { ChatError } from '../../src/engine/errors';
import { MessageLookup } from '../../src/engine/message-lookup';
import { message, ROOM } from './fixtures';
import { VirtualClock } from './virtual-clock';

test('a lookup waits for the hundred newest wishes at most', async () => {
  const clock = new VirtualClock();
  const found: number[] = [];
  let isCut = true;
  const lookup = new MessageLookup({
    clock,
    random: () => 0.5,
    transport: {
      message: ({ seq }) =>
        isCut
          ? Promise.reject(new ChatError('Offline', 'No network.'))
          : Promise.resolve({ ...message(seq), sender: null }),
    },
    onFound: ({ seq }) => found.push(seq),
    onNone: () => undefined,
    onNotFound: () => undefined,
  });
  for (let seq = 1; seq <= 150; seq += 1) lookup.want({ conversationId: ROOM, rootSeq: null, seq });
  await clock.advance(100);
  isCut = false;

  lookup.wake();
  await clock.advance(60_000);

  const newest = Array.from({ length: 100 }, (_, index) => 51 + index);
  expect(found.sort((a, b) => a - b)).toEqual(newest);
});

test('a lookup that fails later than another is made again, too', async () => {
  const clock = new VirtualClock();
  const found: number[] = [];
  const failures = new Map([
    [1, 10],
    [2, 30_000],
  ]);
  const lookup = new MessageLookup({
    clock,
    random: () => 0.5,
    transport: {
      message: ({ seq }) =>
        new Promise((resolve, reject) => {
          clock.after(failures.get(seq) ?? 0, () => {
            if (failures.delete(seq)) reject(new ChatError('Offline', 'No network.'));
            else resolve({ ...message(seq), sender: null });
          });
        }),
    },
    onFound: ({ seq }) => found.push(seq),
    onNone: () => undefined,
    onNotFound: () => undefined,
  });

  lookup.want({ conversationId: ROOM, rootSeq: null, seq: 1 });
  lookup.want({ conversationId: ROOM, rootSeq: null, seq: 2 });
  await clock.advance(120_000);

  expect(found.sort((a, b) => a - b)).toEqual([1, 2]);
});
