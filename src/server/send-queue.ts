import { after, now } from '../environment.js';

/**
 * Daily's limits for most endpoints (docs.daily.co, "rate limits") are 20 requests a second and 100 in five
 * seconds. Who keeps the first in any second keeps the second too.
 */
const LIMIT = { requests: 20, everyMs: 1_000 };

/** What one try of a job came to: done with it, or wait that long and try again. */
export type Try<Result> = { readonly done: Result } | { readonly againAfterMs: number };

/** One job of a queue: called once a try, with the number of tries before it. */
export type Job<Result> = (triesBefore: number) => Promise<Try<Result>>;

/**
 * Begins jobs in their order and under Daily's limits, some at a time. It holds a bounded number of them and
 * refuses more. When a job has to wait, all wait with it, since the limits are those of the account.
 */
export class SendQueue {
  readonly #maxWaiting: number;
  readonly #maxAtOnce: number;
  readonly #waiting: (() => Promise<void>)[] = [];
  /** When the last requests began, the newest last; as many as the limit asks for. */
  #begun: readonly number[] = [];
  #atOnce = 0;
  #pausedUntil = 0;
  #isWaiting = false;

  constructor({ maxWaiting = 500, maxAtOnce = 8 } = {}) {
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
    while (this.#atOnce < this.#maxAtOnce) {
      const [next] = this.#waiting;
      if (!next) return;
      const waitMs = this.#findWait();
      if (waitMs > 0) {
        this.#isWaiting = true;
        after(waitMs, () => {
          this.#isWaiting = false;
          this.#begin();
        });
        return;
      }
      this.#waiting.shift();
      this.#run(next);
    }
  }

  #run(job: () => Promise<void>): void {
    this.#atOnce += 1;
    this.#begun = [...this.#begun, now()].slice(-LIMIT.requests);
    void job().finally(() => {
      this.#atOnce -= 1;
      this.#begin();
    });
  }

  /** How long until a request may begin: after the pause, and after the one that makes room in the limit. */
  #findWait(): number {
    const begun = this.#begun.at(-LIMIT.requests);
    const roomFrom = begun === undefined ? 0 : begun + LIMIT.everyMs;
    return Math.ceil(Math.max(this.#pausedUntil, roomFrom) - now());
  }
}
