import type { TransferState } from '../domain/transfer/lifecycle.js';
import { now } from '../environment.js';

/** An interrupted network may extend the deadline this much, since neither answers nor events arrive then. */
const LONGEST_EXTENSION_MS = 15_000;

/** How long a transfer may wait. */
export interface Patience {
  /** From the send to the deadline, in milliseconds. */
  readonly timeoutMs: number;
  /** How long Daily may still answer when the caller has left, in milliseconds. */
  readonly graceMs: number;
}

/** The time of one transfer, from its send: what has passed, and what is left of deadline and grace. */
export class TransferClock {
  readonly #patience: Patience;
  #startedAt = now();
  #countedTo = this.#startedAt;
  #interruptedMs = 0;
  #graceSpentMs = 0;
  #isGraceOver = false;

  constructor(patience: Patience) {
    this.#patience = patience;
  }

  /** Milliseconds since the send. */
  get passedMs(): number {
    return now() - this.#startedAt;
  }

  start(): void {
    this.#startedAt = this.#countedTo = now();
  }

  /** Counts the time since the last count: interrupted time extends the deadline, other time is grace. */
  count(state: TransferState): void {
    const passed = now() - this.#countedTo;
    this.#countedTo += passed;
    if (state.network === 'interrupted') this.#interruptedMs += passed;
    else if (isInGrace(state)) this.#spendGrace(passed);
  }

  /** What runs now, deadline or grace, and how long it has left. The grace has an end in any case. */
  remaining(state: TransferState): {
    readonly signal: 'grace-over' | 'deadline-over';
    readonly ms: number;
  } {
    const { timeoutMs, graceMs } = this.#patience;
    if (!isInGrace(state)) {
      const extension = Math.min(this.#interruptedMs, LONGEST_EXTENSION_MS);
      return { signal: 'deadline-over', ms: timeoutMs + extension - this.passedMs };
    }
    const last = timeoutMs + graceMs + LONGEST_EXTENSION_MS - this.passedMs;
    // A grace that ran out while timers slept stays over, though the network went away before they woke.
    const standsStill = state.network === 'interrupted' && !this.#isGraceOver;
    const grace = standsStill ? last : graceMs - this.#graceSpentMs;
    return { signal: 'grace-over', ms: Math.min(grace, last) };
  }

  #spendGrace(passed: number): void {
    this.#graceSpentMs += passed;
    this.#isGraceOver = this.#graceSpentMs >= this.#patience.graceMs;
  }
}

/** The caller has left, and Daily may still say yes. */
function isInGrace({ transferee, ack }: TransferState): boolean {
  return transferee === 'left' && ack === 'none';
}
