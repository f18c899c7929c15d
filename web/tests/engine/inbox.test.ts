import { describe, expect, test } from 'vitest';

import { startEngine } from '../../src/engine';
import { type Device, ME, openRoom, ROOM } from './fixtures';
import { MemoryStorage } from './memory-storage';
import { FAIR } from './model-network';

/** Sixty-one conversations are listed, eleven of them on the second page. */
async function longInbox(): Promise<Device> {
  const device = await openRoom();
  const { server, clock, engine } = device;
  for (let n = 1; n <= 60; n += 1) server.addRoom(`room ${n}`, [ME, 'bob']);
  engine.inbox.refresh();
  await clock.advance(5_000);
  engine.inbox.loadOlder();
  await clock.advance(5_000);
  return device;
}

describe('the inbox', () => {
  test('puts the latest activity first and counts what is unread', async () => {
    const { server, clock, engine } = await openRoom({ said: 2 });
    server.addRoom('second', [ME, 'bob']);
    engine.inbox.refresh();
    await clock.advance(5_000);

    server.send('second', 'bob', 'newer', 'b-1');
    await clock.advance(10);

    const { entries, unread } = engine.inbox.getSnapshot();
    expect(entries.map(({ conversationId }) => conversationId)).toEqual(['second', ROOM]);
    expect(entries[0]?.lastMessage?.body).toBe('newer');
    expect(unread).toBe(3);
  });

  test.each(['open', 'closed'])(
    'counts nothing up to an own message, while it is %s',
    async (state) => {
      const { server, clock, engine, conversation } = await openRoom({ said: 2 });
      if (state === 'closed') conversation.close();
      const before = engine.inbox.getSnapshot().unread;

      server.send(ROOM, ME, 'from another device', 'm-1');
      await clock.advance(10);

      expect([before, engine.inbox.getSnapshot().unread]).toEqual([2, 0]);
    },
  );

  test('asks where the marker is when an own message comes after a later one', async () => {
    const { server, network, clock, engine } = await openRoom();
    server.addRoom('second', [ME, 'bob']);
    engine.inbox.refresh();
    await clock.advance(10_000);
    network.weather = { ...FAIR, eventLoss: 1 };
    const own = server.send('second', ME, 'from another device', 'm-1');
    network.weather = FAIR;
    server.send('second', 'bob', 'a moment later', 'b-1');
    await clock.advance(10);

    engine.receive(own);
    await clock.advance(100);

    expect(engine.inbox.getSnapshot().unread).toBe(1);
  });

  test('learns of a conversation when the person is added to it', async () => {
    const { server, clock, engine } = await openRoom();
    server.addRoom('second', ['bob']);

    server.change('second', ME, 'ACTIVE');
    await clock.advance(100);

    expect(engine.inbox.has('second')).toBe(true);
  });

  test('learns of it on coming back to the window too, if the word of it was lost', async () => {
    const { server, network, clock, engine } = await openRoom();
    server.addRoom('second', ['bob']);
    network.weather = { ...FAIR, eventLoss: 1 };
    server.change('second', ME, 'ACTIVE');
    network.weather = FAIR;
    await clock.advance(600_000);
    const before = engine.inbox.has('second');

    engine.wake();
    await clock.advance(100);

    expect([before, engine.inbox.has('second')]).toEqual([false, true]);
  });

  test('is not fetched at every return to the window', async () => {
    const { network, clock, engine } = await openRoom({ settleMs: 600_000 });
    const before = network.calls.inbox ?? 0;

    for (let returns = 0; returns < 9; returns += 1) {
      engine.wake();
      await clock.advance(60_000);
    }

    expect((network.calls.inbox ?? 0) - before).toBe(1);
  });

  test('hears of messages in conversations that are not open', async () => {
    const { server, network, clock, engine, conversation } = await openRoom();
    conversation.close();
    const before = { ...network.calls };

    server.send(ROOM, 'bob', 'hello', 'b-1');
    await clock.advance(10);

    expect(engine.inbox.getSnapshot().entries[0]?.lastMessage?.body).toBe('hello');
    expect(network.calls).toEqual(before);
  });

  test('goes on hearing of a conversation whose channel was replaced', async () => {
    const { server, clock, engine } = await openRoom();
    server.addRoom('second', [ME, 'bob', 'carol']);
    engine.inbox.refresh();
    await clock.advance(15_000);
    server.change('second', 'carol', 'LEFT');
    await clock.advance(1_000);

    server.send('second', 'bob', 'now that she is gone', 'b-1');
    await clock.advance(1);

    const [first] = engine.inbox.getSnapshot().entries;
    expect(first?.lastMessage?.body).toBe('now that she is gone');
  });

  test('opens what it has subscribed to already', async () => {
    const { server, clock, engine } = await openRoom();
    server.addRoom('second', [ME, 'bob']);
    engine.inbox.refresh();
    await clock.advance(15_000);

    const second = engine.open('second');
    await clock.advance(100);

    expect(second.getSnapshot()).toMatchObject({ status: 'ready', isCurrent: true });
  });

  test.each([
    ['open', 31_000],
    ['closed', 301_000],
  ])('finds by its heads what no event told of: while it is %s in %i ms', async (state, ms) => {
    const { server, network, clock, engine, conversation } = await openRoom();
    if (state === 'closed') conversation.close();
    network.weather = { ...FAIR, eventLoss: 1 };
    server.send(ROOM, 'bob', 'lost', 'b-1');

    await clock.advance(ms);

    expect(engine.inbox.getSnapshot().entries[0]).toMatchObject({
      unread: 1,
      lastMessage: { body: 'lost' },
    });
  });

  test('subscribes to the fifty latest, and looks after the others by their heads', async () => {
    const { server, network, clock, engine } = await longInbox();
    const quiet = engine.inbox.getSnapshot().entries.slice(50);
    const fetched = network.calls.conversations ?? 0;

    server.send(quiet[0]?.conversationId ?? '', 'bob', 'after a long time', 'b-1');
    await clock.advance(301_000);

    const [first] = engine.inbox.getSnapshot().entries;
    expect(quiet).toHaveLength(11);
    expect(fetched).toBeLessThan(10);
    expect(first?.lastMessage?.body).toBe('after a long time');
  });

  test('lets go of one that was left unnoticed, though nothing is subscribed to it', async () => {
    const { server, network, clock, engine } = await longInbox();
    const listed = engine.inbox.getSnapshot().entries.map(({ conversationId }) => conversationId);
    const quiet = listed.slice(50).find((id) => id !== ROOM) ?? '';
    network.weather = { ...FAIR, eventLoss: 1 };
    server.change(quiet, ME, 'LEFT');
    const before = engine.inbox.has(quiet);

    await clock.advance(301_000);

    expect([before, engine.inbox.has(quiet)]).toEqual([true, false]);
  });

  test('keeps a conversation that moves to the top while its pages are fetched', async () => {
    const { server, network, clock, engine } = await openRoom();
    for (let n = 1; n <= 70; n += 1) server.addRoom(`room ${n}`, [ME, 'bob']);
    engine.inbox.refresh();
    await clock.advance(5_000);
    engine.inbox.loadOlder();
    await clock.advance(5_000);
    server.publish = () => undefined;
    network.weather = { ...FAIR, callDelayMs: 100 };

    server.take('room 69', 'bob', 'not written yet');
    engine.wake();
    await clock.advance(170);
    server.send('room 70', 'bob', 'to the top', 'b-1');
    await clock.advance(1_000);

    expect(network.calls.inbox).toBeGreaterThan(4);
    expect(engine.inbox.has('room 70')).toBe(true);
  });

  test('is tried again by itself when it cannot be had', async () => {
    const { network, clock, engine } = await openRoom({ settleMs: 0 });
    network.isCut = true;
    await clock.advance(3_000);
    const before = engine.inbox.getSnapshot().status;

    network.isCut = false;
    await clock.advance(40_000);

    expect(before).not.toBe('loading');
    expect(engine.inbox.getSnapshot()).toMatchObject({ status: 'ready', error: null });
  });
});

describe('a dead socket', () => {
  test('that never says so is replaced once a head tells of an event it did not bring', async () => {
    const { server, clock, client, lines } = await openRoom({ settleMs: 15_000 });
    client.isDeaf = true;
    server.send(ROOM, 'bob', 'into the void', 'b-1');
    await clock.advance(36_000);
    const found = lines();

    server.send(ROOM, 'bob', 'heard', 'b-2');
    await clock.advance(1);

    expect(found).toEqual(['into the void']);
    expect(lines()).toEqual(['into the void', 'heard']);
  });
});

describe('names', () => {
  test('of people whom only events speak of are fetched once, together', async () => {
    const { network, clock, engine } = await openRoom();

    engine.people.load('dave');
    engine.people.load('erin');
    engine.people.load('dave');
    await clock.advance(100);

    expect(engine.people.getSnapshot().get('dave')?.displayName).toBe('DAVE');
    expect(network.calls.users).toBe(1);
  });

  test('are not asked for any more once the engine has stopped', async () => {
    const { network, clock, engine } = await openRoom();
    network.isCut = true;
    engine.people.load('dave');
    await clock.advance(100);
    const before = { ...network.calls };

    engine.stop();
    engine.people.load('erin');
    await clock.advance(100_000);

    expect(before.users).toBe(1);
    expect(network.calls).toEqual(before);
  });

  test('that nobody has are not asked for again', async () => {
    const { network, clock, engine } = await openRoom();

    engine.people.load('nobody');
    await clock.advance(100);
    engine.people.load('nobody');
    await clock.advance(100);

    expect(network.calls.users).toBe(1);
  });
});

test('a newcomer is introduced as soon as the network lets them, and once', async () => {
  const { network, clock } = await openRoom();
  const { transport } = network.client('dave');
  network.isCut = true;

  startEngine({ userId: 'dave', transport, storage: new MemoryStorage(), clock });
  await clock.advance(3_000);
  const tried = network.calls.me ?? 0;
  network.isCut = false;
  await clock.advance(40_000);
  const introduced = network.calls.me ?? 0;
  await clock.advance(60_000);

  expect(introduced).toBeGreaterThan(tried);
  expect(network.calls.me).toBe(introduced);
});
