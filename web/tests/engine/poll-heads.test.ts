import { expect, test } from 'vitest';

import { pollHeads } from '../../src/engine/poll-heads';

function lookAt(count: number): readonly number[] {
  const asked: number[] = [];
  void pollHeads({
    conversationIds: () => Array.from({ length: count }, (_, index) => `room ${index}`),
    onHead: () => undefined,
    transport: {
      heads: (ids) => {
        asked.push(ids.length);
        return new Promise(() => undefined);
      },
    },
  });
  return asked;
}

test('all conversations are asked for at once, a hundred a call', () => {
  expect(lookAt(250)).toEqual([100, 100, 50]);
});

test('without conversations the server is asked all the same', () => {
  expect(lookAt(0)).toEqual([0]);
});
