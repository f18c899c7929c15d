import { describe, expect, test } from 'vitest';

import { laterState } from '../../src/engine/message-state';
import type { Message, Reaction, ReactionAmendment } from '../../src/engine/model';
import { reacted, seenBy } from '../../src/engine/reactions';
import { ME, message, openRoom, ROOM } from './fixtures';
import { FAIR } from './model-network';

const CROWD = Array.from({ length: 10 }, (_, index) => `p${index}`);

function reaction(changes: Partial<Reaction> = {}): Reaction {
  return { emoji: '👍', count: 1, userIds: ['bob'], mine: false, ...changes };
}

/** A text with a crowd's thumbs up, as an event or a query tells it. */
function crowded(version: number, changes: Partial<Reaction>, changedBy = 'bob'): Message {
  return message(1, {
    version,
    revision: version,
    parts: ['REACTIONS'],
    changedBy,
    reactions: [reaction({ count: 12, userIds: CROWD, ...changes })],
  });
}

function pending(emoji: string, isAdded: boolean): ReactionAmendment {
  const place = { id: emoji, conversationId: ROOM, rootSeq: null, seq: 1, createdAt: 0 };
  return { ...place, emoji, isAdded, state: 'pending', reason: null };
}

function isMine({ reactions }: Message): boolean | undefined {
  return reactions?.[0]?.mine;
}

describe('whose a reaction in an event is', () => {
  test('is told by the people where all of them are named', () => {
    const event = (userIds: string[]) =>
      message(1, {
        changedBy: 'bob',
        reactions: [reaction({ count: userIds.length, userIds, mine: true })],
      });

    expect(isMine(seenBy(event(['bob', ME]), ME))).toBe(true);
    expect(isMine(seenBy(event(['bob']), ME))).toBe(false);
  });

  test('is told by the event where the change is one’s own', () => {
    expect(isMine(seenBy(crowded(2, { mine: true }, ME), ME))).toBe(true);
  });

  test('is what it was before where nobody tells', () => {
    const held = crowded(1, { mine: true });

    const state = laterState(held, seenBy(crowded(2, { mine: false }), ME));

    expect(state).toMatchObject({ version: 2 });
    expect(isMine(state)).toBe(true);
  });

  test('is learnt from an earlier state that comes later', () => {
    const held = laterState(crowded(1, { mine: false }), seenBy(crowded(3, {}), ME));

    const state = laterState(held, crowded(2, { mine: true }, ME));

    expect(state).toMatchObject({ version: 3 });
    expect(isMine(state)).toBe(true);
  });

  test('is not unlearnt from a state before that', () => {
    const held = laterState(crowded(2, { mine: true }), seenBy(crowded(3, {}), ME));

    expect(isMine(laterState(held, crowded(1, { mine: false })))).toBe(true);
  });
});

describe('one’s own, ahead of the server’s answer,', () => {
  test('are counted where others reacted so, and come in the server’s order', () => {
    const told = [reaction({ emoji: '🎉' }), reaction()];

    expect(reacted(told, [pending('👍', true)], ME)).toEqual([
      reaction({ count: 2, userIds: [ME, 'bob'], mine: true }),
      reaction({ emoji: '🎉' }),
    ]);
  });

  test('go with their count, and the last one takes the emoji along', () => {
    const told = [
      reaction({ count: 2, userIds: ['bob', ME], mine: true }),
      reaction({ emoji: '🎉', userIds: [ME], mine: true }),
    ];

    expect(reacted(told, [pending('👍', false), pending('🎉', false)], ME)).toEqual([reaction()]);
  });

  test('change nothing that the server has told meanwhile', () => {
    const told = [reaction({ userIds: [ME], mine: true })];

    expect(reacted(told, [pending('👍', true), pending('🎉', false)], ME)).toEqual(told);
  });
});

describe('in a room', () => {
  const shown = ({ conversation }: Awaited<ReturnType<typeof openRoom>>) => {
    const [item] = conversation.getSnapshot().items;
    if (item?.kind !== 'message') return [];
    return item.message.reactions?.map(({ emoji, count, mine }) => [emoji, count, mine]);
  };

  test('another’s reaction costs no call', async () => {
    const room = await openRoom({ said: 1 });
    const before = { ...room.network.calls };

    room.server.react(ROOM, 'bob', { seq: 1, emoji: '👍', isAdded: true });
    await room.clock.advance(1_000);

    expect(shown(room)).toEqual([['👍', 1, false]]);
    expect(room.network.calls).toEqual(before);
  });

  test('of two who react at once the later state stays, in whatever order it is told', async () => {
    const room = await openRoom({ said: 1 });
    const bobs = room.server.takeReaction(ROOM, 'bob', { seq: 1, emoji: '👍', isAdded: true });
    room.server.react(ROOM, 'carol', { seq: 1, emoji: '👍', isAdded: true });
    await room.clock.advance(100);
    bobs();
    await room.clock.advance(1_000);

    expect(shown(room)).toEqual([['👍', 2, false]]);
    expect(room.conversation.getSnapshot().isCurrent).toBe(true);
  });

  test('a reaction is shown at once, and taken back with the reason where it is refused', async () => {
    const room = await openRoom({ said: 1 });
    for (const emoji of ['😂', '😮', '🎉', '❤️']) {
      room.server.react(ROOM, 'bob', { seq: 1, emoji, isAdded: true });
    }
    await room.clock.advance(100);
    room.conversation.react(1, '👍', true);
    const atOnce = shown(room)?.length;
    await room.clock.advance(1_000);

    expect(atOnce).toBe(5);
    expect(shown(room)?.length).toBe(4);
    expect(room.conversation.getSnapshot().items[0]).toMatchObject({
      reacting: [{ emoji: '👍', state: 'refused', reason: { code: 'Conflict' } }],
    });
  });

  test('none is shown of a message that the person is deleting', async () => {
    const room = await openRoom();
    room.server.send(ROOM, ME, 'mine', 'mine-0');
    room.server.react(ROOM, 'bob', { seq: 1, emoji: '👍', isAdded: true });
    await room.clock.advance(100);
    room.network.isCut = true;

    room.conversation.delete(1);

    expect(shown(room)).toEqual([]);
  });
});

test('the inbox asks where a text without a version is not the one that it holds', async () => {
  const { server, network, clock, engine } = await openRoom();
  server.addRoom('elsewhere', [ME, 'bob']);
  server.send('elsewhere', 'bob', 'first', 'first-1');
  engine.inbox.refresh();
  await clock.advance(1_000);
  server.react('elsewhere', 'bob', { seq: 1, emoji: '👍', isAdded: true });
  await clock.advance(100);
  network.weather = { ...FAIR, eventLoss: 1 };
  server.edit('elsewhere', 'bob', { seq: 1, body: 'second' });
  await clock.advance(100);
  network.weather = FAIR;

  engine.inbox.refresh();
  await clock.advance(1_000);

  const entry = engine.inbox
    .getSnapshot()
    .entries.find(({ conversationId }) => conversationId === 'elsewhere');
  expect(entry?.lastMessage).toMatchObject({ body: 'second', version: 2 });
  expect(network.calls.message).toBe(1);
});
