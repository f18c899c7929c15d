/** Repeats a step until nothing is missing: one run at a time, retried with pauses when it fails. */
import { backoffMs } from './backoff';
import type { Clock } from './clock';
import { chatError, isFinal, type ChatError } from './errors';

/** more: there is more at once.  A number: look again after so many ms.  done: that is all. */
export type StepResult = 'more' | 'done' | number;

export interface RefreshLoopOptions {
  readonly step: () => Promise<StepResult>;
  readonly clock: Clock;
  readonly random: () => number;
  /** A refusal that repeating cannot change. Other failures are repeated. */
  readonly onRefused: (error: ChatError) => void;
}

export class RefreshLoop {
  readonly #options: RefreshLoopOptions;
  /** When further runs are due, with what cancels them. */
  readonly #timers = new Map<number, () => void>();
  #isRunning = false;
  #isStale = false;
  #isStopped = false;
  #failures = 0;
  #cancelRetry: (() => void) | null = null;

  constructor(options: RefreshLoopOptions) {
    this.#options = options;
  }

  /** Something is missing. A run under way may have started too early, so another one follows. */
  request(): void {
    if (this.#isStopped || this.#cancelRetry) return;
    this.#isStale = true;
    if (!this.#isRunning) void this.#run();
  }

  /** Runs within this many ms. */
  requestWithin(ms: number): void {
    const { clock } = this.#options;
    const due = clock.now() + ms;
    if (this.#isStopped || [...this.#timers.keys()].some((other) => other <= due)) return;
    const cancel = clock.after(ms, () => {
      this.#timers.delete(due);
      this.request();
    });
    this.#timers.set(due, cancel);
  }

  /** Runs now, without waiting for a retry: it is likely to work now. */
  requestNow(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    this.request();
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancelRetry?.();
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    while (this.#isStale && !this.#isStopped) {
      this.#isStale = false;
      try {
        const next = await this.#options.step();
        this.#failures = 0;
        if (next === 'more') this.#isStale = true;
        else if (next !== 'done') this.requestWithin(next);
      } catch (error) {
        this.#failed(chatError(error));
      }
    }
    this.#isRunning = false;
  }

  #failed(error: ChatError): void {
    if (this.#isStopped) return;
    if (isFinal(error)) {
      this.#options.onRefused(error);
      return;
    }
    this.#isStale = false;
    this.#failures += 1;
    this.#cancelRetry?.();
    this.#cancelRetry = this.#options.clock.after(
      backoffMs(this.#failures, this.#options.random),
      () => {
        this.#cancelRetry = null;
        this.request();
      },
    );
  }
}
