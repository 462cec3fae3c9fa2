import { TransferError } from '../domain/transfer/errors.js';
import type { RunningTransfer, TransferPlan } from '../domain/plan/plan.js';
import type { TransferRecord } from '../domain/transfer/record.js';
import type { TransferRequest } from '../domain/plan/request.js';
import { newId } from './ambient.js';
import type { Attempt } from './attempt.js';

interface Waiter {
  readonly resolve: (record: TransferRecord) => void;
  readonly reject: (error: unknown) => void;
  readonly forget: () => void;
}

/**
 * One session held for one transfer, from the moment `transfer()` is called to its end, with a promise
 * for everyone who asked for it.
 */
export class Claim {
  /** The id of the transfer under way or to come; the plan of a request that joins names it. */
  id = newId();
  /** The plan that the claim was made for: method and canonical target stay as they are in it. */
  readonly plan: TransferPlan;
  /** The transfer in flight; none while the app is asked for its authorization. */
  attempt: Attempt | undefined;
  readonly #waiters = new Set<Waiter>();
  readonly #isAuto: boolean;
  readonly #onAbandoned: () => void;
  #asking = new AbortController();

  /**
   * @param isAuto the first request left the method to the rule
   * @param onAbandoned everyone who waited has aborted, and nothing is in flight
   */
  constructor(plan: TransferPlan, isAuto: boolean, onAbandoned: () => void) {
    this.plan = plan;
    this.#isAuto = isAuto;
    this.#onAbandoned = onAbandoned;
  }

  /** What the plans of other requests for the session rest on. */
  get running(): RunningTransfer {
    return { id: this.id, request: this.plan.request, isAuto: this.#isAuto };
  }

  /** Does anyone still wait for the outcome? */
  get isAwaited(): boolean {
    return this.#waiters.size > 0;
  }

  /** The app is asked for its authorization now; `stopAsking` aborts what this returns. */
  ask(): AbortController {
    this.#asking = new AbortController();
    return this.#asking;
  }

  stopAsking(): void {
    this.#asking.abort();
  }

  /** A promise of its own for one more caller; its signal concerns only that promise. */
  join({ signal }: TransferRequest): Promise<TransferRecord> {
    const abort = () => this.#abort(waiter, signal?.reason);
    const forget = () => signal?.removeEventListener('abort', abort);
    const waiter: Waiter = { resolve: () => {}, reject: () => {}, forget };
    const promise = new Promise<TransferRecord>((resolve, reject) => {
      Object.assign(waiter, { resolve, reject });
    });
    signal?.addEventListener('abort', abort);
    this.#waiters.add(waiter);
    promise.catch(() => {});
    return promise;
  }

  /** The promises of a transfer that has ended follow its status. */
  settle({ record, cause }: Attempt): void {
    const { status, code, plan } = record;
    if (code === undefined || (status !== 'failed' && status !== 'unconfirmed')) {
      for (const waiter of this.#take()) waiter.resolve(record);
      return;
    }
    const thrown = cause ? { cause: cause.thrown } : {};
    this.reject(new TransferError(code, { status, record, plan, ...thrown }));
  }

  reject(error: unknown): void {
    for (const waiter of this.#take()) waiter.reject(error);
  }

  #take(): readonly Waiter[] {
    const waiters = [...this.#waiters];
    this.#waiters.clear();
    for (const { forget } of waiters) forget();
    return waiters;
  }

  #abort(waiter: Waiter, cause: unknown): void {
    const record = this.attempt?.record;
    this.#waiters.delete(waiter);
    waiter.forget();
    waiter.reject(new TransferError('aborted', { record, plan: this.plan, cause }));
    if (!this.isAwaited && !this.attempt?.isRunning) this.#onAbandoned();
  }
}
