/**
 * One open conversation: what is shown of it, and the order of work that keeps it complete.
 *
 * The newest page; a subscription and its acknowledgement; `sync`, and `sync` again 3 s later, for
 * AppSync may lose what is published just after an acknowledgement; then events, and `sync` at
 * every gap. That nothing is missing rests on numbers, never on an event having come.
 */
import { RefreshLoop, type StepResult } from './refresh-loop';
import type { Amendments } from './amendments';
import type { MessageLookup } from './message-lookup';
import { isAmended, isPinned, isUnordered, isWhole } from './message-state';
import type { MessageSubscriptions } from './message-subscriptions';
import type { Clock } from './clock';
import { chatError, type ChatError } from './errors';
import type {
  Activity,
  Amendment,
  Conversation,
  ConversationState,
  Draft,
  Head,
  Member,
  Mentions,
  Message,
  TimelineItem,
  User,
} from './model';
import type { Outbox } from './outbox';
import { ReadMarker } from './read-marker';
import { withOriginal, withQuoted } from './quotations';
import { Store } from './store';
import {
  emptied,
  emptyTimeline,
  withMessage,
  isCurrent,
  toItems,
  toPins,
  toQuotation,
  withHead,
  withNewestPage,
  withOlderPage,
  trimmed,
  withState,
  withSyncPage,
  type Timeline,
} from './timeline';
import type { Channel, Transport, Unsubscribe } from './transport';
import { TypingList, TypingSignal } from './typing';

const PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 100;
/** Messages kept of a closed conversation; older ones are fetched again. */
const KEPT_WHEN_CLOSED = 4 * PAGE_SIZE;
/** The most messages in memory. */
const MAX_MESSAGES = 20 * PAGE_SIZE;
const SYNC_AGAIN_MS = 3_000;
/** Events overtake each other by less, as a rule: a gap that closes by itself costs no call. */
const GAP_GRACE_MS = 250;
/** Above this the server publishes no typing and reading, and not all members are fetched. */
const MAX_TRACKED_MEMBERS = 100;

export interface ConversationOptions {
  readonly userId: string;
  readonly transport: Pick<
    Transport,
    | 'markRead'
    | 'markUnread'
    | 'members'
    | 'messages'
    | 'onActivity'
    | 'pins'
    | 'setTyping'
    | 'sync'
  >;
  readonly clock: Clock;
  readonly random: () => number;
  readonly subscriptions: Pick<
    MessageSubscriptions,
    'retain' | 'release' | 'liveChannel' | 'noteVersion' | 'refetch' | 'expectSeq'
  >;
  readonly outbox: Outbox;
  readonly amendments: Amendments;
  readonly lookup: Pick<MessageLookup, 'want'>;
  /** A message as it is now, learnt otherwise than by an event. */
  readonly onState: (message: Message) => void;
  readonly onPeople: (users: Iterable<User | null | undefined>) => void;
  readonly onReadSeq: (readSeq: number) => void;
  /** The server says that the person is no member. */
  readonly onNotMember: () => void;
  /** The last view of it was closed. */
  readonly onClosed: () => void;
}

/** What the items that are shown were made of. */
interface ItemsSource {
  readonly timeline: Timeline;
  readonly drafts: readonly Draft[];
  readonly amendments: readonly Amendment[];
  readonly answering: number | null;
}

export class LiveConversation {
  readonly conversationId: string;
  readonly #options: ConversationOptions;
  readonly #store: Store<ConversationState>;
  readonly #typingList: TypingList;
  readonly #typingSignal: TypingSignal;
  readonly #readMarker: ReadMarker;
  readonly #unsubscribes: Unsubscribe[] = [];
  #refresh: RefreshLoop;
  #membersRefresh: RefreshLoop;
  #timeline: Timeline = emptyTimeline;
  #itemsSource: ItemsSource | null = null;
  #activity: { readonly channel: Channel; readonly unsubscribe: Unsubscribe } | null = null;
  #memberChanges = 0;
  /** The number of what the next message answers. */
  #answering: number | null = null;
  /** Numbers of what messages answer, where nothing was known of it. */
  readonly #originalsAsked = new Set<number>();
  /** The person is reading older messages. */
  #isReadingHistory = false;
  #isRetained = false;
  #openCount = 0;

  readonly subscribe;
  readonly getSnapshot;

  constructor(conversationId: string, options: ConversationOptions) {
    this.conversationId = conversationId;
    this.#options = options;
    this.#store = new Store(initialState(conversationId));
    this.subscribe = this.#store.subscribe;
    this.getSnapshot = this.#store.getSnapshot;
    this.#typingList = new TypingList(options.clock);
    this.#typingSignal = new TypingSignal((typing) => {
      void options.transport.setTyping({ conversationId, typing }).catch(() => undefined);
    }, options.clock);
    this.#readMarker = new ReadMarker({
      ...options,
      conversationId,
      onMoved: (readSeq) => {
        // Back, so what is unread begins elsewhere.
        const isBack = readSeq < this.getSnapshot().readSeq;
        this.#update({ readSeq, ...(isBack ? { openedAtReadSeq: readSeq } : {}) });
        options.onReadSeq(readSeq);
      },
    });
    this.#unsubscribes.push(
      options.outbox.drafts.subscribe(() => {
        this.#updateItems();
      }),
      options.amendments.all.subscribe(() => {
        this.#updateItems();
      }),
      this.#typingList.list.subscribe(() => {
        this.#update({ typing: this.#typingList.list.getSnapshot() });
      }),
    );
    this.#refresh = this.#newRefreshLoop(() => this.#step());
    this.#membersRefresh = this.#newRefreshLoop(() => this.#fetchMembers());
    this.#updateItems();
    this.#start();
  }

  get isOpen(): boolean {
    return this.#openCount > 0;
  }

  open(): void {
    this.#openCount += 1;
    if (this.#openCount > 1) return;
    this.#readMarker.resume();
    this.#update({ openedAtReadSeq: this.#readMarker.seq });
    const channel = this.#options.subscriptions.liveChannel(this.conversationId);
    if (channel) this.subscribed(channel);
  }

  close(): void {
    this.#openCount -= 1;
    if (this.#openCount > 0) return;
    this.#typingSignal.stopped();
    this.#endActivity();
    this.#isReadingHistory = false;
    this.#setTimeline(trimmed(this.#timeline, KEPT_WHEN_CLOSED));
    this.#options.onClosed();
  }

  /** It answers what was chosen, which is then chosen no more. */
  send(body: string, mentions?: Mentions): string {
    this.#typingSignal.sent();
    this.#readMarker.resume();
    const replyTo = this.#answering;
    this.#answering = null;
    return this.#options.outbox.send(this.conversationId, body, replyTo, mentions);
  }

  answer(seq: number | null): void {
    this.#answering = seq;
    this.#updateItems();
  }

  retry(clientMessageId: string): void {
    this.#options.outbox.retry(clientMessageId);
  }

  retryWithout(clientMessageId: string, what: 'quotation' | 'mentions'): void {
    this.#options.outbox.retryWithout(clientMessageId, what);
  }

  discard(clientMessageId: string): void {
    this.#options.outbox.discard(clientMessageId);
  }

  edit(
    seq: number,
    body: string,
    ifRevision: number,
    mentions: readonly string[] | null = null,
  ): void {
    const { conversationId } = this;
    this.#options.amendments.edit({ conversationId, seq }, body, ifRevision, mentions);
  }

  delete(seq: number): void {
    const { conversationId } = this;
    this.#options.amendments.delete({ conversationId, seq });
  }

  react(seq: number, emoji: string, isAdded: boolean): void {
    const { conversationId } = this;
    const told = this.#state(seq)?.reactions ?? [];
    const isThere = told.some((reaction) => reaction.emoji === emoji && reaction.mine);
    this.#options.amendments.react({ conversationId, seq }, emoji, isAdded, isThere);
  }

  pin(seq: number, isAdded: boolean): void {
    const { conversationId } = this;
    const told = this.#state(seq);
    this.#options.amendments.pin(
      { conversationId, seq },
      isAdded,
      told !== undefined && isPinned(told),
    );
  }

  retryAmendment(id: string): void {
    this.#options.amendments.retry(id);
  }

  dismissAmendment(id: string): void {
    this.#options.amendments.dismiss(id);
  }

  loadOlder(downTo?: number): void {
    const { before } = this.#timeline;
    if (before === null || this.getSnapshot().older === 'loading') return;
    this.#update({ older: 'loading' });
    const wanted = downTo === undefined ? PAGE_SIZE : before - downTo + PAGE_SIZE / 2;
    void this.#fetchOlder(before, Math.min(Math.max(wanted, PAGE_SIZE), MAX_PAGE_SIZE));
  }

  /** Rejects with a ChatError. */
  async loadPins(): Promise<void> {
    const { conversationId } = this;
    const before = this.getSnapshot().pins;
    const pins = await this.#options.transport.pins(conversationId);
    const told = new Set(pins.map(({ seq }) => seq));
    for (const message of pins) {
      this.setState(message);
      this.#options.onState(message);
    }
    // Unpinned or deleted, and nobody told.
    for (const { seq } of before) {
      if (!told.has(seq)) this.#options.lookup.want({ conversationId, seq });
    }
  }

  seen(seq: number): void {
    this.#isReadingHistory = seq < this.#timeline.seq - PAGE_SIZE;
    this.#readMarker.seen(seq);
  }

  /** Rejects with a ChatError, and everything is as before, if the server does not do it. */
  async markUnread(seq: number): Promise<void> {
    const { openedAtReadSeq } = this.getSnapshot();
    try {
      await this.#readMarker.markUnread(seq);
    } catch (error) {
      this.#update({ openedAtReadSeq });
      throw error;
    }
  }

  typed(): void {
    this.#typingSignal.typed();
  }

  stoppedTyping(): void {
    this.#typingSignal.stopped();
  }

  /** The conversation itself was fetched, as at first and after every change of its members. */
  setConversation(conversation: Conversation): void {
    const isFirst = this.getSnapshot().conversation === null;
    this.#readMarker.report(conversation.readSeq);
    this.#update({ conversation, ...(isFirst ? { openedAtReadSeq: conversation.readSeq } : {}) });
    this.#setTimelineAndFillGaps(withHead(this.#timeline, conversation));
    this.#requestMembers();
  }

  /** Events come from now on. */
  subscribed(channel: Channel): void {
    this.#refresh.requestNow();
    this.#refresh.requestWithin(SYNC_AGAIN_MS);
    if (this.isOpen && this.#activity?.channel !== channel) this.#startActivity(channel);
  }

  receive(message: Message): void {
    if (!isAmended(message)) this.#typingList.setTyping(message.senderId, false);
    const isNews = message.seq > this.#timeline.seq && !this.#timeline.messages.has(message.seq);
    this.#setTimelineAndFillGaps(this.#trimIfLong(withMessage(this.#timeline, message)));
    this.#completeStates([message]);
    // The server moves a sender's marker to what they say. An event that comes again moves nothing.
    if (isNews && this.#isReader(message.senderId)) {
      this.#advanceReader(message.senderId, message.seq);
    }
  }

  /** A message as it is now, which was asked for. */
  setState(message: Message): void {
    const { seq } = message;
    this.#addSenders([message]);
    const quoted = withQuoted(this.#timeline.originals, [message]);
    const originals = this.#originalsAsked.has(seq) ? withOriginal(quoted, seq, message) : quoted;
    this.#setTimeline(withState({ ...this.#timeline, originals }, message));
  }

  /** There is no message with this number that the person may read. */
  setNone(seq: number): void {
    const originals = withOriginal(this.#timeline.originals, seq, null);
    this.#setTimeline({ ...this.#timeline, originals });
  }

  setHead(head: Head): void {
    this.#readMarker.report(head.readSeq);
    this.#setTimelineAndFillGaps(withHead(this.#timeline, head));
  }

  /** The page may be about to close. */
  flush(): void {
    this.#readMarker.flush();
  }

  /** The network is back. */
  wake(): void {
    this.#refresh.requestNow();
    this.#originalsAsked.clear();
    this.#askForOriginals();
    if (this.getSnapshot().older === 'failed') this.loadOlder();
  }

  /** The person is no member any more. */
  setRemoved(): void {
    this.#stop();
    this.#timeline = { ...this.#timeline, before: null };
    this.#update({ status: 'removed', typing: [], isCurrent: true, older: 'none' });
  }

  /** The person is a member again. */
  setRejoined(): void {
    if (this.getSnapshot().status !== 'removed') return;
    this.#timeline = emptied(this.#timeline);
    this.#store.set(initialState(this.conversationId));
    this.#refresh = this.#newRefreshLoop(() => this.#step());
    this.#membersRefresh = this.#newRefreshLoop(() => this.#fetchMembers());
    this.#updateItems();
    this.#start();
  }

  /** Forgets it. */
  dispose(): void {
    this.#stop();
    for (const unsubscribe of this.#unsubscribes) unsubscribe();
  }

  #newRefreshLoop(step: () => Promise<StepResult>): RefreshLoop {
    return new RefreshLoop({
      ...this.#options,
      step,
      onRefused: (error) => {
        this.#refused(error);
      },
    });
  }

  #start(): void {
    const { subscriptions } = this.#options;
    this.#isRetained = true;
    subscriptions.retain(this.conversationId);
    // If it was retained already, its conversation was fetched before and does not come again.
    subscriptions.refetch(this.conversationId);
    this.#refresh.request();
  }

  #stop(): void {
    this.#refresh.stop();
    this.#membersRefresh.stop();
    this.#endActivity();
    this.#typingSignal.sent();
    this.#typingList.clear();
    this.#readMarker.stop();
    if (this.#isRetained) this.#options.subscriptions.release(this.conversationId);
    this.#isRetained = false;
  }

  async #step(): Promise<StepResult> {
    try {
      const next = await (this.#timeline.isOpen ? this.#sync() : this.#fetchNewest());
      this.#update({ error: null, status: this.#statusNow() });
      return next;
    } catch (error) {
      if (!this.#timeline.isOpen) {
        this.#update({ status: 'failed', error: chatError(error).message });
      }
      throw error;
    }
  }

  async #fetchNewest(): Promise<StepResult> {
    const { conversationId } = this;
    const page = await this.#options.transport.messages({ conversationId, limit: PAGE_SIZE });
    this.#addSenders(page.messages);
    this.#setTimeline(withNewestPage(this.#timeline, page));
    this.#completeStates(page.messages);
    this.#requestMembers();
    // The page may have been read ahead of the acknowledgement.
    if (this.#options.subscriptions.liveChannel(conversationId)) return 'more';
    return page.retryAfterMs ?? 'done';
  }

  async #sync(): Promise<StepResult> {
    const { conversationId } = this;
    const { seq, revision } = this.#timeline;
    const page = await this.#options.transport.sync({ conversationId, seq, revision });
    const states = page.changes.flatMap(({ message }) => message ?? []);
    this.#addSenders([...page.messages, ...states]);
    this.#applyMemberChanges(page.changes.flatMap((change) => change.members));
    this.#setTimeline(withSyncPage(this.#timeline, page, seq));
    this.#completeStates(page.messages);
    states.forEach(this.#options.onState);
    if (page.changes.some(({ kind }) => kind !== 'MESSAGE') || page.reset) {
      this.#options.subscriptions.refetch(conversationId);
      if (page.reset) this.#membersRefresh.request();
    }
    if (page.more) return 'more';
    if (page.pending) return page.retryAfterMs ?? SYNC_AGAIN_MS;
    // A reset also drops messages received while it was under way.
    return page.reset ? GAP_GRACE_MS : 'done';
  }

  async #fetchOlder(before: number, limit: number): Promise<void> {
    const { conversationId } = this;
    try {
      const page = await this.#options.transport.messages({
        conversationId,
        before,
        limit,
      });
      this.#addSenders(page.messages);
      this.#setTimeline(withOlderPage(this.#timeline, before, page));
      this.#completeStates(page.messages);
      this.#update({ older: this.#timeline.before === null ? 'none' : 'more' });
    } catch {
      this.#update({ older: this.#timeline.before === null ? 'none' : 'failed' });
    }
  }

  /** Not ahead of the first page: changes that it counts as known are not told any more. */
  #requestMembers(): void {
    const { conversation, members } = this.getSnapshot();
    if (!conversation || !this.#timeline.isOpen || members.size > 0) return;
    if (conversation.memberCount <= MAX_TRACKED_MEMBERS) this.#membersRefresh.request();
  }

  async #fetchMembers(): Promise<StepResult> {
    const changes = this.#memberChanges;
    const members = await this.#options.transport.members(this.conversationId);
    if (changes !== this.#memberChanges) return 'more';
    this.#update({ members: new Map() });
    this.#mergeMembers(members);
    return 'done';
  }

  /** Members as a change left them. They mean nothing beside a list that was not fetched. */
  #applyMemberChanges(present: readonly Member[]): void {
    this.#memberChanges += 1;
    if (this.getSnapshot().members.size > 0) this.#mergeMembers(present);
    else this.#options.onPeople(present.map((member) => member.user));
  }

  #mergeMembers(present: readonly Member[]): void {
    if (present.length === 0) return;
    this.#options.onPeople(present.map((member) => member.user));
    const members = new Map(this.getSnapshot().members);
    for (const member of present) members.set(member.userId, member);
    this.#update({ members });
    for (const member of present) {
      if (member.userId === this.#options.userId) this.#readMarker.report(member.readSeq);
      else if (member.status === 'ACTIVE') this.#advanceReader(member.userId, member.readSeq);
      else this.#removeReader(member.userId);
    }
  }

  /** What others have read they have read, even if they mark it as unread for themselves. */
  #advanceReader(userId: string, readSeq: number): void {
    if (userId === this.#options.userId) {
      this.#readMarker.advance(readSeq);
      return;
    }
    const { readers } = this.getSnapshot();
    if (readSeq <= (readers.get(userId) ?? -1)) return;
    this.#update({ readers: new Map(readers).set(userId, readSeq) });
  }

  /** Members who left do not count for "read by all". */
  #removeReader(userId: string): void {
    const readers = new Map(this.getSnapshot().readers);
    if (readers.delete(userId)) this.#update({ readers });
  }

  /** Whether it is known how far this person has read. */
  #isReader(userId: string): boolean {
    return userId === this.#options.userId || this.getSnapshot().readers.has(userId);
  }

  #startActivity(channel: Channel): void {
    this.#endActivity();
    const unsubscribe = this.#options.transport.onActivity(channel, {
      acknowledged: () => undefined,
      next: (activity) => {
        this.#receiveActivity(activity);
      },
      failed: () => {
        // Nothing rests on it: the next acknowledgement of messages starts it again.
        this.#activity = null;
      },
    });
    this.#activity = { channel, unsubscribe };
  }

  #endActivity(): void {
    this.#activity?.unsubscribe();
    this.#activity = null;
    this.#typingList.clear();
  }

  #receiveActivity({ userId, typing, readSeq }: Activity): void {
    const isOwn = userId === this.#options.userId;
    if (readSeq !== null) {
      if (isOwn) this.#readMarker.receive(readSeq);
      else this.#advanceReader(userId, readSeq);
    }
    if (typing !== null && !isOwn) this.#typingList.setTyping(userId, typing);
  }

  #refused({ code, message }: ChatError): void {
    // Of the first page everything is ours but the id, which comes from the address.
    const isNoId = code === 'InvalidArguments' && !this.#timeline.isOpen;
    if (code === 'NotFound' || isNoId) this.#options.onNotMember();
    else this.#update({ status: 'failed', error: message });
  }

  #addSenders(messages: readonly Message[]): void {
    this.#options.onPeople(messages.map((message) => message.sender));
    for (const message of messages) {
      if (message.senderId === this.#options.userId) this.#options.outbox.confirm(message);
    }
  }

  /** Asks for what is not told of these messages, or of how they are held now. */
  #completeStates(messages: readonly Message[]): void {
    for (const message of messages) {
      const held = this.#timeline.messages.get(message.seq);
      if ((held && !isWhole(held)) || isUnordered(message)) this.#options.lookup.want(message);
    }
  }

  /** Applies a change that may show that messages are missing. */
  #setTimelineAndFillGaps(timeline: Timeline): void {
    this.#setTimeline(timeline);
    if (timeline.isOpen && !isCurrent(timeline)) this.#refresh.requestWithin(GAP_GRACE_MS);
  }

  /** Nothing is removed while the person reads older messages, or is loading them. */
  #trimIfLong(timeline: Timeline): Timeline {
    const isWanted = this.#isReadingHistory || this.getSnapshot().older === 'loading';
    return timeline.messages.size <= MAX_MESSAGES || isWanted
      ? timeline
      : trimmed(timeline, KEPT_WHEN_CLOSED);
  }

  #setTimeline(timeline: Timeline): void {
    this.#timeline = timeline;
    this.#options.subscriptions.noteVersion(this.conversationId, timeline.channelVersion);
    this.#readMarker.setComplete(timeline.isOpen ? timeline.seq : 0);
    this.#updateItems();
  }

  #statusNow(): ConversationState['status'] {
    const { status, conversation } = this.getSnapshot();
    if (status === 'removed') return status;
    return this.#timeline.isOpen && conversation ? 'ready' : 'opening';
  }

  #updateItems(): void {
    const { conversationId } = this;
    const source = {
      timeline: this.#timeline,
      drafts: this.#options.outbox.of(conversationId),
      amendments: this.#options.amendments.of(conversationId),
      answering: this.#answering,
    };
    const { timeline } = source;
    const { items, pins, answering, older, status } = this.getSnapshot();
    const shown = this.#isUpToDate(source) ? { items, pins, answering } : this.#shownOf(source);
    this.#update({
      status: status === 'failed' && !timeline.isOpen ? status : this.#statusNow(),
      ...shown,
      isCurrent: isCurrent(timeline),
      lastSeq: timeline.latestSeq,
      older:
        older === 'loading' || older === 'failed'
          ? older
          : timeline.before === null
            ? 'none'
            : 'more',
    });
    this.#itemsSource = source;
    this.#askForOriginals();
  }

  #shownOf(source: ItemsSource): Pick<ConversationState, 'items' | 'pins' | 'answering'> {
    const { timeline, amendments, answering } = source;
    const { userId } = this.#options;
    return {
      items: toItems(timeline, source, userId),
      pins: toPins(timeline, amendments, userId),
      answering: toQuotation(timeline, answering, amendments, userId),
    };
  }

  /** Of what is shown as a quotation and came without one. Once, until the network is back. */
  #askForOriginals(): void {
    const { conversationId } = this;
    const { items, answering } = this.getSnapshot();
    const quotations = items.flatMap((item) => (item.kind === 'gap' ? [] : (item.quotation ?? [])));
    for (const { seq, original } of answering ? [...quotations, answering] : quotations) {
      if (original !== 'unknown' || this.#originalsAsked.has(seq)) continue;
      this.#originalsAsked.add(seq);
      this.#options.lookup.want({ conversationId, seq });
    }
  }

  /** The latest that is known of a message, be it shown or not. */
  #state(seq: number): Message | undefined {
    return this.#timeline.messages.get(seq) ?? this.#timeline.aside.get(seq);
  }

  #isUpToDate({ timeline, drafts, amendments, answering }: ItemsSource): boolean {
    if (!this.#itemsSource) return false;
    const shown = this.#itemsSource;
    return (
      shown.timeline.messages === timeline.messages &&
      shown.timeline.aside === timeline.aside &&
      shown.timeline.originals === timeline.originals &&
      shown.timeline.seq === timeline.seq &&
      shown.answering === answering &&
      areSame(shown.drafts, drafts) &&
      areSame(shown.amendments, amendments)
    );
  }

  #update(change: Partial<ConversationState>): void {
    this.#store.set({ ...this.getSnapshot(), ...change });
  }
}

function areSame<T>(some: readonly T[], others: readonly T[]): boolean {
  return some.length === others.length && some.every((one, index) => one === others[index]);
}

function initialState(conversationId: string): ConversationState {
  const noItems: readonly TimelineItem[] = [];
  return {
    conversationId,
    status: 'opening',
    error: null,
    conversation: null,
    items: noItems,
    pins: [],
    answering: null,
    older: 'none',
    isCurrent: false,
    members: new Map(),
    typing: [],
    readers: new Map(),
    readSeq: 0,
    openedAtReadSeq: 0,
    lastSeq: 0,
  };
}
