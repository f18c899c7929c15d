/**
 * What a conversation and a thread in it have in common: a timeline as it is shown, what the person
 * says and changes there, who is typing, and how far they have read.
 */
import type { Amendments } from './amendments';
import type { Clock } from './clock';
import type { MessageLookup } from './message-lookup';
import { isUnordered, isWhole } from './message-state';
import type { Amendment, Draft, Mentions, Message, Quotation, TalkState, User } from './model';
import type { Outbox } from './outbox';
import { withOriginal, withQuoted } from './quotations';
import { ReadMarker } from './read-marker';
import { Store } from './store';
import {
  emptyTimeline,
  isCurrent,
  type Timeline,
  toItems,
  toQuotation,
  withOlderPage,
  withState,
} from './timeline';
import type { Transport, Unsubscribe } from './transport';
import { TypingList, TypingSignal } from './typing';

export const PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 100;
/** Messages kept of what is closed; older ones are fetched again. */
export const KEPT_WHEN_CLOSED = 4 * PAGE_SIZE;
/** Events overtake each other by less, as a rule: a gap that closes by itself costs no call. */
export const GAP_GRACE_MS = 250;

export interface TalkOptions {
  readonly userId: string;
  readonly transport: Pick<Transport, 'markRead' | 'markUnread' | 'messages' | 'setTyping'>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly outbox: Outbox;
  readonly amendments: Amendments;
  readonly lookup: Pick<MessageLookup, 'want'>;
  readonly onPeople: (users: Iterable<User | null | undefined>) => void;
  readonly onReadSeq: (readSeq: number) => void;
}

/** What the items that are shown were made of. */
export interface ItemsSource {
  readonly timeline: Timeline;
  readonly drafts: readonly Draft[];
  readonly amendments: readonly Amendment[];
  readonly answering: number | null;
}

export abstract class Talk<State extends TalkState> {
  readonly conversationId: string;
  readonly rootSeq: State['rootSeq'];
  readonly subscribe;
  readonly getSnapshot;
  protected readonly typingList: TypingList;
  protected readonly typingSignal: TypingSignal;
  protected readonly readMarker: ReadMarker;
  protected timeline: Timeline = emptyTimeline;
  readonly #options: TalkOptions;
  readonly #store: Store<State>;
  readonly #unsubscribes: Unsubscribe[];
  #itemsSource: ItemsSource | null = null;
  /** The number of what the next message answers. */
  #answering: number | null = null;
  /** Numbers of what messages answer, where nothing was known of it. */
  readonly #originalsAsked = new Set<number>();

  protected constructor(initial: State, options: TalkOptions) {
    const { conversationId } = initial;
    const rootSeq: State['rootSeq'] = initial.rootSeq;
    const { transport, outbox, amendments } = options;
    const thread = rootSeq === null ? {} : { rootSeq };
    this.conversationId = conversationId;
    this.rootSeq = rootSeq;
    this.#options = options;
    this.#store = new Store(initial);
    this.subscribe = this.#store.subscribe;
    this.getSnapshot = this.#store.getSnapshot;
    this.typingList = new TypingList(options.clock);
    this.typingSignal = new TypingSignal((typing) => {
      void transport.setTyping({ conversationId, ...thread, typing }).catch(() => undefined);
    }, options.clock);
    this.readMarker = new ReadMarker({
      ...options,
      conversationId,
      rootSeq,
      onMoved: (readSeq) => {
        // Back, so what is unread begins elsewhere.
        const isBack = readSeq < this.getSnapshot().readSeq;
        this.update({ readSeq, ...(isBack ? { openedAtReadSeq: readSeq } : {}) });
        options.onReadSeq(readSeq);
      },
    });
    this.#unsubscribes = [
      outbox.drafts.subscribe(() => {
        this.updateItems();
      }),
      amendments.all.subscribe(() => {
        this.updateItems();
      }),
      this.typingList.list.subscribe(() => {
        this.update({ typing: this.typingList.list.getSnapshot() });
      }),
    ];
  }

  /** It answers what was chosen, which is then chosen no more. */
  send(body: string, mentions?: Mentions): string {
    this.typingSignal.sent();
    this.readMarker.resume();
    const { conversationId, rootSeq } = this;
    const replyTo = this.#answering;
    this.#answering = null;
    return this.#options.outbox.send(conversationId, body, { ...mentions, rootSeq, replyTo });
  }

  answer(seq: number | null): void {
    this.#answering = seq;
    this.updateItems();
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
    this.#options.amendments.edit(this.placeOf(seq), body, ifRevision, mentions);
  }

  delete(seq: number): void {
    this.#options.amendments.delete(this.placeOf(seq));
  }

  react(seq: number, emoji: string, isAdded: boolean): void {
    const told = this.stateOf(seq)?.reactions ?? [];
    const isThere = told.some((reaction) => reaction.emoji === emoji && reaction.mine);
    this.#options.amendments.react(this.placeOf(seq), emoji, isAdded, isThere);
  }

  retryAmendment(id: string): void {
    this.#options.amendments.retry(id);
  }

  dismissAmendment(id: string): void {
    this.#options.amendments.dismiss(id);
  }

  loadOlder(downTo?: number): void {
    const { before } = this.timeline;
    if (before === null || this.getSnapshot().older === 'loading') return;
    this.update({ older: 'loading' });
    const wanted = downTo === undefined ? PAGE_SIZE : before - downTo + PAGE_SIZE / 2;
    void this.#fetchOlder(before, Math.min(Math.max(wanted, PAGE_SIZE), MAX_PAGE_SIZE));
  }

  seen(seq: number): void {
    this.readMarker.seen(seq);
  }

  /** Rejects with a ChatError, and everything is as before, if the server does not do it. */
  async markUnread(seq: number): Promise<void> {
    const { openedAtReadSeq } = this.getSnapshot();
    try {
      await this.readMarker.markUnread(seq);
    } catch (error) {
      this.update({ openedAtReadSeq });
      throw error;
    }
  }

  typed(): void {
    this.typingSignal.typed();
  }

  stoppedTyping(): void {
    this.typingSignal.stopped();
  }

  /** A message as it is now, which was asked for. */
  setState(message: Message): void {
    const { seq } = message;
    this.addSenders([message]);
    const quoted = withQuoted(this.timeline.originals, [message]);
    const originals = this.#originalsAsked.has(seq) ? withOriginal(quoted, seq, message) : quoted;
    this.setTimeline(withState({ ...this.timeline, originals }, message));
  }

  /** There is no message with this number that the person may read. */
  setNone(seq: number): void {
    const originals = withOriginal(this.timeline.originals, seq, null);
    this.setTimeline({ ...this.timeline, originals });
  }

  /** The page may be about to close. */
  flush(): void {
    this.readMarker.flush();
  }

  /** The network is back. */
  wake(): void {
    this.#originalsAsked.clear();
    this.#askForOriginals();
    if (this.getSnapshot().older === 'failed') this.loadOlder();
  }

  /** Forgets it. */
  dispose(): void {
    for (const unsubscribe of this.#unsubscribes) unsubscribe();
  }

  protected abstract statusNow(): TalkState['status'];

  protected placeOf(seq: number) {
    const { conversationId, rootSeq } = this;
    return { conversationId, rootSeq, seq };
  }

  protected update(change: Partial<State> | Partial<TalkState>): void {
    this.#store.set({ ...this.getSnapshot(), ...change });
  }

  protected setTimeline(timeline: Timeline): void {
    this.timeline = timeline;
    this.readMarker.setComplete(this.completeSeq());
    this.updateItems();
  }

  /** What may be marked as read ends here. */
  protected completeSeq(): number {
    return this.timeline.isOpen ? this.timeline.seq : 0;
  }

  protected updateItems(): void {
    const source = {
      timeline: this.timeline,
      drafts: this.#options.outbox.of(this),
      amendments: this.#options.amendments.of(this),
      answering: this.#answering,
    };
    const { timeline } = source;
    const { older, status } = this.getSnapshot();
    const shown = this.#isUpToDate(source) ? {} : this.shownOf(source);
    this.update({
      status: status === 'failed' && !timeline.isOpen ? status : this.statusNow(),
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

  protected shownOf(source: ItemsSource): Pick<TalkState, 'items' | 'answering'> {
    const { timeline, amendments, answering } = source;
    const { userId } = this.#options;
    return {
      items: toItems(timeline, source, userId),
      answering: toQuotation(timeline, answering, amendments, userId),
    };
  }

  /** What is shown of messages elsewhere in the talk. */
  protected quotationsShown(): readonly Quotation[] {
    const { items, answering } = this.getSnapshot();
    const quotations = items.flatMap((item) => (item.kind === 'gap' ? [] : (item.quotation ?? [])));
    return answering ? [...quotations, answering] : quotations;
  }

  /** The latest that is known of a message, be it shown or not. */
  protected stateOf(seq: number): Message | undefined {
    return this.timeline.messages.get(seq) ?? this.timeline.aside.get(seq);
  }

  protected addSenders(messages: readonly Message[]): void {
    this.#options.onPeople(messages.map((message) => message.sender));
    for (const message of messages) {
      if (message.senderId === this.#options.userId) this.#options.outbox.confirm(message);
    }
  }

  /** Asks for what is not told of these messages, or of how they are held now. */
  protected completeStates(messages: readonly Message[]): void {
    for (const message of messages) {
      const held = this.timeline.messages.get(message.seq);
      if ((held && !isWhole(held)) || isUnordered(message)) this.#options.lookup.want(message);
    }
  }

  async #fetchOlder(before: number, limit: number): Promise<void> {
    const { conversationId, rootSeq } = this;
    try {
      const page = await this.#options.transport.messages({
        conversationId,
        ...(rootSeq !== null && { rootSeq }),
        before,
        limit,
      });
      this.addSenders(page.messages);
      this.setTimeline(withOlderPage(this.timeline, before, page));
      this.completeStates(page.messages);
      this.update({ older: this.timeline.before === null ? 'none' : 'more' });
    } catch {
      this.update({ older: this.timeline.before === null ? 'none' : 'failed' });
    }
  }

  /** Of what came without what it answers. Once, until the network is back. */
  #askForOriginals(): void {
    for (const { seq, original } of this.quotationsShown()) {
      if (original !== 'unknown' || this.#originalsAsked.has(seq)) continue;
      this.#originalsAsked.add(seq);
      this.#options.lookup.want(this.placeOf(seq));
    }
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
}

function areSame<T>(some: readonly T[], others: readonly T[]): boolean {
  return some.length === others.length && some.every((one, index) => one === others[index]);
}
