import { expect, test } from 'vitest';

import { isWhole } from '../../src/engine/message-state';
import { ME, message, openRoom, ROOM } from './fixtures';
import { FAIR } from './model-network';

type Room = Awaited<ReturnType<typeof openRoom>>;

const pins = ({ conversation }: Room) =>
  conversation.getSnapshot().pins.map(({ seq, pinnedBy }) => `${seq} by ${pinnedBy ?? 'nobody'}`);

test('a pin is shown at once, and to others by the event', async () => {
  const room = await openRoom({ said: 3 });
  const calls = { ...room.network.calls };
  room.conversation.pin(2, true);
  expect(pins(room)).toEqual([`2 by ${ME}`]);
  await room.clock.advance(1_000);

  room.server.pin(ROOM, 'bob', 3, true);
  await room.clock.advance(1_000);

  expect(pins(room)).toEqual(['3 by bob', `2 by ${ME}`]);
  expect(room.network.calls).toEqual({ ...calls, pinMessage: 1 });
});

test('one that is refused is taken back with the reason, and can be made again', async () => {
  const room = await openRoom({ said: 4 });
  for (const seq of [1, 2, 3]) room.server.pin(ROOM, 'bob', seq, true);
  await room.clock.advance(100);

  room.conversation.pin(4, true);
  await room.clock.advance(1_000);

  const item = room.conversation.getSnapshot().items.at(-1);
  expect(item).toMatchObject({ pinning: { state: 'refused', reason: { code: 'Conflict' } } });
  expect(pins(room)).toEqual(['3 by bob', '2 by bob', '1 by bob']);

  room.server.pin(ROOM, 'bob', 1, false);
  const [refused] = room.engine.amendments.getSnapshot();
  room.conversation.retryAmendment(refused?.id ?? '');
  await room.clock.advance(1_000);
  expect(pins(room)).toEqual([`4 by ${ME}`, '3 by bob', '2 by bob']);
});

test('of several of one’s own the last one stays, and those between are not made', async () => {
  const room = await openRoom({ said: 1 });
  for (const isPinned of [true, false, true, false]) room.conversation.pin(1, isPinned);

  await room.clock.advance(1_000);

  expect(pins(room)).toEqual([]);
  expect(room.engine.amendments.getSnapshot()).toEqual([]);
  expect(room.network.calls).toMatchObject({ pinMessage: 1, unpinMessage: 1 });
});

test('what is pinned is listed, be it loaded or not, and what no longer is goes', async () => {
  const room = await openRoom({ said: 9 });
  room.network.weather = { ...FAIR, eventLoss: 1 };
  room.server.pin(ROOM, 'bob', 1, true);
  room.server.pin(ROOM, 'bob', 9, true);
  expect(pins(room)).toEqual([]);

  await listed(room);
  expect(pins(room)).toEqual(['9 by bob', '1 by bob']);
  room.server.pin(ROOM, 'bob', 1, false);
  await listed(room);

  expect(pins(room)).toEqual(['9 by bob']);
});

test('a deleted message is not pinned, not even while its deletion is under way', async () => {
  const room = await openRoom();
  room.server.send(ROOM, ME, 'mine', 'mine-0');
  room.server.pin(ROOM, 'bob', 1, true);
  await room.clock.advance(100);
  room.network.isCut = true;

  room.conversation.delete(1);

  expect(pins(room)).toEqual([]);
});

test('where a client that knows no pins changes what is pinned, the rest is asked for', async () => {
  const room = await openRoom({ said: 1 });
  room.server.pin(ROOM, ME, 1, true);
  await room.clock.advance(100);

  room.server.edit(ROOM, 'bob', { seq: 1, body: 'from an old client' }, { isOld: true });
  await room.clock.advance(1_000);

  expect(pins(room)).toEqual([`1 by ${ME}`]);
  expect(room.lines()).toEqual(['from an old client']);
});

test.each([
  ['PINNED', { pinnedAt: '2026-01-01T00:00:00Z' }],
  ['QUOTE', { replyTo: 1 }],
  ['FORWARD', { forwardedFrom: { senderId: 'bob', createdAt: '' } }],
] as const)('a part %s that is announced and not told has to be asked for', (part, told) => {
  expect(isWhole(message(2, { parts: [part] }))).toBe(false);
  expect(isWhole(message(2, { parts: [part], ...told }))).toBe(true);
});

async function listed({ conversation, clock }: Room): Promise<void> {
  const listing = conversation.loadPins();
  await clock.advance(100);
  await listing;
}
