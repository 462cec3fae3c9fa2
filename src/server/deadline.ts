import { after } from '../environment.js';

/** A limit for all the waiting that one piece of work does. */
export class Deadline {
  readonly #abort = new AbortController();
  readonly #passed: Promise<never>;
  /** Ends the limit. Call it when the work is done. */
  readonly lift: () => void;

  constructor(ms: number) {
    this.#passed = new Promise<never>((_resolve, reject) => {
      this.signal.addEventListener('abort', () => reject(this.signal.reason));
    });
    this.#passed.catch(() => {});
    this.lift = after(ms, () => this.#abort.abort());
  }

  /** Aborted when the time is over. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** The result of the promise, or a rejection when the time is over. The promise need not know the signal. */
  before<T>(promise: Promise<T>): Promise<T> {
    return Promise.race([promise, this.#passed]);
  }
}
