import { vi } from 'vitest';

interface Timer {
  readonly id: number;
  readonly at: number;
  readonly run: () => void;
}

/**
 * Clocks and timers in the hand of a test, faster than fake timers and able to sleep: asleep, the clocks
 * run and the timers stand still, as in a laptop that was shut. `release()` gives the real ones back.
 */
export class VirtualTime {
  now = 0;
  /** How far the wall clock is off; only a clock to show. */
  wallOffset = 0;
  isAsleep = false;
  #timers: readonly Timer[] = [];
  #ids = 0;

  constructor() {
    vi.stubGlobal('setTimeout', (run: () => void, ms = 0) => this.#add(run, ms));
    vi.stubGlobal('clearTimeout', (id: number) => this.#drop(id));
    vi.spyOn(performance, 'now').mockImplementation(() => this.now);
    vi.spyOn(Date, 'now').mockImplementation(() => 1_767_225_600_000 + this.now + this.wallOffset);
  }

  /** How many timers wait. */
  get timers(): number {
    return this.#timers.length;
  }

  /** Lets time pass, one timer after the other, with the step after each. */
  async advance(ms: number, step: () => Promise<void>): Promise<void> {
    const end = this.now + ms;
    for (let next = this.#due(end); next; next = this.#due(end)) {
      this.now = Math.max(this.now, next.at);
      this.#drop(next.id);
      next.run();
      await step();
    }
    this.now = end;
  }

  release(): void {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  }

  #add(run: () => void, ms: number): number {
    this.#ids += 1;
    this.#timers = [...this.#timers, { id: this.#ids, at: this.now + ms, run }];
    return this.#ids;
  }

  #drop(id: number): void {
    this.#timers = this.#timers.filter((timer) => timer.id !== id);
  }

  #due(end: number): Timer | undefined {
    if (this.isAsleep) return undefined;
    const [first, ...rest] = this.#timers;
    if (!first) return undefined;
    const next = rest.reduce((soonest, timer) => (timer.at < soonest.at ? timer : soonest), first);
    return next.at <= end ? next : undefined;
  }
}
