import type { TransferPlan } from '../domain/plan/plan.js';
import {
  isForgotten,
  NOTHING_SENT,
  placeOf,
  type EarlierSends,
  type Quota,
  type Send,
} from '../domain/quota.js';
import { now } from './ambient.js';

/** So many callers are remembered; who came before them has most likely left long ago. */
const CALLERS = 1_000;

/** What a controller has sent, as far as its quota needs that; nothing at all without one. */
export class SendLedger {
  readonly #quota: Quota | undefined;
  readonly #moves = new Map<string, number>();
  #sends: readonly Send[] = [];

  constructor(quota: Quota | undefined) {
    this.#quota = quota;
  }

  /** What counts for one more send of that caller. */
  before(sessionId: string): EarlierSends {
    if (!this.#quota) return NOTHING_SENT;
    const nowMs = now();
    return { nowMs, sends: this.#sends, moves: this.#moves.get(sessionId) ?? 0 };
  }

  /** The plan is being sent now. */
  note({ target, request: { sessionId } }: TransferPlan): void {
    if (!this.#quota) return;
    const { nowMs, sends, moves } = this.before(sessionId);
    const recent = sends.filter((send) => !isForgotten(send, nowMs));
    this.#sends = [...recent, { atMs: nowMs, place: placeOf(target) }];
    // Set anew, so that the first of the map is the caller who was not sent on for the longest time.
    this.#moves.delete(sessionId);
    this.#moves.set(sessionId, moves + 1);
    const [oldest] = this.#moves.keys();
    if (this.#moves.size > CALLERS && oldest !== undefined) this.#moves.delete(oldest);
  }
}
