import type { TransferCall } from '../daily/call.js';
import { lookFor } from '../daily/facts.js';
import {
  CUT_OFF,
  learnOfCutOff,
  restoreRecord,
  type StoredTransfer,
} from '../domain/transfer/leftover.js';
import type { Signal, TransferState } from '../domain/transfer/lifecycle.js';
import type { TransferPlan } from '../domain/plan/plan.js';
import { appendEntry, type Evidence, type TransferRecord } from '../domain/transfer/record.js';
import { wallClock } from './ambient.js';
import type { Followed } from './history.js';

/** What a leftover needs of the controller around it. */
export interface LeftoverHost {
  readonly call: TransferCall;
  readonly isInterrupted: boolean;
  announce(leftover: Leftover): void;
}

/**
 * A transfer that an earlier page left under way. It is over, and never sent again; where its caller is
 * now can be learnt from the room, and how it ended from verified webhooks.
 */
export class Leftover implements Followed {
  readonly sessionId: string;
  readonly isOpen = true;
  readonly isRunning = false;
  told: TransferRecord | undefined;
  readonly #host: LeftoverHost;
  #record: TransferRecord;
  #state: TransferState = CUT_OFF;
  #seen: Signal | undefined;
  #isClosed = false;

  /** @param plan what its request would come to now; not ready, since only the masked target is known */
  constructor(stored: StoredTransfer, plan: TransferPlan, host: LeftoverHost) {
    const { id, method, startedAt } = stored;
    this.sessionId = stored.sessionId;
    this.#host = host;
    this.#record = restoreRecord({ id, plan, method, startedAt }, since(startedAt));
  }

  get record(): TransferRecord {
    return this.#record;
  }

  /** Looks where the caller is, as far as a look counts now. */
  look(): void {
    const { call, isInterrupted } = this.#host;
    const place = isInterrupted ? 'unclear' : lookFor(call, this.sessionId);
    if (place === 'here') this.receive('transferee-shown', 'room-read');
    if (place === 'gone') this.receive('transferee-left', 'room-read');
  }

  receive(signal: Signal, evidence: Evidence): void {
    const isPlace = signal === 'transferee-left' || signal === 'transferee-shown';
    if (this.#isClosed || signal === this.#seen || !(isPlace || evidence === 'webhook')) return;
    if (isPlace) this.#seen = signal;
    const before = this.#state;
    this.#state = learnOfCutOff(before, signal);
    if (this.#state === before) return;
    const sinceMs = since(this.#record.startedAt);
    this.#record = appendEntry(this.#record, this.#state, { sinceMs, signal, evidence }, before);
    this.#host.announce(this);
  }

  hearStopped(): void {
    this.look();
  }

  judge(): void {
    this.look();
  }

  close(): void {
    this.#isClosed = true;
  }
}

/** Of another page only the wall clock is known, and that may have been set back. */
function since(startedAt: number): number {
  return Math.max(0, Math.round(wallClock() - startedAt));
}
