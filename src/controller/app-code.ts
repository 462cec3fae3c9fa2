import type { Endpoint } from '../domain/endpoint/endpoint.js';
import { fail, type Outcome } from '../domain/plan/check.js';
import type { TransferRecord } from '../domain/transfer/record.js';
import { after, report } from '../environment.js';
import type { ControllerOptions } from './options.js';

/**
 * The app's own code that is called inside a plan or a send: rules for targets, quota and store. What it
 * throws is reported and stops nothing, and `transfer()` called from within it is a mistake.
 */
export class AppCode {
  readonly #quota: ControllerOptions['quota'];
  readonly #store: ControllerOptions['store'];
  readonly #onRoom: () => void;
  #isRunning = false;
  #isStopped = false;
  #cancelTimer: () => void = () => {};

  /** @param onRoom is called when the quota has room again for whoever was told to wait */
  constructor({ quota, store }: ControllerOptions, onRoom: () => void) {
    this.#quota = quota;
    this.#store = store;
    this.#onRoom = onRoom;
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Runs what may call code of the app. */
  run<Result>(action: () => Result): Result {
    const wasRunning = this.#isRunning;
    this.#isRunning = true;
    try {
      return action();
    } finally {
      this.#isRunning = wasRunning;
    }
  }

  /** What `within-quota` comes to for that caller; nothing where the app sets no quota. */
  quotaOf(sessionId: string): { readonly quota?: (target: Endpoint) => Outcome } {
    const rule = this.#quota;
    return rule ? { quota: (target) => this.#judge(() => rule.judge(sessionId, target)) } : {};
  }

  /** A transfer is about to be sent. */
  noteSend(record: TransferRecord): void {
    const { request, target } = record.plan;
    this.#try(() => this.#quota?.count(request.sessionId, target));
    this.#try(() => this.#store?.add(record));
  }

  /** A transfer has ended, or is not sent after all. */
  noteEnd({ id }: TransferRecord): void {
    this.#try(() => this.#store?.remove(id));
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancelTimer();
  }

  #judge(judge: () => Outcome): Outcome {
    const outcome = this.#try(judge) ?? QUOTA_FAILED;
    if (outcome.retryAfterMs !== undefined && !this.#isStopped) {
      this.#cancelTimer();
      this.#cancelTimer = after(outcome.retryAfterMs, this.#onRoom);
    }
    return outcome;
  }

  #try<Result>(action: () => Result): Result | undefined {
    try {
      return this.run(action);
    } catch (error) {
      report(error);
      return undefined;
    }
  }
}

const QUOTA_FAILED = fail('How many transfers are allowed could not be found out.', 'Try again.');
