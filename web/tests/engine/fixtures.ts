/** What tests begin with. Each takes only what the test is about. */
import { Engine } from '../../src/engine/engine';
import type { LiveConversation } from '../../src/engine/conversation';
import type { Draft, Message, MessagePage, SyncPage } from '../../src/engine/model';
import { MemoryStorage } from './memory-storage';
import { ModelNetwork, type Client } from './model-network';
import { ModelServer } from './model-server';
import { VirtualClock } from './virtual-clock';

export const ME = 'me';
export const ROOM = 'room';

export function message(seq: number, changes: Partial<Message> = {}): Message {
  return {
    conversationId: ROOM,
    channel: 'c',
    channelVersion: 1,
    seq,
    revision: null,
    kind: 'TEXT',
    senderId: 'bob',
    body: `message ${seq}`,
    event: null,
    memberIds: null,
    mentions: [],
    mentionsEveryone: false,
    clientMessageId: `id-${seq}`,
    createdAt: '2026-01-01T00:00:00Z',
    parts: [],
    changedBy: null,
    editedAt: null,
    deletedAt: null,
    deletedBy: null,
    version: 0,
    reactions: [],
    pinnedAt: null,
    pinnedBy: null,
    replyTo: null,
    forwardedFrom: null,
    rootSeq: null,
    thread: null,
    ...changes,
  };
}

export function stored(...numbers: readonly number[]): MessagePage['messages'] {
  return numbers.map((seq) => ({ ...message(seq), sender: null, quoted: null }));
}

export function messagePage(changes: Partial<MessagePage> = {}): MessagePage {
  return {
    messages: [],
    before: null,
    after: 0,
    pending: false,
    retryAfterMs: null,
    baseline: { seq: 0, revision: 0 },
    ...changes,
  };
}

export function syncPage(changes: Partial<SyncPage> = {}): SyncPage {
  return {
    reset: false,
    messages: [],
    changes: [],
    seq: 0,
    revision: 0,
    more: false,
    pending: false,
    retryAfterMs: null,
    channelVersion: 1,
    ...changes,
  };
}

export function draft(changes: Partial<Draft> = {}): Draft {
  return {
    clientMessageId: 'mine-1',
    conversationId: ROOM,
    rootSeq: null,
    body: 'hello',
    replyTo: null,
    mentions: [],
    mentionsEveryone: false,
    createdAt: 0,
    state: 'queued',
    reason: null,
    ...changes,
  };
}

/** One device with the room open, and everything it talks to. */
export interface Device {
  readonly clock: VirtualClock;
  readonly server: ModelServer;
  readonly network: ModelNetwork;
  readonly client: Client;
  readonly engine: Engine;
  readonly conversation: LiveConversation;
  /** What is shown, one word for each line. */
  readonly lines: () => readonly string[];
}

/** The room is open, acknowledged and synced twice. */
export async function openRoom({ said = 0, settleMs = 5_000 } = {}): Promise<Device> {
  const clock = new VirtualClock();
  const server = new ModelServer(clock);
  const network = new ModelNetwork(server, clock);
  server.addRoom(ROOM, [ME, 'bob', 'carol']);
  for (let n = 1; n <= said; n += 1) server.send(ROOM, 'bob', `said ${n}`, `said-${n}`);
  const client = network.client(ME);
  let ids = 0;
  const engine = new Engine({
    userId: ME,
    transport: client.transport,
    storage: new MemoryStorage(),
    clock,
    random: () => 0.5,
    newId: () => `mine-${(ids += 1)}`,
  });
  engine.start();
  const conversation = engine.open(ROOM);
  await clock.advance(settleMs);
  return {
    clock,
    server,
    network,
    client,
    engine,
    conversation,
    lines: () =>
      conversation.getSnapshot().items.map((item) => {
        if (item.kind === 'gap') return '…';
        return item.kind === 'draft' ? `(${item.draft.body})` : (item.message.body ?? 'system');
      }),
  };
}
