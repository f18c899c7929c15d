import { beforeEach, describe, expect, test } from 'vitest';

import { Connection, type PollScope } from '../../src/engine/connection';
import { ChatError } from '../../src/engine/errors';
import { VirtualClock } from './virtual-clock';

let clock: VirtualClock;
let events: string[];
let scopes: PollScope[];
let look: () => Promise<void>;
let setSocket: (isUp: boolean) => void;
let connection: Connection;

beforeEach(() => {
  clock = new VirtualClock();
  events = [];
  scopes = [];
  look = () => Promise.resolve();
  connection = new Connection({
    clock,
    random: () => 1,
    pollHeads: (scope) => {
      events.push('look');
      scopes.push(scope);
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
  await connection.poll('open');
  events.length = 0;
  scopes.length = 0;
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

describe('a poll', () => {
  test('asks for what is open every 30 s, and for all every five minutes', async () => {
    await online();

    await clock.advance(298_000);

    expect(scopes).toEqual([...Array<PollScope>(9).fill('open'), 'all']);
  });

  test('waits as long as events show that nothing is missed', async () => {
    await online();
    for (let n = 0; n < 10; n += 1) {
      await clock.advance(20_000);
      connection.reportNothingMissed();
    }

    await clock.advance(29_999);
    const before = [...scopes];
    await clock.advance(1);

    expect([before, scopes]).toEqual([[], ['open']]);
  });

  test('out of sight asks for all, every five minutes', async () => {
    await online();
    connection.setInSight(false);

    await clock.advance(598_000);

    expect(scopes).toEqual(['all', 'all']);
  });

  test('of a window that comes back into sight is soon due again', async () => {
    await online();
    connection.setInSight(false);
    await clock.advance(100_000);

    connection.setInSight(true);
    await clock.advance(0);

    expect(scopes).toEqual(['open']);
  });

  test('that is refused was none: all are asked for again after half a minute', async () => {
    await online();
    look = refused('TryAgain');
    await connection.poll();
    scopes.length = 0;

    await clock.advance(31_000);

    expect(scopes).toEqual(['all']);
  });

  test('of all that is wanted while another one is under way follows it', async () => {
    await online();
    let answer: () => void = () => undefined;
    look = () => new Promise((resolve) => (answer = resolve));
    void connection.poll('open');
    void connection.poll();
    look = () => Promise.resolve();

    answer();
    await clock.settle();

    expect(scopes).toEqual(['open', 'all']);
  });

  test('comes in time though the clock was set back', async () => {
    await online();
    clock.setBack(3_600_000);
    connection.setInSight(false);
    connection.setInSight(true);
    scopes.length = 0;

    await clock.advance(31_000);

    expect(scopes).toEqual(['open']);
  });

  test('asks for all once the server answers again', async () => {
    await online();
    look = refused('Offline');
    await clock.advance(31_000);
    look = () => Promise.resolve();
    scopes.length = 0;

    await clock.advance(31_000);

    expect(scopes[0]).toBe('all');
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
