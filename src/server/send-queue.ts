import { after, now } from '../environment.js';

/** How many requests may begin in a stretch of time. */
export interface RateLimit {
  readonly requests: number;
  readonly everyMs: number;
}

/** Daily's limits for most endpoints (docs.daily.co, "rate limits"): 20 a second, 100 in five seconds. */
export const DAILY_LIMITS: readonly RateLimit[] = [
  { requests: 20, everyMs: 1_000 },
  { requests: 100, everyMs: 5_000 },
];

/** What one try of a job came to: done with it, or wait that long and try again. */
export type Try<Result> = { readonly done: Result } | { readonly againAfterMs: number };

/** One job of a queue: called once a try, with the number of tries before it. */
export type Job<Result> = (triesBefore: number) => Promise<Try<Result>>;

/**
 * Begins jobs in their order and under the limits, some at a time. It holds a bounded number of them and
 * refuses more. When a job has to wait, all wait with it, since the limits are those of the account.
 */
export class SendQueue {
  readonly #limits: readonly RateLimit[];
  readonly #maxWaiting: number;
  readonly #maxAtOnce: number;
  readonly #waiting: (() => Promise<void>)[] = [];
  /** When the last requests began, the newest last; as many as the widest limit asks for. */
  readonly #begun: number[] = [];
  #atOnce = 0;
  #pausedUntil = 0;
  #isWaiting = false;

  constructor({ limits = DAILY_LIMITS, maxWaiting = 500, maxAtOnce = 8 } = {}) {
    this.#limits = limits;
    this.#maxWaiting = maxWaiting;
    this.#maxAtOnce = maxAtOnce;
  }

  /** How many jobs have not begun yet, or wait to be tried again. */
  get length(): number {
    return this.#waiting.length;
  }

  /** The job's result, once it is done; nothing if the queue is full, and then the job is never called. */
  add<Result>(job: Job<Result>): Promise<Result> | undefined {
    if (this.#waiting.length >= this.#maxWaiting) return undefined;
    return new Promise<Result>((resolve, reject) => {
      let triesBefore = 0;
      const attempt = async (): Promise<void> => {
        const result = await job(triesBefore);
        triesBefore += 1;
        if ('done' in result) return resolve(result.done);
        this.#pausedUntil = Math.max(this.#pausedUntil, now() + result.againAfterMs);
        this.#waiting.unshift(run);
      };
      const run = () => attempt().catch(reject);
      this.#waiting.push(run);
      this.#begin();
    });
  }

  #begin(): void {
    if (this.#isWaiting) return;
    while (this.#waiting.length > 0 && this.#atOnce < this.#maxAtOnce) {
      const waitMs = this.#findWait();
      if (waitMs > 0) {
        this.#isWaiting = true;
        after(waitMs, () => {
          this.#isWaiting = false;
          this.#begin();
        });
        return;
      }
      this.#run(this.#waiting.shift());
    }
  }

  #run(job: (() => Promise<void>) | undefined): void {
    if (!job) return;
    this.#atOnce += 1;
    this.#begun.push(now());
    const kept = Math.max(...this.#limits.map(({ requests }) => requests));
    if (this.#begun.length > kept) this.#begun.shift();
    void job().finally(() => {
      this.#atOnce -= 1;
      this.#begin();
    });
  }

  /** How long until a request may begin: after the pause, and after the one that makes room in each limit. */
  #findWait(): number {
    const until = this.#limits.map(({ requests, everyMs }) => {
      const begun = this.#begun.at(-requests);
      return begun === undefined ? 0 : begun + everyMs;
    });
    return Math.ceil(Math.max(this.#pausedUntil, ...until) - now());
  }
}
