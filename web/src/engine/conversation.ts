/**
 * One open conversation: what is shown of it, and the order of work that keeps it complete.
 *
 * The newest page; a subscription and its acknowledgement; `sync`, and `sync` again 3 s later, for
 * AppSync may lose what is published just after an acknowledgement; then events, and `sync` at
 * every gap. That nothing is missing rests on numbers, never on an event having come.
 */
import { CatchUp, type Next } from './catch-up';
import type { Channels } from './channels';
import type { Clock } from './clock';
import { chatError, type ChatError } from './errors';
import type {
  Activity,
  Conversation,
  ConversationState,
  Draft,
  Head,
  Member,
  Message,
  TimelineItem,
  User,
} from './model';
import type { Outbox } from './outbox';
import { ReadMarker } from './read-markers';
import { Store } from './store';
import {
  emptyTimeline,
  heard,
  isCurrent,
  items,
  noted,
  opened,
  prepended,
  shortened,
  synced,
  type Timeline,
} from './timeline';
import type { Channel, Transport, Unsubscribe } from './transport';
import { TypingList, TypingSignal } from './typing';

const PAGE = 50;
/** Of a closed conversation so many messages are kept: the next page comes from the server again. */
const KEPT = 4 * PAGE;
/** However long it stays open, or is kept, there are no more than these. */
const MOST = 20 * PAGE;
const SYNC_AGAIN_MS = 3_000;
/** Events overtake each other by less, as a rule: a gap that closes by itself costs no call. */
const GAP_GRACE_MS = 250;
/** Above this nobody is told of typing and reading, and all the members are no longer fetched. */
const AUDIENCE = 100;

export interface ConversationParts {
  readonly userId: string;
  readonly transport: Pick<
    Transport,
    'markRead' | 'members' | 'messages' | 'onActivity' | 'setTyping' | 'sync'
  >;
  readonly clock: Clock;
  readonly random: () => number;
  readonly channels: Pick<
    Channels,
    'hold' | 'release' | 'live' | 'heardVersion' | 'refetch' | 'expect'
  >;
  readonly outbox: Outbox;
  readonly onPeople: (users: Iterable<User | null | undefined>) => void;
  readonly onRead: (readSeq: number) => void;
  /** The server says that the person is no member. */
  readonly onLost: () => void;
  /** Nobody has it open any more. */
  readonly onClosed: () => void;
}

export class LiveConversation {
  readonly conversationId: string;
  readonly #parts: ConversationParts;
  readonly #store: Store<ConversationState>;
  readonly #typingList: TypingList;
  readonly #typingSignal: TypingSignal;
  readonly #readMarker: ReadMarker;
  readonly #unsubscribes: Unsubscribe[] = [];
  #catchUp: CatchUp;
  #members: CatchUp;
  #timeline: Timeline = emptyTimeline;
  #shownFrom: readonly [Timeline, readonly Draft[]] | null = null;
  #activity: { readonly channel: Channel; readonly unsubscribe: Unsubscribe } | null = null;
  #memberChanges = 0;
  /** What the person saw last was not near the end. */
  #isReadingBack = false;
  #isHeld = false;
  #holders = 0;

  readonly subscribe;
  readonly getSnapshot;

  constructor(conversationId: string, parts: ConversationParts) {
    this.conversationId = conversationId;
    this.#parts = parts;
    this.#store = new Store(initialState(conversationId));
    this.subscribe = this.#store.subscribe;
    this.getSnapshot = this.#store.getSnapshot;
    this.#typingList = new TypingList(parts.clock);
    this.#typingSignal = new TypingSignal((typing) => {
      void parts.transport.setTyping({ conversationId, typing }).catch(() => undefined);
    }, parts.clock);
    this.#readMarker = new ReadMarker({
      ...parts,
      mark: async (seq) => (await parts.transport.markRead({ conversationId, seq })).readSeq ?? seq,
      onMoved: (readSeq) => {
        this.#show({ readSeq });
        parts.onRead(readSeq);
      },
    });
    this.#unsubscribes.push(
      parts.outbox.drafts.subscribe(() => {
        this.#showItems();
      }),
      this.#typingList.list.subscribe(() => {
        this.#show({ typing: this.#typingList.list.getSnapshot() });
      }),
    );
    this.#catchUp = this.#newCatchUp(() => this.#step());
    this.#members = this.#newCatchUp(() => this.#allMembers());
    this.#showItems();
    this.#begin();
  }

  get isOpen(): boolean {
    return this.#holders > 0;
  }

  open(): void {
    this.#holders += 1;
    if (this.#holders > 1) return;
    this.#show({ openedAtReadSeq: this.#readMarker.at });
    const channel = this.#parts.channels.live(this.conversationId);
    if (channel) this.acknowledged(channel);
  }

  close(): void {
    this.#holders -= 1;
    if (this.#holders > 0) return;
    this.#typingSignal.stopped();
    this.#endActivity();
    this.#isReadingBack = false;
    this.#fold(shortened(this.#timeline, KEPT));
    this.#parts.onClosed();
  }

  send(body: string): string {
    this.#typingSignal.sent();
    return this.#parts.outbox.send(this.conversationId, body);
  }

  retry(clientMessageId: string): void {
    this.#parts.outbox.retry(clientMessageId);
  }

  discard(clientMessageId: string): void {
    this.#parts.outbox.discard(clientMessageId);
  }

  loadOlder(): void {
    const { before } = this.#timeline;
    if (before === null || this.getSnapshot().older === 'loading') return;
    this.#show({ older: 'loading' });
    void this.#older(before);
  }

  seen(seq: number): void {
    this.#isReadingBack = seq < this.#timeline.seq - PAGE;
    this.#readMarker.seen(seq);
  }

  typed(): void {
    this.#typingSignal.typed();
  }

  stoppedTyping(): void {
    this.#typingSignal.stopped();
  }

  /** The conversation itself was fetched, as at first and after every change of its members. */
  found(conversation: Conversation): void {
    const isFirst = this.getSnapshot().conversation === null;
    this.#readMarker.moved(conversation.readSeq);
    this.#show({ conversation, ...(isFirst ? { openedAtReadSeq: conversation.readSeq } : {}) });
    this.#hear(noted(this.#timeline, conversation));
    if (this.getSnapshot().members.size === 0 && conversation.memberCount <= AUDIENCE) {
      this.#members.request();
    }
  }

  /** Events come from now on. */
  acknowledged(channel: Channel): void {
    this.#catchUp.hurry();
    this.#catchUp.requestAfter(SYNC_AGAIN_MS);
    if (this.isOpen && this.#activity?.channel !== channel) this.#startActivity(channel);
  }

  heard(message: Message): void {
    this.#typingList.heard(message.senderId, false);
    this.#hear(this.#bounded(heard(this.#timeline, message)));
    // The server moves a sender's marker over what they say, if they had read everything before.
    if (this.#readUpTo(message.senderId) === message.seq - 1) {
      this.#readBy(message.senderId, message.seq);
    }
  }

  headed(head: Head): void {
    this.#readMarker.moved(head.readSeq);
    this.#hear(noted(this.#timeline, head));
  }

  /** The page may be about to close. */
  flush(): void {
    this.#readMarker.flush();
  }

  /** The network is back. */
  wake(): void {
    this.#catchUp.hurry();
    if (this.getSnapshot().older === 'failed') this.loadOlder();
  }

  /** The person is no member any more. */
  lost(): void {
    this.#rest();
    this.#timeline = { ...this.#timeline, before: null };
    this.#show({ status: 'removed', typing: [], isCurrent: true, older: 'none' });
  }

  /** The person is a member again. */
  regained(): void {
    if (this.getSnapshot().status !== 'removed') return;
    this.#timeline = emptyTimeline;
    this.#store.set(initialState(this.conversationId));
    this.#catchUp = this.#newCatchUp(() => this.#step());
    this.#members = this.#newCatchUp(() => this.#allMembers());
    this.#showItems();
    this.#begin();
  }

  /** Forgets it. */
  end(): void {
    this.#rest();
    for (const unsubscribe of this.#unsubscribes) unsubscribe();
  }

  #newCatchUp(step: () => Promise<Next>): CatchUp {
    return new CatchUp({
      ...this.#parts,
      step,
      onRefused: (error) => {
        this.#refused(error);
      },
    });
  }

  #begin(): void {
    const { channels } = this.#parts;
    this.#isHeld = true;
    channels.hold(this.conversationId);
    // Whoever else held it has had its conversation found already.
    channels.refetch(this.conversationId);
    this.#catchUp.request();
  }

  #rest(): void {
    this.#catchUp.stop();
    this.#members.stop();
    this.#endActivity();
    this.#typingSignal.sent();
    this.#typingList.clear();
    this.#readMarker.stop();
    if (this.#isHeld) this.#parts.channels.release(this.conversationId);
    this.#isHeld = false;
  }

  async #step(): Promise<Next> {
    try {
      const next = await (this.#timeline.isOpen ? this.#sync() : this.#newest());
      this.#show({ error: null, status: this.#statusNow() });
      return next;
    } catch (error) {
      if (!this.#timeline.isOpen) {
        this.#show({ status: 'failed', error: chatError(error).message });
      }
      throw error;
    }
  }

  async #newest(): Promise<Next> {
    const { conversationId } = this;
    const page = await this.#parts.transport.messages({ conversationId, limit: PAGE });
    this.#learn(page.messages);
    this.#fold(opened(this.#timeline, page));
    // The page may have been read ahead of the acknowledgement.
    if (this.#parts.channels.live(conversationId)) return 'more';
    return page.retryAfterMs ?? 'done';
  }

  async #sync(): Promise<Next> {
    const { conversationId } = this;
    const { seq, revision } = this.#timeline;
    const page = await this.#parts.transport.sync({ conversationId, seq, revision });
    this.#learn(page.messages);
    this.#changeMembers(page.changes.flatMap((change) => change.members));
    this.#fold(synced(this.#timeline, page));
    if (page.changes.length > 0 || page.reset) {
      this.#parts.channels.refetch(conversationId);
      if (page.reset) this.#members.request();
    }
    if (page.more) return 'more';
    if (page.pending) return page.retryAfterMs ?? SYNC_AGAIN_MS;
    // What was heard while a reset was under way went with it.
    return page.reset ? GAP_GRACE_MS : 'done';
  }

  async #older(before: number): Promise<void> {
    const { conversationId } = this;
    try {
      const page = await this.#parts.transport.messages({ conversationId, before, limit: PAGE });
      this.#learn(page.messages);
      this.#fold(prepended(this.#timeline, before, page));
      this.#show({ older: this.#timeline.before === null ? 'none' : 'more' });
    } catch {
      this.#show({ older: this.#timeline.before === null ? 'none' : 'failed' });
    }
  }

  async #allMembers(): Promise<Next> {
    const changes = this.#memberChanges;
    const members = await this.#parts.transport.members(this.conversationId);
    if (changes !== this.#memberChanges) return 'more';
    this.#show({ members: new Map() });
    this.#foldMembers(members);
    return 'done';
  }

  /** Members as a change left them. They mean nothing beside a list that was not fetched. */
  #changeMembers(present: readonly Member[]): void {
    this.#memberChanges += 1;
    if (this.getSnapshot().members.size > 0) this.#foldMembers(present);
    else this.#parts.onPeople(present.map((member) => member.user));
  }

  #foldMembers(present: readonly Member[]): void {
    if (present.length === 0) return;
    this.#parts.onPeople(present.map((member) => member.user));
    const members = new Map(this.getSnapshot().members);
    for (const member of present) members.set(member.userId, member);
    this.#show({ members });
    for (const member of present) {
      if (member.status === 'ACTIVE') this.#readBy(member.userId, member.readSeq);
      else this.#forgetReader(member.userId);
    }
  }

  #readBy(userId: string, readSeq: number): void {
    if (userId === this.#parts.userId) {
      this.#readMarker.moved(readSeq);
      return;
    }
    const { readers } = this.getSnapshot();
    if (readSeq <= (readers.get(userId) ?? -1)) return;
    this.#show({ readers: new Map(readers).set(userId, readSeq) });
  }

  /** Who has left reads no further: nobody waits for them. */
  #forgetReader(userId: string): void {
    const readers = new Map(this.getSnapshot().readers);
    if (readers.delete(userId)) this.#show({ readers });
  }

  #readUpTo(userId: string): number | undefined {
    const isOwn = userId === this.#parts.userId;
    return isOwn ? this.#readMarker.at : this.getSnapshot().readers.get(userId);
  }

  #startActivity(channel: Channel): void {
    this.#endActivity();
    const unsubscribe = this.#parts.transport.onActivity(channel, {
      acknowledged: () => undefined,
      next: (activity) => {
        this.#did(activity);
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

  #did({ userId, typing, readSeq }: Activity): void {
    if (readSeq !== null) this.#readBy(userId, readSeq);
    if (typing !== null && userId !== this.#parts.userId) this.#typingList.heard(userId, typing);
  }

  #refused({ code, message }: ChatError): void {
    // Of the first page everything is ours but the id, which comes from the address.
    const isNoId = code === 'InvalidArguments' && !this.#timeline.isOpen;
    if (code === 'NotFound' || isNoId) this.#parts.onLost();
    else this.#show({ status: 'failed', error: message });
  }

  #learn(messages: readonly Message[]): void {
    this.#parts.onPeople(messages.map((message) => message.sender));
    for (const message of messages) {
      if (message.senderId === this.#parts.userId) this.#parts.outbox.confirm(message);
    }
  }

  /** Takes what came by itself: it may tell of something that is missing. */
  #hear(timeline: Timeline): void {
    this.#fold(timeline);
    if (timeline.isOpen && !isCurrent(timeline)) this.#catchUp.requestAfter(GAP_GRACE_MS);
  }

  /** Nothing is taken away from whoever reads what is older, or is on the way there. */
  #bounded(timeline: Timeline): Timeline {
    const isWanted = this.#isReadingBack || this.getSnapshot().older === 'loading';
    return timeline.known.size <= MOST || isWanted ? timeline : shortened(timeline, KEPT);
  }

  #fold(timeline: Timeline): void {
    this.#timeline = timeline;
    this.#parts.channels.heardVersion(this.conversationId, timeline.channelVersion);
    this.#readMarker.complete(timeline.isOpen ? timeline.seq : 0);
    this.#showItems();
  }

  #statusNow(): ConversationState['status'] {
    const { status, conversation } = this.getSnapshot();
    if (status === 'removed') return status;
    return this.#timeline.isOpen && conversation ? 'ready' : 'opening';
  }

  #showItems(): void {
    const timeline = this.#timeline;
    const drafts = this.#parts.outbox.of(this.conversationId);
    const { items: shown, older, status } = this.getSnapshot();
    this.#show({
      status: status === 'failed' && !timeline.isOpen ? status : this.#statusNow(),
      items: this.#isShown(timeline, drafts) ? shown : items(timeline, drafts, this.#parts.userId),
      isCurrent: isCurrent(timeline),
      lastSeq: timeline.heardSeq,
      older:
        older === 'loading' || older === 'failed'
          ? older
          : timeline.before === null
            ? 'none'
            : 'more',
    });
    this.#shownFrom = [timeline, drafts];
  }

  #isShown(timeline: Timeline, drafts: readonly Draft[]): boolean {
    if (!this.#shownFrom) return false;
    const [shownTimeline, shownDrafts] = this.#shownFrom;
    return (
      shownTimeline.known === timeline.known &&
      shownTimeline.seq === timeline.seq &&
      shownDrafts.length === drafts.length &&
      shownDrafts.every((draft, index) => draft === drafts[index])
    );
  }

  #show(change: Partial<ConversationState>): void {
    this.#store.set({ ...this.getSnapshot(), ...change });
  }
}

function initialState(conversationId: string): ConversationState {
  const noItems: readonly TimelineItem[] = [];
  return {
    conversationId,
    status: 'opening',
    error: null,
    conversation: null,
    items: noItems,
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
