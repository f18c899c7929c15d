import { describe, expect, test } from 'vitest';

import { ME, openRoom, ROOM } from './fixtures';
import { FAIR } from './model-network';
import { MALFORMED } from './model-server';

describe('opening', () => {
  test('shows the newest page, then everything that was said meanwhile', async () => {
    const { server, clock, lines, conversation } = await openRoom({ said: 5, settleMs: 20 });
    const early = lines();
    server.send(ROOM, 'bob', 'before the acknowledgement', 'b-1');
    await clock.advance(400);

    expect(early).toEqual(['said 3', 'said 4', 'said 5']);
    expect(lines().at(-1)).toBe('before the acknowledgement');
    expect(conversation.getSnapshot()).toMatchObject({ status: 'ready', isCurrent: true });
  });

  test('syncs at the acknowledgement, and again three seconds later', async () => {
    const { network, clock } = await openRoom({ settleMs: 400 });
    const first = network.calls.sync;

    await clock.advance(2_500);
    const before = network.calls.sync;
    await clock.advance(500);

    expect([first, before, network.calls.sync]).toEqual([1, 1, 2]);
  });

  test('costs two syncs, and none after that while events come in a row', async () => {
    const { server, network, clock, lines } = await openRoom();
    for (let n = 1; n <= 20; n += 1) {
      server.send(ROOM, 'bob', `said ${n}`, `b-${n}`);
      await clock.advance(1_000);
    }

    expect(lines()).toHaveLength(20);
    expect(network.calls.sync).toBe(2);
  });

  test('of something that is not there says so', async () => {
    const { engine, clock } = await openRoom();

    const stranger = engine.open('secret');
    await clock.advance(2_000);

    expect(stranger.getSnapshot().status).toBe('removed');
  });

  test('of an address that is none says so, and the others are looked after as before', async () => {
    const { engine, server, network, clock, lines } = await openRoom();

    const none = engine.open(MALFORMED);
    await clock.advance(2_000);
    network.weather = { ...FAIR, eventLoss: 1 };
    server.send(ROOM, 'bob', 'lost', 'b-1');
    network.weather = FAIR;
    await clock.advance(32_000);

    expect(none.getSnapshot().status).toBe('removed');
    expect(lines()).toEqual(['lost']);
  });

  test('that fails says why, and succeeds later by itself', async () => {
    const { engine, server, network, clock } = await openRoom();
    server.addRoom('second', [ME, 'bob']);
    network.isCut = true;

    const second = engine.open('second');
    await clock.advance(3_000);
    const failed = second.getSnapshot();
    network.isCut = false;
    await clock.advance(40_000);

    expect(failed).toMatchObject({
      status: 'failed',
      error: 'Can’t reach the server. Check your connection.',
    });
    expect(second.getSnapshot().status).toBe('ready');
  });
});

describe('an outage', () => {
  test('over, a conversation that was opened meanwhile is there within seconds', async () => {
    const { engine, server, network, clock } = await openRoom();
    server.addRoom('second', [ME, 'bob']);
    network.isCut = true;
    const second = engine.open('second');
    await clock.advance(300_000);

    network.isCut = false;
    engine.wake();
    await clock.advance(2_000);

    expect(second.getSnapshot().conversation?.id).toBe('second');
  });

  test('over, older history that it kept away comes by itself', async () => {
    const { conversation, engine, network, clock, lines } = await openRoom({ said: 6 });
    network.isCut = true;
    conversation.loadOlder();
    await clock.advance(60_000);
    const failed = conversation.getSnapshot().older;

    network.isCut = false;
    engine.wake();
    await clock.advance(10_000);

    expect(failed).toBe('failed');
    expect(lines()).toEqual(['said 1', 'said 2', 'said 3', 'said 4', 'said 5', 'said 6']);
  });
});

describe('a gap', () => {
  test('is closed by sync a moment after it was noticed', async () => {
    const { server, network, clock, lines } = await openRoom();
    network.weather = { ...FAIR, eventLoss: 1 };
    server.send(ROOM, 'bob', 'lost', 'b-1');
    network.weather = FAIR;
    server.send(ROOM, 'bob', 'heard', 'b-2');
    await clock.advance(10);
    const early = lines();

    await clock.advance(300);

    expect(early).toEqual(['…', 'heard']);
    expect(lines()).toEqual(['lost', 'heard']);
  });

  test('that waits for a writer is asked about at the pace the server gives', async () => {
    const { server, network, clock, lines } = await openRoom();
    const before = network.calls.sync ?? 0;
    const write = server.take(ROOM, 'bob', 'late');
    server.send(ROOM, 'bob', 'after', 'b-1');

    await clock.advance(5_000);
    const asked = (network.calls.sync ?? 0) - before;
    write('void');
    await clock.advance(600);

    expect(asked).toBeGreaterThan(5);
    expect(asked).toBeLessThan(15);
    expect(lines()).toEqual(['after']);
  });

  test('of some pages is closed in one go', async () => {
    const { server, clock, client, lines } = await openRoom();
    client.disconnect();
    for (let n = 1; n <= 10; n += 1) server.send(ROOM, 'bob', `missed ${n}`, `b-${n}`);
    await clock.advance(5_100);

    expect(lines()).toHaveLength(10);
  });

  test('far behind is not caught up page by page', async () => {
    const { server, network, clock, lines, client } = await openRoom({ said: 2 });
    client.disconnect();
    for (let n = 1; n <= 40; n += 1) server.send(ROOM, 'bob', `missed ${n}`, `b-${n}`);
    const before = network.calls.sync ?? 0;
    await clock.advance(6_000);

    expect(lines()).toEqual(['missed 38', 'missed 39', 'missed 40']);
    expect((network.calls.sync ?? 0) - before).toBeLessThan(5);
  });
});

describe('members', () => {
  test('are listed, and change with the conversation', async () => {
    const { server, clock, conversation } = await openRoom();
    const before = [...conversation.getSnapshot().members.keys()];

    server.change(ROOM, 'carol', 'LEFT');
    await clock.advance(1_000);
    const { members, conversation: details } = conversation.getSnapshot();

    expect(before).toEqual([ME, 'bob', 'carol']);
    expect(members.get('carol')?.status).toBe('LEFT');
    expect(details?.memberCount).toBe(2);
  });

  test('that come are counted', async () => {
    const { server, clock, conversation } = await openRoom();

    server.change(ROOM, 'dave', 'ACTIVE');
    await clock.advance(1_000);

    expect(conversation.getSnapshot().conversation?.memberCount).toBe(4);
    expect(conversation.getSnapshot().members.has('dave')).toBe(true);
  });

  test('that leave take the channel with them: events go on at once on the new one', async () => {
    const { server, clock, lines } = await openRoom();
    server.change(ROOM, 'carol', 'LEFT');
    await clock.advance(1_000);

    server.send(ROOM, 'bob', 'now that she is gone', 'b-1');
    await clock.advance(1);

    expect(lines()).toEqual(['system', 'now that she is gone']);
  });
});

describe('a message of this person', () => {
  test('is there at once, and goes on as the same line', async () => {
    const { clock, conversation } = await openRoom();

    conversation.send('hello');
    const [draft] = conversation.getSnapshot().items;
    await clock.advance(10);
    const [sent] = conversation.getSnapshot().items;

    expect([draft?.kind, sent?.kind]).toEqual(['draft', 'message']);
    expect(sent?.key).toBe(draft?.key);
  });

  test('is not sent again when its event has come, though the answer is lost', async () => {
    const { network, clock, conversation, lines } = await openRoom();
    network.weather = { ...FAIR, answerLoss: 1 };

    conversation.send('hello');
    await clock.advance(1_000);
    network.weather = FAIR;
    await clock.advance(20_000);

    expect(lines()).toEqual(['hello']);
    expect(network.calls.sendMessage).toBe(1);
  });
});

describe('being removed', () => {
  test('while it is open ends it, and keeps what was read', async () => {
    const { server, clock, conversation, engine, lines } = await openRoom({ said: 2 });

    server.change(ROOM, ME, 'LEFT');
    await clock.advance(1_000);

    expect(conversation.getSnapshot().status).toBe('removed');
    expect(lines().slice(0, 2)).toEqual(['said 1', 'said 2']);
    expect(engine.inbox.getSnapshot().entries).toEqual([]);
  });

  test('offers no older history, whatever becomes of a draft or of a page under way', async () => {
    const { server, network, clock, conversation } = await openRoom({ said: 9 });
    network.weather = { ...FAIR, callDelayMs: 5_000 };
    conversation.loadOlder();
    network.weather = FAIR;
    server.change(ROOM, ME, 'LEFT');
    await clock.advance(10_000);
    const { status, older } = conversation.getSnapshot();

    conversation.discard(conversation.send('too late'));
    await clock.advance(1_000);

    expect(status).toBe('removed');
    expect([older, conversation.getSnapshot().older]).toEqual(['none', 'none']);
  });

  test('is over when the person is added again', async () => {
    const { server, clock, conversation, lines } = await openRoom();
    server.change(ROOM, ME, 'LEFT');
    await clock.advance(1_000);

    server.change(ROOM, ME, 'ACTIVE');
    server.send(ROOM, 'bob', 'welcome back', 'b-1');
    await clock.advance(1_000);

    expect(conversation.getSnapshot().status).toBe('ready');
    expect(lines().at(-1)).toBe('welcome back');
  });
});

describe('what passes', () => {
  test('others are seen typing until they send', async () => {
    const { server, clock, conversation } = await openRoom();
    server.setTyping('bob', ROOM, true);
    await clock.advance(10);
    const before = conversation.getSnapshot().typing;

    server.send(ROOM, 'bob', 'hello', 'b-1');
    await clock.advance(10);

    expect(before).toEqual(['bob']);
    expect(conversation.getSnapshot().typing).toEqual([]);
  });

  test('who has left is not waited for', async () => {
    const { server, clock, conversation } = await openRoom({ said: 2 });
    server.markRead('carol', ROOM, 1);
    await clock.advance(10);
    const before = conversation.getSnapshot().readers.get('carol');

    server.change(ROOM, 'carol', 'LEFT');
    await clock.advance(1_000);

    expect(before).toBe(1);
    expect([...conversation.getSnapshot().readers.keys()]).toEqual(['bob']);
  });

  test('read markers of the others move', async () => {
    const { server, clock, conversation } = await openRoom({ said: 3 });

    server.markRead('carol', ROOM, 2);
    await clock.advance(10);

    expect(conversation.getSnapshot().readers.get('carol')).toBe(2);
    expect(conversation.getSnapshot().readers.get('bob')).toBe(3);
  });

  test('the marker of this person moves with what they see, here and in the inbox', async () => {
    const { server, clock, conversation, engine } = await openRoom({ said: 3 });
    const before = engine.inbox.getSnapshot().unread;

    conversation.seen(2);
    await clock.advance(2_000);

    expect([before, engine.inbox.getSnapshot().unread]).toEqual([3, 1]);
    expect(server.membersOf(ROOM).get(ME)?.readSeq).toBe(2);
    expect(conversation.getSnapshot()).toMatchObject({ readSeq: 2, openedAtReadSeq: 0 });
  });

  test('another device of the same person moves it too', async () => {
    const { server, clock, conversation, engine } = await openRoom({ said: 3 });

    server.markRead(ME, ROOM, 3);
    await clock.advance(10);

    expect(conversation.getSnapshot().readSeq).toBe(3);
    expect(engine.inbox.getSnapshot().unread).toBe(0);
  });
});

describe('going back', () => {
  test('shows at once what came while it was closed', async () => {
    const { server, clock, conversation, engine, lines } = await openRoom({ said: 1 });
    conversation.close();
    server.send(ROOM, 'bob', 'meanwhile', 'b-1');
    await clock.advance(1_000);

    engine.open(ROOM);

    expect(lines()).toEqual(['said 1', 'meanwhile']);
    expect(conversation.getSnapshot().status).toBe('ready');
  });

  test('finds the unread line where the person had stopped reading', async () => {
    const { server, clock, conversation, engine } = await openRoom({ said: 2 });
    conversation.seen(2);
    await clock.advance(2_000);
    conversation.close();
    server.send(ROOM, 'bob', 'meanwhile', 'b-1');
    await clock.advance(1_000);

    engine.open(ROOM);

    expect(conversation.getSnapshot().openedAtReadSeq).toBe(2);
  });

  test('keeps the newest messages only, and fetches the others again', async () => {
    const { server, clock, conversation, lines } = await openRoom();
    for (let n = 1; n <= 250; n += 1) server.send(ROOM, 'bob', `said ${n}`, `b-${n}`);
    await clock.advance(1_000);
    const open = lines().length;

    conversation.close();
    const [first] = lines();
    const kept = lines().length;
    conversation.open();
    conversation.loadOlder();
    await clock.advance(1_000);

    expect([open, kept, first]).toEqual([250, 200, 'said 51']);
    expect(lines().slice(0, 4)).toEqual(['said 48', 'said 49', 'said 50', 'said 51']);
    expect(conversation.getSnapshot()).toMatchObject({ isCurrent: true, older: 'more' });
  });

  test('works for the last eight; what was closed before that is let go', async () => {
    const { server, clock, engine, conversation } = await openRoom();
    conversation.close();
    for (let n = 1; n <= 8; n += 1) {
      server.addRoom(`room ${n}`, [ME]);
      engine.open(`room ${n}`).close();
    }
    await clock.advance(1_000);

    expect(engine.open('room 1')).toBe(engine.open('room 1'));
    expect(engine.open(ROOM)).not.toBe(conversation);
  });
});

describe('a room that stays open', () => {
  test('keeps a thousand messages, and the older ones come again when they are wanted', async () => {
    const { server, clock, conversation, lines } = await openRoom();
    for (let n = 1; n <= 2_000; n += 1) {
      server.send(ROOM, 'bob', `said ${n}`, `b-${n}`);
      if (n % 50 === 0) conversation.seen(n - 10);
      await clock.advance(1);
    }
    const kept = lines().length;
    const state = conversation.getSnapshot();
    const oldest = 2_000 - kept;

    conversation.loadOlder();
    await clock.advance(1_000);

    expect(kept).toBeLessThanOrEqual(1_000);
    expect(state).toMatchObject({ isCurrent: true, older: 'more', lastSeq: 2_000 });
    expect(lines().slice(0, 2)).toEqual([`said ${oldest - 2}`, `said ${oldest - 1}`]);
    expect(lines().at(-1)).toBe('said 2000');
  });

  test('keeps what somebody is reading, however much is said meanwhile', async () => {
    const { server, clock, conversation, lines } = await openRoom();
    for (let n = 1; n <= 1_200; n += 1) {
      server.send(ROOM, 'bob', `said ${n}`, `b-${n}`);
      if (n === 900) conversation.seen(300);
      await clock.advance(1);
    }

    expect(lines()).toHaveLength(1_200);
  });

  test('and is left while somebody reads what is older, keeps no more than others', async () => {
    const { server, clock, conversation, lines } = await openRoom();
    for (let n = 1; n <= 1_200; n += 1) {
      server.send(ROOM, 'bob', `said ${n}`, `b-${n}`);
      if (n === 100) conversation.seen(3);
      if (n === 110) conversation.close();
      await clock.advance(1);
    }

    expect(lines().length).toBeLessThanOrEqual(1_000);
    expect(lines().at(-1)).toBe('said 1200');
  });
});
