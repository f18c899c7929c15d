/**
 * Sends what the person wrote, in order within each conversation with its threads, until the server
 * has answered.
 *
 * A draft keeps its clientMessageId for ever, so repeating a send whose outcome is unknown stores
 * one message (design: "sent once"). Only the first of a conversation is under way at a time: the
 * server remembers a person's last twenty sends there, and the order stays the person's.
 */
import { backoffMs } from './backoff';
import type { Clock } from './clock';
import { chatError, isFinal, type ChatError } from './errors';
import type { Draft, Message, Place } from './model';
import type { OutboxStorage, StoredDraft } from './outbox-storage';
import { Store, type Readable } from './store';
import type { Transport } from './transport';

export interface OutboxOptions {
  readonly transport: Pick<Transport, 'sendMessage' | 'sendReply'>;
  readonly storage: OutboxStorage<StoredDraft>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly newId: () => string;
  /** The present channel, where it is known. */
  readonly channelOf: (conversationId: string) => string | undefined;
  /** The server has it. Of a reply, this is what its thread hangs on, with it. */
  readonly onSent: (message: Message) => void;
  /** The server refused it for good, or did not answer. */
  readonly onFailed: (draft: Draft, error: ChatError) => void;
}

/** Where a text is said, what it answers, and whom it mentions. */
type Saying = Pick<Draft, 'rootSeq' | 'replyTo' | 'mentions' | 'mentionsEveryone'>;

const NOBODY = { mentions: [], mentionsEveryone: false };
const ALONE: Saying = { rootSeq: null, replyTo: null, ...NOBODY };

/** The turn of one conversation. */
interface Queue {
  sending: string | null;
  failures: number;
  cancelRetry: (() => void) | null;
}

export class Outbox {
  readonly #options: OutboxOptions;
  readonly #drafts: Store<readonly Draft[]>;
  readonly #queues = new Map<string, Queue>();
  /** Drafts that may have reached the server: a repeated send must not take a number again. */
  readonly #attempted: Set<string>;
  #isRunning = true;

  /** With the drafts of earlier visits, none of which is under way until `wake`. */
  constructor(options: OutboxOptions) {
    this.#options = options;
    const kept = [...options.storage.load()].sort((a, b) => a.createdAt - b.createdAt);
    this.#attempted = new Set(kept.map(({ clientMessageId }) => clientMessageId));
    this.#drafts = new Store(
      kept.map((draft) => ({
        ...ALONE,
        ...draft,
        state: draft.reason ? 'failed' : 'queued',
      })),
    );
  }

  /** In the order in which they were written. */
  get drafts(): Readable<readonly Draft[]> {
    return this.#drafts;
  }

  of({ conversationId, rootSeq }: Place): readonly Draft[] {
    return this.#ofConversation(conversationId).filter((draft) => draft.rootSeq === rootSeq);
  }

  send(conversationId: string, body: string, saying: Partial<Saying> = {}): string {
    const { rootSeq, replyTo, mentions, mentionsEveryone } = { ...ALONE, ...saying };
    const { clock, newId } = this.#options;
    const last = this.#all().at(-1)?.createdAt ?? 0;
    const draft: Draft = {
      clientMessageId: newId(),
      conversationId,
      rootSeq,
      body,
      replyTo,
      mentions,
      mentionsEveryone,
      createdAt: Math.max(clock.now(), last + 1),
      state: 'queued',
      reason: null,
    };
    this.#options.storage.put(draft);
    this.#drafts.set([...this.#all(), draft]);
    this.#sendNext(conversationId);
    return draft.clientMessageId;
  }

  /** The message was seen: its draft is done, whatever became of the call. */
  confirm(message: Message): void {
    const draft = this.#find(message.clientMessageId);
    const isThere = draft?.rootSeq === (message.rootSeq ?? null);
    if (!isThere || draft.conversationId !== message.conversationId) return;
    this.#remove(message.clientMessageId);
    this.#sendNext(message.conversationId);
  }

  /** Sends it again at once. Under the same id: an earlier attempt may have arrived after all. */
  retry(clientMessageId: string): void {
    const draft = this.#find(clientMessageId);
    if (!draft) return;
    if (draft.reason?.code === 'ClientMessageIdReused') {
      this.#remove(clientMessageId);
      this.send(draft.conversationId, draft.body, draft);
      return;
    }
    if (draft.state === 'failed') this.#saveAndUpdate({ ...draft, state: 'queued', reason: null });
    this.#sendNow(draft.conversationId);
  }

  /**
   * Sends a failed one as an answer to nothing, or without mentioning anybody: what it answered may be
   * gone, and whom it mentioned may have left.
   */
  retryWithout(clientMessageId: string, what: 'quotation' | 'mentions'): void {
    const draft = this.#find(clientMessageId);
    if (draft?.state !== 'failed') return;
    this.#remove(clientMessageId);
    const left = what === 'quotation' ? { replyTo: null } : NOBODY;
    this.send(draft.conversationId, draft.body, { ...draft, ...left });
  }

  discard(clientMessageId: string): void {
    const draft = this.#find(clientMessageId);
    if (!draft) return;
    this.#remove(clientMessageId);
    this.#sendNow(draft.conversationId);
  }

  /** Sends what waits now: the network is back. */
  wake(): void {
    for (const id of new Set(this.#all().map((draft) => draft.conversationId))) this.#sendNow(id);
  }

  stop({ forget }: { forget: boolean }): void {
    this.#isRunning = false;
    for (const lane of this.#queues.values()) lane.cancelRetry?.();
    if (!forget) return;
    // Other tabs of the same person have drafts there too.
    const { storage } = this.#options;
    for (const { clientMessageId } of storage.load()) storage.remove(clientMessageId);
    this.#drafts.set([]);
  }

  #sendNow(conversationId: string): void {
    const lane = this.#queue(conversationId);
    lane.failures = 0;
    lane.cancelRetry?.();
    lane.cancelRetry = null;
    this.#sendNext(conversationId);
  }

  #sendNext(conversationId: string): void {
    const lane = this.#queue(conversationId);
    const draft = this.#ofConversation(conversationId).find(({ state }) => state !== 'failed');
    if (!this.#isRunning || !draft || lane.sending || lane.cancelRetry) return;
    if (!this.#options.storage.has(draft.clientMessageId)) {
      // Done with in another tab, perhaps longer ago than the server remembers.
      this.#remove(draft.clientMessageId);
      this.#sendNext(conversationId);
      return;
    }
    lane.sending = draft.clientMessageId;
    this.#update({ ...draft, state: 'sending' });
    void this.#attempt(draft, lane);
  }

  async #attempt(draft: Draft, lane: Queue): Promise<void> {
    const { conversationId, clientMessageId } = draft;
    const isRepeated = this.#attempted.has(clientMessageId);
    const channel = isRepeated ? undefined : this.#options.channelOf(conversationId);
    this.#attempted.add(clientMessageId);
    try {
      const message = await this.#call(draft, channel);
      lane.failures = 0;
      if (this.#isRunning) this.#options.onSent(message);
      this.#remove(clientMessageId);
    } catch (error) {
      this.#failed(clientMessageId, lane, chatError(error));
    }
    lane.sending = null;
    this.#sendNext(conversationId);
  }

  #call(draft: Draft, channel: string | undefined): Promise<Message> {
    const { transport } = this.#options;
    const { conversationId, rootSeq, body, clientMessageId, replyTo, mentions } = draft;
    const input = {
      conversationId,
      body,
      clientMessageId,
      ...(replyTo !== null && { replyTo }),
      ...(mentions.length > 0 && { mentions }),
      ...(channel !== undefined && { channel }),
    };
    if (rootSeq !== null) return transport.sendReply({ ...input, rootSeq });
    const { mentionsEveryone } = draft;
    return transport.sendMessage({ ...input, ...(mentionsEveryone && { mentionsEveryone }) });
  }

  #failed(clientMessageId: string, lane: Queue, error: ChatError): void {
    const draft = this.#find(clientMessageId);
    if (!draft || !this.#isRunning) return;
    this.#options.onFailed(draft, error);
    const reason = { code: error.code, message: error.message };
    if (isFinal(error)) {
      this.#saveAndUpdate({ ...draft, state: 'failed', reason });
      return;
    }
    this.#update({ ...draft, state: 'waiting', reason });
    lane.failures += 1;
    lane.cancelRetry = this.#options.clock.after(
      backoffMs(lane.failures, this.#options.random),
      () => {
        lane.cancelRetry = null;
        this.#sendNext(draft.conversationId);
      },
    );
  }

  #queue(conversationId: string): Queue {
    const lane = this.#queues.get(conversationId) ?? {
      sending: null,
      failures: 0,
      cancelRetry: null,
    };
    this.#queues.set(conversationId, lane);
    return lane;
  }

  #all(): readonly Draft[] {
    return this.#drafts.getSnapshot();
  }

  /** With those of its threads. */
  #ofConversation(conversationId: string): readonly Draft[] {
    return this.#all().filter((draft) => draft.conversationId === conversationId);
  }

  #find(clientMessageId: string): Draft | undefined {
    return this.#all().find((draft) => draft.clientMessageId === clientMessageId);
  }

  #update(changed: Draft): void {
    this.#drafts.set(
      this.#all().map((draft) =>
        draft.clientMessageId === changed.clientMessageId ? changed : draft,
      ),
    );
  }

  /** Shows it, and stores it as it is now. A reason that passes is not worth storing. */
  #saveAndUpdate(draft: Draft): void {
    this.#options.storage.put(draft);
    this.#update(draft);
  }

  #remove(clientMessageId: string): void {
    this.#attempted.delete(clientMessageId);
    this.#options.storage.remove(clientMessageId);
    this.#drafts.set(this.#all().filter((draft) => draft.clientMessageId !== clientMessageId));
  }
}
