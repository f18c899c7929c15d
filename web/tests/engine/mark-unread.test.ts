import { expect, test } from 'vitest';

import { Engine } from '../../src/engine/engine';
import { type Device, ME, openRoom, ROOM } from './fixtures';
import { MemoryStorage } from './memory-storage';
import { FAIR } from './model-network';

/** The room is open, and its five messages were read long ago. */
async function readRoom(): Promise<Device> {
  const device = await openRoom({ said: 5 });
  device.conversation.seen(5);
  await device.clock.advance(60_000);
  return device;
}

/** Another device of the same person, with nothing open. */
async function secondDevice({ network, clock }: Device): Promise<Engine> {
  const engine = new Engine({
    userId: ME,
    transport: network.client(ME).transport,
    storage: new MemoryStorage(),
    clock,
    random: () => 0.5,
  });
  engine.start();
  await clock.advance(60_000);
  return engine;
}

const unreadOf = (engine: Engine) => engine.inbox.getSnapshot().unread;

test('marking as unread shows in the conversation and in the inbox at once', async () => {
  const { engine, conversation, server, clock } = await readRoom();

  void engine.markUnread(ROOM, 4);
  const early = unreadOf(engine);
  await clock.advance(1_000);

  expect([early, unreadOf(engine)]).toEqual([2, 2]);
  expect(conversation.getSnapshot()).toMatchObject({ readSeq: 3, openedAtReadSeq: 3 });
  expect(server.membersOf(ROOM).get(ME)?.readSeq).toBe(3);
});

test('what is on the screen stays unread, and new messages too, until the person comes back', async () => {
  const { engine, conversation, server, clock } = await readRoom();
  void engine.markUnread(ROOM, 4);
  server.send(ROOM, 'bob', 'more', 'b-1');
  await clock.advance(1_000);
  conversation.seen(6);
  await clock.advance(120_000);
  const meanwhile = unreadOf(engine);

  conversation.close();
  engine.open(ROOM).seen(6);
  await clock.advance(2_000);

  expect([meanwhile, unreadOf(engine)]).toEqual([3, 0]);
  expect(server.membersOf(ROOM).get(ME)?.readSeq).toBe(6);
});

test('a conversation that is only listed can be marked as unread', async () => {
  const device = await readRoom();
  const other = await secondDevice(device);

  void other.markUnread(ROOM, 5);
  const early = unreadOf(other);
  await device.clock.advance(60_000);

  expect([early, unreadOf(other)]).toEqual([1, 1]);
  expect(device.server.membersOf(ROOM).get(ME)?.readSeq).toBe(4);
});

test('a device that has the conversation open follows at once, and does not read it again', async () => {
  const { engine, conversation, server, clock } = await readRoom();

  server.markUnread(ME, ROOM, 4);
  await clock.advance(10);
  const early = conversation.getSnapshot().readSeq;
  conversation.seen(5);
  await clock.advance(60_000);

  expect([early, unreadOf(engine)]).toEqual([3, 2]);
  expect(server.membersOf(ROOM).get(ME)?.readSeq).toBe(3);
});

test('a device that only lists the conversation follows within five minutes', async () => {
  const device = await readRoom();
  const other = await secondDevice(device);
  const before = unreadOf(other);

  device.server.markUnread(ME, ROOM, 4);
  await device.clock.advance(301_000);

  expect([before, unreadOf(other)]).toEqual([0, 2]);
});

test('a device whose event was lost follows within half a minute', async () => {
  const { engine, server, network, clock } = await readRoom();
  network.weather = { ...FAIR, eventLoss: 1 };

  server.markUnread(ME, ROOM, 4);
  network.weather = FAIR;
  await clock.advance(31_000);

  expect(unreadOf(engine)).toBe(2);
});

test('without an answer everything is as before, and the reason is told', async () => {
  const { engine, conversation, network, clock } = await readRoom();
  const before = conversation.getSnapshot();
  network.isCut = true;

  const refused = expect(engine.markUnread(ROOM, 4)).rejects.toMatchObject({ code: 'Offline' });
  const early = unreadOf(engine);
  await clock.advance(60_000);
  await refused;

  expect([early, unreadOf(engine)]).toEqual([2, 0]);
  expect(conversation.getSnapshot()).toMatchObject({
    readSeq: 5,
    openedAtReadSeq: before.openedAtReadSeq,
  });
});

test('whoever writes an answer has read what was marked as unread', async () => {
  const { engine, conversation, clock } = await readRoom();
  void engine.markUnread(ROOM, 4);
  await clock.advance(1_000);

  conversation.send('I have thought about it');
  await clock.advance(1_000);
  conversation.seen(6);
  await clock.advance(2_000);

  expect(unreadOf(engine)).toBe(0);
});

test('others still see that the message was read', async () => {
  const { server, clock, conversation } = await readRoom();

  server.markUnread('bob', ROOM, 2);
  await clock.advance(10);

  expect(conversation.getSnapshot().readers.get('bob')).toBe(5);
});
