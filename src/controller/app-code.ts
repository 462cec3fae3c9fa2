import type { Endpoint } from '../domain/endpoint/endpoint.js';
import { fail, type Outcome } from '../domain/plan/check.js';
import type { TransferRecord } from '../domain/transfer/record.js';
import { after, attempt, now } from '../environment.js';
import type { ControllerOptions } from './options.js';

/**
 * The app's own code that is called inside a plan or a send: rules for targets, quota and store. What it
 * throws is reported and stops nothing, and `transfer()` called from within it is a mistake.
 */
export class AppCode {
  readonly #quota: ControllerOptions['quota'];
  readonly #store: ControllerOptions['store'];
  readonly #onQuotaFree: () => void;
  #isRunning = false;
  /** When the timer goes off; before everything else once stopped. */
  #freeAt = Infinity;
  #cancelTimer: () => void = () => {};

  /** @param onQuotaFree is called when the quota has room again for somebody who was told to wait */
  constructor({ quota, store }: ControllerOptions, onQuotaFree: () => void) {
    this.#quota = quota;
    this.#store = store;
    this.#onQuotaFree = onQuotaFree;
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
  quotaOf(sessionId: string): ((target: Endpoint) => Outcome) | undefined {
    const rule = this.#quota;
    return rule && ((target) => this.#judgeQuota(() => rule.judge(sessionId, target)));
  }

  /** A transfer is about to be sent. */
  beforeSend(record: TransferRecord): void {
    const { request, target } = record.plan;
    this.#try(() => this.#quota?.count(request.sessionId, target));
    this.#try(() => this.#store?.add(record));
  }

  /** A transfer has ended, or is not sent after all. */
  afterEnd({ id }: TransferRecord): void {
    this.#try(() => this.#store?.remove(id));
  }

  stop(): void {
    this.#freeAt = -Infinity;
    this.#cancelTimer();
  }

  #judgeQuota(judge: () => Outcome): Outcome {
    const said = this.#try(judge);
    const outcome = said && STATES.includes(said.state) ? said : QUOTA_FAILED;
    if (outcome.retryAfterMs !== undefined) this.#tellIn(outcome.retryAfterMs);
    return outcome;
  }

  /** One timer, for the first who may go on; whoever is not free by then is told to wait again. */
  #tellIn(ms: number): void {
    const freeAt = now() + ms;
    if (freeAt >= this.#freeAt) return;
    this.#freeAt = freeAt;
    this.#cancelTimer();
    this.#cancelTimer = after(ms, () => {
      this.#freeAt = Infinity;
      this.#onQuotaFree();
    });
  }

  #try<Result>(action: () => Result): Result | undefined {
    return attempt(() => this.run(action));
  }
}

const STATES: readonly unknown[] = ['passed', 'failed', 'unknown'] satisfies Outcome['state'][];

const QUOTA_FAILED = fail('The app failed to say how many transfers it allows.', 'Try again.');
