import { describe, expect, test } from 'vitest';

import { isWhole } from '../../src/engine/message-state';
import { Outbox } from '../../src/engine/outbox';
import type { SendMessageInput } from '../../src/graphql/generated';
import { ME, message, openRoom, ROOM } from './fixtures';
import { MemoryStorage } from './memory-storage';
import { VirtualClock } from './virtual-clock';

const BOB = { mentions: ['bob'], mentionsEveryone: false };

describe('what is sent', () => {
  test('says whom it mentions, from the draft on', async () => {
    const { conversation, clock } = await openRoom();

    conversation.send('@bob, hello', BOB);
    const [draft] = conversation.getSnapshot().items;
    await clock.advance(1_000);

    expect(draft).toMatchObject({ kind: 'draft', draft: BOB });
    expect(conversation.getSnapshot().items).toMatchObject([{ kind: 'message', message: BOB }]);
  });

  test('has no such fields where it mentions nobody, and both after a reload where it does', () => {
    const { outbox, inputs, storage } = newOutbox();
    outbox.send(ROOM, 'hello');
    outbox.send('second', '@everyone', { mentions: ['bob'], mentionsEveryone: true });
    outbox.stop({ forget: false });

    const later = newOutbox(storage);
    later.outbox.wake();

    for (const sent of [inputs, later.inputs]) {
      expect(sent[0]).not.toHaveProperty('mentions');
      expect(sent[0]).not.toHaveProperty('mentionsEveryone');
      expect(sent[1]).toMatchObject({ mentions: ['bob'], mentionsEveryone: true });
    }
  });

  test('before there were mentions, mentions nobody after a reload', () => {
    const storage = new MemoryStorage();
    const old = { clientMessageId: 'old', conversationId: ROOM, createdAt: 0, reason: null };
    storage.drafts.put({ ...old, body: 'hello' });

    const { outbox, inputs } = newOutbox(storage);
    outbox.wake();

    expect(outbox.drafts.getSnapshot()).toMatchObject([{ mentions: [], mentionsEveryone: false }]);
    expect(inputs).toHaveLength(1);
  });

  test('that mentions somebody who has left is refused, and may go without', async () => {
    const { conversation, server, clock, engine } = await openRoom();
    server.change(ROOM, 'bob', 'LEFT');
    await clock.advance(5_000);
    const id = conversation.send('@bob, hello', BOB);
    await clock.advance(1_000);
    const [refused] = engine.drafts.getSnapshot();

    conversation.retryWithout(id, 'mentions');
    await clock.advance(1_000);

    expect(refused).toMatchObject({ state: 'failed', reason: { code: 'InvalidArguments' } });
    expect(server.messagesOf(ROOM).at(-1)).toMatchObject({ body: '@bob, hello', mentions: [] });
  });
});

describe('an edit', () => {
  test('shows whom it mentions at once, and has it stored', async () => {
    const { conversation, server, clock } = await openRoom();
    conversation.send('@bob', BOB);
    await clock.advance(1_000);

    conversation.edit(1, '@carol', 0, ['carol']);
    const [early] = conversation.getSnapshot().items;
    await clock.advance(1_000);

    expect(early).toMatchObject({ message: { body: '@carol', mentions: ['carol'] } });
    expect(server.messagesOf(ROOM)).toMatchObject([{ body: '@carol', mentions: ['carol'] }]);
  });

  test('that does not say whom it mentions keeps those that the message has', async () => {
    const { conversation, server, clock } = await openRoom();
    conversation.send('@bob', BOB);
    await clock.advance(1_000);

    conversation.edit(1, '@bob!', 0);
    const [early] = conversation.getSnapshot().items;
    await clock.advance(1_000);

    expect(early).toMatchObject({ message: { body: '@bob!', mentions: ['bob'] } });
    expect(server.messagesOf(ROOM)).toMatchObject([{ body: '@bob!', mentions: ['bob'] }]);
  });
});

test('whom a message mentions is asked for where an event announces it and does not tell', async () => {
  const { conversation, server, clock } = await openRoom();

  server.send(ROOM, 'bob', '@me', 'b-1', { isOld: true, mentions: [ME] });
  await clock.advance(1_000);

  expect(conversation.getSnapshot().items).toMatchObject([{ message: { mentions: [ME] } }]);
});

test('a state that announces mentions is whole with them only', () => {
  const announced = message(1, { parts: ['MENTIONS'] });

  const areWhole = [['bob'], [], null].map((mentions) => isWhole({ ...announced, mentions }));

  expect(areWhole).toEqual([true, true, false]);
});

/** Its calls are never answered. */
function newOutbox(storage = new MemoryStorage()) {
  const inputs: SendMessageInput[] = [];
  let ids = 0;
  const outbox = new Outbox({
    storage: storage.drafts,
    clock: new VirtualClock(),
    random: () => 1,
    newId: () => `id-${(ids += 1)}`,
    onSent: () => undefined,
    onFailed: () => undefined,
    channelOf: () => undefined,
    transport: {
      sendMessage: (input) => {
        inputs.push(input);
        return new Promise(() => undefined);
      },
      sendReply: () => new Promise(() => undefined),
    },
  });
  return { outbox, inputs, storage };
}
