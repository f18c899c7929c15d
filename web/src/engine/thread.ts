/**
 * One thread of an open conversation: its newest page, then what the conversation hears of it, and the
 * page of what is missing wherever numbers are left out.
 *
 * An open conversation misses no change, and a page shows every change there was when it was asked for.
 * So what was heard since then, folded on top, is all there is: of a page that was asked for once the
 * conversation was open, for that begins with what had changed by then.
 */
import { chatError } from './errors';
import type { FollowedThreads } from './followed-threads';
import type { ConversationState, Message, Place, Quotation, ThreadState } from './model';
import { RefreshLoop, type StepResult } from './refresh-loop';
import type { Readable } from './store';
import { GAP_GRACE_MS, KEPT_WHEN_CLOSED, PAGE_SIZE, Talk, type TalkOptions } from './talk';
import {
  emptyTimeline,
  isCurrent,
  type Timeline,
  trimmed,
  withLast,
  withNewerPage,
  withNewestPage,
  withReply,
} from './timeline';
import type { Unsubscribe } from './transport';

/** As if all had been read: of a thread that is not followed, nothing is unread. */
const ALL = Number.MAX_SAFE_INTEGER;

export interface ThreadOptions extends TalkOptions {
  readonly conversation: Readable<ConversationState>;
  /** Whether it tells of every change from now on. */
  readonly isConversationOpen: () => boolean;
  /** What it hangs on, as is known now. */
  readonly root: () => Quotation['original'];
  readonly followed: Pick<FollowedThreads, 'find' | 'isFollowed' | 'subscribe'>;
  /** The server says that it is not there. */
  readonly onNotFound: () => void;
  /** The last view of it was closed. */
  readonly onClosed: () => void;
}

export class LiveThread extends Talk<ThreadState> {
  readonly #options: ThreadOptions;
  readonly #refresh: RefreshLoop;
  readonly #listening: readonly Unsubscribe[];
  /** What was heard while the newest page is under way; null while it is not. */
  #heard: Message[] | null = null;
  /** All that is held may be out of date. */
  #isStale = true;
  /** The server will not show it, as long as nothing changes. */
  #isRefused = false;
  /** How many replies there were, as of a version of what it hangs on. */
  #counted: { readonly version: number; readonly replyCount: number } | null = null;
  /** Where the list of what is followed had the read marker when it was last looked at. */
  #listedReadSeq: number | null = null;
  #openCount = 0;

  constructor(place: Place & { readonly rootSeq: number }, options: ThreadOptions) {
    super(initialState(place), options);
    this.#options = options;
    this.#refresh = new RefreshLoop({
      ...options,
      step: () => this.#step(),
      onRefused: ({ code, message }) => {
        this.#isRefused = true;
        this.update({ status: 'failed', error: message });
        if (code === 'NotFound') options.onNotFound();
      },
    });
    this.#listening = [
      options.conversation.subscribe(() => {
        this.#noteConversation();
      }),
      options.followed.subscribe(() => {
        this.#noteFollowed();
      }),
    ];
    this.#noteFollowed();
    this.#noteConversation();
    this.updateItems();
  }

  get isOpen(): boolean {
    return this.#openCount > 0;
  }

  open(): void {
    this.#openCount += 1;
    if (this.#openCount > 1) return;
    this.readMarker.resume();
    const isFollowed = this.getSnapshot().isFollowed === true;
    this.update({ openedAtReadSeq: isFollowed ? this.readMarker.seq : ALL });
  }

  close(): void {
    this.#openCount -= 1;
    if (this.#openCount > 0) return;
    this.typingSignal.stopped();
    this.stopListeningToTyping();
    this.setTimeline(trimmed(this.timeline, KEPT_WHEN_CLOSED));
    this.#options.onClosed();
  }

  /** What the thread hangs on, as it is told with a reply: the change in its numbers is accounted for. */
  noteReplies({ version, thread }: Message): void {
    if (version === null || (this.#counted && version < this.#counted.version)) return;
    this.#counted = { version, replyCount: thread?.replyCount ?? 0 };
  }

  /** A reply was published, or answered to a call. Neither order nor repetition matters. */
  receive(reply: Message): void {
    if (reply.version === 0) this.typingList.setTyping(reply.senderId, false);
    this.#heard?.push(reply);
    if (!this.timeline.isOpen) return;
    const isNews = reply.seq > this.timeline.seq && !this.timeline.messages.has(reply.seq);
    this.#setTimelineAndFillGaps(withReply(this.timeline, reply));
    this.completeStates([reply]);
    // The server moves a sender's marker to what they say. An event that comes again moves nothing.
    if (isNews && reply.senderId === this.#options.userId) this.readMarker.advance(reply.seq);
  }

  setTyping(userId: string, typing: boolean): void {
    this.typingList.setTyping(userId, typing);
  }

  /** Nobody tells any more. */
  stopListeningToTyping(): void {
    this.typingList.clear();
  }

  /** What is held may be out of date: the conversation was too far behind to be told all changes. */
  reload(): void {
    this.#isStale = true;
    this.#isRefused = false;
    this.#refresh.requestNow();
  }

  override wake(): void {
    this.#isRefused = false;
    this.#refresh.requestNow();
    super.wake();
  }

  override dispose(): void {
    this.#refresh.stop();
    this.readMarker.stop();
    this.typingSignal.sent();
    for (const unsubscribe of this.#listening) unsubscribe();
    super.dispose();
  }

  protected statusNow(): ThreadState['status'] {
    const { status, conversation } = this.#options.conversation.getSnapshot();
    if (status === 'removed') return status;
    return this.timeline.isOpen && conversation ? 'ready' : 'opening';
  }

  protected override completeSeq(): number {
    return this.getSnapshot().isFollowed === true ? super.completeSeq() : 0;
  }

  async #step(): Promise<StepResult> {
    try {
      const next = await (this.#isStale ? this.#fetchNewest() : this.#fetchNewer());
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
    if (!this.#options.isConversationOpen()) return 'done';
    const { conversationId, rootSeq } = this;
    const { transport } = this.#options;
    const heard: Message[] = [];
    this.#heard = heard;
    this.#isStale = false;
    try {
      const page = await transport.messages({ conversationId, rootSeq, limit: PAGE_SIZE });
      this.addSenders(page.messages);
      const { originals } = this.timeline;
      const newest = withNewestPage({ ...emptyTimeline, originals }, page);
      this.setTimeline(heard.reduce(withReply, newest));
      this.completeStates([...page.messages, ...heard]);
      this.#noteConversation();
      return page.retryAfterMs ?? (this.#isComplete() ? 'done' : 'more');
    } catch (error) {
      this.#isStale = true;
      throw error;
    } finally {
      this.#heard = null;
    }
  }

  async #fetchNewer(): Promise<StepResult> {
    if (this.#isComplete()) return 'done';
    const { conversationId, rootSeq, timeline } = this;
    const after = timeline.seq;
    const page = await this.#options.transport.messages({
      conversationId,
      rootSeq,
      after,
      limit: PAGE_SIZE,
    });
    this.addSenders(page.messages);
    this.setTimeline(withNewerPage(this.timeline, page));
    this.completeStates(page.messages);
    if (page.retryAfterMs !== null) return page.retryAfterMs;
    return this.#isComplete() || this.timeline.seq === after ? 'done' : 'more';
  }

  #isComplete(): boolean {
    return !this.#isStale && isCurrent(this.timeline);
  }

  /** Its members, its title, and what the thread hangs on are the conversation's. */
  #noteConversation(): void {
    const { conversation, members } = this.#options.conversation.getSnapshot();
    const root = this.#options.root();
    const now = this.getSnapshot();
    const status = now.status === 'failed' ? now.status : this.statusNow();
    if (
      now.conversation !== conversation ||
      now.members !== members ||
      now.root !== root ||
      now.status !== status
    ) {
      this.update({ conversation, members, root, status });
    }
    const isWaiting = this.#isStale && !this.#isRefused && this.#heard === null;
    if (isWaiting && this.#options.isConversationOpen()) this.#refresh.request();
    if (typeof root === 'object' && root.version !== null) this.#noteRoot(root);
  }

  /**
   * A reply was added or deleted, and this may be all that is ever told of it: a repeated call publishes
   * what the thread hangs on with the revision of that change, and without the reply.
   */
  #noteRoot(root: Message): void {
    const before = this.#counted;
    this.noteReplies(root);
    const isChanged = before !== null && before.replyCount !== this.#counted?.replyCount;
    if (isChanged && !this.#isStale) this.reload();
    const lastSeq = root.thread?.lastSeq ?? 0;
    if (!this.timeline.isOpen || lastSeq <= this.timeline.latestSeq) return;
    this.#setTimelineAndFillGaps(withLast(this.timeline, lastSeq));
  }

  #noteFollowed(): void {
    const { followed } = this.#options;
    const entry = followed.find(this);
    const isFollowed = followed.isFollowed(this);
    if (isFollowed !== this.getSnapshot().isFollowed) this.update({ isFollowed });
    const readSeq = entry?.readSeq ?? null;
    const isNews = readSeq !== this.#listedReadSeq;
    this.#listedReadSeq = readSeq;
    if (isNews && readSeq !== null) this.readMarker.report(readSeq);
    this.readMarker.setComplete(this.completeSeq());
  }

  #setTimelineAndFillGaps(timeline: Timeline): void {
    this.setTimeline(timeline);
    if (!isCurrent(timeline)) this.#refresh.requestWithin(GAP_GRACE_MS);
  }
}

function initialState(place: Place & { readonly rootSeq: number }): ThreadState {
  return {
    conversationId: place.conversationId,
    rootSeq: place.rootSeq,
    status: 'opening',
    error: null,
    conversation: null,
    root: 'unknown',
    isFollowed: null,
    items: [],
    answering: null,
    older: 'none',
    isCurrent: false,
    members: new Map(),
    typing: [],
    readers: new Map(),
    readSeq: ALL,
    openedAtReadSeq: ALL,
    lastSeq: 0,
  };
}
