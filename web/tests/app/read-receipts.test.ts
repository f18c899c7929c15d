import { describe, expect, test } from 'vitest';

import { isReadByAll, readersBySeq } from '../../src/features/conversation/message/read-receipts';

describe('read receipts', () => {
  const readers = new Map([
    ['bob', 4],
    ['carol', 2],
    ['dora', 0],
  ]);

  test('a reader is shown at the last message they have read', () => {
    expect(readersBySeq([1, 3, 5], readers)).toEqual(
      new Map([
        [3, ['bob']],
        [1, ['carol']],
      ]),
    );
  });

  test('read by all means by the slowest, and by somebody', () => {
    expect(isReadByAll(1, new Map([...readers, ['dora', 1]]))).toBe(true);
    expect(isReadByAll(1, readers)).toBe(false);
    expect(isReadByAll(1, new Map())).toBe(false);
  });
});
