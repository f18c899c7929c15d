/** Moves the person's read marker over what they have seen, and over nothing else. */
import { backoffMs } from './backoff';
import type { Clock } from './clock';
import { chatError, isFinal } from './errors';

/** The least time between two calls. */
const THROTTLE_MS = 1_000;

export interface ReadMarkerOptions {
  /** Gives where the marker stands then, which may be further: it goes over voids. */
  readonly mark: (seq: number) => Promise<number>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly onMoved: (seq: number) => void;
}

export class ReadMarker {
  readonly #options: ReadMarkerOptions;
  #seen = 0;
  #complete = 0;
  #marked = 0;
  #failures = 0;
  /** What the call under way would move it to; 0 while there is none. */
  #calling = 0;
  #cancelPause: (() => void) | null = null;

  constructor(options: ReadMarkerOptions) {
    this.#options = options;
  }

  /** The last number that was read, as far as is known here. */
  get seq(): number {
    return this.#marked;
  }

  /** The person had this number before their eyes. */
  seen(seq: number): void {
    this.#seen = Math.max(this.#seen, seq);
    this.#move();
  }

  /** Nothing is missing up to this number: only that far can anything have been read. */
  setComplete(seq: number): void {
    this.#complete = seq;
    this.#move();
  }

  /** The marker stands here, by what the server or another device says. */
  moved(seq: number): void {
    if (seq <= this.#marked) return;
    this.#marked = seq;
    this.#options.onMoved(seq);
  }

  /** Calls at once for what a pause holds back. Should that fail, the end of the pause is still to come. */
  flush(): void {
    const target = this.#target;
    if (target <= Math.max(this.#marked, this.#calling)) return;
    void this.#options.mark(target).then(
      (at) => {
        this.moved(at);
      },
      () => undefined,
    );
  }

  stop(): void {
    this.#cancelPause?.();
    this.#cancelPause = null;
    this.#seen = 0;
  }

  get #target(): number {
    return Math.min(this.#seen, this.#complete);
  }

  #move(): void {
    const target = this.#target;
    if (target <= this.#marked || this.#calling > 0 || this.#cancelPause) return;
    void this.#call(target);
  }

  async #call(target: number): Promise<void> {
    this.#calling = target;
    let pause = THROTTLE_MS;
    try {
      this.moved(Math.max(target, await this.#options.mark(target)));
      this.#failures = 0;
    } catch (error) {
      if (isFinal(chatError(error))) this.#seen = 0;
      this.#failures += 1;
      pause = backoffMs(this.#failures, this.#options.random);
    }
    this.#calling = 0;
    this.#cancelPause = this.#options.clock.after(pause, () => {
      this.#cancelPause = null;
      this.#move();
    });
  }
}
