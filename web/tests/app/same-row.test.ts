import { expect, test } from 'vitest';

import { isSameRow } from '../../src/features/conversation/message-list/same-row';
import type { MessageRow } from '../../src/features/conversation/message-list/rows';

const ROW = {
  kind: 'message',
  key: 'id-1',
  message: { seq: 1 },
  quotation: null,
  amendment: null,
  reacting: [{ id: 'a' }],
  pinning: null,
  at: new Date('2026-03-01T09:00:00Z'),
  mine: false,
  first: true,
  last: true,
} as unknown as MessageRow;

test('a row that was made anew from the same state shows the same', () => {
  expect(isSameRow(ROW, { ...ROW, reacting: [...ROW.reacting], at: new Date(ROW.at) })).toBe(true);
});

test.each<[string, Partial<MessageRow>]>([
  ['its message', { message: { ...ROW.message } }],
  ['its time', { at: new Date('2026-03-01T09:00:01Z') }],
  ['its place in a group', { last: false }],
  ['a reaction under way', { reacting: [] }],
  ['another reaction under way', { reacting: ROW.reacting.map((each) => ({ ...each })) }],
])('a row differs by %s', (_, change) => {
  expect(isSameRow(ROW, { ...ROW, ...change })).toBe(false);
});
