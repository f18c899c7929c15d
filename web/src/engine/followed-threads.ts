/**
 * The threads that the person follows, latest reply first, kept up to date by what is heard.
 *
 * Who follows is the server's to say, a moment after a reply: where one may make the person follow, the
 * newest page is fetched again. Only a page tells where a read marker was put on another device.
 */
import type { Clock } from './clock';
import { chatError } from './errors';
import { laterState, withoutReply } from './message-state';
import type { FollowedThread, Message, Place, ThreadPage, ThreadsState, User } from './model';
import { type MarkerMove, PAGE_AGE_MS, seqAfterReport } from './read-marker';
import { RefreshLoop, type StepResult } from './refresh-loop';
import { Store } from './store';
import type { Transport } from './transport';

const PAGE_SIZE = 30;
/** After a reply: the server knows by then who follows. */
const FOLLOWED_AFTER_MS = 3_000;

export interface FollowedThreadsOptions {
  readonly userId: string;
  readonly transport: Pick<Transport, 'followThread' | 'threads' | 'unfollowThread'>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly onPeople: (users: Iterable<User | null | undefined>) => void;
}

export class FollowedThreads {
  readonly #options: FollowedThreadsOptions;
  readonly #refreshLoop: RefreshLoop;
  readonly #store = new Store<ThreadsState>({
    status: 'loading',
    error: null,
    threads: [],
    older: 'none',
    unread: 0,
  });
  #threads: ReadonlyMap<string, FollowedThread> = new Map();
  /** What the person has chosen here, until a page says so too. */
  readonly #chosen = new Map<string, boolean>();
  readonly #markerMoves = new Map<string, MarkerMove>();
  #nextToken: string | null = null;
  /** Older pages were asked for: nextToken goes on from the last of them. */
  #hasOlderPages = false;

  readonly subscribe = this.#store.subscribe;
  readonly getSnapshot = this.#store.getSnapshot;

  constructor(options: FollowedThreadsOptions) {
    this.#options = options;
    this.#refreshLoop = new RefreshLoop({
      ...options,
      step: () => this.#step(),
      onRefused: () => undefined,
    });
  }

  refresh(): void {
    this.#refreshLoop.requestNow();
    if (this.getSnapshot().older === 'failed') this.loadOlder();
  }

  loadOlder(): void {
    if (this.#nextToken === null || this.getSnapshot().older === 'loading') return;
    this.#update({ older: 'loading' });
    void this.#fetchOlder(this.#nextToken);
  }

  find(place: Place): FollowedThread | undefined {
    return this.#threads.get(keyOf(place));
  }

  /** Null where that is not known. */
  isFollowed(place: Place): boolean | null {
    if (this.find(place)) return true;
    const { status, older } = this.getSnapshot();
    const isAll = status === 'ready' && older === 'none';
    return this.#chosen.get(keyOf(place)) ?? (isAll ? false : null);
  }

  /** Rejects with a ChatError. */
  async follow(place: Place & { readonly rootSeq: number }, isFollowed: boolean): Promise<void> {
    const { transport } = this.#options;
    const { conversationId, rootSeq } = place;
    const call = isFollowed ? transport.followThread : transport.unfollowThread;
    await call({ conversationId, rootSeq });
    this.#chosen.set(keyOf(place), isFollowed);
    if (isFollowed) this.#refreshLoop.requestNow();
    this.#setThreads([...this.#threads.values()]);
  }

  /** What a thread hangs on, as it is now, perhaps with what has happened in it. */
  receive(message: Message): void {
    const { reply } = message;
    const place = { conversationId: message.conversationId, rootSeq: message.seq };
    const known = this.find(place);
    if (known) {
      // The server moves a sender's marker to what they say, be it heard of late. What was marked as
      // unread since stays so, until they say more.
      const isBack = this.#markerMoves.get(keyOf(place))?.isBack ?? false;
      const isOwn =
        reply?.senderId === this.#options.userId && (!isBack || reply.seq > known.lastSeq);
      const root = withoutReply(message);
      this.#setThread({
        ...withNumbers(known, {
          lastSeq: Math.max(known.lastSeq, message.thread?.lastSeq ?? 0, reply?.seq ?? 0),
          readSeq: isOwn ? Math.max(readSeqOf(known), reply.seq) : readSeqOf(known),
        }),
        root: known.root ? laterState(known.root, root) : root,
      });
    } else if (reply && this.#mayFollow(message, reply)) {
      this.#refreshLoop.requestWithin(FOLLOWED_AFTER_MS);
    }
  }

  /** The person's read marker stands here. */
  setReadSeq(place: Place, readSeq: number): void {
    const known = this.find(place);
    if (known) this.#setThread(withNumbers(known, { lastSeq: known.lastSeq, readSeq }));
  }

  /** The person is no member of the conversation any more. */
  remove(conversationId: string): void {
    const threads = [...this.#threads.values()];
    const others = threads.filter((thread) => thread.conversationId !== conversationId);
    if (others.length < threads.length) this.#setThreads(others);
  }

  stop(): void {
    this.#refreshLoop.stop();
  }

  /** It may be heard of a reply only after others have reacted to it. */
  #mayFollow({ conversationId, seq, senderId }: Message, reply: Message): boolean {
    const { userId } = this.#options;
    const isLeft = this.#chosen.get(keyOf({ conversationId, rootSeq: seq })) === false;
    if (isLeft && reply.version !== 0) return false;
    return [senderId, reply.senderId, ...(reply.mentions ?? [])].includes(userId);
  }

  async #step(): Promise<StepResult> {
    const chosen = [...this.#chosen.keys()];
    try {
      const page = await this.#options.transport.threads({ limit: PAGE_SIZE, nextToken: null });
      if (!this.#hasOlderPages) this.#nextToken = page.nextToken;
      const told = new Set(page.threads.map(keyOf));
      for (const key of chosen) {
        if (page.nextToken === null || told.has(key)) this.#chosen.delete(key);
      }
      // What is missing in the only page is followed no more.
      this.#merge(page, page.nextToken === null ? new Map() : this.#threads);
      const older = this.#nextToken === null ? 'none' : 'more';
      this.#update({ status: 'ready', error: null, older });
      return 'done';
    } catch (error) {
      const status = this.getSnapshot().status === 'ready' ? 'ready' : 'failed';
      this.#update({ status, error: chatError(error).message });
      throw error;
    }
  }

  async #fetchOlder(nextToken: string): Promise<void> {
    try {
      const page = await this.#options.transport.threads({ limit: PAGE_SIZE, nextToken });
      this.#hasOlderPages = true;
      this.#nextToken = page.nextToken;
      this.#merge(page, this.#threads);
      this.#update({ older: page.nextToken === null ? 'none' : 'more' });
    } catch {
      this.#update({ older: 'failed' });
    }
  }

  #merge({ threads }: ThreadPage, others: ReadonlyMap<string, FollowedThread>): void {
    const all = new Map(others);
    for (const thread of threads) {
      const held = this.#threads.get(keyOf(thread));
      all.set(keyOf(thread), held ? this.#merged(held, thread) : thread);
    }
    this.#options.onPeople(threads.map(({ root }) => root?.sender));
    this.#setThreads([...all.values()]);
  }

  #merged(held: FollowedThread, fetched: FollowedThread): FollowedThread {
    const root = held.root && fetched.root ? laterState(held.root, fetched.root) : fetched.root;
    const lastSeq = Math.max(held.lastSeq, fetched.lastSeq);
    const readSeq = seqAfterReport(readSeqOf(held), this.#markerMoves.get(keyOf(held)), {
      seq: readSeqOf(fetched),
      ageMs: PAGE_AGE_MS,
      now: this.#options.clock.now(),
    });
    return { ...withNumbers(fetched, { lastSeq, readSeq }), root };
  }

  #setThread(thread: FollowedThread): void {
    this.#setThreads([...new Map(this.#threads).set(keyOf(thread), thread).values()]);
  }

  #setThreads(unordered: readonly FollowedThread[]): void {
    const threads = unordered
      .filter((thread) => this.#chosen.get(keyOf(thread)) !== false)
      .sort((a, b) => timeOf(b) - timeOf(a));
    this.#noteMarkerMoves(threads);
    this.#threads = new Map(threads.map((thread) => [keyOf(thread), thread]));
    this.#update({ threads, unread: threads.filter(({ unread }) => (unread ?? 0) > 0).length });
  }

  #noteMarkerMoves(threads: readonly FollowedThread[]): void {
    const at = this.#options.clock.now();
    for (const thread of threads) {
      const key = keyOf(thread);
      const readSeq = readSeqOf(thread);
      const before = this.#threads.get(key)?.readSeq ?? readSeq;
      if (readSeq !== before) this.#markerMoves.set(key, { at, isBack: readSeq < before });
    }
  }

  #update(change: Partial<ThreadsState>): void {
    this.#store.set({ ...this.getSnapshot(), ...change });
  }
}

function keyOf({
  conversationId,
  rootSeq,
}: Pick<FollowedThread, 'conversationId' | 'rootSeq'> | Place) {
  return `${conversationId ?? ''} ${rootSeq ?? ''}`;
}

/** When the last reply came, as far as is known. */
function timeOf({ root, lastReplyAt }: FollowedThread): number {
  return Math.max(
    Date.parse(lastReplyAt ?? '') || 0,
    Date.parse(root?.thread?.lastReplyAt ?? '') || 0,
  );
}

function readSeqOf({ readSeq }: FollowedThread): number {
  return readSeq ?? 0;
}

function withNumbers(
  thread: FollowedThread,
  { lastSeq, readSeq }: { readonly lastSeq: number; readonly readSeq: number },
): FollowedThread {
  return { ...thread, lastSeq, readSeq, unread: Math.max(0, lastSeq - readSeq) };
}
