import { beforeEach, describe, expect, test } from 'vitest';

import { Connection } from '../../src/engine/connection';
import { ChatError } from '../../src/engine/errors';
import { VirtualClock } from './virtual-clock';

let clock: VirtualClock;
let events: string[];
let look: () => Promise<void>;
let setSocket: (isUp: boolean) => void;
let connection: Connection;

beforeEach(() => {
  clock = new VirtualClock();
  events = [];
  look = () => Promise.resolve();
  connection = new Connection({
    clock,
    random: () => 1,
    pollHeads: () => {
      events.push('look');
      return look();
    },
    onResubscribe: () => events.push('renew'),
    onReconnected: () => events.push('back'),
    transport: {
      onSocket: (listener) => {
        setSocket = listener;
        listener(false);
        return () => undefined;
      },
      dropConnections: () => events.push('drop'),
    },
  });
  connection.start();
});

const never = () => new Promise<void>(() => undefined);
const refused = (code: string) => () => Promise.reject(new ChatError(code, 'No.'));
const status = () => connection.state.getSnapshot().status;

async function online(): Promise<void> {
  setSocket(true);
  await clock.advance(2_000);
  events.length = 0;
}

describe('what is shown', () => {
  test('is online once the socket is up', () => {
    const before = status();
    setSocket(true);

    expect(before).toBe('connecting');
    expect(status()).toBe('online');
  });

  test('is offline within 35 s of a network that dies without a word', async () => {
    await online();
    look = never;

    await clock.advance(34_999);
    const before = status();
    await clock.advance(1);

    expect(before).toBe('online');
    expect(status()).toBe('offline');
  });

  test('is offline since the last answer', async () => {
    await online();
    const answeredAt = clock.now();
    look = refused('Offline');

    await clock.advance(40_000);

    expect(connection.state.getSnapshot()).toEqual({ status: 'offline', since: answeredAt });
  });

  test('is not offline because the server refuses', async () => {
    await online();
    look = refused('TryAgain');

    await clock.advance(40_000);

    expect(status()).toBe('online');
  });

  test('is connecting while the server answers and the socket is down', async () => {
    await online();

    setSocket(false);
    await clock.settle();

    expect(status()).toBe('connecting');
  });
});

describe('what is done', () => {
  test('a socket that stays down gets new subscriptions, at growing intervals', async () => {
    await online();
    setSocket(false);

    await clock.advance(60_000);

    const renewals = events.filter((event) => event === 'renew').length;
    expect(renewals).toBeGreaterThanOrEqual(4);
    expect(renewals).toBeLessThanOrEqual(6);
  });

  test('a socket that was up through an outage is dropped: it may be dead', async () => {
    await online();
    look = refused('Offline');
    await clock.advance(31_000);
    look = () => Promise.resolve();
    events.length = 0;

    await connection.poll();

    expect(events).toEqual(['look', 'drop', 'renew', 'back']);
    expect(status()).toBe('online');
  });

  test('a doubt drops the socket, but not twice within a minute', async () => {
    await online();

    connection.reportMissedEvent();
    connection.reportMissedEvent();
    await clock.advance(25_000);

    expect(events.filter((event) => event === 'drop')).toEqual(['drop']);
  });

  test('nothing, after it was stopped', async () => {
    await online();

    connection.stop();
    await clock.advance(120_000);

    expect(events).toEqual([]);
  });
});

test('the browser is believed when it says that the network is gone', async () => {
  await online();

  connection.networkLost();

  expect(status()).toBe('offline');
});
