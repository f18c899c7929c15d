import type { Clock } from '../../src/engine/clock';

interface Timer {
  due: number;
  readonly run: () => void;
}

const MOST_RUNS = 50_000;

/** Time that passes only when it is told to, and as fast. */
export class VirtualClock implements Clock {
  #now = Date.parse('2026-01-01T00:00:00Z');
  #timers: Timer[] = [];

  now(): number {
    return this.#now;
  }

  /** The clock on the wall only: what was set to run goes on running at its time. */
  setBack(ms: number): void {
    this.#now -= ms;
    for (const timer of this.#timers) timer.due -= ms;
  }

  after(ms: number, run: () => void): () => void {
    const timer = { due: this.#now + ms, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Lets what is already under way go on without any time passing. */
  async settle(): Promise<void> {
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }

  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await this.settle();
    let runs = 0;
    for (let next = this.#next(end); next; next = this.#next(end)) {
      if ((runs += 1) > MOST_RUNS) throw new Error('Something runs again and again.');
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#now = Math.max(this.#now, next.due);
      next.run();
      await this.settle();
    }
    this.#now = end;
  }

  #next(end: number): Timer | undefined {
    return this.#timers
      .filter((timer) => timer.due <= end)
      .reduce<Timer | undefined>((first, timer) => {
        return !first || timer.due < first.due ? timer : first;
      }, undefined);
  }
}
