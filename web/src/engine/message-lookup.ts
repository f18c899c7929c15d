/** Asks for messages of which an event told less than there is, a few at a time. */
import type { Clock } from './clock';
import type { ChatError } from './errors';
import type { Message } from './model';
import { RefreshLoop, type StepResult } from './refresh-loop';
import type { Transport } from './transport';

/** The most calls at a time. */
const AT_A_TIME = 5;
/** The most that wait. A crowd of old clients must not make this one ask for ever. */
const MAX_WANTED = 100;
/** What is wanted within this many ms is asked for together, once. */
const GATHER_MS = 20;

export interface MessageLookupOptions {
  readonly conversationId: string;
  readonly transport: Pick<Transport, 'message'>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly onFound: (message: Message) => void;
  readonly onRefused: (error: ChatError) => void;
}

export class MessageLookup {
  readonly #options: MessageLookupOptions;
  readonly #loop: RefreshLoop;
  /** By number, oldest wish first. */
  readonly #wanted = new Set<number>();

  constructor(options: MessageLookupOptions) {
    this.#options = options;
    this.#loop = new RefreshLoop({
      ...options,
      step: () => this.#step(),
      onRefused: (error) => {
        this.#wanted.clear();
        options.onRefused(error);
      },
    });
  }

  /** The newest wishes go first, and the oldest are given up where there are too many. */
  want(seq: number): void {
    this.#wanted.delete(seq);
    this.#wanted.add(seq);
    for (const oldest of [...this.#wanted].slice(0, -MAX_WANTED)) this.#wanted.delete(oldest);
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
    const { conversationId, transport, onFound } = this.#options;
    const asked = [...this.#wanted].slice(-AT_A_TIME);
    // A wish that comes while its answer is under way may be for something newer.
    for (const seq of asked) this.#wanted.delete(seq);
    try {
      const found = await Promise.all(
        asked.map((seq) => transport.message({ conversationId, seq })),
      );
      for (const message of found) if (message) onFound(message);
    } catch (error) {
      for (const seq of asked) this.#wanted.add(seq);
      throw error;
    }
    return this.#wanted.size > 0 ? 'more' : 'done';
  }
}
