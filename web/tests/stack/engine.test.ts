/**
 * The engine over Amplify against a running stack, on a wire that can be cut.
 *
 * `CHAT_OUTPUTS=../.local/outputs.json npm test -- tests/stack`, beside `make up`.
 */
import { Amplify } from 'aws-amplify';
import { getCurrentUser, signIn } from 'aws-amplify/auth';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';

import { startEngine, type Engine, type OpenConversation } from '../../src/engine';
import { amplifyTransport } from '../../src/graphql/transport-amplify';
import { MemoryStorage } from '../engine/memory-storage';
import { Friend, readOutputs } from './stack';
import { Wire } from './wire';

const path = process.env.CHAT_OUTPUTS;
const NOTICED_MS = 40_000;
const FOUND_AGAIN_MS = 15_000;
const SOON_MS = 5_000;
/** Sooner than a client that heard nothing would look again by itself. */
const BY_EVENT_MS = 2_500;

describe.skipIf(!path)('the engine and a stack', { timeout: 120_000 }, () => {
  let wire: Wire;
  let bob: Friend;
  let carol: Friend;
  let userId: string;
  let storage: MemoryStorage;
  let engine: Engine;
  let room: string;
  let conversation: OpenConversation;

  beforeAll(async () => {
    const outputs = readOutputs(path ?? '');
    const { userPoolId, userPoolClientId, region } = outputs;
    vi.stubGlobal('WebSocket', WebSocket);
    wire = await Wire.to(Number(new URL(outputs.graphqlUrl).port));
    Amplify.configure({
      Auth: {
        Cognito: { userPoolId, userPoolClientId, userPoolEndpoint: outputs.awsEndpoint },
      },
      API: {
        GraphQL: {
          // In capitals: Amplify then leaves the scheme alone, and the socket needs no TLS.
          endpoint: `HTTP://localhost:${wire.port}/graphql`,
          region,
          defaultAuthMode: 'userPool',
        },
      },
    });
    const password = outputs.users.find(({ username }) => username === 'alice')?.password ?? '';
    await signIn({ username: 'alice', password });
    ({ userId } = await getCurrentUser());
    await Friend.signIn(outputs, 'alice');
    bob = await Friend.signIn(outputs, 'bob');
    carol = await Friend.signIn(outputs, 'carol');
  });

  afterAll(() => {
    wire.end();
  });

  beforeEach(async () => {
    room = await bob.openGroup('On a wire', [userId, carol.userId]);
    storage = new MemoryStorage();
    start();
    await vi.waitFor(() => {
      expect(conversation.getSnapshot()).toMatchObject({ status: 'ready', isCurrent: true });
      expect(engine.connection.getSnapshot().status).toBe('online');
    }, 10_000);
  });

  afterEach(() => {
    wire.become('open');
    engine.stop();
  });

  function start(): void {
    engine = startEngine({ userId, transport: amplifyTransport, storage });
    conversation = engine.open(room);
  }

  const texts = () =>
    conversation.getSnapshot().items.map((item) => {
      if (item.kind === 'gap') return '…';
      return item.kind === 'draft' ? `(${item.draft.body})` : item.message.body;
    });

  const shows = (expected: readonly (string | null)[], timeout = SOON_MS) =>
    vi.waitFor(
      () => {
        expect(texts()).toEqual(expected);
      },
      { timeout, interval: 20 },
    );

  test('two people talk, and see each other typing', async () => {
    conversation.send('Hello, Bob');
    await shows(['Hello, Bob']);
    // Renewed, as clients do: the first may be lost while the subscription is not acknowledged yet.
    await vi.waitFor(
      async () => {
        await bob.type(room);
        expect(conversation.getSnapshot().typing).toEqual([bob.userId]);
      },
      { timeout: SOON_MS, interval: 100 },
    );
    await bob.say(room, 'Hello, Alice');
    await shows(['Hello, Bob', 'Hello, Alice']);

    expect(conversation.getSnapshot().typing).toEqual([]);
    await vi.waitFor(() => {
      expect(conversation.getSnapshot().members.size).toBe(3);
      expect(engine.people.getSnapshot().get(bob.userId)?.username).toBe('bob');
      expect(engine.inbox.getSnapshot().entries[0]).toMatchObject({
        conversationId: room,
        lastMessage: { body: 'Hello, Alice' },
        unread: 1,
      });
    }, SOON_MS);
  });

  test('what is seen is read', async () => {
    await bob.say(room, 'Hello');
    await shows(['Hello']);

    conversation.seen(1);

    await vi.waitFor(() => {
      expect(conversation.getSnapshot().readSeq).toBe(1);
      expect(engine.inbox.getSnapshot().entries[0]?.unread).toBe(0);
    }, SOON_MS);
  });

  test('a hundred messages in a hurry arrive once and in order', async () => {
    const mine = Array.from({ length: 100 }, (_, index) => `Message ${index + 1}`);

    for (const body of mine) conversation.send(body);

    await shows(mine, 60_000);
  });

  test('a cut wire: both go on writing, and both are told when it is mended', async () => {
    wire.become('cut');
    conversation.send('From the dark');
    await bob.say(room, 'Are you there?');
    await vi.waitFor(() => {
      expect(engine.connection.getSnapshot().status).toBe('offline');
    }, NOTICED_MS);
    wire.become('open');
    engine.wake();
    await shows(['Are you there?', 'From the dark'], 20_000);
    await bob.say(room, 'Welcome back');

    await shows(['Are you there?', 'From the dark', 'Welcome back'], 20_000);
    await vi.waitFor(() => {
      expect(engine.connection.getSnapshot().status).toBe('online');
    }, FOUND_AGAIN_MS);
  });

  test('a wire that dies without a word is noticed, and a new one found', async () => {
    wire.become('silent');
    await bob.say(room, 'Into the void');
    await vi.waitFor(() => {
      expect(engine.connection.getSnapshot().status).toBe('offline');
    }, NOTICED_MS);
    wire.become('open');
    await shows(['Into the void'], FOUND_AGAIN_MS);
    await vi.waitFor(() => {
      expect(engine.connection.getSnapshot().status).toBe('online');
    }, FOUND_AGAIN_MS);
    await bob.say(room, 'Heard');

    await shows(['Into the void', 'Heard'], BY_EVENT_MS);
  });

  test('a reload in the middle of a send sends it once', async () => {
    wire.become('cut');
    conversation.send('Before the reload');
    engine.stop();
    wire.become('open');

    start();

    await shows(['Before the reload']);
    expect(storage.drafts.load()).toEqual([]);
  });

  test('messages go on when someone has left, on another channel', async () => {
    await bob.remove(room, carol.userId);
    await shows([null]);
    await vi.waitFor(() => {
      expect(conversation.getSnapshot().conversation?.memberCount).toBe(2);
    }, SOON_MS);
    await bob.say(room, 'Now that she is gone');

    await shows([null, 'Now that she is gone'], BY_EVENT_MS);
  });

  test('a channel that was replaced behind a cut wire is found again', async () => {
    wire.become('cut');
    await bob.remove(room, carol.userId);
    wire.become('open');
    engine.wake();
    await vi.waitFor(() => {
      expect(engine.connection.getSnapshot().status).toBe('online');
      expect(conversation.getSnapshot().conversation?.memberCount).toBe(2);
    }, 20_000);
    await bob.say(room, 'Now that she is gone');

    await shows([null, 'Now that she is gone'], SOON_MS);
  });

  test('a removal while it is open ends it', async () => {
    await bob.remove(room, userId);

    await vi.waitFor(() => {
      expect(conversation.getSnapshot().status).toBe('removed');
      expect(engine.inbox.getSnapshot().entries.map((entry) => entry.conversationId)).not.toContain(
        room,
      );
    }, 10_000);
  });
});
