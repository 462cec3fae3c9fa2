import type { TransferRecord } from '../domain/transfer/record.js';

interface Waiter {
  readonly resolve: (record: TransferRecord) => void;
  readonly reject: (error: unknown) => void;
}

/** Everyone who waits for one transfer, each with a promise of their own. */
export class Waiters {
  readonly #waiting = new Set<Waiter>();

  get isEmpty(): boolean {
    return this.#waiting.size === 0;
  }

  /**
   * One more who waits. Their signal concerns only this promise, which is marked handled: the events have
   * told of a failure, so an app that lives on events sees no unhandled rejection.
   *
   * @param onAbort returns the error for an aborted promise; called when it has left the others
   * @throws what the signal throws when it is listened to
   */
  add(
    signal: AbortSignal | undefined,
    onAbort: (reason: unknown) => unknown,
  ): Promise<TransferRecord> {
    let settle: Waiter | undefined;
    const promise = new Promise<TransferRecord>((resolve, reject) => {
      settle = { resolve, reject };
    });
    const leave = () => {
      this.#waiting.delete(waiter);
      signal?.removeEventListener('abort', abort);
    };
    const abort = () => {
      leave();
      settle?.reject(onAbort(signal?.reason));
    };
    const waiter: Waiter = {
      resolve: (record) => {
        leave();
        settle?.resolve(record);
      },
      reject: (error) => {
        leave();
        settle?.reject(error);
      },
    };
    signal?.addEventListener('abort', abort);
    this.#waiting.add(waiter);
    promise.catch(() => {});
    return promise;
  }

  resolve(record: TransferRecord): void {
    for (const waiter of this.#waiting) waiter.resolve(record);
  }

  reject(error: unknown): void {
    for (const waiter of this.#waiting) waiter.reject(error);
  }
}
