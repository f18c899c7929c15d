/** Names, by user id. Published messages carry ids only. */
import { backoffMs } from './backoff';
import type { Clock } from './clock';
import type { User } from './model';
import { Store } from './store';
import type { Transport } from './transport';

/** The most people in one request. */
const BATCH_SIZE = 25;
/** Requests within this many ms are sent together. */
const GATHER_MS = 20;

export interface PeopleOptions {
  readonly transport: Pick<Transport, 'users'>;
  readonly clock: Clock;
  readonly random: () => number;
}

export class PeopleList {
  readonly #options: PeopleOptions;
  readonly #store = new Store<ReadonlyMap<string, User>>(new Map());
  readonly #pending = new Set<string>();
  /** Asked for already; some of them may not exist. */
  readonly #requested = new Set<string>();
  #failures = 0;
  #isStopped = false;
  #cancelFetch: (() => void) | null = null;

  readonly subscribe = this.#store.subscribe;
  readonly getSnapshot = this.#store.getSnapshot;

  constructor(options: PeopleOptions) {
    this.#options = options;
  }

  add(users: Iterable<User | null | undefined>): void {
    const known = this.getSnapshot();
    const news = [...users].filter((user) => user && !isSame(user, known.get(user.id)));
    if (news.length === 0) return;
    const entries = news.flatMap((user) => (user ? [[user.id, user] as const] : []));
    this.#store.set(new Map([...known, ...entries]));
  }

  load(userId: string): void {
    if (this.getSnapshot().has(userId) || this.#requested.has(userId)) return;
    this.#requested.add(userId);
    this.#pending.add(userId);
    this.#fetchAfter(GATHER_MS);
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancelFetch?.();
  }

  #fetchAfter(ms: number): void {
    if (this.#isStopped || this.#pending.size === 0) return;
    this.#cancelFetch ??= this.#options.clock.after(ms, () => {
      this.#cancelFetch = null;
      void this.#fetch();
    });
  }

  async #fetch(): Promise<void> {
    const ids = [...this.#pending].slice(0, BATCH_SIZE);
    try {
      this.add(await this.#options.transport.users(ids));
      for (const id of ids) this.#pending.delete(id);
      this.#failures = 0;
      this.#fetchAfter(GATHER_MS);
    } catch {
      this.#failures += 1;
      this.#fetchAfter(backoffMs(this.#failures, this.#options.random));
    }
  }
}

function isSame(user: User, known: User | undefined): boolean {
  return user.displayName === known?.displayName && user.username === known.username;
}
