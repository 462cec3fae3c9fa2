/**
 * How time passes in the simulation. `real`: as it does. `virtual`: only by `advance()`; what takes no
 * time happens at once. `stepped`: nothing happens at all but by `step()` or `advance()`.
 */
export type ClockKind = 'real' | 'virtual' | 'stepped';

/** How fast time passes. */
export interface Pace {
  /** Seconds of the simulation in a second of real time: 0.25 is slow motion. Above 0; default 1. */
  readonly speed?: number | undefined;
}

/** Something that waits for its time. */
export interface Task {
  readonly afterMs: number;
  /** Is it something that a person would call one step? `step()` ends after it. */
  readonly isStep: boolean;
  readonly run: () => void;
}

/** What a clock needs from outside. */
export interface ClockSettings {
  readonly kind: ClockKind;
  /** Resolves when everything that is on its way between the page and the simulation has arrived. */
  readonly settled: () => Promise<void>;
  /** Lets that much time pass in the page; nothing where it passes by itself. */
  readonly passTime: (ms: number) => Promise<unknown> | undefined;
}

interface Waiting extends Task {
  readonly due: number;
  readonly order: number;
  timer?: ReturnType<typeof setTimeout>;
}

/** The one place where the simulation waits. Of two tasks that are due together the older goes first. */
export class Clock {
  readonly #settings: ClockSettings;
  #kind: ClockKind;
  #speed = 1;
  #waiting: readonly Waiting[] = [];
  #now = 0;
  #order = 0;
  #startedAt = performance.now();

  constructor(settings: ClockSettings) {
    this.#settings = settings;
    this.#kind = settings.kind;
  }

  /** Milliseconds since the simulation began. */
  get now(): number {
    const passed = (performance.now() - this.#startedAt) * this.#speed;
    return this.#kind === 'real' ? this.#now + passed : this.#now;
  }

  /** How many tasks wait for their time. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Runs the task when its time has come. */
  schedule(task: Task): void {
    if (task.afterMs <= 0 && this.#kind !== 'stepped') return task.run();
    this.#order += 1;
    const waiting: Waiting = { ...task, due: this.now + task.afterMs, order: this.#order };
    const all = [...this.#waiting, waiting];
    this.#waiting = all.sort((a, b) => a.due - b.due || a.order - b.order);
    this.#arm(waiting);
  }

  /**
   * Lets time pass, and with it that of fake timers where they are on; resolves when everything due in it
   * has happened and has reached the page.
   */
  async advance(ms: number): Promise<void> {
    if (this.#kind === 'real')
      await (this.#settings.passTime(ms / this.#speed) ?? sleep(ms / this.#speed));
    else await this.#passTo(this.#now + ms);
    await this.#settings.settled();
  }

  /**
   * Runs what is next, up to the first that is a step of its own, whenever it is due, and resolves with
   * whether there was anything.
   */
  async step(): Promise<boolean> {
    await this.#settings.settled();
    let next = this.#waiting[0];
    const hadAny = next !== undefined;
    while (next) {
      await this.#runAt(next);
      next = next.isStep ? undefined : this.#waiting[0];
    }
    await this.#settings.settled();
    return hadAny;
  }

  /** Goes on with another kind of time, or faster or slower. What waits keeps what is left of its time. */
  use(kind: ClockKind, { speed = 1 }: Pace = {}): void {
    if (!(speed > 0 && speed < Infinity)) {
      throw new RangeError('unable to use the clock; speed must be a number above 0');
    }
    this.#now = this.now;
    this.#startedAt = performance.now();
    this.#kind = kind;
    this.#speed = speed;
    this.#waiting.forEach((waiting) => clearTimeout(waiting.timer));
    this.#waiting.forEach((waiting) => this.#arm(waiting));
    if (kind === 'virtual') this.#runDue();
  }

  /** Forgets everything that waits. */
  stop(): void {
    this.#waiting.forEach((waiting) => clearTimeout(waiting.timer));
    this.#waiting = [];
  }

  #arm(waiting: Waiting): void {
    if (this.#kind !== 'real') return;
    const inMs = Math.max(0, waiting.due - this.now) / this.#speed;
    waiting.timer = setTimeout(() => this.#run(waiting), inMs);
  }

  #run(waiting: Waiting): void {
    clearTimeout(waiting.timer);
    this.#waiting = this.#waiting.filter((one) => one !== waiting);
    waiting.run();
  }

  #runDue(): void {
    const due = this.#waiting.filter((waiting) => waiting.due <= this.#now);
    due.forEach((waiting) => this.#run(waiting));
  }

  async #passTo(end: number): Promise<void> {
    await this.#settings.settled();
    let next = this.#waiting[0];
    while (next && next.due <= end) {
      await this.#runAt(next);
      await this.#settings.settled();
      next = this.#waiting[0];
    }
    await this.#slice(end);
  }

  async #runAt(waiting: Waiting): Promise<void> {
    await this.#slice(Math.max(this.#now, waiting.due));
    if (this.#waiting.includes(waiting)) this.#run(waiting);
  }

  async #slice(until: number): Promise<void> {
    const ms = until - this.#now;
    if (ms > 0) await this.#settings.passTime(ms);
    this.#now = Math.max(this.#now, until);
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((go) => setTimeout(go, ms));
}
