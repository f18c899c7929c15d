import { expect, test } from 'vitest';

import { ME, openRoom, ROOM } from './fixtures';
import { FAIR } from './model-network';

const AT_ME = { mentions: [ME] };

/** The room is in the inbox and not open. */
async function closedRoom({ said = 0 } = {}) {
  const device = await openRoom({ said });
  device.conversation.close();
  const { engine } = device;
  const counted = () => engine.inbox.getSnapshot().entries[0]?.unreadMentions;
  return { ...device, counted };
}

test('a mention is counted as soon as its message is heard, without a call', async () => {
  const { server, clock, network, counted } = await closedRoom();
  const before = network.calls.inbox;

  server.send(ROOM, 'bob', 'hello', 'b-1');
  server.send(ROOM, 'bob', '@everyone', 'b-2', { mentionsEveryone: true });
  await clock.advance(10);

  expect(counted()).toBe(1);
  expect(network.calls.inbox).toBe(before);
});

test('one that was heard and is told of too is counted once', async () => {
  const { server, clock, engine, counted } = await closedRoom();
  server.send(ROOM, 'bob', '@me', 'b-1', AT_ME);
  server.send(ROOM, 'bob', '@everyone', 'b-2', { mentionsEveryone: true });
  await clock.advance(1_000);

  engine.inbox.refresh();
  await clock.advance(1_000);

  expect(counted()).toBe(2);
});

test('one whose message was not heard is counted once the inbox tells of it', async () => {
  const { server, network, clock, counted } = await closedRoom();
  const tell = server.publish;
  server.publish = (published) => {
    if (published.kind === 'inbox') tell(published);
  };

  server.send(ROOM, 'bob', '@me', 'b-1', AT_ME);
  await clock.advance(1_000);

  expect(network.weather).toBe(FAIR);
  expect(counted()).toBe(1);
});

test('nothing is counted of what the person says, or of what mentions others', async () => {
  const { server, clock, counted } = await closedRoom();

  server.send(ROOM, 'bob', 'hello', 'b-1', { mentions: ['carol'] });
  server.send(ROOM, 'carol', 'hello', 'c-1', { mentions: ['bob'] });
  await clock.advance(1_000);

  expect(counted()).toBe(0);
});

test('what was read is not counted any more', async () => {
  const { server, clock, engine, counted } = await closedRoom();
  server.send(ROOM, 'bob', '@me', 'b-1', AT_ME);
  await clock.advance(1_000);
  const before = counted();

  engine.open(ROOM).seen(1);
  await clock.advance(10);

  expect([before, counted()]).toEqual([1, 0]);
});

test.each([
  ['the mention', 1, 0],
  ['what comes before it', 2, 1],
])('where %s was read and the rest was not, the server is asked', async (_, mention, expected) => {
  const { server, clock, engine, counted } = await closedRoom();
  const tell = server.publish;
  server.publish = () => undefined;
  for (let n = 1; n <= 3; n += 1) {
    server.send(ROOM, 'bob', `${n}`, `b-${n}`, n === mention ? AT_ME : {});
  }
  server.publish = tell;
  engine.inbox.refresh();
  await clock.advance(1_000);
  const before = counted();
  const conversation = engine.open(ROOM);
  await clock.advance(10_000);

  conversation.seen(1);
  await clock.advance(10_000);

  expect([before, counted()]).toEqual([1, expected]);
});

test('what is marked as unread is counted again', async () => {
  const { server, clock, engine, counted } = await closedRoom();
  server.send(ROOM, 'bob', '@everyone', 'b-1', { mentionsEveryone: true });
  await clock.advance(1_000);
  engine.open(ROOM).seen(1);
  await clock.advance(60_000);
  const before = counted();

  void engine.markUnread(ROOM, 1);
  await clock.advance(10_000);

  expect([before, counted()]).toEqual([0, 1]);
});

test.each(['edited', 'deleted'])(
  'what mentioned the person and is %s counts no more',
  async (how) => {
    const { server, clock, counted } = await closedRoom();
    server.send(ROOM, 'bob', '@me', 'b-1', AT_ME);
    await clock.advance(1_000);
    const before = counted();

    if (how === 'deleted') server.delete(ROOM, 'bob', 1);
    else server.edit(ROOM, 'bob', { seq: 1, body: 'never mind', mentions: [] });
    await clock.advance(1_000);

    expect([before, counted()]).toEqual([1, 0]);
  },
);

test('entries that did not change stay the same objects', async () => {
  const { server, clock, engine } = await closedRoom();
  server.addRoom('second', [ME, 'bob']);
  engine.inbox.refresh();
  await clock.advance(15_000);
  const find = () => engine.inbox.getSnapshot().entries.find((e) => e.conversationId === 'second');
  const before = find();

  server.send(ROOM, 'bob', '@everyone', 'b-1', { mentionsEveryone: true });
  await clock.advance(10);

  expect(before).toBeDefined();
  expect(find()).toBe(before);
});

test('it is told how often what mentions the person by name has changed', async () => {
  const { server, clock, engine } = await closedRoom();

  server.send(ROOM, 'bob', '@me', 'b-1', AT_ME);
  server.send(ROOM, 'bob', '@carol', 'b-2', { mentions: ['carol'] });
  await clock.advance(1_000);
  server.delete(ROOM, 'bob', 1);
  await clock.advance(1_000);

  expect(engine.inbox.getSnapshot().mentionChanges).toBe(2);
});
