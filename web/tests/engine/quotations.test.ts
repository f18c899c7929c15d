import { expect, test } from 'vitest';

import type { TimelineItem } from '../../src/engine';
import { withOriginal, withQuoted } from '../../src/engine/quotations';
import { ME, message, openRoom, ROOM } from './fixtures';

type Room = Awaited<ReturnType<typeof openRoom>>;

/** What the last line answers. */
function quoted({ conversation }: Room): string | null {
  const item: TimelineItem | undefined = conversation.getSnapshot().items.at(-1);
  const original = item && item.kind !== 'gap' ? item.quotation?.original : undefined;
  if (typeof original !== 'object') return original ?? null;
  return original.body ?? 'deleted';
}

test('a draft and its message show what they answer, and the next one answers nothing', async () => {
  const room = await openRoom({ said: 2 });
  room.conversation.answer(1);
  expect(room.conversation.getSnapshot().answering).toMatchObject({ original: { body: 'said 1' } });

  room.conversation.send('so do I');
  expect(quoted(room)).toBe('said 1');
  expect(room.conversation.getSnapshot().answering).toBeNull();
  await room.clock.advance(1_000);
  expect(quoted(room)).toBe('said 1');
  expect(room.server.messagesOf(ROOM).at(-1)).toMatchObject({ body: 'so do I', replyTo: 1 });

  room.conversation.send('next');
  await room.clock.advance(1_000);
  expect(room.server.messagesOf(ROOM).at(-1)).toMatchObject({ body: 'next', replyTo: null });
});

test('what is not loaded is asked for once, and follows its changes from then on', async () => {
  const room = await openRoom({ said: 9 });
  room.server.send(ROOM, 'bob', 'as I said', 'reply-1', { replyTo: 1 });
  await room.clock.advance(10);
  expect(quoted(room)).toBe('unknown');

  await room.clock.advance(1_000);
  expect(quoted(room)).toBe('said 1');
  room.server.edit(ROOM, 'bob', { seq: 1, body: 'said better' });
  await room.clock.advance(100);
  expect(quoted(room)).toBe('said better');
  room.server.delete(ROOM, 'bob', 1);
  await room.clock.advance(100);

  expect(quoted(room)).toBe('deleted');
  expect(room.network.calls.message).toBe(1);
});

test('of what nobody may read it is said', async () => {
  const room = await openRoom({ said: 1 });
  const write = room.server.take(ROOM, 'bob', 'void');
  write('void');

  room.conversation.answer(2);
  await room.clock.advance(1_000);

  expect(room.conversation.getSnapshot().answering).toEqual({ seq: 2, original: 'unreadable' });
});

test('an answer to what was deleted meanwhile can be sent without it', async () => {
  const room = await openRoom({ said: 1 });
  room.conversation.answer(1);
  room.server.delete(ROOM, 'bob', 1);
  const id = room.conversation.send('really?');
  await room.clock.advance(1_000);
  expect(room.engine.drafts.getSnapshot()).toMatchObject([
    { state: 'failed', replyTo: 1, reason: { code: 'Conflict' } },
  ]);

  room.conversation.retryWithout(id, 'quotation');
  await room.clock.advance(1_000);

  expect(room.engine.drafts.getSnapshot()).toEqual([]);
  expect(room.server.messagesOf(ROOM).at(-1)).toMatchObject({
    body: 'really?',
    senderId: ME,
    replyTo: null,
  });
});

test('an edit of one’s own shows in what answers it before the server has it', async () => {
  const room = await openRoom();
  room.server.send(ROOM, ME, 'mine', 'mine-0');
  room.server.send(ROOM, 'bob', 'yours?', 'reply-1', { replyTo: 1 });
  await room.clock.advance(100);
  room.network.isCut = true;

  room.conversation.edit(1, 'still mine', 0);

  expect(quoted(room)).toBe('still mine');
});

test('of what comes along with several answers the latest state stays', () => {
  const edited = message(1, { version: 2, revision: 3, body: 'edited' });
  const answer = (seq: number, quoted: ReturnType<typeof message>) =>
    message(seq, { parts: ['QUOTE'], replyTo: 1, quoted });

  const originals = withQuoted(new Map(), [answer(8, edited), answer(9, message(1))]);

  expect(originals.get(1)).toMatchObject({ body: 'edited' });
  const later = message(1, { version: 3, revision: 5, body: 'edited again' });
  expect(withOriginal(originals, 1, later).get(1)).toMatchObject({ body: 'edited again' });
  expect(withOriginal(originals, 1, null)).toBe(originals);
});
