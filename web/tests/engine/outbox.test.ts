import { beforeEach, describe, expect, test } from 'vitest';

import { ChatError } from '../../src/engine/errors';
import { Outbox } from '../../src/engine/outbox';
import { webStorage, type OutboxStorage, type StoredDraft } from '../../src/engine/outbox-storage';
import type { Message } from '../../src/engine/model';
import type { SendMessageInput } from '../../src/graphql/generated';
import { message, ME, ROOM } from './fixtures';
import { MemoryStorage } from './memory-storage';
import { VirtualClock } from './virtual-clock';

interface Call {
  readonly body: string;
  readonly clientMessageId: string;
  readonly replyTo: number | null | undefined;
  readonly channel: string | null | undefined;
  answer(): Promise<void>;
  fail(code: string): Promise<void>;
}

let clock: VirtualClock;
let storage: OutboxStorage<StoredDraft>;
let calls: Call[];
let sent: Message[];
let ids: number;

beforeEach(() => {
  clock = new VirtualClock();
  storage = new MemoryStorage().drafts;
  calls = [];
  sent = [];
  ids = 0;
});

function newOutbox(): Outbox {
  const call = ({ body = null, clientMessageId, channel, replyTo }: SendMessageInput) =>
    new Promise<Message>((resolve, reject) => {
      calls.push({
        body: body ?? '',
        clientMessageId,
        channel,
        replyTo,
        answer: () => {
          resolve(message(calls.length, { body, clientMessageId, senderId: ME }));
          return clock.settle();
        },
        fail: (code) => {
          reject(new ChatError(code, 'Why.'));
          return clock.settle();
        },
      });
    });
  return new Outbox({
    storage,
    clock,
    random: () => 1,
    newId: () => `id-${(ids += 1)}`,
    onSent: (stored) => sent.push(stored),
    onFailed: () => undefined,
    channelOf: () => 'channel',
    transport: { sendMessage: call, sendReply: call },
  });
}

function states(outbox: Outbox): readonly string[] {
  return outbox.drafts.getSnapshot().map(({ state }) => state);
}

describe('sending', () => {
  test('tells the channel at the first attempt, and not where it may be a repeated one', async () => {
    const outbox = newOutbox();
    outbox.send(ROOM, 'hello');
    await calls[0]?.fail('TimedOut');
    await clock.advance(60_000);
    outbox.stop({ forget: false });

    newOutbox().wake();

    expect(calls.map(({ channel }) => channel)).toEqual(['channel', undefined, undefined]);
  });

  test('goes in order, one at a time', async () => {
    const outbox = newOutbox();

    outbox.send(ROOM, 'first');
    outbox.send(ROOM, 'second');
    const early = calls.map(({ body }) => body);
    await calls[0]?.answer();

    expect(early).toEqual(['first']);
    expect(calls.map(({ body }) => body)).toEqual(['first', 'second']);
  });

  test('in one conversation does not wait for another', () => {
    const outbox = newOutbox();

    outbox.send(ROOM, 'here');
    outbox.send('elsewhere', 'there');

    expect(calls.map(({ body }) => body)).toEqual(['here', 'there']);
  });

  test('ends with the answer, and leaves nothing behind', async () => {
    const outbox = newOutbox();
    outbox.send(ROOM, 'hello');

    await calls[0]?.answer();

    expect(sent.map(({ body }) => body)).toEqual(['hello']);
    expect(outbox.drafts.getSnapshot()).toEqual([]);
    expect(storage.load()).toEqual([]);
  });

  test('ends with the event too, though the answer never comes', () => {
    const outbox = newOutbox();
    const id = outbox.send(ROOM, 'hello');

    outbox.confirm(message(1, { clientMessageId: id, senderId: ME }));

    expect(outbox.drafts.getSnapshot()).toEqual([]);
    expect(storage.load()).toEqual([]);
  });
});

describe('an unknown outcome', () => {
  test.each(['Offline', 'TimedOut', 'TryAgain', 'InternalError', 'Lambda:Unhandled'])(
    '(%s) is repeated under the same id, later and later',
    async (code) => {
      const outbox = newOutbox();
      outbox.send(ROOM, 'hello');

      await calls[0]?.fail(code);
      await clock.advance(999);
      const tooEarly = calls.length;
      await clock.advance(1);
      await calls[1]?.fail(code);
      await clock.advance(1_999);
      const stillTwo = calls.length;
      await clock.advance(1);

      expect([tooEarly, stillTwo, calls.length]).toEqual([1, 2, 3]);
      expect(new Set(calls.map(({ clientMessageId }) => clientMessageId)).size).toBe(1);
    },
  );

  test('holds back what was written after it', async () => {
    const outbox = newOutbox();
    outbox.send(ROOM, 'first');
    outbox.send(ROOM, 'second');

    await calls[0]?.fail('Offline');

    expect(calls).toHaveLength(1);
    expect(states(outbox)).toEqual(['waiting', 'queued']);
  });

  test('is not waited out once the network is back', async () => {
    const outbox = newOutbox();
    outbox.send(ROOM, 'hello');
    await calls[0]?.fail('Offline');

    outbox.wake();

    expect(calls).toHaveLength(2);
  });
});

describe('a refusal', () => {
  test.each(['InvalidArguments', 'NotFound', 'Forbidden', 'Conflict'])(
    '(%s) is final: it says why and lets the next one go',
    async (code) => {
      const outbox = newOutbox();
      outbox.send(ROOM, 'first');
      outbox.send(ROOM, 'second');

      await calls[0]?.fail(code);
      await clock.advance(60_000);

      expect(states(outbox)).toEqual(['failed', 'sending']);
      expect(outbox.drafts.getSnapshot()[0]?.reason).toEqual({ code, message: 'Why.' });
      expect(calls.map(({ body }) => body)).toEqual(['first', 'second']);
    },
  );

  test('is retried under the same id, for an earlier attempt may have arrived', async () => {
    const outbox = newOutbox();
    const id = outbox.send(ROOM, 'hello');
    await calls[0]?.fail('NotFound');

    outbox.retry(id);

    expect(calls[1]?.clientMessageId).toBe(id);
  });

  test('of the id itself is retried under another', async () => {
    const outbox = newOutbox();
    const id = outbox.send(ROOM, 'hello');
    await calls[0]?.fail('ClientMessageIdReused');

    outbox.retry(id);

    expect(calls[1]?.body).toBe('hello');
    expect(calls[1]?.clientMessageId).not.toBe(id);
    expect(outbox.drafts.getSnapshot()).toHaveLength(1);
  });

  test('can be discarded', async () => {
    const outbox = newOutbox();
    const id = outbox.send(ROOM, 'hello');
    await calls[0]?.fail('Forbidden');

    outbox.discard(id);

    expect(outbox.drafts.getSnapshot()).toEqual([]);
    expect(storage.load()).toEqual([]);
  });
});

describe('a reload', () => {
  test('sends again what had no answer, under the same ids and in the same order', async () => {
    const before = newOutbox();
    const first = before.send(ROOM, 'first');
    const second = before.send(ROOM, 'second');
    before.stop({ forget: false });
    calls.length = 0;

    newOutbox().wake();
    await calls[0]?.answer();

    expect(calls.map(({ clientMessageId }) => clientMessageId)).toEqual([first, second]);
  });

  test('keeps a refusal and its reason', async () => {
    const before = newOutbox();
    before.send(ROOM, 'hello');
    await calls[0]?.fail('Forbidden');
    before.stop({ forget: false });

    const after = newOutbox();
    after.wake();

    expect(calls).toHaveLength(1);
    expect(states(after)).toEqual(['failed']);
    expect(after.drafts.getSnapshot()[0]?.reason?.code).toBe('Forbidden');
  });

  test('finds nothing after signing out, be it written in another tab', () => {
    const [before, inAnotherTab] = [newOutbox(), newOutbox()];
    before.send(ROOM, 'hello');
    inAnotherTab.send(ROOM, 'hello from there');

    before.stop({ forget: true });

    expect(newOutbox().drafts.getSnapshot()).toEqual([]);
  });
});

describe('another tab of the same person', () => {
  /** Both have the drafts; the one that is given has met a dead network with the first. */
  async function twoTabs(): Promise<{ stale: Outbox; other: Outbox; ids: readonly string[] }> {
    const stale = newOutbox();
    const written = [stale.send(ROOM, 'first'), stale.send(ROOM, 'second')];
    const other = newOutbox();
    await calls[0]?.fail('Offline');
    calls.length = 0;
    return { stale, other, ids: written };
  }

  test('may have sent a draft long ago: it is not sent again', async () => {
    const { stale, other } = await twoTabs();
    other.wake();
    await calls[0]?.answer();
    await calls[1]?.answer();

    stale.wake();

    expect(calls.map(({ body }) => body)).toEqual(['first', 'second']);
    expect(stale.drafts.getSnapshot()).toEqual([]);
  });

  test('may have discarded a draft: it is not sent', async () => {
    const { stale, other, ids: written } = await twoTabs();
    other.discard(written[1] ?? '');
    calls.length = 0;

    stale.wake();
    await calls[0]?.answer();

    expect(calls.map(({ body }) => body)).toEqual(['first']);
    expect(stale.drafts.getSnapshot()).toEqual([]);
  });

  test('may have signed out: nothing is sent any more', async () => {
    const { stale, other } = await twoTabs();
    other.stop({ forget: true });

    stale.wake();

    expect(calls).toEqual([]);
  });
});

describe('storage in the browser', () => {
  class FakeStorage implements Storage {
    readonly #entries = new Map<string, string>();
    isFull = false;
    get length(): number {
      return this.#entries.size;
    }
    key = (index: number): string | null => [...this.#entries.keys()][index] ?? null;
    getItem = (key: string): string | null => this.#entries.get(key) ?? null;
    removeItem = (key: string): void => void this.#entries.delete(key);
    clear = (): void => {
      this.#entries.clear();
    };
    setItem(key: string, value: string): void {
      if (this.isFull) throw new Error('QuotaExceededError');
      this.#entries.set(key, value);
    }
  }
  const kept = {
    clientMessageId: 'id-1',
    conversationId: ROOM,
    body: 'hello',
    createdAt: 1,
    reason: null,
  };

  test("gives back a person's drafts, and nobody else's", () => {
    const browser = new FakeStorage();
    webStorage(browser, 'me').drafts.put(kept);

    expect(webStorage(browser, 'me').drafts.load()).toEqual([kept]);
    expect(webStorage(browser, 'bob').drafts.load()).toEqual([]);
  });

  test('passes over what it cannot read', () => {
    const browser = new FakeStorage();
    browser.setItem('chat.outbox/me/broken', '{');
    browser.setItem('chat.outbox/me/null', 'null');
    browser.setItem('something else', '{}');

    expect(webStorage(browser, 'me').drafts.load()).toEqual([]);
  });

  test('does without when the browser refuses', () => {
    const browser = new FakeStorage();
    browser.isFull = true;

    expect(() => {
      webStorage(browser, 'me').drafts.put(kept);
    }).not.toThrow();
  });

  test('has a draft until it is removed, in whichever tab, and though the browser refused it', () => {
    const browser = new FakeStorage();
    const [here, inAnotherTab] = [
      webStorage(browser, 'me').drafts,
      webStorage(browser, 'me').drafts,
    ];
    here.put(kept);
    const stored = [here.has('id-1'), inAnotherTab.has('id-1')];
    inAnotherTab.remove('id-1');
    const removed = here.has('id-1');
    browser.isFull = true;
    here.put(kept);
    const refused = here.has('id-1');
    here.remove('id-1');

    expect([...stored, removed, refused, here.has('id-1')]).toEqual([
      true,
      true,
      false,
      true,
      false,
    ]);
  });
});
