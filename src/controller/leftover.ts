import type { TransferCall } from '../daily/call.js';
import { lookFor } from '../daily/facts.js';
import { locateCaller, restoreRecord, type StoredTransfer } from '../domain/leftover.js';
import type { Signal } from '../domain/lifecycle.js';
import type { TransferPlan } from '../domain/plan.js';
import type { Evidence, TransferRecord } from '../domain/record.js';
import { wallClock } from './ambient.js';
import type { Followed } from './history.js';

/** What a leftover needs of the controller around it. */
export interface LeftoverHost {
  readonly call: TransferCall;
  readonly isInterrupted: boolean;
  announce(leftover: Leftover): void;
}

/**
 * A transfer that an earlier page left under way. It is over, and never sent again; only where its caller
 * is now can be learnt, from the room.
 */
export class Leftover implements Followed {
  readonly sessionId: string;
  readonly isOpen = true;
  readonly isRunning = false;
  told: TransferRecord | undefined;
  readonly #host: LeftoverHost;
  #record: TransferRecord;
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
    if (signal !== 'transferee-left' && signal !== 'transferee-shown') return;
    if (this.#isClosed || signal === this.#seen) return;
    this.#seen = signal;
    const sinceMs = since(this.#record.startedAt);
    this.#record = locateCaller(this.#record, { sinceMs, signal, evidence });
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
