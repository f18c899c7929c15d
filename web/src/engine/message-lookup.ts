/** Asks for messages of which less was told than there is, a few at a time. */
import type { Clock } from './clock';
import { chatError, isFinal } from './errors';
import type { Message } from './model';
import { RefreshLoop, type StepResult } from './refresh-loop';
import type { Transport } from './transport';

/** The most calls at a time. */
const AT_A_TIME = 5;
/** The most that wait. A crowd of old clients must not make this one ask for ever. */
const MAX_WANTED = 100;
/** What is wanted within this many ms is asked for together, once. */
const GATHER_MS = 20;

type Wish = Pick<Message, 'conversationId' | 'rootSeq' | 'seq'>;

export interface MessageLookupOptions {
  readonly transport: Pick<Transport, 'message'>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly onFound: (message: Message) => void;
  /** There is none that the person may read. */
  readonly onNone: (place: Wish) => void;
  /** The server says that the person is no member. */
  readonly onNotFound: (conversationId: string) => void;
}

export class MessageLookup {
  readonly #options: MessageLookupOptions;
  readonly #loop: RefreshLoop;
  /** By conversation and number, oldest wish first. */
  readonly #wanted = new Map<string, Wish>();

  constructor(options: MessageLookupOptions) {
    this.#options = options;
    this.#loop = new RefreshLoop({
      ...options,
      step: () => this.#step(),
      onRefused: () => undefined,
    });
  }

  /** The newest wishes go first, and the oldest are given up where there are too many. */
  want({ conversationId, rootSeq, seq }: Wish): void {
    // An event of a client that knows no threads does not say that it is in none.
    const place = { conversationId, rootSeq: rootSeq ?? null, seq };
    this.#wanted.delete(keyOf(place));
    this.#wanted.set(keyOf(place), place);
    for (const oldest of [...this.#wanted.keys()].slice(0, -MAX_WANTED)) {
      this.#wanted.delete(oldest);
    }
    this.#loop.requestWithin(GATHER_MS);
  }

  /** The network is back. */
  wake(): void {
    if (this.#wanted.size > 0) this.#loop.requestNow();
  }

  stop(): void {
    this.#loop.stop();
  }

  async #step(): Promise<StepResult> {
    const asked = [...this.#wanted.values()].slice(-AT_A_TIME);
    // A wish that comes while its answer is under way may be for something newer.
    for (const place of asked) this.#wanted.delete(keyOf(place));
    // All of them are waited for: one that fails later than another would be asked for by nobody.
    const answers = await Promise.allSettled(asked.map((place) => this.#ask(place)));
    const failed = answers.find((answer) => answer.status === 'rejected');
    if (failed) throw chatError(failed.reason);
    return this.#wanted.size > 0 ? 'more' : 'done';
  }

  /** Rejects where there may be an answer another time. */
  async #ask(place: Wish): Promise<void> {
    const { transport, onFound, onNone, onNotFound } = this.#options;
    try {
      const { conversationId, rootSeq, seq } = place;
      const found = await transport.message({
        conversationId,
        seq,
        ...(rootSeq !== null && { rootSeq }),
      });
      if (found) onFound(found);
      else onNone(place);
    } catch (failure) {
      const error = chatError(failure);
      if (error.code === 'NotFound') onNotFound(place.conversationId);
      if (isFinal(error)) {
        onNone(place);
        return;
      }
      const key = keyOf(place);
      if (!this.#wanted.has(key)) this.#wanted.set(key, place);
      throw error;
    }
  }
}

function keyOf({ conversationId, rootSeq, seq }: Wish): string {
  return `${conversationId} ${rootSeq ?? ''} ${seq}`;
}
