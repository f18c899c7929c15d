/**
 * Whether the server answers and events come, and what to do when they do not.
 *
 * Three sources: the state of the socket (minutes late when a network dies silently), a poll of the heads
 * every 30 s with a timeout of 5 s, and the browser's own events. So a dead network is noticed within
 * 35 s. After a poll that failed and then succeeds, or an event that never came, the socket is
 * suspect: it is dropped and all subscriptions are made again.
 */
import { backoffMs } from './backoff';
import type { Clock } from './clock';
import { ChatError, chatError } from './errors';
import type { ConnectionState } from './model';
import { Store, type Readable } from './store';
import type { Transport } from './transport';

const POLL_INTERVAL_MS = 30_000;
const POLL_TIMEOUT_MS = 5_000;
/** A socket that is down for so long gets new subscriptions: its own pauses are up to a minute. */
const RESUBSCRIBE_AFTER_MS = 2_000;
/** Least time between two: a number that became a void looks like a lost event. */
const SUSPECT_INTERVAL_MS = 60_000;

export interface ConnectionOptions {
  readonly transport: Pick<Transport, 'onSocket' | 'dropConnections'>;
  readonly clock: Clock;
  readonly random: () => number;
  /**
   * Any answer shows that the server is reachable, a refusal too; a timeout or a dead network does
   * not.
   */
  readonly pollHeads: () => Promise<void>;
  /** All subscriptions must be made again. */
  readonly onResubscribe: () => void;
  /** The server answers again. */
  readonly onReconnected: () => void;
}

export class Connection {
  readonly #options: ConnectionOptions;
  readonly #store: Store<ConnectionState>;
  #isUp = false;
  #isReachable = true;
  #isSocketSuspect = false;
  #isStopped = false;
  #isPolling = false;
  #downSince: number;
  #answeredAt: number;
  #suspectedAt = Number.NEGATIVE_INFINITY;
  #failures = 0;
  #renewals = 0;
  #cancelPoll: (() => void) | null = null;
  #unsubscribe: (() => void) | null = null;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    const now = options.clock.now();
    this.#downSince = now;
    this.#answeredAt = now;
    this.#store = new Store<ConnectionState>({ status: 'connecting', since: now });
  }

  get state(): Readable<ConnectionState> {
    return this.#store;
  }

  start(): void {
    this.#unsubscribe = this.#options.transport.onSocket((isUp) => {
      this.#socket(isUp);
    });
    this.#pollAfter(RESUBSCRIBE_AFTER_MS);
  }

  stop(): void {
    this.#isStopped = true;
    this.#unsubscribe?.();
    this.#cancelPoll?.();
  }

  /** Polls now, unless a poll is under way. */
  async poll(): Promise<void> {
    if (this.#isPolling || this.#isStopped) return;
    this.#isPolling = true;
    this.#cancelPoll?.();
    const isReachable = await this.#isAnswered();
    this.#isPolling = false;
    this.#polled(isReachable);
  }

  /**
   * The browser reports that there is no network. It is not always right, so the server is polled.
   */
  networkLost(): void {
    this.#setUnreachable();
    this.#pollAfter(this.#pollDelay());
  }

  /** An expected event did not come. */
  reportMissedEvent(): void {
    const now = this.#options.clock.now();
    if (now - this.#suspectedAt < SUSPECT_INTERVAL_MS) return;
    this.#suspectedAt = now;
    this.#resubscribe();
  }

  #socket(isUp: boolean): void {
    if (this.#isUp && !isUp) {
      this.#downSince = this.#options.clock.now();
      this.#pollAfter(RESUBSCRIBE_AFTER_MS);
    }
    this.#isUp = isUp;
    if (isUp) this.#renewals = 0;
    this.#update();
  }

  async #isAnswered(): Promise<boolean> {
    const { clock, pollHeads } = this.#options;
    const silence = new Promise<never>((_, reject) => {
      clock.after(POLL_TIMEOUT_MS, () => {
        reject(new ChatError('TimedOut', 'The server took too long to respond.'));
      });
    });
    try {
      await Promise.race([pollHeads(), silence]);
      return true;
    } catch (error) {
      return !['Offline', 'TimedOut'].includes(chatError(error).code);
    }
  }

  #polled(isReachable: boolean): void {
    if (this.#isStopped) return;
    if (isReachable) this.#setReachable();
    else this.#setUnreachable();
    this.#pollAfter(this.#pollDelay());
  }

  #setReachable(): void {
    const { clock, onReconnected } = this.#options;
    const now = clock.now();
    const wasReachable = this.#isReachable;
    this.#answeredAt = now;
    this.#isReachable = true;
    this.#failures = 0;
    if (this.#isUp ? this.#isSocketSuspect : now - this.#downSince >= RESUBSCRIBE_AFTER_MS)
      this.#resubscribe();
    this.#isSocketSuspect = false;
    this.#update();
    if (!wasReachable) onReconnected();
  }

  #setUnreachable(): void {
    this.#isReachable = false;
    this.#isSocketSuspect = true;
    this.#failures += 1;
    this.#update();
  }

  #resubscribe(): void {
    this.#renewals += 1;
    this.#options.transport.dropConnections();
    this.#options.onResubscribe();
  }

  #pollDelay(): number {
    const attempts = this.#isReachable ? this.#renewals : this.#failures;
    if (this.#isReachable && this.#isUp) return POLL_INTERVAL_MS;
    return Math.max(RESUBSCRIBE_AFTER_MS, backoffMs(Math.max(1, attempts), this.#options.random));
  }

  #pollAfter(ms: number): void {
    if (this.#isStopped) return;
    this.#cancelPoll?.();
    this.#cancelPoll = this.#options.clock.after(ms, () => void this.poll());
  }

  #update(): void {
    const status = !this.#isReachable ? 'offline' : this.#isUp ? 'online' : 'connecting';
    if (status === this.#store.getSnapshot().status) return;
    const since = status === 'offline' ? this.#answeredAt : this.#options.clock.now();
    this.#store.set({ status, since });
  }
}
