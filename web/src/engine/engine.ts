/** Puts the parts together: what comes in at one is told to the others. */
import { CatchUp } from './catch-up';
import { Channels } from './channels';
import { systemClock, type Clock } from './clock';
import { Connection } from './connection';
import { LiveConversation } from './conversation';
import { backoffMs } from './backoff';
import { lookAtHeads } from './heads';
import { InboxList } from './inbox';
import type { Draft, Head, InboxEvent, Message } from './model';
import { Outbox } from './outbox';
import type { OutboxStorage } from './outbox-storage';
import { PeopleList } from './people';
import type { Readable } from './store';
import type { Channel, Transport, Unsubscribe } from './transport';

/** Conversations that stay complete after they were closed, so that going back shows them at once. */
const KEPT = 8;
/** Acknowledgements come in crowds: one look at the heads serves all of them. */
const LOOK_AFTER_ACKNOWLEDGEMENT_MS = 500;
/** AppSync may lose what is published just after an acknowledgement. */
const LOOK_AGAIN_MS = 3_000;
/** Between two fetches of the inbox on coming back: heads cannot tell of what nobody knows of here. */
const INBOX_AGAIN_MS = 10 * 60_000;

export interface EngineParts {
  readonly userId: string;
  readonly transport: Transport;
  readonly storage: OutboxStorage;
  readonly clock?: Clock;
  readonly random?: () => number;
  readonly newId?: () => string;
}

export class Engine {
  readonly userId: string;
  readonly people: PeopleList;
  readonly inbox: InboxList;
  readonly #transport: Transport;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #channels: Channels;
  readonly #connection: Connection;
  /** The first `me` of a person creates their profile; without it nobody can talk to them. */
  readonly #introduction: CatchUp;
  readonly #outbox: Outbox;
  /** The one closed last comes last. */
  readonly #conversations = new Map<string, LiveConversation>();
  readonly #held = new Set<string>();
  #inboxEvents: Unsubscribe | null = null;
  #inboxFailures = 0;
  #inboxFetchedAt: number;
  #cancelResubscribe: (() => void) | null = null;
  #cancelLook: (() => void) | null = null;

  constructor({ userId, transport, storage, ...parts }: EngineParts) {
    const clock = parts.clock ?? systemClock;
    const random = parts.random ?? Math.random;
    const common = { userId, transport, clock, random };
    this.userId = userId;
    this.#transport = transport;
    this.#clock = clock;
    this.#random = random;
    this.#inboxFetchedAt = clock.now();
    this.people = new PeopleList(common);
    this.#introduction = new CatchUp({
      ...common,
      step: async () => {
        this.people.learn([await transport.me()]);
        return 'done';
      },
      onRefused: () => undefined,
    });
    this.inbox = new InboxList({
      ...common,
      onPeople: (users) => {
        this.people.learn(users);
      },
      onRecent: (ids) => {
        this.#holdOnly(ids);
      },
    });
    this.#channels = new Channels({
      ...common,
      onFound: (conversation) => this.#conversations.get(conversation.id)?.found(conversation),
      onLive: (channel) => {
        this.#live(channel);
      },
      onMessage: (message) => {
        this.heard(message);
      },
      onLost: (conversationId) => {
        this.#lost(conversationId);
      },
      onDeaf: () => {
        this.#connection.doubt();
      },
    });
    this.#outbox = new Outbox({
      ...common,
      storage,
      newId: parts.newId ?? (() => crypto.randomUUID()),
      onSent: (message) => {
        this.heard(message);
      },
      onFailed: ({ conversationId }, error) => {
        if (error.code === 'NotFound') this.#channels.refetch(conversationId);
        if (error.code === 'Offline' || error.code === 'TimedOut') void this.#connection.look();
      },
    });
    this.#connection = new Connection({
      ...common,
      look: () =>
        lookAtHeads({
          transport,
          conversationIds: () => this.#known(),
          onHead: (conversationId, head) => {
            this.#headed(conversationId, head);
          },
        }),
      onRenew: () => {
        this.#channels.renew();
        this.#listenToInbox();
      },
      onBack: () => {
        this.#back();
      },
    });
  }

  get connection() {
    return this.#connection.state;
  }

  start(): void {
    this.#introduction.request();
    this.#connection.start();
    this.#listenToInbox();
    this.inbox.refresh();
    this.#outbox.wake();
  }

  open(conversationId: string): LiveConversation {
    const kept = this.#conversations.get(conversationId);
    if (kept && !kept.isOpen && kept.getSnapshot().status === 'removed') kept.regained();
    const conversation = kept ?? this.#begin(conversationId);
    conversation.open();
    return conversation;
  }

  heard(message: Message): void {
    if (message.senderId === this.userId) this.#outbox.confirm(message);
    this.people.learn([message.sender]);
    this.#channels.heardVersion(message.conversationId, message.channelVersion ?? 0);
    this.inbox.heard(message);
    this.#conversations.get(message.conversationId)?.heard(message);
  }

  wake(): void {
    void this.#connection.look();
    const now = this.#clock.now();
    if (now - this.#inboxFetchedAt < INBOX_AGAIN_MS) return;
    this.#inboxFetchedAt = now;
    this.inbox.refresh();
  }

  networkLost(): void {
    this.#connection.networkLost();
  }

  get drafts(): Readable<readonly Draft[]> {
    return this.#outbox.drafts;
  }

  flush(): void {
    for (const conversation of this.#conversations.values()) conversation.flush();
  }

  stop({ forget } = { forget: false }): void {
    this.#cancelLook?.();
    this.#cancelResubscribe?.();
    this.#inboxEvents?.();
    this.#introduction.stop();
    this.#connection.stop();
    this.#outbox.stop({ forget });
    for (const conversation of this.#conversations.values()) conversation.end();
    this.#conversations.clear();
    this.inbox.stop();
    this.people.stop();
    this.#channels.stop();
  }

  #begin(conversationId: string): LiveConversation {
    const conversation: LiveConversation = new LiveConversation(conversationId, {
      userId: this.userId,
      transport: this.#transport,
      clock: this.#clock,
      random: this.#random,
      channels: this.#channels,
      outbox: this.#outbox,
      onPeople: (users) => {
        this.people.learn(users);
      },
      onRead: (readSeq) => {
        this.inbox.read(conversationId, readSeq);
      },
      onLost: () => {
        this.#lost(conversationId);
      },
      onClosed: () => {
        this.#keepFew(conversation);
      },
    });
    this.#conversations.set(conversationId, conversation);
    return conversation;
  }

  #keepFew(closed: LiveConversation): void {
    this.#conversations.delete(closed.conversationId);
    this.#conversations.set(closed.conversationId, closed);
    const resting = [...this.#conversations.values()].filter(({ isOpen }) => !isOpen);
    for (const conversation of resting.slice(0, -KEPT)) {
      this.#conversations.delete(conversation.conversationId);
      conversation.end();
    }
  }

  #holdOnly(recent: readonly string[]): void {
    const wanted = new Set(recent);
    for (const id of recent) {
      if (!this.#held.has(id)) this.#channels.hold(id);
    }
    for (const id of this.#held) {
      if (!wanted.has(id)) this.#channels.release(id);
    }
    this.#held.clear();
    for (const id of recent) this.#held.add(id);
  }

  /** Without those that were lost: one id that cannot be would take the answer for all with it. */
  #known(): readonly string[] {
    const listed = this.inbox.getSnapshot().entries.map((entry) => entry.conversationId);
    const there = [...this.#conversations.values()].filter(
      (conversation) => conversation.getSnapshot().status !== 'removed',
    );
    return [...new Set([...there.map(({ conversationId }) => conversationId), ...listed])];
  }

  #live(channel: Channel): void {
    this.#conversations.get(channel.conversationId)?.acknowledged(channel);
    this.#lookAfterAcknowledgement();
  }

  /** The inbox's counterpart of sync and sync again: what went by before the acknowledgement. */
  #lookAfterAcknowledgement(): void {
    this.#cancelLook ??= this.#clock.after(LOOK_AFTER_ACKNOWLEDGEMENT_MS, () => {
      void this.#connection.look();
      this.#cancelLook = this.#clock.after(LOOK_AGAIN_MS, () => {
        this.#cancelLook = null;
        void this.#connection.look();
      });
    });
  }

  #headed(conversationId: string, head: Head | null): void {
    this.inbox.headed(conversationId, head);
    const conversation = this.#conversations.get(conversationId);
    if (!head) {
      // Heads may be read a moment late. What fetches the conversation itself is certain.
      if (conversation) this.#channels.refetch(conversationId);
      return;
    }
    this.#channels.heardVersion(conversationId, head.channelVersion);
    this.#channels.expect(conversationId, head.lastSeq);
    conversation?.headed(head);
  }

  #lost(conversationId: string): void {
    this.inbox.drop(conversationId);
    this.#conversations.get(conversationId)?.lost();
  }

  #back(): void {
    this.#outbox.wake();
    this.inbox.refresh();
    for (const conversation of this.#conversations.values()) conversation.wake();
  }

  #listenToInbox(): void {
    this.#inboxEvents?.();
    this.#cancelResubscribe?.();
    this.#cancelResubscribe = null;
    this.#inboxEvents = this.#transport.onInbox(this.userId, {
      acknowledged: () => {
        this.#inboxFailures = 0;
        this.inbox.refresh();
      },
      next: (event) => {
        this.#memberships(event);
      },
      failed: () => {
        this.#inboxFailures += 1;
        this.#cancelResubscribe = this.#clock.after(
          backoffMs(this.#inboxFailures, this.#random),
          () => {
            this.#listenToInbox();
          },
        );
      },
    });
  }

  /** A hint, which may come late or twice: what is true is asked for. */
  #memberships({ kind, conversationId }: InboxEvent): void {
    this.inbox.refresh();
    const conversation = this.#conversations.get(conversationId);
    if (kind === 'ADDED') conversation?.regained();
    else this.#channels.refetch(conversationId);
  }
}
