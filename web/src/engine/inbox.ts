/**
 * The list of conversations, latest activity first, kept up to date by events and heads.
 *
 * Numbers alone give the unread count. The text of the last message comes with events; where heads
 * show a message whose event was not received, the newest page of the inbox is fetched again.
 */
import { RefreshLoop, type StepResult } from './refresh-loop';
import type { Clock } from './clock';
import { chatError } from './errors';
import { isText } from './amendments';
import { amended, areTextsUnsure, laterState } from './message-state';
import type { Amendment, Head, InboxEntry, InboxPage, InboxState, Message, User } from './model';
import { PAGE_AGE_MS, seqAfterReport, type MarkerMove } from './read-marker';
import { Store } from './store';
import type { Transport } from './transport';
import { UnreadMentions } from './unread-mentions';

const PAGE_SIZE = 50;
/** Pages of one refresh: a person has at most 500 conversations. */
const MAX_PAGES = 10;
/** Conversations with a subscription of their own. AppSync allows 100 on a connection. */
export const MAX_SUBSCRIBED = 50;
/** After the read marker was moved: the server has heard of it by then. */
const COUNT_AGAIN_MS = 3_000;

export interface InboxOptions {
  readonly userId: string;
  readonly transport: Pick<Transport, 'inbox'>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly onPeople: (users: Iterable<User | null | undefined>) => void;
  /** Of this message, no later state can be told by what is known of it. */
  readonly onUnsure: (message: Message) => void;
  /** The conversations with the latest activity are others now. */
  readonly onRecent: (conversationIds: readonly string[]) => void;
}

export class InboxList {
  readonly #options: InboxOptions;
  readonly #mentions: UnreadMentions;
  readonly #refreshLoop: RefreshLoop;
  readonly #store = new Store<InboxState>({
    status: 'loading',
    error: null,
    entries: [],
    older: 'none',
    unread: 0,
    mentionChanges: 0,
  });
  /** As the server told them. */
  #entries: ReadonlyMap<string, InboxEntry> = new Map();
  #amendments: readonly Amendment[] = [];
  /** By conversation, the last time that the read marker changed its place. */
  readonly #markerMoves = new Map<string, MarkerMove>();
  /** Conversations whose last message was not received. */
  readonly #stale = new Set<string>();
  #nextToken: string | null = null;
  /** Older pages were asked for: nextToken goes on from the last of them. */
  #hasOlderPages = false;
  #recentIds = '';

  readonly subscribe = this.#store.subscribe;
  readonly getSnapshot = this.#store.getSnapshot;

  constructor(options: InboxOptions) {
    this.#options = options;
    this.#mentions = new UnreadMentions(options.userId);
    const { clock, random } = options;
    this.#refreshLoop = new RefreshLoop({
      step: () => this.#step(),
      clock,
      random,
      onRefused: () => undefined,
    });
  }

  refresh(): void {
    this.#refreshLoop.requestNow();
    if (this.getSnapshot().older === 'failed') this.loadOlder();
  }

  /** A message mentions the person by name, or does so no more. */
  mentionsChanged(): void {
    this.#update({ mentionChanges: this.getSnapshot().mentionChanges + 1 });
  }

  loadOlder(): void {
    const { older } = this.getSnapshot();
    if (this.#nextToken === null || older === 'loading') return;
    this.#update({ older: 'loading' });
    void this.#fetchOlder(this.#nextToken);
  }

  has(conversationId: string): boolean {
    return this.#entries.has(conversationId);
  }

  /** A message was published, or answered. */
  receive(message: Message): void {
    const entry = this.#entries.get(message.conversationId);
    if (!entry) {
      this.#refreshLoop.request();
      return;
    }
    this.#noteUnsure(entry, message);
    this.#mentions.hear(message);
    this.#setEntry(withMessage(entry, message, this.#options.userId));
    // One's own that comes late, or again: only the server knows where the marker is.
    const isLate = message.seq > entry.readSeq && message.seq <= entry.lastSeq;
    if (isLate && message.senderId === this.#options.userId) this.#refreshLoop.request();
    // Members and titles come with the entry, not with the message that records their change.
    if (message.kind === 'SYSTEM') this.#refreshLoop.requestWithin(0);
  }

  /** A message as it is now, perhaps the last one. */
  setState(message: Message): void {
    const entry = this.#entries.get(message.conversationId);
    if (!entry) return;
    this.#mentions.hear(message);
    if (entry.lastMessage?.seq === message.seq) {
      this.#noteUnsure(entry, message);
      this.#setEntry(withLastState(entry, message));
    } else {
      this.#setEntry(entry);
    }
  }

  /** The person's own changes, shown in the last messages ahead of the server's answer. */
  setAmendments(amendments: readonly Amendment[]): void {
    this.#amendments = amendments;
    this.#setEntries([...this.#entries.values()]);
  }

  /** Where a conversation stands. */
  setHead(conversationId: string, head: Head): void {
    const entry = this.#entries.get(conversationId);
    if (!entry) return;
    if (head.lastSeq > entry.lastSeq || head.lastRevision > entry.lastRevision) {
      this.#stale.add(conversationId);
      this.#refreshLoop.request();
    }
    this.#setEntry(
      withNumbers(entry, { ...head, readSeq: this.#readSeqAfterReport(entry, head.readSeq) }),
    );
  }

  /** 0 for a conversation that is not listed. */
  readSeqOf(conversationId: string): number {
    return this.#entries.get(conversationId)?.readSeq ?? 0;
  }

  /** The person's read marker stands here. */
  setReadSeq(conversationId: string, readSeq: number): void {
    const entry = this.#entries.get(conversationId);
    if (!entry || entry.readSeq === readSeq) return;
    this.#setEntry(withNumbers(entry, { ...entry, readSeq }));
    if (this.#mentions.isUnsure({ ...entry, readSeq })) {
      this.#refreshLoop.requestWithin(COUNT_AGAIN_MS);
    }
  }

  remove(conversationId: string): void {
    if (!this.#entries.has(conversationId)) return;
    this.#setEntries(
      [...this.#entries.values()].filter((e) => e.conversationId !== conversationId),
    );
  }

  stop(): void {
    this.#refreshLoop.stop();
  }

  async #step(): Promise<StepResult> {
    try {
      await this.#fetchFirstPages();
      this.#update({ status: 'ready', error: null });
      return 'done';
    } catch (error) {
      const status = this.getSnapshot().status === 'ready' ? 'ready' : 'failed';
      this.#update({ status, error: chatError(error).message });
      throw error;
    }
  }

  /** As many pages as needed for the last message of every conversation. */
  async #fetchFirstPages(): Promise<void> {
    let token: string | null = null;
    let page: InboxPage;
    let count = 0;
    do {
      page = await this.#options.transport.inbox({ limit: PAGE_SIZE, nextToken: token });
      this.#merge(page);
      token = page.nextToken;
      count += 1;
    } while (token !== null && this.#stale.size > 0 && count < MAX_PAGES);
    this.#stale.clear();
    if (token === null && count === 1) {
      // What is missing in the only page has been left. Of several pages that would not be certain:
      // a conversation may move from one to another meanwhile. Heads tell of those.
      const there = new Set(page.entries.map((entry) => entry.conversationId));
      this.#setEntries([...this.#entries.values()].filter((e) => there.has(e.conversationId)));
    }
    if (!this.#hasOlderPages) this.#nextToken = token;
    this.#update({ older: this.#nextToken === null ? 'none' : 'more' });
  }

  async #fetchOlder(token: string): Promise<void> {
    try {
      const page = await this.#options.transport.inbox({ limit: PAGE_SIZE, nextToken: token });
      this.#merge(page);
      this.#hasOlderPages = true;
      this.#nextToken = page.nextToken;
      this.#update({ older: page.nextToken === null ? 'none' : 'more' });
    } catch {
      this.#update({ older: 'failed' });
    }
  }

  #merge(page: InboxPage): void {
    const all = new Map(this.#entries);
    for (const entry of page.entries) {
      this.#stale.delete(entry.conversationId);
      this.#mentions.count(entry);
      const held = all.get(entry.conversationId);
      if (!held) all.set(entry.conversationId, entry);
      else {
        const readSeq = this.#readSeqAfterReport(held, entry.readSeq);
        if (entry.lastMessage) this.#noteUnsure(held, entry.lastMessage);
        all.set(entry.conversationId, mergeEntries(held, { ...entry, readSeq }));
      }
    }
    this.#options.onPeople(
      page.entries.flatMap((entry) => [entry.peer, entry.lastMessage?.sender]),
    );
    this.#setEntries([...all.values()]);
  }

  #setEntry(entry: InboxEntry): void {
    this.#setEntries([...new Map(this.#entries).set(entry.conversationId, entry).values()]);
  }

  #setEntries(unordered: readonly InboxEntry[]): void {
    const entries = unordered.map((entry) => this.#withMentions(entry)).sort(byActivity);
    this.#noteMarkerMoves(entries);
    this.#entries = new Map(entries.map((entry) => [entry.conversationId, entry]));
    const unread = entries.reduce((sum, entry) => sum + entry.unread, 0);
    this.#update({ entries: entries.map((entry) => this.#withAmendment(entry)), unread });
    const ids = entries.slice(0, MAX_SUBSCRIBED).map((entry) => entry.conversationId);
    const recent = [...ids].sort().join(' ');
    if (recent === this.#recentIds) return;
    this.#recentIds = recent;
    this.#options.onRecent(ids);
  }

  #withMentions(entry: InboxEntry): InboxEntry {
    const unreadMentions = this.#mentions.of(entry);
    return unreadMentions === entry.unreadMentions ? entry : { ...entry, unreadMentions };
  }

  #withAmendment(entry: InboxEntry): InboxEntry {
    const { conversationId, lastMessage } = entry;
    if (!lastMessage) return entry;
    const changes = this.#amendments.filter(
      (one) =>
        one.conversationId === conversationId &&
        one.rootSeq === null &&
        one.seq === lastMessage.seq,
    );
    // Of several texts the last one counts. Reactions and pins do not show here.
    const text = changes.findLast(isText) ?? null;
    const shown = amended(lastMessage, { text, reactions: [], pin: null }, this.#options.userId);
    return shown === lastMessage ? entry : { ...entry, lastMessage: shown };
  }

  #noteUnsure({ lastMessage }: InboxEntry, message: Message): void {
    if (lastMessage?.seq !== message.seq) return;
    if (areTextsUnsure(lastMessage, message)) this.#options.onUnsure(message);
  }

  #readSeqAfterReport(entry: InboxEntry, seq: number): number {
    const move = this.#markerMoves.get(entry.conversationId);
    const now = this.#options.clock.now();
    return seqAfterReport(entry.readSeq, move, { seq, ageMs: PAGE_AGE_MS, now });
  }

  #noteMarkerMoves(entries: readonly InboxEntry[]): void {
    const at = this.#options.clock.now();
    for (const { conversationId, readSeq } of entries) {
      const before = this.#entries.get(conversationId)?.readSeq ?? readSeq;
      if (readSeq !== before)
        this.#markerMoves.set(conversationId, { at, isBack: readSeq < before });
    }
  }

  #update(change: Partial<InboxState>): void {
    this.#store.set({ ...this.getSnapshot(), ...change });
  }
}

function withMessage(entry: InboxEntry, message: Message, userId: string): InboxEntry {
  // The server moves a sender's marker to what they say. An event that comes again moves nothing.
  const isOwn = message.senderId === userId && message.seq > entry.lastSeq;
  const readSeq = isOwn ? Math.max(entry.readSeq, message.seq) : entry.readSeq;
  const isLast = message.seq >= (entry.lastMessage?.seq ?? 0) && message.seq >= entry.lastSeq;
  return withNumbers(
    entry.lastMessage?.seq === message.seq
      ? withLastState(entry, message)
      : isLast
        ? { ...entry, lastMessage: message, lastActivityAt: message.createdAt }
        : entry,
    {
      lastSeq: message.seq,
      lastRevision: message.revision ?? 0,
      channelVersion: message.channelVersion ?? 0,
      readSeq,
    },
  );
}

function withLastState(entry: InboxEntry, message: Message): InboxEntry {
  const { lastMessage } = entry;
  return { ...entry, lastMessage: lastMessage ? laterState(lastMessage, message) : message };
}

/** Numbers only rise, so the higher one is the newer one; only the read marker may also go back. */
function withNumbers(
  entry: InboxEntry,
  to: Pick<Head, 'lastSeq' | 'lastRevision' | 'channelVersion' | 'readSeq'>,
): InboxEntry {
  const lastSeq = Math.max(entry.lastSeq, to.lastSeq);
  const { readSeq } = to;
  return {
    ...entry,
    lastSeq,
    readSeq,
    lastRevision: Math.max(entry.lastRevision, to.lastRevision),
    channelVersion: Math.max(entry.channelVersion, to.channelVersion),
    unread: Math.max(0, lastSeq - readSeq),
  };
}

/** A page's entry, with what was received since the page was read; the read marker is the page's. */
function mergeEntries(held: InboxEntry, fetched: InboxEntry): InboxEntry {
  const isBehind = held.lastMessage !== null && held.lastMessage.seq > fetched.lastSeq;
  const { lastMessage, lastActivityAt } = isBehind ? held : fetched;
  // There is none under a void's number; the one before it still is the last that was said.
  const last =
    lastMessage && lastMessage.seq === held.lastMessage?.seq
      ? laterState(held.lastMessage, lastMessage)
      : (lastMessage ?? held.lastMessage);
  const { readSeq } = fetched;
  return withNumbers({ ...fetched, lastMessage: last, lastActivityAt }, { ...held, readSeq });
}

function byActivity(a: InboxEntry, b: InboxEntry): number {
  const later = Date.parse(b.lastActivityAt) - Date.parse(a.lastActivityAt);
  return later || (a.conversationId < b.conversationId ? -1 : 1);
}
