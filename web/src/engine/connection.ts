/**
 * Whether the server answers and events come, and what to do when they do not.
 *
 * Three witnesses: the socket's own word (which comes minutes late when a network dies silently), a
 * look at the heads every 30 s with 5 s to answer, and the browser. So a dead network is noticed
 * within 35 s. A look that fails and then succeeds, or an event that never came, casts doubt on the
 * socket; it is dropped then and every subscription made anew.
 */
import { backoffMs } from './backoff';
import type { Clock } from './clock';
import { ChatError, chatError } from './errors';
import type { ConnectionState } from './model';
import { Store, type Readable } from './store';
import type { Transport } from './transport';

const LOOK_EVERY_MS = 30_000;
const ANSWER_WITHIN_MS = 5_000;
/** A socket that is down for so long gets new subscriptions: its own pauses are up to a minute. */
const RENEW_AFTER_MS = 2_000;
/** Between two doubts: a number that became a void looks like an event that was lost. */
const DOUBT_EVERY_MS = 60_000;

export interface ConnectionParts {
  readonly transport: Pick<Transport, 'onSocket' | 'dropConnections'>;
  readonly clock: Clock;
  readonly random: () => number;
  /** Looks at the heads. Any answer counts, a refusal too; silence and a dead network do not. */
  readonly look: () => Promise<void>;
  /** Make every subscription anew. */
  readonly onRenew: () => void;
  /** The server answers again. */
  readonly onBack: () => void;
}

export class Connection {
  readonly #parts: ConnectionParts;
  readonly #store: Store<ConnectionState>;
  #isUp = false;
  #isReachable = true;
  #isDoubtful = false;
  #isStopped = false;
  #isLooking = false;
  #downSince: number;
  #answeredAt: number;
  #doubtedAt = Number.NEGATIVE_INFINITY;
  #failures = 0;
  #renewals = 0;
  #cancelLook: (() => void) | null = null;
  #unsubscribe: (() => void) | null = null;

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
    const now = parts.clock.now();
    this.#downSince = now;
    this.#answeredAt = now;
    this.#store = new Store<ConnectionState>({ status: 'connecting', since: now });
  }

  get state(): Readable<ConnectionState> {
    return this.#store;
  }

  start(): void {
    this.#unsubscribe = this.#parts.transport.onSocket((isUp) => {
      this.#socket(isUp);
    });
    this.#lookAfter(RENEW_AFTER_MS);
  }

  stop(): void {
    this.#isStopped = true;
    this.#unsubscribe?.();
    this.#cancelLook?.();
  }

  /** Looks now, unless that is under way. */
  async look(): Promise<void> {
    if (this.#isLooking || this.#isStopped) return;
    this.#isLooking = true;
    this.#cancelLook?.();
    const isReachable = await this.#isAnswered();
    this.#isLooking = false;
    this.#looked(isReachable);
  }

  /** The browser says that there is no network. It is not always right, so it is looked after. */
  networkLost(): void {
    this.#silent();
    this.#lookAfter(this.#pause());
  }

  /** An event did not come that ought to have. */
  doubt(): void {
    const now = this.#parts.clock.now();
    if (now - this.#doubtedAt < DOUBT_EVERY_MS) return;
    this.#doubtedAt = now;
    this.#renew();
  }

  #socket(isUp: boolean): void {
    if (this.#isUp && !isUp) {
      this.#downSince = this.#parts.clock.now();
      this.#lookAfter(RENEW_AFTER_MS);
    }
    this.#isUp = isUp;
    if (isUp) this.#renewals = 0;
    this.#show();
  }

  async #isAnswered(): Promise<boolean> {
    const { clock, look } = this.#parts;
    const silence = new Promise<never>((_, reject) => {
      clock.after(ANSWER_WITHIN_MS, () => {
        reject(new ChatError('TimedOut', 'The server did not answer in time.'));
      });
    });
    try {
      await Promise.race([look(), silence]);
      return true;
    } catch (error) {
      return !['Offline', 'TimedOut'].includes(chatError(error).code);
    }
  }

  #looked(isReachable: boolean): void {
    if (this.#isStopped) return;
    if (isReachable) this.#answered();
    else this.#silent();
    this.#lookAfter(this.#pause());
  }

  #answered(): void {
    const { clock, onBack } = this.#parts;
    const now = clock.now();
    const wasReachable = this.#isReachable;
    this.#answeredAt = now;
    this.#isReachable = true;
    this.#failures = 0;
    if (this.#isUp ? this.#isDoubtful : now - this.#downSince >= RENEW_AFTER_MS) this.#renew();
    this.#isDoubtful = false;
    this.#show();
    if (!wasReachable) onBack();
  }

  #silent(): void {
    this.#isReachable = false;
    this.#isDoubtful = true;
    this.#failures += 1;
    this.#show();
  }

  #renew(): void {
    this.#renewals += 1;
    this.#parts.transport.dropConnections();
    this.#parts.onRenew();
  }

  #pause(): number {
    const attempts = this.#isReachable ? this.#renewals : this.#failures;
    if (this.#isReachable && this.#isUp) return LOOK_EVERY_MS;
    return Math.max(RENEW_AFTER_MS, backoffMs(Math.max(1, attempts), this.#parts.random));
  }

  #lookAfter(ms: number): void {
    if (this.#isStopped) return;
    this.#cancelLook?.();
    this.#cancelLook = this.#parts.clock.after(ms, () => void this.look());
  }

  #show(): void {
    const status = !this.#isReachable ? 'offline' : this.#isUp ? 'online' : 'connecting';
    if (status === this.#store.getSnapshot().status) return;
    const since = status === 'offline' ? this.#answeredAt : this.#parts.clock.now();
    this.#store.set({ status, since });
  }
}
