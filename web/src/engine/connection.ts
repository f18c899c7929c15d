/**
 * Whether the server answers and events come, and what to do when they do not.
 *
 * Three sources: the state of the socket (minutes late when a network dies silently), polls of the heads
 * with a timeout of 5 s, and the browser's own events. While the window is in sight, the open conversation
 * is polled 30 s after the last sign that it misses nothing: so what it misses, or a dead network, is
 * noticed within 35 s. All conversations are polled every 5 min and on coming back. After a poll that
 * failed and then succeeds, or an event that never came, the socket is suspect: it is dropped and all
 * subscriptions are made again.
 */
import { backoffMs } from './backoff';
import type { Clock } from './clock';
import { ChatError, chatError } from './errors';
import type { ConnectionState } from './model';
import { Store, type Readable } from './store';
import type { Transport } from './transport';

const POLL_INTERVAL_MS = 30_000;
const POLL_ALL_INTERVAL_MS = 5 * 60_000;
const POLL_TIMEOUT_MS = 5_000;
/** A socket that is down for so long gets new subscriptions: its own pauses are up to a minute. */
const RESUBSCRIBE_AFTER_MS = 2_000;
/** Least time between two: a number that became a void looks like a lost event. */
const SUSPECT_INTERVAL_MS = 60_000;

/** open: only what somebody is looking at. */
export type PollScope = 'open' | 'all';

/** refused: the server is there, and has told nothing. */
type Answer = 'answered' | 'refused' | 'silent';

export interface ConnectionOptions {
  readonly transport: Pick<Transport, 'onSocket' | 'dropConnections'>;
  readonly clock: Clock;
  readonly random: () => number;
  /**
   * Any answer shows that the server is reachable, a refusal too; a timeout or a dead network does
   * not.
   */
  readonly pollHeads: (scope: PollScope) => Promise<void>;
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
  #isAllWanted = false;
  #isInSight = true;
  /** The last sign that the open conversation misses nothing. */
  #provenAt: number;
  #polledAllAt: number;
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
    this.#provenAt = now;
    this.#polledAllAt = now;
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

  /** Polls now. One that is under way may have come too early for all: another one follows it. */
  async poll(wanted: PollScope = 'all'): Promise<void> {
    if (wanted === 'all') this.#isAllWanted = true;
    if (this.#isPolling || this.#isStopped) return;
    const scope = this.#isAllWanted ? 'all' : 'open';
    this.#isAllWanted = false;
    this.#isPolling = true;
    this.#cancelPoll?.();
    const answer = await this.#answerTo(scope);
    this.#isPolling = false;
    this.#polled(answer, scope);
  }

  /** Whether somebody can see the window. */
  setInSight(isInSight: boolean): void {
    if (this.#isInSight === isInSight) return;
    this.#isInSight = isInSight;
    if (!this.#isPolling) this.#pollAfter(this.#pollDelay());
  }

  /** An event of the open conversation came, and none before it is missing. */
  reportNothingMissed(): void {
    this.#provenAt = this.#options.clock.now();
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

  async #answerTo(scope: PollScope): Promise<Answer> {
    const { clock, pollHeads } = this.#options;
    const silence = new Promise<never>((_, reject) => {
      clock.after(POLL_TIMEOUT_MS, () => {
        reject(new ChatError('TimedOut', 'The server took too long to respond.'));
      });
    });
    try {
      await Promise.race([pollHeads(scope), silence]);
      return 'answered';
    } catch (error) {
      return ['Offline', 'TimedOut'].includes(chatError(error).code) ? 'silent' : 'refused';
    }
  }

  #polled(answer: Answer, scope: PollScope): void {
    if (this.#isStopped) return;
    if (answer === 'answered') {
      this.reportNothingMissed();
      if (scope === 'all') this.#polledAllAt = this.#provenAt;
    } else if (scope === 'all') this.#isAllWanted = true;
    if (answer === 'silent') this.#setUnreachable();
    else this.#setReachable();
    if (answer === 'refused') this.#pollAfter(POLL_INTERVAL_MS);
    else if (answer === 'answered' && this.#isAllWanted) void this.poll();
    else this.#pollAfter(this.#pollDelay());
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
    // Whatever happened meanwhile may have happened in any of them.
    this.#polledAllAt = Number.NEGATIVE_INFINITY;
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
    if (this.#isReachable && this.#isUp) return this.#pollDue() - this.#options.clock.now();
    return Math.max(RESUBSCRIBE_AFTER_MS, backoffMs(Math.max(1, attempts), this.#options.random));
  }

  /** When the next poll is due while all is well. A clock that is set back does not keep it away. */
  #pollDue(): number {
    const now = this.#options.clock.now();
    this.#provenAt = Math.min(this.#provenAt, now);
    this.#polledAllAt = Math.min(this.#polledAllAt, now);
    const all = this.#polledAllAt + POLL_ALL_INTERVAL_MS;
    return this.#isInSight ? Math.min(all, this.#provenAt + POLL_INTERVAL_MS) : all;
  }

  #pollAfter(ms: number): void {
    if (this.#isStopped) return;
    this.#cancelPoll?.();
    this.#cancelPoll = this.#options.clock.after(Math.max(0, ms), () => {
      this.#pollIfDue();
    });
  }

  /** Events may have come meanwhile: then it is not due yet. */
  #pollIfDue(): void {
    const now = this.#options.clock.now();
    const isWell = this.#isReachable && this.#isUp;
    if (isWell && now < this.#pollDue()) this.#pollAfter(this.#pollDelay());
    else void this.poll(now < this.#polledAllAt + POLL_ALL_INTERVAL_MS ? 'open' : 'all');
  }

  #update(): void {
    const status = !this.#isReachable ? 'offline' : this.#isUp ? 'online' : 'connecting';
    if (status === this.#store.getSnapshot().status) return;
    const since = status === 'offline' ? this.#answeredAt : this.#options.clock.now();
    this.#store.set({ status, since });
  }
}
