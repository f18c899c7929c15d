/** Connects the engine's parts: what one receives is passed on to the others. */
import { Amendments } from './amendments';
import { RefreshLoop } from './refresh-loop';
import { MessageSubscriptions } from './message-subscriptions';
import { systemClock, type Clock } from './clock';
import { Connection } from './connection';
import { LiveConversation } from './conversation';
import type { ChatError } from './errors';
import { backoffMs } from './backoff';
import { pollHeads } from './poll-heads';
import { FollowedThreads } from './followed-threads';
import { InboxList } from './inbox';
import { MessageLookup } from './message-lookup';
import { isReply, withoutReply } from './message-state';
import type { Amendment, Draft, Head, InboxEvent, Member, Message } from './model';
import { Outbox } from './outbox';
import type { EngineStorage } from './outbox-storage';
import { PeopleList } from './people';
import { seenBy } from './reactions';
import { ReadMarker } from './read-marker';
import { type Readable, Store } from './store';
import type { Channel, Transport, Unsubscribe } from './transport';

/**
 * Conversations that stay complete after they were closed, so that going back shows them at once.
 */
const KEPT_CONVERSATIONS = 8;
/**
 * AppSync may lose what is published just after an acknowledgement. Many subscriptions are acknowledged
 * at about the same time: one poll of the heads serves all of them.
 */
const POLL_AFTER_SUBSCRIBED_MS = 3_000;
/**
 * Least time between two fetches of the inbox when the window is focused: only a fetch finds new
 * conversations.
 */
const REFRESH_INBOX_AFTER_MS = 10 * 60_000;

export interface EngineOptions {
  readonly userId: string;
  readonly transport: Transport;
  readonly storage: EngineStorage;
  readonly clock?: Clock;
  readonly random?: () => number;
  readonly newId?: () => string;
}

export class Engine {
  readonly userId: string;
  readonly people: PeopleList;
  readonly inbox: InboxList;
  readonly threads: FollowedThreads;
  readonly #transport: Transport;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #subscriptions: MessageSubscriptions;
  readonly #connection: Connection;
  readonly #refusal = new Store<string | null>(null);
  /** The first `me` of a person creates their profile; without it nobody can talk to them. */
  readonly #profileRefresh: RefreshLoop;
  readonly #outbox: Outbox;
  readonly #amendments: Amendments;
  readonly #lookup: MessageLookup;
  /** In the order in which they were closed. */
  readonly #conversations = new Map<string, LiveConversation>();
  readonly #retained = new Set<string>();
  #inboxEvents: Unsubscribe | null = null;
  #inboxFailures = 0;
  #inboxFetchedAt: number;
  #cancelResubscribe: (() => void) | null = null;
  #cancelPoll: (() => void) | null = null;

  constructor({ userId, transport, storage, ...options }: EngineOptions) {
    const clock = options.clock ?? systemClock;
    const random = options.random ?? Math.random;
    const common = { userId, transport, clock, random };
    this.userId = userId;
    this.#transport = transport;
    this.#clock = clock;
    this.#random = random;
    this.#inboxFetchedAt = clock.now();
    this.people = new PeopleList(common);
    this.#profileRefresh = new RefreshLoop({
      ...common,
      step: async () => {
        this.people.add([await transport.me()]);
        return 'done';
      },
      onRefused: ({ message }) => {
        this.#refusal.set(message);
      },
    });
    this.#lookup = new MessageLookup({
      ...common,
      onFound: (message) => {
        this.people.add([message.sender]);
        if (!isReply(message)) {
          this.inbox.setState(message);
          this.threads.receive(message);
        }
        this.#conversations.get(message.conversationId)?.setState(message);
      },
      onNone: (place) => {
        this.#conversations.get(place.conversationId)?.setNoneAt(place);
      },
      onNotFound: (conversationId) => {
        this.#subscriptions.refetch(conversationId);
      },
    });
    this.inbox = new InboxList({
      ...common,
      onPeople: (users) => {
        this.people.add(users);
      },
      onUnsure: (message) => {
        this.#lookup.want(message);
      },
      onRecent: (ids) => {
        this.#retainOnly(ids);
      },
    });
    this.threads = new FollowedThreads({
      ...common,
      onPeople: (users) => {
        this.people.add(users);
      },
    });
    this.#subscriptions = new MessageSubscriptions({
      ...common,
      onConversation: (conversation) =>
        this.#conversations.get(conversation.id)?.setConversation(conversation),
      onSubscribed: (channel) => {
        this.#subscribed(channel);
      },
      onMessage: (message) => {
        this.receive(seenBy(message, userId));
        if (this.#isAllThere(message.conversationId)) this.#connection.reportNothingMissed();
      },
      onNotMember: (conversationId) => {
        this.#setRemoved(conversationId);
      },
      onMissedEvent: () => {
        this.#connection.reportMissedEvent();
      },
    });
    const calls = {
      ...common,
      newId: options.newId ?? (() => crypto.randomUUID()),
      channelOf: (conversationId: string) =>
        this.#subscriptions.liveChannel(conversationId)?.channel,
      onFailed: ({ conversationId }: Draft | Amendment, error: ChatError) => {
        if (error.code === 'NotFound') this.#subscriptions.refetch(conversationId);
        if (error.code === 'Offline' || error.code === 'TimedOut') void this.#connection.poll();
      },
    };
    this.#outbox = new Outbox({
      ...calls,
      storage: storage.drafts,
      onSent: (message) => {
        this.receive(message);
      },
    });
    this.#amendments = new Amendments({
      ...calls,
      storage: storage.amendments,
      onDone: (message) => {
        this.receive(message);
      },
    });
    const showAmendments = () => {
      this.inbox.setAmendments(this.#amendments.all.getSnapshot());
    };
    showAmendments();
    this.#amendments.all.subscribe(showAmendments);
    this.#connection = new Connection({
      ...common,
      pollHeads: (scope) =>
        pollHeads({
          transport,
          conversationIds: () => (scope === 'open' ? this.#openIds() : this.#knownIds()),
          onHead: (conversationId, head) => {
            this.#setHead(conversationId, head);
          },
        }),
      onResubscribe: () => {
        this.#subscriptions.renew();
        this.#subscribeToInbox();
      },
      onReconnected: () => {
        this.#reconnected();
      },
    });
  }

  get connection() {
    return this.#connection.state;
  }

  start(): void {
    this.#profileRefresh.request();
    this.#connection.start();
    this.#subscribeToInbox();
    this.inbox.refresh();
    this.threads.refresh();
    this.#outbox.wake();
    this.#amendments.wake();
  }

  open(conversationId: string): LiveConversation {
    const kept = this.#conversations.get(conversationId);
    if (kept && !kept.isOpen && kept.getSnapshot().status === 'removed') kept.setRejoined();
    const conversation = kept ?? this.#createConversation(conversationId);
    conversation.open();
    return conversation;
  }

  receive(message: Message): void {
    const { reply } = message;
    for (const said of [message, reply]) {
      if (said?.senderId === this.userId) this.#outbox.confirm(said);
    }
    this.people.add([message.sender, reply?.sender]);
    this.#subscriptions.noteVersion(message.conversationId, message.channelVersion ?? 0);
    this.inbox.receive(withoutReply(message));
    this.threads.receive(message);
    this.#conversations.get(message.conversationId)?.receive(message);
  }

  receiveMember(member: Member): void {
    this.#conversations.get(member.conversationId)?.receiveMember(member);
  }

  async markUnread(conversationId: string, seq: number): Promise<void> {
    const conversation = this.#conversations.get(conversationId);
    if (conversation) return conversation.markUnread(seq);
    // One that nobody has opened lately stands in the inbox alone.
    const marker = new ReadMarker({
      conversationId,
      rootSeq: null,
      transport: this.#transport,
      clock: this.#clock,
      random: this.#random,
      onMoved: (readSeq) => {
        this.inbox.setReadSeq(conversationId, readSeq);
      },
    });
    marker.report(this.inbox.readSeqOf(conversationId));
    return marker.markUnread(seq);
  }

  wake(): void {
    this.#connection.setInSight(true);
    void this.#connection.poll();
    const now = this.#clock.now();
    if (now - this.#inboxFetchedAt < REFRESH_INBOX_AFTER_MS) return;
    this.#inboxFetchedAt = now;
    this.inbox.refresh();
    this.threads.refresh();
  }

  networkLost(): void {
    this.#connection.networkLost();
  }

  outOfSight(): void {
    this.#connection.setInSight(false);
    for (const conversation of this.#conversations.values()) conversation.flush();
  }

  get refusal(): Readable<string | null> {
    return this.#refusal;
  }

  get drafts(): Readable<readonly Draft[]> {
    return this.#outbox.drafts;
  }

  get amendments(): Readable<readonly Amendment[]> {
    return this.#amendments.all;
  }

  stop({ forget } = { forget: false }): void {
    this.#cancelPoll?.();
    this.#cancelResubscribe?.();
    this.#inboxEvents?.();
    this.#profileRefresh.stop();
    this.#connection.stop();
    this.#outbox.stop({ forget });
    this.#amendments.stop({ forget });
    this.#lookup.stop();
    for (const conversation of this.#conversations.values()) conversation.dispose();
    this.#conversations.clear();
    this.inbox.stop();
    this.threads.stop();
    this.people.stop();
    this.#subscriptions.stop();
  }

  #createConversation(conversationId: string): LiveConversation {
    const conversation: LiveConversation = new LiveConversation(conversationId, {
      userId: this.userId,
      transport: this.#transport,
      clock: this.#clock,
      random: this.#random,
      subscriptions: this.#subscriptions,
      outbox: this.#outbox,
      amendments: this.#amendments,
      lookup: this.#lookup,
      followed: this.threads,
      onState: (message) => {
        this.inbox.setState(withoutReply(message));
        this.threads.receive(message);
      },
      onPeople: (users) => {
        this.people.add(users);
      },
      onReadSeq: (readSeq) => {
        this.inbox.setReadSeq(conversationId, readSeq);
      },
      onNotMember: () => {
        this.#setRemoved(conversationId);
      },
      onClosed: () => {
        this.#disposeOldest(conversation);
      },
    });
    this.#conversations.set(conversationId, conversation);
    return conversation;
  }

  #disposeOldest(closed: LiveConversation): void {
    this.#conversations.delete(closed.conversationId);
    this.#conversations.set(closed.conversationId, closed);
    const resting = [...this.#conversations.values()].filter(({ isOpen }) => !isOpen);
    for (const conversation of resting.slice(0, -KEPT_CONVERSATIONS)) {
      this.#conversations.delete(conversation.conversationId);
      conversation.dispose();
    }
  }

  #retainOnly(recent: readonly string[]): void {
    const wanted = new Set(recent);
    for (const id of recent) {
      if (!this.#retained.has(id)) this.#subscriptions.retain(id);
    }
    for (const id of this.#retained) {
      if (!wanted.has(id)) this.#subscriptions.release(id);
    }
    this.#retained.clear();
    for (const id of recent) this.#retained.add(id);
  }

  /** Without those that were lost: one id that cannot be would take the answer for all with it. */
  #knownIds(): readonly string[] {
    const listed = this.inbox.getSnapshot().entries.map((entry) => entry.conversationId);
    const there = [...this.#conversations.values()].filter(
      (conversation) => conversation.getSnapshot().status !== 'removed',
    );
    return [...new Set([...there.map(({ conversationId }) => conversationId), ...listed])];
  }

  #subscribed(channel: Channel): void {
    this.#conversations.get(channel.conversationId)?.subscribed(channel);
    this.#pollAfterSubscribed();
  }

  /** The inbox's counterpart of sync again: what went by before the acknowledgement, or just after. */
  #pollAfterSubscribed(): void {
    this.#cancelPoll ??= this.#clock.after(POLL_AFTER_SUBSCRIBED_MS, () => {
      this.#cancelPoll = null;
      void this.#connection.poll();
    });
  }

  #openIds(): readonly string[] {
    const open = [...this.#conversations.values()].filter(
      (conversation) => conversation.isOpen && conversation.getSnapshot().status !== 'removed',
    );
    return open.map(({ conversationId }) => conversationId);
  }

  /** Whether this is what somebody is looking at, and misses nothing as far as its events tell. */
  #isAllThere(conversationId: string): boolean {
    const open = this.#openIds();
    const isAlone = open.length === 1 && open[0] === conversationId;
    return isAlone && this.#conversations.get(conversationId)?.getSnapshot().isCurrent === true;
  }

  #setHead(conversationId: string, head: Head | null): void {
    if (!head) {
      // Heads may be read a moment late. What fetches the conversation itself is certain.
      this.#subscriptions.refetch(conversationId);
      return;
    }
    this.inbox.setHead(conversationId, head);
    this.#subscriptions.noteVersion(conversationId, head.channelVersion);
    this.#subscriptions.expectSeq(conversationId, head.lastSeq);
    this.#conversations.get(conversationId)?.setHead(head);
  }

  #setRemoved(conversationId: string): void {
    this.inbox.remove(conversationId);
    this.threads.remove(conversationId);
    this.#conversations.get(conversationId)?.setRemoved();
  }

  #reconnected(): void {
    this.#outbox.wake();
    this.#amendments.wake();
    this.#lookup.wake();
    this.inbox.refresh();
    this.threads.refresh();
    for (const conversation of this.#conversations.values()) conversation.wake();
  }

  #subscribeToInbox(): void {
    this.#inboxEvents?.();
    this.#cancelResubscribe?.();
    this.#cancelResubscribe = null;
    this.#inboxEvents = this.#transport.onInbox(this.userId, {
      acknowledged: () => {
        this.#inboxFailures = 0;
        this.inbox.refresh();
      },
      next: (event) => {
        this.#membershipChanged(event);
      },
      failed: () => {
        this.#inboxFailures += 1;
        this.#cancelResubscribe = this.#clock.after(
          backoffMs(this.#inboxFailures, this.#random),
          () => {
            this.#subscribeToInbox();
          },
        );
      },
    });
  }

  /** A hint, which may come late or twice: what is true is asked for. */
  #membershipChanged({ kind, conversationId }: InboxEvent): void {
    this.inbox.refresh();
    const conversation = this.#conversations.get(conversationId);
    if (kind === 'ADDED') conversation?.setRejoined();
    else if (kind === 'MENTIONS_CHANGED') this.inbox.mentionsChanged();
    else this.#subscriptions.refetch(conversationId);
  }
}
