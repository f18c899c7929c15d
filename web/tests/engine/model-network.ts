/** What lies between a client and the model server, and everything that goes wrong there. */
import type { Clock } from '../../src/engine/clock';
import { ChatError } from '../../src/engine/errors';
import type { Activity, InboxEvent, Message } from '../../src/engine/model';
import type { Channel, Observer, Transport } from '../../src/engine/transport';
import { user, type ModelServer, type Published } from './model-server';

/** Chances from 0 to 1; delays up to so many ms. */
export interface Weather {
  readonly eventLoss: number;
  readonly eventRepetition: number;
  readonly eventDelayMs: number;
  readonly requestLoss: number;
  readonly answerLoss: number;
  readonly callDelayMs: number;
  /** Pages show messages as they were up to so many ms ago: they are read with eventual consistency. */
  readonly pageAgeMs: number;
}

export const FAIR: Weather = {
  eventLoss: 0,
  eventRepetition: 0,
  eventDelayMs: 0,
  requestLoss: 0,
  answerLoss: 0,
  callDelayMs: 0,
  pageAgeMs: 0,
};

const ACKNOWLEDGED_AFTER_MS = 50;
const ACKNOWLEDGED_WITHIN_MS = 15_000;
const CONNECTED_AFTER_MS = 200;
const LOST_AFTER_MS = 2_000;

interface Subscription {
  matches(published: Published): boolean;
  /** Why the gate refuses it now. */
  refusal(): ChatError | null;
  acknowledged(): void;
  next(published: Published): void;
  failed(error: ChatError): void;
  isAcknowledged: boolean;
}

export class ModelNetwork {
  weather: Weather = FAIR;
  /** No request gets through, and no event. */
  isCut = false;
  /** Calls by field, of every client. */
  readonly calls: Record<string, number> = {};
  readonly #server: ModelServer;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #clients = new Set<Client>();

  constructor(server: ModelServer, clock: Clock, random: () => number = () => 0.5) {
    this.#server = server;
    this.#clock = clock;
    this.#random = random;
    server.publish = (published) => {
      for (const client of this.#clients) client.deliver(published);
    };
  }

  client(userId: string): Client {
    const client = new Client(this, this.#server, this.#clock, userId);
    this.#clients.add(client);
    return client;
  }

  forget(client: Client): void {
    this.#clients.delete(client);
  }

  chance(probability: number): boolean {
    return this.#random() < probability;
  }

  delay(upToMs: number): number {
    return Math.round(this.#random() * upToMs);
  }

  /** How old a page is. */
  pageAge(): number {
    return this.delay(this.weather.pageAgeMs);
  }

  later(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#clock.after(ms, resolve);
    });
  }

  async call<T>(field: string, answer: () => T): Promise<T> {
    this.calls[field] = (this.calls[field] ?? 0) + 1;
    const { requestLoss, answerLoss, callDelayMs } = this.weather;
    await this.later(this.delay(callDelayMs));
    if (this.#isLost(requestLoss)) {
      await this.later(LOST_AFTER_MS);
      throw new ChatError('Offline', 'Can’t reach the server. Check your connection.');
    }
    const given = answer();
    await this.later(this.delay(callDelayMs));
    if (this.#isLost(answerLoss)) {
      await this.later(LOST_AFTER_MS);
      throw new ChatError('Unknown', 'The answer was lost.');
    }
    return given;
  }

  #isLost(probability: number): boolean {
    return this.isCut || this.chance(probability);
  }
}

/** One device: its calls, its socket and its subscriptions. */
export class Client {
  readonly transport: Transport;
  /** The socket is dead and does not know it. */
  isDeaf = false;
  #isOpen = false;
  /** What the client is told: as Amplify does, from the first acknowledgement on. */
  #isUp = false;
  readonly #subscriptions = new Set<Subscription>();
  readonly #socketListeners = new Set<(isUp: boolean) => void>();
  readonly #network: ModelNetwork;
  readonly #server: ModelServer;
  readonly #clock: Clock;
  readonly #userId: string;

  constructor(network: ModelNetwork, server: ModelServer, clock: Clock, userId: string) {
    this.#network = network;
    this.#server = server;
    this.#clock = clock;
    this.#userId = userId;
    this.transport = this.#transport();
  }

  /** The socket closes, and opens again by itself once the network lets it. */
  disconnect(): void {
    this.#close();
    this.#connectAfter(5_000);
  }

  deliver(published: Published): void {
    const { weather } = this.#network;
    for (const subscription of this.#subscriptions) {
      if (!subscription.isAcknowledged || !subscription.matches(published)) continue;
      if (this.isDeaf || this.#network.isCut || this.#network.chance(weather.eventLoss)) continue;
      const times = this.#network.chance(weather.eventRepetition) ? 2 : 1;
      for (let count = 0; count < times; count += 1) {
        this.#clock.after(this.#network.delay(weather.eventDelayMs), () => {
          if (this.#subscriptions.has(subscription)) subscription.next(published);
        });
      }
    }
  }

  #transport(): Transport {
    const server = this.#server;
    const me = this.#userId;
    const call = <T>(field: string, answer: () => T) => this.#network.call(field, answer);
    return {
      me: () => call('me', () => user(me)),
      conversations: (ids) =>
        call('conversations', () =>
          ids.map((id) => (server.head(me, id) ? server.conversation(me, id) : null)),
        ),
      users: (ids) => call('users', () => ids.map((id) => (id === 'nobody' ? null : user(id)))),
      inbox: ({ limit, nextToken }) =>
        call('inbox', () => server.inbox(me, limit, nextToken, this.#network.pageAge())),
      heads: (ids) => call('heads', () => ids.map((id) => server.head(me, id))),
      members: (id) => call('members', () => server.members(me, id)),
      messages: ({ conversationId, rootSeq, before, after, limit }) =>
        call('messages', () =>
          server.messages(me, conversationId, {
            before: before ?? null,
            after: after ?? null,
            rootSeq: rootSeq ?? null,
            limit: Math.min(3, limit),
            ageMs: this.#network.pageAge(),
          }),
        ),
      sync: ({ conversationId, seq, revision }) =>
        call('sync', () =>
          server.sync(me, conversationId, { seq, revision }, this.#network.pageAge()),
        ),
      sendMessage: ({ conversationId, body, clientMessageId, ...input }) =>
        call('sendMessage', () =>
          server.send(conversationId, me, body ?? '', clientMessageId, {
            replyTo: input.replyTo ?? null,
            mentions: input.mentions ?? [],
            mentionsEveryone: input.mentionsEveryone ?? false,
          }),
        ),
      sendReply: ({ conversationId, ...input }) =>
        call('sendReply', () => server.reply(conversationId, me, input)),
      threads: ({ limit, nextToken }) =>
        call('threads', () => server.threads(me, Math.min(3, limit), nextToken)),
      followThread: ({ conversationId, rootSeq }) =>
        call('followThread', () => server.setFollowed(me, conversationId, rootSeq, true)),
      unfollowThread: ({ conversationId, rootSeq }) =>
        call('unfollowThread', () => server.setFollowed(me, conversationId, rootSeq, false)),
      message: ({ conversationId, rootSeq, seq }) =>
        call('message', () => server.message(me, conversationId, seq, rootSeq)),
      editMessage: ({ conversationId, ...edit }) =>
        call('editMessage', () => server.edit(conversationId, me, edit)),
      deleteMessage: ({ conversationId, rootSeq, seq }) =>
        call('deleteMessage', () => server.delete(conversationId, me, seq, { rootSeq })),
      addReaction: ({ conversationId, rootSeq, seq, emoji }) =>
        call('addReaction', () =>
          server.react(conversationId, me, { seq, rootSeq, emoji, isAdded: true }),
        ),
      removeReaction: ({ conversationId, rootSeq, seq, emoji }) =>
        call('removeReaction', () =>
          server.react(conversationId, me, { seq, rootSeq, emoji, isAdded: false }),
        ),
      pinMessage: ({ conversationId, seq }) =>
        call('pinMessage', () => server.pin(conversationId, me, seq, true)),
      unpinMessage: ({ conversationId, seq }) =>
        call('unpinMessage', () => server.pin(conversationId, me, seq, false)),
      pins: (id) => call('pins', () => server.pins(me, id)),
      markRead: ({ conversationId, rootSeq, seq }) =>
        call('markRead', () => server.markRead(me, conversationId, seq, rootSeq ?? null)),
      markUnread: ({ conversationId, rootSeq, seq }) =>
        call('markUnread', () => server.markUnread(me, conversationId, seq, rootSeq ?? null)),
      setTyping: ({ conversationId, rootSeq, typing }) =>
        call('setTyping', () => server.setTyping(me, conversationId, typing, rootSeq ?? null)),
      onMessage: (channel, observer) =>
        this.#subscribe<Message>(observer, {
          refusal: () => this.#refusal(channel),
          matches: (p) => p.kind === 'message' && p.channel === channel.channel,
          event: (p) => (p.kind === 'message' ? p.message : null),
        }),
      onActivity: (channel, observer) =>
        this.#subscribe<Activity>(observer, {
          refusal: () => this.#refusal(channel),
          matches: (p) => p.kind === 'activity' && p.channel === channel.channel,
          event: (p) => (p.kind === 'activity' ? p.activity : null),
        }),
      onInbox: (userId, observer) =>
        this.#subscribe<InboxEvent>(observer, {
          refusal: () => null,
          matches: (p) => p.kind === 'inbox' && p.userId === userId,
          event: (p) => (p.kind === 'inbox' ? p.event : null),
        }),
      onSocket: (listener) => {
        this.#socketListeners.add(listener);
        listener(this.#isUp);
        return () => this.#socketListeners.delete(listener);
      },
      dropConnections: () => {
        this.#close();
      },
    };
  }

  #refusal({ conversationId, channel }: Channel): ChatError | null {
    if (!this.#server.head(this.#userId, conversationId)) return new ChatError('NotFound', 'No.');
    const isCurrent = this.#server.channel(conversationId) === channel;
    return isCurrent ? null : new ChatError('ChannelReplaced', 'Fetch the conversation again.');
  }

  #subscribe<T>(
    observer: Observer<T>,
    rules: {
      refusal: () => ChatError | null;
      matches: (published: Published) => boolean;
      event: (published: Published) => T | null;
    },
  ): () => void {
    const subscription: Subscription = {
      ...rules,
      isAcknowledged: false,
      acknowledged: () => {
        observer.acknowledged();
      },
      next: (published) => {
        const event = rules.event(published);
        if (event !== null) observer.next(event);
      },
      failed: (error) => {
        observer.failed(error);
      },
    };
    this.#subscriptions.add(subscription);
    if (this.#isOpen) this.#start(subscription);
    else this.#connectAfter(CONNECTED_AFTER_MS);
    return () => {
      this.#subscriptions.delete(subscription);
    };
  }

  #connectAfter(ms: number): void {
    this.#clock.after(ms, () => {
      if (this.#isOpen || this.#subscriptions.size === 0) return;
      if (this.#network.isCut) {
        this.#connectAfter(60_000);
        return;
      }
      this.#isOpen = true;
      for (const subscription of this.#subscriptions) this.#start(subscription);
    });
  }

  #start(subscription: Subscription): void {
    this.#clock.after(ACKNOWLEDGED_AFTER_MS, () => {
      if (!this.#isOpen || !this.#subscriptions.has(subscription)) return;
      if (this.isDeaf || this.#network.isCut) {
        this.#clock.after(ACKNOWLEDGED_WITHIN_MS, () => {
          if (!subscription.isAcknowledged) this.#tell(false);
        });
        return;
      }
      const refusal = subscription.refusal();
      if (refusal) {
        this.#subscriptions.delete(subscription);
        subscription.failed(refusal);
        return;
      }
      this.#tell(true);
      subscription.isAcknowledged = true;
      subscription.acknowledged();
    });
  }

  #close(): void {
    this.isDeaf = false;
    this.#isOpen = false;
    for (const subscription of this.#subscriptions) subscription.isAcknowledged = false;
    this.#tell(false);
  }

  #tell(isUp: boolean): void {
    if (isUp === this.#isUp) return;
    this.#isUp = isUp;
    for (const listener of this.#socketListeners) listener(isUp);
  }
}
