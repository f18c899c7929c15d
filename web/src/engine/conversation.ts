/**
 * One open conversation: what is shown of it, and the order of work that keeps it complete.
 *
 * The newest page; a subscription and its acknowledgement; `sync`, and `sync` again 3 s later, for
 * AppSync may lose what is published just after an acknowledgement; then events, and `sync` at
 * every gap. That nothing is missing rests on numbers, never on an event having come.
 */
import { RefreshLoop, type StepResult } from './refresh-loop';
import { isAmended, isPinned, isReply, withoutReply } from './message-state';
import type { MessageSubscriptions } from './message-subscriptions';
import { chatError, type ChatError } from './errors';
import type { FollowedThreads } from './followed-threads';
import type {
  Activity,
  Conversation,
  ConversationState,
  Head,
  Member,
  Message,
  Quotation,
} from './model';
import {
  GAP_GRACE_MS,
  type ItemsSource,
  KEPT_WHEN_CLOSED,
  PAGE_SIZE,
  Talk,
  type TalkOptions,
} from './talk';
import {
  emptied,
  withMessage,
  isCurrent,
  toPins,
  toQuotation,
  withHead,
  withNewestPage,
  trimmed,
  withSyncPage,
  type Timeline,
} from './timeline';
import { LiveThread } from './thread';
import type { Channel, Transport, Unsubscribe } from './transport';

/** The most messages in memory. */
const MAX_MESSAGES = 20 * PAGE_SIZE;
const SYNC_AGAIN_MS = 3_000;
/** Threads that stay complete after they were closed. */
const KEPT_THREADS = 4;
/** Above this the server publishes no typing and reading, and not all members are fetched. */
const MAX_TRACKED_MEMBERS = 100;

export interface ConversationOptions extends TalkOptions {
  readonly transport: TalkOptions['transport'] &
    Pick<Transport, 'members' | 'onActivity' | 'pins' | 'sync'>;
  readonly subscriptions: Pick<
    MessageSubscriptions,
    'retain' | 'release' | 'liveChannel' | 'noteVersion' | 'refetch' | 'expectSeq'
  >;
  readonly followed: FollowedThreads;
  /** A message as it is now, learnt otherwise than by an event. */
  readonly onState: (message: Message) => void;
  /** The server says that the person is no member. */
  readonly onNotMember: () => void;
  /** The last view of it was closed. */
  readonly onClosed: () => void;
}

export class LiveConversation extends Talk<ConversationState> {
  readonly #options: ConversationOptions;
  /** By what they hang on, in the order in which they were closed. */
  readonly #threads = new Map<number, LiveThread>();
  #refresh: RefreshLoop;
  #membersRefresh: RefreshLoop;
  #activity: { readonly channel: Channel; readonly unsubscribe: Unsubscribe } | null = null;
  #memberChanges = 0;
  /** The person is reading older messages. */
  #isReadingHistory = false;
  #isRetained = false;
  #openCount = 0;

  constructor(conversationId: string, options: ConversationOptions) {
    super(initialState(conversationId), options);
    this.#options = options;
    this.#refresh = this.#newRefreshLoop(() => this.#step());
    this.#membersRefresh = this.#newRefreshLoop(() => this.#fetchMembers());
    this.updateItems();
    this.#start();
  }

  get isOpen(): boolean {
    return this.#openCount > 0;
  }

  open(): void {
    this.#openCount += 1;
    if (this.#openCount > 1) return;
    this.readMarker.resume();
    this.update({ openedAtReadSeq: this.readMarker.seq });
    const channel = this.#options.subscriptions.liveChannel(this.conversationId);
    if (channel) this.subscribed(channel);
  }

  close(): void {
    this.#openCount -= 1;
    if (this.#openCount > 0) return;
    this.typingSignal.stopped();
    this.#endActivity();
    this.#isReadingHistory = false;
    this.setTimeline(trimmed(this.timeline, KEPT_WHEN_CLOSED));
    this.#options.onClosed();
  }

  openThread(rootSeq: number): LiveThread {
    const thread = this.#threads.get(rootSeq) ?? this.#createThread(rootSeq);
    thread.open();
    return thread;
  }

  pin(seq: number, isAdded: boolean): void {
    const told = this.stateOf(seq);
    const isThere = told !== undefined && isPinned(told);
    this.#options.amendments.pin(this.placeOf(seq), isAdded, isThere);
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
      if (!told.has(seq)) this.#options.lookup.want(this.placeOf(seq));
    }
  }

  override seen(seq: number): void {
    this.#isReadingHistory = seq < this.timeline.seq - PAGE_SIZE;
    super.seen(seq);
  }

  /** The conversation itself was fetched, as at first and after every change of its members. */
  setConversation(conversation: Conversation): void {
    const isFirst = this.getSnapshot().conversation === null;
    this.readMarker.report(conversation.readSeq);
    this.update({ conversation, ...(isFirst ? { openedAtReadSeq: conversation.readSeq } : {}) });
    this.#setTimelineAndFillGaps(withHead(this.timeline, conversation));
    this.#requestMembers();
  }

  /** Events come from now on. */
  subscribed(channel: Channel): void {
    this.#refresh.requestNow();
    this.#refresh.requestWithin(SYNC_AGAIN_MS);
    if (this.isOpen && this.#activity?.channel !== channel) this.#startActivity(channel);
  }

  /** With what happened in its thread, if that is what is told. */
  receive(told: Message): void {
    const message = withoutReply(told);
    if (!isAmended(message)) this.typingList.setTyping(message.senderId, false);
    this.#noteReplies(told);
    const isNews = message.seq > this.timeline.seq && !this.timeline.messages.has(message.seq);
    this.#setTimelineAndFillGaps(this.#trimIfLong(withMessage(this.timeline, told)));
    this.completeStates([message]);
    this.#passOn(told);
    // The server moves a sender's marker to what they say. An event that comes again moves nothing.
    if (isNews && this.#isReader(message.senderId)) {
      this.#advanceReader(message.senderId, message.seq);
    }
  }

  /** A member as they are now. Whoever makes somebody else the owner has changed too: `sync` tells. */
  receiveMember(member: Member): void {
    this.#applyMemberChanges([member]);
    this.#refresh.requestNow();
  }

  override setState(message: Message): void {
    if (isReply(message)) this.#threads.get(message.rootSeq ?? 0)?.setState(message);
    else super.setState(message);
  }

  /** There is no message with this number, here or in a thread, that the person may read. */
  setNoneAt({ rootSeq, seq }: Pick<Message, 'rootSeq' | 'seq'>): void {
    if (rootSeq === null) this.setNone(seq);
    else this.#threads.get(rootSeq)?.setNone(seq);
  }

  setHead(head: Head): void {
    this.readMarker.report(head.readSeq);
    this.#setTimelineAndFillGaps(withHead(this.timeline, head));
  }

  override flush(): void {
    super.flush();
    for (const thread of this.#threads.values()) thread.flush();
  }

  override wake(): void {
    this.#refresh.requestNow();
    for (const thread of this.#threads.values()) thread.wake();
    super.wake();
  }

  /** The person is no member any more. */
  setRemoved(): void {
    this.#stop();
    this.timeline = { ...this.timeline, before: null };
    this.update({ status: 'removed', typing: [], isCurrent: true, older: 'none' });
  }

  /** The person is a member again. */
  setRejoined(): void {
    if (this.getSnapshot().status !== 'removed') return;
    this.timeline = emptied(this.timeline);
    this.update(initialState(this.conversationId));
    this.#refresh = this.#newRefreshLoop(() => this.#step());
    this.#membersRefresh = this.#newRefreshLoop(() => this.#fetchMembers());
    this.updateItems();
    this.#start();
    for (const thread of this.#threads.values()) thread.reload();
  }

  override dispose(): void {
    for (const thread of this.#threads.values()) thread.dispose();
    this.#stop();
    super.dispose();
  }

  #createThread(rootSeq: number): LiveThread {
    const { conversationId } = this;
    const { followed, subscriptions, userId, amendments } = this.#options;
    const place = { conversationId, rootSeq };
    const thread: LiveThread = new LiveThread(place, {
      ...this.#options,
      conversation: this,
      isConversationOpen: () => this.timeline.isOpen,
      followed,
      root: () =>
        toQuotation(this.timeline, rootSeq, amendments.of(this), userId)?.original ?? 'unknown',
      onReadSeq: (readSeq) => {
        followed.setReadSeq(place, readSeq);
      },
      onNotFound: () => {
        subscriptions.refetch(conversationId);
      },
      onClosed: () => {
        this.#disposeOldestThread(thread);
      },
    });
    this.#threads.set(rootSeq, thread);
    this.updateItems();
    return thread;
  }

  #disposeOldestThread(closed: LiveThread): void {
    this.#threads.delete(closed.rootSeq);
    this.#threads.set(closed.rootSeq, closed);
    const resting = [...this.#threads.values()].filter(({ isOpen }) => !isOpen);
    for (const thread of resting.slice(0, -KEPT_THREADS)) {
      this.#threads.delete(thread.rootSeq);
      thread.dispose();
    }
  }

  /** Ahead of what will be known of the message: its thread is about to hear why that changes. */
  #noteReplies(message: Message): void {
    if (message.reply) this.#threads.get(message.seq)?.noteReplies(message);
  }

  /** To the thread in which something happened. */
  #passOn({ seq, reply }: Message): void {
    if (reply) this.#threads.get(seq)?.receive(reply);
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
    this.typingSignal.sent();
    this.typingList.clear();
    this.readMarker.stop();
    if (this.#isRetained) this.#options.subscriptions.release(this.conversationId);
    this.#isRetained = false;
  }

  async #step(): Promise<StepResult> {
    try {
      const next = await (this.timeline.isOpen ? this.#sync() : this.#fetchNewest());
      this.update({ error: null, status: this.statusNow() });
      return next;
    } catch (error) {
      if (!this.timeline.isOpen) {
        this.update({ status: 'failed', error: chatError(error).message });
      }
      throw error;
    }
  }

  async #fetchNewest(): Promise<StepResult> {
    const { conversationId } = this;
    const page = await this.#options.transport.messages({ conversationId, limit: PAGE_SIZE });
    this.addSenders(page.messages);
    this.setTimeline(withNewestPage(this.timeline, page));
    this.completeStates(page.messages);
    this.#requestMembers();
    // The page may have been read ahead of the acknowledgement.
    if (this.#options.subscriptions.liveChannel(conversationId)) return 'more';
    return page.retryAfterMs ?? 'done';
  }

  async #sync(): Promise<StepResult> {
    const { conversationId } = this;
    const { seq, revision } = this.timeline;
    const page = await this.#options.transport.sync({ conversationId, seq, revision });
    const told = page.changes.flatMap(({ message }) => message ?? []);
    const replies = told.flatMap(({ reply }) => reply ?? []);
    this.addSenders([...page.messages, ...told, ...replies]);
    this.#applyMemberChanges(page.changes.flatMap((change) => change.members));
    told.forEach((message) => {
      this.#noteReplies(message);
    });
    this.setTimeline(withSyncPage(this.timeline, page, seq));
    this.completeStates(page.messages);
    for (const message of told) {
      this.#passOn(message);
      this.#options.onState(message);
    }
    if (page.reset) {
      for (const thread of this.#threads.values()) thread.reload();
      this.#options.followed.refresh();
    }
    if (page.changes.some(({ kind }) => kind !== 'MESSAGE') || page.reset) {
      this.#options.subscriptions.refetch(conversationId);
      if (page.reset) this.#membersRefresh.request();
    }
    if (page.more) return 'more';
    if (page.pending) return page.retryAfterMs ?? SYNC_AGAIN_MS;
    // A reset also drops messages received while it was under way.
    return page.reset ? GAP_GRACE_MS : 'done';
  }

  /** Not ahead of the first page: changes that it counts as known are not told any more. */
  #requestMembers(): void {
    const { conversation, members } = this.getSnapshot();
    if (!conversation || !this.timeline.isOpen || members.size > 0) return;
    if (conversation.memberCount <= MAX_TRACKED_MEMBERS) this.#membersRefresh.request();
  }

  async #fetchMembers(): Promise<StepResult> {
    const changes = this.#memberChanges;
    const members = await this.#options.transport.members(this.conversationId);
    if (changes !== this.#memberChanges) return 'more';
    this.update({ members: new Map() });
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
    this.update({ members });
    for (const member of present) {
      if (member.userId === this.#options.userId) this.readMarker.report(member.readSeq);
      else if (member.status === 'ACTIVE') this.#advanceReader(member.userId, member.readSeq);
      else this.#removeReader(member.userId);
    }
  }

  /** What others have read they have read, even if they mark it as unread for themselves. */
  #advanceReader(userId: string, readSeq: number): void {
    if (userId === this.#options.userId) {
      this.readMarker.advance(readSeq);
      return;
    }
    const { readers } = this.getSnapshot();
    if (readSeq <= (readers.get(userId) ?? -1)) return;
    this.update({ readers: new Map(readers).set(userId, readSeq) });
  }

  /** Members who left do not count for "read by all". */
  #removeReader(userId: string): void {
    const readers = new Map(this.getSnapshot().readers);
    if (readers.delete(userId)) this.update({ readers });
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
    this.typingList.clear();
    for (const thread of this.#threads.values()) thread.stopListeningToTyping();
  }

  #receiveActivity(activity: Activity): void {
    const { userId, typing, readSeq } = activity;
    const isOwn = userId === this.#options.userId;
    if (isReply(activity)) {
      const thread = this.#threads.get(activity.rootSeq ?? 0);
      if (typing !== null && !isOwn) thread?.setTyping(userId, typing);
      return;
    }
    if (readSeq !== null) {
      if (isOwn) this.readMarker.receive(readSeq);
      else this.#advanceReader(userId, readSeq);
    }
    if (typing !== null && !isOwn) this.typingList.setTyping(userId, typing);
  }

  #refused({ code, message }: ChatError): void {
    // Of the first page everything is ours but the id, which comes from the address.
    const isNoId = code === 'InvalidArguments' && !this.timeline.isOpen;
    if (code === 'NotFound' || isNoId) this.#options.onNotMember();
    else this.update({ status: 'failed', error: message });
  }

  /** Applies a change that may show that messages are missing. */
  #setTimelineAndFillGaps(timeline: Timeline): void {
    this.setTimeline(timeline);
    if (timeline.isOpen && !isCurrent(timeline)) this.#refresh.requestWithin(GAP_GRACE_MS);
  }

  /** Nothing is removed while the person reads older messages, or is loading them. */
  #trimIfLong(timeline: Timeline): Timeline {
    const isWanted = this.#isReadingHistory || this.getSnapshot().older === 'loading';
    return timeline.messages.size <= MAX_MESSAGES || isWanted
      ? timeline
      : trimmed(timeline, KEPT_WHEN_CLOSED);
  }

  protected override setTimeline(timeline: Timeline): void {
    this.#options.subscriptions.noteVersion(this.conversationId, timeline.channelVersion);
    super.setTimeline(timeline);
  }

  protected override shownOf(
    source: ItemsSource,
  ): Pick<ConversationState, 'items' | 'answering' | 'pins'> {
    const { timeline, amendments } = source;
    return {
      ...super.shownOf(source),
      pins: toPins(timeline, amendments, this.#options.userId),
    };
  }

  protected override quotationsShown(): readonly Quotation[] {
    const { amendments, userId } = this.#options;
    const hungOn = [...this.#threads.keys()].flatMap(
      (seq) => toQuotation(this.timeline, seq, amendments.of(this), userId) ?? [],
    );
    return [...super.quotationsShown(), ...hungOn];
  }

  protected statusNow(): ConversationState['status'] {
    const { status, conversation } = this.getSnapshot();
    if (status === 'removed') return status;
    return this.timeline.isOpen && conversation ? 'ready' : 'opening';
  }
}

function initialState(conversationId: string): ConversationState {
  return {
    conversationId,
    rootSeq: null,
    status: 'opening',
    error: null,
    conversation: null,
    items: [],
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
