import { after } from '../environment.js';

/** The end of the waiting: for an answer, and for the rest of its body. */
export class Deadline {
  readonly #abort = new AbortController();
  readonly #over: Promise<never>;
  readonly lift: () => void;

  constructor(ms: number) {
    let miss: (reason: unknown) => void = () => {};
    this.#over = new Promise<never>((_resolve, reject) => {
      miss = reject;
    });
    this.#over.catch(() => {});
    this.lift = after(ms, () => {
      this.#abort.abort();
      miss(this.#abort.signal.reason);
    });
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** A `fetch` that does not know signals is not waited for either. */
  before<T>(promise: Promise<T>): Promise<T> {
    return Promise.race([promise, this.#over]);
  }
}
