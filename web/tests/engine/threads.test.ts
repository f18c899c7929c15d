import { describe, expect, test } from 'vitest';

import type { LiveThread } from '../../src/engine/thread';
import { isDeleted } from '../../src/engine/message-state';
import { ME, openRoom, ROOM } from './fixtures';
import { FAIR } from './model-network';

let count = 0;

function said(body: string, rootSeq = 1) {
  return { rootSeq, body, clientMessageId: `reply-${(count += 1)}` };
}

function lines(thread: LiveThread): readonly string[] {
  return thread.getSnapshot().items.map((item) => {
    if (item.kind === 'gap') return '…';
    return item.kind === 'draft' ? `(${item.draft.body})` : (item.message.body ?? 'deleted');
  });
}

async function openThread({ replies = 0, said: texts = 1 } = {}) {
  const room = await openRoom({ said: texts });
  for (let n = 1; n <= replies; n += 1) room.server.reply(ROOM, 'bob', said(`reply ${n}`));
  await room.clock.advance(100);
  const thread = room.conversation.openThread(1);
  await room.clock.advance(100);
  return { ...room, thread };
}

describe('a message', () => {
  test('tells of its thread to those who have not opened it, and costs no call', async () => {
    const { server, clock, conversation, network, lines: shown } = await openRoom({ said: 1 });
    const before = { ...network.calls };

    server.reply(ROOM, 'bob', said('first'));
    server.reply(ROOM, 'carol', said('second'));
    await clock.advance(1_000);

    const [item] = conversation.getSnapshot().items;
    expect(item).toMatchObject({
      message: { thread: { replyCount: 2, participantIds: ['bob', 'carol'] } },
    });
    expect(shown()).toEqual(['said 1']);
    expect(network.calls).toEqual(before);
    expect(conversation.getSnapshot().isCurrent).toBe(true);
  });

  test('that is deleted keeps its thread, in which nobody replies any more', async () => {
    const { server, clock, engine, thread } = await openThread({ replies: 1 });
    server.delete(ROOM, 'bob', 1);
    await clock.advance(100);

    thread.send('too late');
    await clock.advance(1_000);

    const { root } = thread.getSnapshot();
    expect(typeof root === 'object' && isDeleted(root)).toBe(true);
    expect(lines(thread)).toEqual(['reply 1', '(too late)']);
    expect(engine.drafts.getSnapshot()).toMatchObject([
      { state: 'failed', body: 'too late', reason: { code: 'Conflict' } },
    ]);
  });
});

describe('a thread', () => {
  test('is opened with its newest page, and older ones on demand', async () => {
    const { thread, clock } = await openThread({ replies: 5 });
    const newest = lines(thread);

    thread.loadOlder();
    await clock.advance(100);

    expect(newest).toEqual(['reply 3', 'reply 4', 'reply 5']);
    expect(lines(thread)).toEqual(['reply 1', 'reply 2', 'reply 3', 'reply 4', 'reply 5']);
    expect(thread.getSnapshot()).toMatchObject({ status: 'ready', older: 'none' });
  });

  test('hears of replies, edits, deletions and reactions without a call', async () => {
    const { server, clock, network, thread } = await openThread({ replies: 2 });
    const before = { ...network.calls };

    server.reply(ROOM, 'carol', said('heard'));
    server.edit(ROOM, 'bob', { rootSeq: 1, seq: 1, body: 'edited' });
    server.delete(ROOM, 'bob', 2, { rootSeq: 1 });
    server.react(ROOM, 'bob', { rootSeq: 1, seq: 3, emoji: '👍', isAdded: true });
    await clock.advance(1_000);

    expect(lines(thread)).toEqual(['edited', 'deleted', 'heard']);
    expect(thread.getSnapshot().items[2]).toMatchObject({
      message: { reactions: [{ emoji: '👍', count: 1, mine: false }] },
    });
    expect(network.calls).toEqual(before);
  });

  test('fetches what is missing where an event was lost', async () => {
    const { server, clock, network, thread } = await openThread({ replies: 1 });
    network.weather = { ...FAIR, eventLoss: 1 };
    server.reply(ROOM, 'bob', said('lost'));
    network.weather = FAIR;
    server.reply(ROOM, 'bob', said('heard'));
    await clock.advance(20);
    const early = lines(thread);
    await clock.advance(1_000);

    expect(early).toEqual(['reply 1', '…', 'heard']);
    expect(lines(thread)).toEqual(['reply 1', 'lost', 'heard']);
  });

  test('learns by sync what no event told', async () => {
    const { server, clock, network, thread } = await openThread({ replies: 1 });
    network.weather = { ...FAIR, eventLoss: 1 };
    server.edit(ROOM, 'bob', { rootSeq: 1, seq: 1, body: 'edited' });
    server.reply(ROOM, 'bob', said('lost'));
    network.weather = FAIR;
    await clock.advance(60_000);

    expect(lines(thread)).toEqual(['edited', 'lost']);
  });

  test('hears of a deletion that nothing told but a call that was repeated', async () => {
    const { server, clock, network, thread } = await openThread({ replies: 2 });
    server.react(ROOM, 'bob', { seq: 1, emoji: '👍', isAdded: true });
    await clock.advance(100);
    network.weather = { ...FAIR, eventLoss: 1 };
    server.delete(ROOM, 'bob', 1, { rootSeq: 1 });
    network.weather = FAIR;
    server.react(ROOM, 'bob', { seq: 1, emoji: '👍', isAdded: true });
    await clock.advance(60_000);

    expect(lines(thread)).toEqual(['deleted', 'reply 2']);
  });

  test('is loaded afresh where its conversation was too far behind', async () => {
    const { server, clock, network, thread, client } = await openThread({ replies: 1 });
    network.isCut = true;
    server.edit(ROOM, 'bob', { rootSeq: 1, seq: 1, body: 'edited' });
    for (let n = 1; n <= 20; n += 1) server.send(ROOM, 'bob', `much ${n}`, `much-${n}`);
    network.isCut = false;
    client.disconnect();
    await clock.advance(60_000);

    expect(lines(thread)).toEqual(['edited']);
    expect(network.calls.messages).toBe(3);
  });

  test('shows what it hangs on, though that is not loaded', async () => {
    const { thread } = await openThread({ said: 6 });

    expect(thread.getSnapshot().root).toMatchObject({ seq: 1, body: 'said 1' });
  });

  test('is no place to reply to a reply in: an answer there quotes', async () => {
    const { thread, clock } = await openThread({ replies: 1 });
    thread.answer(1);
    thread.send('quoting');
    await clock.advance(100);

    expect(thread.getSnapshot().items[1]).toMatchObject({
      message: { seq: 2, rootSeq: 1, replyTo: 1 },
      quotation: { seq: 1, original: { body: 'reply 1' } },
    });
  });
});

describe('what the person says in a thread', () => {
  test('is shown there at once, and never among the messages', async () => {
    const { thread, network, lines: shown, clock } = await openThread();
    network.isCut = true;
    thread.send('in the thread');
    const atOnce = [lines(thread), shown()];
    network.isCut = false;
    await clock.advance(60_000);

    expect(atOnce).toEqual([['(in the thread)'], ['said 1']]);
    expect(lines(thread)).toEqual(['in the thread']);
    expect(shown()).toEqual(['said 1']);
  });

  test('and changes there goes to the reply, and not to the message with its number', async () => {
    const { thread, conversation, server, clock, lines: shown } = await openThread();
    thread.send('mine');
    await clock.advance(100);
    thread.edit(1, 'mine, edited', 0);
    thread.react(1, '👍', true);
    const atOnce = [lines(thread), shown()];
    await clock.advance(1_000);

    expect(atOnce).toEqual([['mine, edited'], ['said 1']]);
    expect(server.messagesOf(ROOM, ME, 1)).toMatchObject([
      { body: 'mine, edited', reactions: [{ emoji: '👍', mine: true }] },
    ]);
    expect(server.messagesOf(ROOM, ME)).toMatchObject([{ body: 'said 1', reactions: [] }]);
    expect(conversation.getSnapshot().isCurrent).toBe(true);
  });
});

describe('typing in a thread', () => {
  test('shows there only', async () => {
    const { thread, conversation, server, clock } = await openThread();
    server.setTyping('bob', ROOM, true, 1);
    await clock.advance(100);

    expect(thread.getSnapshot().typing).toEqual(['bob']);
    expect(conversation.getSnapshot().typing).toEqual([]);
  });

  test('is told as such', async () => {
    const { thread, server, clock } = await openThread();
    const told: unknown[] = [];
    const { publish } = server;
    server.publish = (published) => {
      if (published.kind === 'activity') told.push(published.activity);
      publish(published);
    };
    thread.typed();
    await clock.advance(100);

    expect(told).toMatchObject([{ typing: true, rootSeq: 1 }]);
  });
});

describe('followed threads', () => {
  test('are listed once the server knows that the person follows', async () => {
    const { engine, thread, server, clock } = await openThread();
    thread.send('mine');
    await clock.advance(5_000);
    server.reply(ROOM, 'bob', said('another'));
    await clock.advance(100);

    expect(thread.getSnapshot().isFollowed).toBe(true);
    expect(engine.threads.getSnapshot()).toMatchObject({
      unread: 1,
      threads: [{ rootSeq: 1, lastSeq: 2, readSeq: 1, unread: 1, root: { body: 'said 1' } }],
    });
  });

  test('are read as far as the person has seen, which moves no other marker', async () => {
    const { engine, thread, conversation, server, clock } = await openThread();
    thread.send('mine');
    await clock.advance(5_000);
    server.reply(ROOM, 'bob', said('another'));
    await clock.advance(100);
    const before = conversation.getSnapshot().readSeq;

    thread.seen(2);
    await clock.advance(2_000);

    expect(engine.threads.getSnapshot().unread).toBe(0);
    expect(server.threads(ME, 3, null).threads[0]).toMatchObject({ readSeq: 2, unread: 0 });
    expect(conversation.getSnapshot().readSeq).toBe(before);
  });

  test('of which the person hears nothing count nothing as read', async () => {
    const { thread, network, clock } = await openThread({ replies: 3 });
    await clock.advance(5_000);
    thread.seen(3);
    await clock.advance(5_000);

    expect(thread.getSnapshot().isFollowed).toBe(false);
    expect(network.calls.markRead).toBeUndefined();
  });

  test('are followed and left as the person chooses', async () => {
    const { engine, thread, clock } = await openThread({ replies: 1 });
    await clock.advance(5_000);
    const place = { conversationId: ROOM, rootSeq: 1 };
    await Promise.all([engine.threads.follow(place, true), clock.advance(100)]);
    await clock.advance(1_000);
    const followed = [thread.getSnapshot().isFollowed, engine.threads.getSnapshot().threads.length];
    await Promise.all([engine.threads.follow(place, false), clock.advance(100)]);
    await clock.advance(1_000);

    expect(followed).toEqual([true, 1]);
    expect(thread.getSnapshot().isFollowed).toBe(false);
    expect(engine.threads.getSnapshot().threads).toEqual([]);
  });
});

describe('a reply that is marked as unread', () => {
  const place = { conversationId: ROOM, rootSeq: 1 };

  /** The person follows the thread, and has read its two replies long ago. */
  async function readThread() {
    const room = await openThread({ replies: 2 });
    await Promise.all([room.engine.threads.follow(place, true), room.clock.advance(5_000)]);
    room.thread.seen(2);
    await room.clock.advance(60_000);
    const markerOnServer = () => room.server.threads(ME, 3, null).threads[0]?.readSeq;
    const unread = () => room.engine.threads.find(place)?.unread;
    return { ...room, markerOnServer, unread };
  }

  test('shows in the thread and in the list at once, and moves no other marker', async () => {
    const { thread, conversation, clock, engine, unread, markerOnServer } = await readThread();
    const before = conversation.getSnapshot().readSeq;

    void thread.markUnread(2);
    const early = unread();
    engine.threads.refresh();
    await clock.advance(1_000);

    expect([early, unread(), markerOnServer()]).toEqual([1, 1, 1]);
    expect(thread.getSnapshot()).toMatchObject({ readSeq: 1, openedAtReadSeq: 1 });
    expect(conversation.getSnapshot().readSeq).toBe(before);
  });

  test('stays so on the screen, until the thread is opened anew', async () => {
    const { thread, conversation, clock, unread, markerOnServer } = await readThread();
    void thread.markUnread(1);
    await clock.advance(1_000);
    thread.seen(2);
    await clock.advance(60_000);
    const meanwhile = unread();

    thread.close();
    conversation.openThread(1).seen(2);
    await clock.advance(2_000);

    expect([meanwhile, unread(), markerOnServer()]).toEqual([2, 0, 2]);
  });

  test('stays so when a page from before comes late', async () => {
    const { thread, clock, engine, server, unread } = await readThread();
    const asked = server.threads.bind(server);
    const old = asked(ME, 30, null);
    server.threads = () => old;
    void thread.markUnread(2);
    engine.threads.refresh();
    await clock.advance(1_000);
    const early = unread();
    server.threads = asked;
    engine.threads.refresh();
    await clock.advance(60_000);

    expect([early, unread()]).toEqual([1, 1]);
  });

  test('on another device shows with the next page, and is not read again', async () => {
    const { thread, clock, engine, server, unread, markerOnServer } = await readThread();
    server.markUnread(ME, ROOM, 1, 1);
    engine.threads.refresh();
    await clock.advance(1_000);
    thread.seen(2);
    await clock.advance(60_000);

    expect([unread(), markerOnServer()]).toEqual([2, 0]);
    expect(thread.getSnapshot().readSeq).toBe(0);
  });

  test('stays so when one of the person is told again, and is read when they reply', async () => {
    const { thread, clock, server, unread } = await readThread();
    thread.send('mine');
    await clock.advance(60_000);
    void thread.markUnread(2);
    await clock.advance(1_000);
    server.react(ROOM, 'bob', { rootSeq: 1, seq: 3, emoji: '👍', isAdded: true });
    await clock.advance(1_000);
    const told = unread();
    thread.send('mine as well');
    await clock.advance(1_000);

    expect([told, unread()]).toEqual([2, 0]);
  });

  test('is read as before where the server does not answer', async () => {
    const { thread, clock, network, unread } = await readThread();
    const before = thread.getSnapshot();
    network.isCut = true;

    const refused = expect(thread.markUnread(2)).rejects.toMatchObject({ code: 'Offline' });
    const early = unread();
    await clock.advance(60_000);
    await refused;

    expect([early, unread()]).toEqual([1, 0]);
    const { readSeq, openedAtReadSeq } = before;
    expect(thread.getSnapshot()).toMatchObject({ readSeq, openedAtReadSeq });
  });
});
