import { beforeEach, describe, expect, test } from 'vitest';

import { Amendments, isText } from '../../src/engine/amendments';
import { ChatError } from '../../src/engine/errors';
import type { Message } from '../../src/engine/model';
import { message, ME, ROOM } from './fixtures';
import { MemoryStorage } from './memory-storage';
import { VirtualClock } from './virtual-clock';

interface Call {
  readonly body: string | null;
  readonly ifRevision: number | null | undefined;
  /** Of a reaction: + or −, the emoji, and the channel. */
  readonly reaction: string | undefined;
  answer(revision: number): Promise<void>;
  fail(code: string): Promise<void>;
}

const THERE = { conversationId: ROOM, rootSeq: null };
const PLACE = { ...THERE, seq: 4 };
let clock: VirtualClock;
let storage: MemoryStorage['amendments'];
let calls: Call[];
let done: Message[];
let ids: number;

beforeEach(() => {
  clock = new VirtualClock();
  storage = new MemoryStorage().amendments;
  calls = [];
  done = [];
  ids = 0;
});

function newAmendments(): Amendments {
  const call = (body: string | null, ifRevision?: number | null, reaction?: string) =>
    new Promise<Message>((resolve, reject) => {
      calls.push({
        body,
        ifRevision,
        reaction,
        answer: (revision) => {
          resolve(message(PLACE.seq, { body, revision, senderId: ME }));
          return clock.settle();
        },
        fail: (code) => {
          reject(new ChatError(code, 'Why.'));
          return clock.settle();
        },
      });
    });
  return new Amendments({
    storage,
    clock,
    random: () => 1,
    newId: () => `id-${(ids += 1)}`,
    channelOf: () => 'channel',
    onDone: (changed) => done.push(changed),
    onFailed: () => undefined,
    transport: {
      editMessage: ({ body, ifRevision }) => call(body, ifRevision),
      deleteMessage: () => call(null),
      addReaction: ({ emoji, channel }) => call('', 0, `+${emoji} ${channel ?? ''}`),
      removeReaction: ({ emoji, channel }) => call('', 0, `-${emoji} ${channel ?? ''}`),
      pinMessage: () => call('', 0, 'pin'),
      unpinMessage: () => call('', 0, 'unpin'),
    },
  });
}

function bodies(amendments: Amendments): readonly (string | null)[] {
  return amendments
    .of(THERE)
    .filter(isText)
    .map(({ body }) => body);
}

describe('an edit', () => {
  test('carries the revision that the person saw, and ends with the answer', async () => {
    const amendments = newAmendments();
    amendments.edit(PLACE, 'better', 3);

    await calls[0]?.answer(5);

    expect(calls.map(({ ifRevision }) => ifRevision)).toEqual([3]);
    expect(done.map(({ revision }) => revision)).toEqual([5]);
    expect([...amendments.all.getSnapshot(), ...storage.load()]).toEqual([]);
  });

  test('waits for the one before it, and carries the revision which that one got', async () => {
    const amendments = newAmendments();
    amendments.edit(PLACE, 'first', 0);
    amendments.edit(PLACE, 'second', 0);
    const early = calls.length;

    await calls[0]?.answer(7);

    expect(early).toBe(1);
    expect(calls[1]).toMatchObject({ body: 'second', ifRevision: 7 });
  });

  test('does not pass over what came from elsewhere while the one before it was refused', async () => {
    const amendments = newAmendments();
    amendments.edit(PLACE, 'first', 0);
    amendments.edit(PLACE, 'second', 9);

    await calls[0]?.fail('Conflict');

    expect(calls[1]).toMatchObject({ body: 'second', ifRevision: 0 });
    expect(bodies(amendments)).toEqual(['second']);
  });

  test('takes the place of one that nobody has heard of', async () => {
    const amendments = newAmendments();
    amendments.edit(PLACE, 'first', 0);
    amendments.edit(PLACE, 'second', 0);
    amendments.edit(PLACE, 'third', 0);

    await calls[0]?.answer(1);

    expect(calls.map(({ body }) => body)).toEqual(['first', 'third']);
  });

  test('of one message does not wait for another', () => {
    const amendments = newAmendments();

    amendments.edit(PLACE, 'here', 0);
    amendments.edit({ ...PLACE, seq: 5 }, 'there', 0);

    expect(calls).toHaveLength(2);
  });
});

describe('a reaction', () => {
  const reactions = () => calls.map(({ reaction }) => reaction);

  test('carries the channel the first time only', async () => {
    const amendments = newAmendments();
    amendments.react(PLACE, '👍', true, false);

    await calls[0]?.fail('Offline');
    await clock.advance(1_000);

    expect(reactions()).toEqual(['+👍 channel', '+👍 ']);
  });

  test('and its opposite come to nothing while nobody has heard of them', async () => {
    const amendments = newAmendments();
    amendments.edit(PLACE, 'first', 0);
    amendments.react(PLACE, '👍', true, false);
    amendments.react(PLACE, '👍', false, false);
    amendments.react(PLACE, '🎉', false, true);
    amendments.react(PLACE, '🎉', true, true);

    await calls[0]?.answer(1);

    expect(reactions()).toEqual([undefined]);
    expect([...amendments.all.getSnapshot(), ...storage.load()]).toEqual([]);
  });

  test('is followed by its opposite where the server may have heard of it', async () => {
    const amendments = newAmendments();
    amendments.react(PLACE, '👍', true, false);
    amendments.react(PLACE, '👍', false, false);

    await calls[0]?.answer(1);

    expect(reactions()).toEqual(['+👍 channel', '-👍 channel']);
  });

  test('that is made twice is made once', () => {
    const amendments = newAmendments();
    amendments.react(PLACE, '👍', true, false);
    amendments.react(PLACE, '👍', true, false);

    expect(amendments.of(THERE)).toHaveLength(1);
  });

  test('leaves alone what an edit rests on', async () => {
    const amendments = newAmendments();
    amendments.react(PLACE, '👍', true, false);
    amendments.edit(PLACE, 'better', 3);

    await calls[0]?.answer(8);

    expect(calls[1]).toMatchObject({ body: 'better', ifRevision: 3 });
  });

  test('that is refused keeps the reason, and gives way to the next one', async () => {
    const amendments = newAmendments();
    amendments.react(PLACE, '👍', true, false);
    await calls[0]?.fail('Conflict');
    const refused = amendments.of(THERE);

    amendments.react(PLACE, '👍', true, false);

    expect(refused).toMatchObject([{ emoji: '👍', state: 'refused', reason: { message: 'Why.' } }]);
    expect(amendments.of(THERE)).toMatchObject([{ state: 'pending' }]);
  });

  test('that nobody has heard of goes with the message that is deleted', async () => {
    const amendments = newAmendments();
    amendments.edit(PLACE, 'first', 0);
    amendments.react(PLACE, '👍', true, false);
    amendments.delete(PLACE);

    await calls[0]?.answer(1);

    expect(calls.map(({ body }) => body)).toEqual(['first', null]);
  });

  test('is made again after a reload', () => {
    const before = newAmendments();
    before.react(PLACE, '👍', true, false);
    before.stop({ forget: false });

    newAmendments().wake();

    expect(reactions()).toEqual(['+👍 channel', '+👍 ']);
  });
});

describe('an unknown outcome', () => {
  test.each(['Offline', 'TimedOut', 'TryAgain'])('(%s) is repeated', async (code) => {
    const amendments = newAmendments();
    amendments.edit(PLACE, 'better', 0);

    await calls[0]?.fail(code);
    await clock.advance(1_000);

    expect(calls.map(({ body }) => body)).toEqual(['better', 'better']);
    expect(amendments.all.getSnapshot()[0]?.state).toBe('pending');
  });

  test('is not waited out once the network is back', async () => {
    const amendments = newAmendments();
    amendments.delete(PLACE);
    await calls[0]?.fail('Offline');

    amendments.wake();

    expect(calls).toHaveLength(2);
  });
});

describe('a refusal', () => {
  test.each(['Conflict', 'Forbidden', 'NotFound'])(
    '(%s) keeps the text and the reason, also over a reload',
    async (code) => {
      const before = newAmendments();
      before.edit(PLACE, 'better', 0);
      await calls[0]?.fail(code);
      before.stop({ forget: false });

      const after = newAmendments();
      after.wake();

      expect(calls).toHaveLength(1);
      expect(after.all.getSnapshot()).toMatchObject([
        { body: 'better', state: 'refused', reason: { code, message: 'Why.' } },
      ]);
    },
  );

  test('is dismissed, or made again', async () => {
    const amendments = newAmendments();
    amendments.delete(PLACE);
    await calls[0]?.fail('Forbidden');
    const id = amendments.all.getSnapshot()[0]?.id ?? '';

    amendments.retry(id);
    await calls[1]?.fail('Forbidden');
    amendments.dismiss(id);

    expect(calls).toHaveLength(2);
    expect([...amendments.all.getSnapshot(), ...storage.load()]).toEqual([]);
  });
});

describe('a reload', () => {
  test('makes again what had no answer, in order', async () => {
    const before = newAmendments();
    before.edit(PLACE, 'first', 0);
    before.edit(PLACE, 'second', 0);
    before.stop({ forget: false });
    calls.length = 0;

    newAmendments().wake();
    await calls[0]?.answer(2);

    expect(calls.map(({ body, ifRevision }) => [body, ifRevision])).toEqual([
      ['first', 0],
      ['second', 2],
    ]);
  });

  test('finds nothing after signing out', () => {
    const before = newAmendments();
    before.edit(PLACE, 'better', 0);

    before.stop({ forget: true });

    expect(newAmendments().all.getSnapshot()).toEqual([]);
  });
});

test('what another tab is done with is not made again', () => {
  const here = newAmendments();
  here.edit(PLACE, 'better', 0);
  here.stop({ forget: false });
  const other = newAmendments();
  calls.length = 0;
  storage.remove('id-1');

  other.wake();

  expect(calls).toEqual([]);
  expect(other.all.getSnapshot()).toEqual([]);
});
