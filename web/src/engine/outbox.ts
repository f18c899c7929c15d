/**
 * Sends what the person wrote, in order within each conversation, until the server has answered.
 *
 * A draft keeps its clientMessageId for ever, so repeating a send whose outcome is unknown stores
 * one message (design: "sent once"). Only the first of a conversation is under way at a time: the
 * server remembers a person's last twenty sends there, and the order stays the person's.
 */
import { backoffMs } from './backoff';
import type { Clock } from './clock';
import { chatError, isFinal, type ChatError } from './errors';
import type { Draft, Message } from './model';
import type { OutboxStorage } from './outbox-storage';
import { Store, type Readable } from './store';
import type { Transport } from './transport';

export interface OutboxParts {
  readonly transport: Pick<Transport, 'sendMessage'>;
  readonly storage: OutboxStorage;
  readonly clock: Clock;
  readonly random: () => number;
  readonly newId: () => string;
  /** The server has it. */
  readonly onSent: (message: Message) => void;
  /** The server refused it for good, or did not answer. */
  readonly onFailed: (draft: Draft, error: ChatError) => void;
}

/** The turn of one conversation. */
interface Lane {
  sending: string | null;
  failures: number;
  cancelRetry: (() => void) | null;
}

export class Outbox {
  readonly #parts: OutboxParts;
  readonly #drafts: Store<readonly Draft[]>;
  readonly #lanes = new Map<string, Lane>();
  #isRunning = true;

  /** With the drafts of earlier visits, none of which is under way until `wake`. */
  constructor(parts: OutboxParts) {
    this.#parts = parts;
    const kept = [...parts.storage.load()].sort((a, b) => a.createdAt - b.createdAt);
    this.#drafts = new Store(
      kept.map((draft) => ({ ...draft, state: draft.reason ? 'failed' : 'queued' })),
    );
  }

  /** In the order in which they were written. */
  get drafts(): Readable<readonly Draft[]> {
    return this.#drafts;
  }

  of(conversationId: string): readonly Draft[] {
    return this.#all().filter((draft) => draft.conversationId === conversationId);
  }

  send(conversationId: string, body: string): string {
    const { clock, newId } = this.#parts;
    const last = this.#all().at(-1)?.createdAt ?? 0;
    const draft: Draft = {
      clientMessageId: newId(),
      conversationId,
      body,
      createdAt: Math.max(clock.now(), last + 1),
      state: 'queued',
      reason: null,
    };
    this.#parts.storage.put(draft);
    this.#drafts.set([...this.#all(), draft]);
    this.#next(conversationId);
    return draft.clientMessageId;
  }

  /** The message was seen: its draft is done, whatever became of the call. */
  confirm(message: Message): void {
    if (this.#find(message.clientMessageId)?.conversationId !== message.conversationId) return;
    this.#forget(message.clientMessageId);
    this.#next(message.conversationId);
  }

  /** Sends it again at once. Under the same id: an earlier attempt may have arrived after all. */
  retry(clientMessageId: string): void {
    const draft = this.#find(clientMessageId);
    if (!draft) return;
    if (draft.reason?.code === 'ClientMessageIdReused') {
      this.#forget(clientMessageId);
      this.send(draft.conversationId, draft.body);
      return;
    }
    if (draft.state === 'failed') this.#keep({ ...draft, state: 'queued', reason: null });
    this.#hurry(draft.conversationId);
  }

  discard(clientMessageId: string): void {
    const draft = this.#find(clientMessageId);
    if (!draft) return;
    this.#forget(clientMessageId);
    this.#hurry(draft.conversationId);
  }

  /** Sends what waits now: the network is back. */
  wake(): void {
    for (const id of new Set(this.#all().map((draft) => draft.conversationId))) this.#hurry(id);
  }

  stop({ forget }: { forget: boolean }): void {
    this.#isRunning = false;
    for (const lane of this.#lanes.values()) lane.cancelRetry?.();
    if (!forget) return;
    // Other tabs of the same person have drafts there too.
    const { storage } = this.#parts;
    for (const { clientMessageId } of storage.load()) storage.remove(clientMessageId);
    this.#drafts.set([]);
  }

  #hurry(conversationId: string): void {
    const lane = this.#lane(conversationId);
    lane.failures = 0;
    lane.cancelRetry?.();
    lane.cancelRetry = null;
    this.#next(conversationId);
  }

  #next(conversationId: string): void {
    const lane = this.#lane(conversationId);
    const draft = this.of(conversationId).find(({ state }) => state !== 'failed');
    if (!this.#isRunning || !draft || lane.sending || lane.cancelRetry) return;
    if (!this.#parts.storage.has(draft.clientMessageId)) {
      // Done with in another tab, perhaps longer ago than the server remembers.
      this.#forget(draft.clientMessageId);
      this.#next(conversationId);
      return;
    }
    lane.sending = draft.clientMessageId;
    this.#show({ ...draft, state: 'sending' });
    void this.#attempt(draft, lane);
  }

  async #attempt({ conversationId, body, clientMessageId }: Draft, lane: Lane): Promise<void> {
    try {
      const message = await this.#parts.transport.sendMessage({
        conversationId,
        body,
        clientMessageId,
      });
      lane.failures = 0;
      if (this.#isRunning) this.#parts.onSent(message);
      this.#forget(clientMessageId);
    } catch (error) {
      this.#failed(clientMessageId, lane, chatError(error));
    }
    lane.sending = null;
    this.#next(conversationId);
  }

  #failed(clientMessageId: string, lane: Lane, error: ChatError): void {
    const draft = this.#find(clientMessageId);
    if (!draft || !this.#isRunning) return;
    this.#parts.onFailed(draft, error);
    const reason = { code: error.code, message: error.message };
    if (isFinal(error)) {
      this.#keep({ ...draft, state: 'failed', reason });
      return;
    }
    this.#show({ ...draft, state: 'waiting', reason });
    lane.failures += 1;
    lane.cancelRetry = this.#parts.clock.after(backoffMs(lane.failures, this.#parts.random), () => {
      lane.cancelRetry = null;
      this.#next(draft.conversationId);
    });
  }

  #lane(conversationId: string): Lane {
    const lane = this.#lanes.get(conversationId) ?? {
      sending: null,
      failures: 0,
      cancelRetry: null,
    };
    this.#lanes.set(conversationId, lane);
    return lane;
  }

  #all(): readonly Draft[] {
    return this.#drafts.getSnapshot();
  }

  #find(clientMessageId: string): Draft | undefined {
    return this.#all().find((draft) => draft.clientMessageId === clientMessageId);
  }

  #show(changed: Draft): void {
    this.#drafts.set(
      this.#all().map((draft) =>
        draft.clientMessageId === changed.clientMessageId ? changed : draft,
      ),
    );
  }

  /** Shows it, and stores it as it is now. A reason that passes is not worth storing. */
  #keep(draft: Draft): void {
    this.#parts.storage.put(draft);
    this.#show(draft);
  }

  #forget(clientMessageId: string): void {
    this.#parts.storage.remove(clientMessageId);
    this.#drafts.set(this.#all().filter((draft) => draft.clientMessageId !== clientMessageId));
  }
}
