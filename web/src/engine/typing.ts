/** Who is typing: sent for this person, received for the others. */
import type { Clock } from './clock';
import { Store, type Readable } from './store';

/** How often it is repeated while the person types. */
const REPEAT_MS = 4_000;
/** Without a keystroke for this long, the person has stopped. */
const IDLE_MS = 5_000;
/** "Is typing" expires unless it is repeated: longer than REPEAT_MS plus the delay of an event. */
const EXPIRE_MS = 7_000;

/** Tells the others that the person is typing, with as few calls as possible. */
export class TypingSignal {
  readonly #send: (typing: boolean) => void;
  readonly #clock: Clock;
  #saidAt: number | null = null;
  #cancelIdle: (() => void) | null = null;

  constructor(say: (typing: boolean) => void, clock: Clock) {
    this.#send = say;
    this.#clock = clock;
  }

  typed(): void {
    this.#cancelIdle?.();
    this.#cancelIdle = this.#clock.after(IDLE_MS, () => {
      this.stopped();
    });
    if (this.#saidAt !== null && this.#clock.now() - this.#saidAt < REPEAT_MS) return;
    this.#saidAt = this.#clock.now();
    this.#send(true);
  }

  stopped(): void {
    const wasSaid = this.#saidAt !== null;
    this.sent();
    if (wasSaid) this.#send(false);
  }

  /** A message says by itself that its sender has stopped. */
  sent(): void {
    this.#cancelIdle?.();
    this.#cancelIdle = null;
    this.#saidAt = null;
  }
}

/** The user ids of those who are typing, in the order in which they began. */
export class TypingList {
  readonly #clock: Clock;
  readonly #expiries = new Map<string, () => void>();
  readonly #store = new Store<readonly string[]>([]);

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get list(): Readable<readonly string[]> {
    return this.#store;
  }

  setTyping(userId: string, typing: boolean): void {
    const wasTyping = this.#expiries.has(userId);
    this.#expiries.get(userId)?.();
    this.#expiries.delete(userId);
    if (typing) {
      const cancel = this.#clock.after(EXPIRE_MS, () => {
        this.setTyping(userId, false);
      });
      this.#expiries.set(userId, cancel);
    }
    if (wasTyping === typing) return;
    const others = this.#store.getSnapshot().filter((id) => id !== userId);
    this.#store.set(typing ? [...others, userId] : others);
  }

  clear(): void {
    for (const userId of [...this.#expiries.keys()]) this.setTyping(userId, false);
  }
}
