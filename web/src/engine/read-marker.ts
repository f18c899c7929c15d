/**
 * Moves the person's read marker: forward over what they have seen, and back where they mark a message
 * as unread, here or on another device.
 */
import { backoffMs } from './backoff';
import type { Clock } from './clock';
import { chatError, isFinal } from './errors';
import type { Place } from './model';
import type { Transport } from './transport';

/** The least time between two calls. */
const THROTTLE_MS = 1_000;
/** What a page or a head says may have been read that long before it arrives. */
export const PAGE_AGE_MS = 10_000;
/** Events overtake each other, and the answer to a call, by less. */
const EVENT_AGE_MS = 1_000;

/** The last time that a marker changed its place here. at: milliseconds since 1970. */
export interface MarkerMove {
  readonly at: number;
  readonly isBack: boolean;
}

interface Report {
  readonly seq: number;
  /** How old it may be, in ms. */
  readonly ageMs: number;
  readonly now: number;
}

/**
 * Where a marker stands after a report of it, which may be older than its last move: an older report
 * neither takes a marker back nor undoes "mark as unread".
 */
export function seqAfterReport(
  seq: number,
  lastMove: MarkerMove | undefined,
  report: Report,
): number {
  if (!lastMove || report.now - lastMove.at >= report.ageMs) return report.seq;
  return lastMove.isBack ? seq : Math.max(seq, report.seq);
}

export interface ReadMarkerOptions extends Place {
  readonly transport: Pick<Transport, 'markRead' | 'markUnread'>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly onMoved: (seq: number) => void;
}

export class ReadMarker {
  readonly #options: ReadMarkerOptions;
  #seen = 0;
  #complete = 0;
  #seq = 0;
  #lastMove: MarkerMove | undefined;
  #failures = 0;
  /** What the call under way would move it to; 0 while there is none. */
  #calling = 0;
  #callUnderWay: Promise<void> = Promise.resolve();
  /** The highest number that the server has answered with. */
  #answered = 0;
  /** Something was marked as unread: what is on the screen does not count as seen. */
  #isPaused = false;
  #cancelPause: (() => void) | null = null;

  constructor(options: ReadMarkerOptions) {
    this.#options = options;
  }

  /** The last number that was read, as far as is known here. */
  get seq(): number {
    return this.#seq;
  }

  /** The person has seen the message with this number. */
  seen(seq: number): void {
    this.#seen = Math.max(this.#seen, seq);
    this.#move();
  }

  /** Nothing is missing up to this number: only that far can anything have been read. */
  setComplete(seq: number): void {
    this.#complete = seq;
    this.#move();
  }

  /** It moves to the person's own message. */
  advance(seq: number): void {
    if (seq > this.#seq) this.#set(seq);
  }

  /** A page or a head says where it stands. */
  report(seq: number): void {
    this.#believe(seq, PAGE_AGE_MS);
  }

  /** An event says where a device of the person has moved it. */
  receive(seq: number): void {
    this.#believe(seq, EVENT_AGE_MS);
  }

  /**
   * Moves it to before this number at once, and stays there, whatever is on the screen, until
   * `resume`. Rejects with a ChatError, and is back where it was, if the server does not do it.
   */
  async markUnread(seq: number): Promise<void> {
    const { conversationId, rootSeq, transport } = this.#options;
    const before = this.#seq;
    this.#isPaused = true;
    this.#set(seq - 1);
    // A call to mark more as read must not reach the server after this one.
    await this.#callUnderWay;
    try {
      const { readSeq } = await transport.markUnread({
        conversationId,
        seq,
        ...(rootSeq !== null && { rootSeq }),
      });
      this.#set(readSeq ?? seq - 1);
    } catch (error) {
      this.#isPaused = false;
      this.#set(Math.max(before, this.#answered));
      throw chatError(error);
    }
  }

  /** The person comes back: what they see counts again. */
  resume(): void {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    this.#seen = 0;
  }

  /** Makes the call that the throttle delays. If it fails, it is repeated after the pause. */
  flush(): void {
    const target = this.#target;
    if (this.#isPaused || target <= Math.max(this.#seq, this.#calling)) return;
    this.#callUnderWay = this.#mark(target).catch(() => undefined);
  }

  stop(): void {
    this.#cancelPause?.();
    this.#cancelPause = null;
    this.#isPaused = false;
    this.#seen = 0;
  }

  get #target(): number {
    return Math.min(this.#seen, this.#complete);
  }

  #set(seq: number): void {
    if (seq === this.#seq) return;
    this.#lastMove = { at: this.#options.clock.now(), isBack: seq < this.#seq };
    this.#seq = seq;
    this.#options.onMoved(seq);
  }

  #believe(seq: number, ageMs: number): void {
    const now = this.#options.clock.now();
    const believed = seqAfterReport(this.#seq, this.#lastMove, { seq, ageMs, now });
    if (believed < this.#seq) this.#isPaused = true;
    this.#set(believed);
  }

  #move(): void {
    const target = this.#target;
    if (this.#isPaused || target <= this.#seq || this.#calling > 0 || this.#cancelPause) return;
    this.#callUnderWay = this.#call(target);
  }

  async #call(target: number): Promise<void> {
    this.#calling = target;
    let pause = THROTTLE_MS;
    try {
      await this.#mark(target);
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

  /** The server may move it further: it goes over voids. */
  async #mark(target: number): Promise<void> {
    const { conversationId, rootSeq, transport } = this.#options;
    const { readSeq } = await transport.markRead({
      conversationId,
      seq: target,
      ...(rootSeq !== null && { rootSeq }),
    });
    this.#answered = Math.max(this.#answered, target, readSeq ?? 0);
    if (!this.#isPaused) this.advance(this.#answered);
  }
}
