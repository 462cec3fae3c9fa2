import type { TransferCall } from '../daily/call.js';
import { readFact, type CallSignal } from '../daily/signals.js';
import { eventOf } from '../domain/transfer/events.js';
import type { Signal } from '../domain/transfer/lifecycle.js';
import type { RunningTransfer, TransferPlan } from '../domain/plan/plan.js';
import type { Evidence, TransferRecord } from '../domain/transfer/record.js';
import type { TransferRequest } from '../domain/plan/request.js';
import type { Payload } from './emitter.js';
import { History, type Followed } from './history.js';
import { Journal } from './journal.js';
import { Leftover, type LeftoverHost } from './leftover.js';
import type { ControllerOptions } from './options.js';
import { Wake } from './wake.js';

/** What the chronicle needs of the controller that it belongs to. */
export interface ChronicleHost {
  readonly call: TransferCall;
  readonly options: ControllerOptions;
  readonly room: { readonly isAttached: boolean; readonly isInterrupted: boolean };
  plan(request: TransferRequest, running: RunningTransfer | undefined): TransferPlan;
  emit(...events: readonly Payload[]): void;
  touch(): void;
}

/**
 * Every transfer that was sent here or left over by an earlier page: feeds them what happens, and tells of
 * what that changes.
 */
export class Chronicle implements LeftoverHost {
  readonly #host: ChronicleHost;
  readonly #history: History;
  readonly #journal: Journal;
  readonly #wake = new Wake(() => this.judge());
  #leftovers: readonly Leftover[] = [];

  constructor(host: ChronicleHost) {
    this.#host = host;
    this.#history = new History(host.options.historyLimit);
    this.#journal = new Journal(host.options.store);
  }

  get call(): TransferCall {
    return this.#host.call;
  }

  get isInterrupted(): boolean {
    return this.#host.room.isInterrupted;
  }

  get records(): readonly TransferRecord[] {
    return this.#history.records;
  }

  find(id: string): TransferRecord | undefined {
    return this.#history.find(id);
  }

  /** All that is followed of one session, newest first. */
  of(sessionId: string): readonly Followed[] {
    return this.#history.of(sessionId);
  }

  /** Tells of what an earlier page left under way. None of it is sent again. */
  restore(): void {
    if (!this.#host.room.isAttached) return;
    this.#leftovers = this.#journal.takeLeftovers().map((stored) => {
      const { sessionId, target: toEndPoint, method } = stored;
      const plan = this.#host.plan({ sessionId, toEndPoint, method }, undefined);
      return new Leftover(stored, plan, this);
    });
    for (const leftover of this.#leftovers) this.#history.addOldest(leftover);
    for (const leftover of this.#leftovers) {
      leftover.look();
      this.announce(leftover);
    }
  }

  /** The transfer is about to be sent: kept for the next page, should this one go away meanwhile. */
  prepare(transfer: Followed): void {
    this.#journal.begin(transfer.record);
  }

  /** It is settled, or was not sent after all, so that the next page has nothing to tell of it. */
  conclude({ record }: Followed): void {
    this.#journal.end(record.id);
  }

  add(transfer: Followed): void {
    this.#history.add(transfer);
  }

  /** One of Daily's events: what it means for the transfers under way, and as a late fact for others. */
  hear(event: CallSignal): void {
    if (event.kind === 'joined') for (const leftover of this.#leftovers) leftover.look();
    if (event.kind === 'dial-stopped') {
      for (const transfer of this.#history.of(event.sessionId)) transfer.hearStopped();
      return;
    }
    const fact = readFact(event);
    if (!fact) return;
    const { sessionId, signal, evidence } = fact;
    if (sessionId === undefined) this.tellRunning(signal, evidence);
    else for (const transfer of this.#history.of(sessionId)) transfer.receive(signal, evidence);
    if (event.kind === 'network') this.judge();
  }

  /** Something happened to every transfer that is under way. */
  tellRunning(signal: Signal, evidence: Evidence): void {
    for (const transfer of this.#history.running) transfer.receive(signal, evidence);
  }

  /** Looks at the room and judges the clocks now, as after a sleep. */
  judge(): void {
    for (const transfer of this.#history.running) transfer.judge();
  }

  /** Tells of the record as it is now, against what was told of it before. */
  announce(transfer: Followed): void {
    const { record, told: previous } = transfer;
    if (record === previous) return;
    transfer.told = record;
    const event = { transfer: record, ...(previous && { previous }) };
    const updated = { action: 'transfer-updated' as const, ...event };
    this.#history.refresh();
    this.#wake.listenWhile(this.#history.running.length > 0);
    this.#host.touch();
    if (record.status === previous?.status) this.#host.emit(updated);
    else this.#host.emit({ action: eventOf(record.status), ...event }, updated);
  }

  /** Nothing is recorded any more; the records stay. */
  close(): void {
    this.#history.close();
  }
}
