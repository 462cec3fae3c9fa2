import { readSignal, type CallEvent } from '../daily/signals.js';
import { TransferError } from '../domain/transfer/errors.js';
import { eventOf } from '../domain/transfer/events.js';
import type { Signal } from '../domain/transfer/lifecycle.js';
import type { Evidence, TransferRecord } from '../domain/transfer/record.js';
import type { Payload } from './emitter.js';
import type { Transfer } from './transfer.js';
import { onWake } from './wake.js';

/**
 * Every transfer of a controller, newest first, by session and by id. Hands each of Daily's events to the
 * transfers that it concerns, and announces what that changes, once.
 */
export class TransferList {
  readonly #limit: number;
  readonly #announce: (...events: readonly Payload[]) => void;
  /** The transfers that were sent, oldest first. */
  readonly #sent = new Set<Transfer>();
  readonly #bySession = new Map<string, readonly Transfer[]>();
  readonly #underWay = new Map<string, Transfer>();
  /** Told by an earlier page; older than all of these. */
  #restored: readonly TransferRecord[] = [];
  #records: readonly TransferRecord[] | undefined;
  #stopWaking: (() => void) | undefined;

  /**
   * @param limit so many are remembered; one that is under way is never dropped
   * @param announce is called after every change, with the events to emit, if any
   */
  constructor(limit: number, announce: (...events: readonly Payload[]) => void) {
    this.#limit = limit;
    this.#announce = announce;
  }

  /** Newest first; the same list until a record changes. */
  get records(): readonly TransferRecord[] {
    this.#records ??= Object.freeze([
      ...[...this.#sent].reverse().map(({ record }) => record),
      ...this.#restored,
    ]);
    return this.#records;
  }

  find(id: string): TransferRecord | undefined {
    return this.records.find((record) => record.id === id);
  }

  /** The transfer that holds the session, if one does. */
  underWay(sessionId: string): Transfer | undefined {
    return this.#underWay.get(sessionId);
  }

  /** The transfers of one session that were sent, newest first. */
  sentOf(sessionId: string): readonly Transfer[] {
    return this.#bySession.get(sessionId) ?? [];
  }

  /** A transfer was asked for, and holds its session from now on. */
  add(transfer: Transfer): void {
    this.#underWay.set(transfer.sessionId, transfer);
    this.#announce();
  }

  /** What an earlier page has left under way, newest first. */
  restore(records: readonly TransferRecord[]): void {
    this.#restored = records;
    this.#trim();
    for (const record of records) this.#tell(record, undefined);
  }

  /** A transfer has changed: it was sent, given up, or one of Daily's events moved it. */
  changed(transfer: Transfer, previous: TransferRecord | undefined): void {
    if (!transfer.isUnderWay && this.#underWay.get(transfer.sessionId) === transfer) {
      this.#underWay.delete(transfer.sessionId);
    }
    const earlier = this.sentOf(transfer.sessionId);
    const isNew = transfer.isSent && !this.#sent.has(transfer);
    if (isNew) {
      this.#sent.add(transfer);
      this.#bySession.set(transfer.sessionId, [transfer, ...earlier]);
    }
    this.#trim();
    this.#watchSleep();
    if (transfer.isSent) this.#tell(transfer.record, previous);
    else this.#announce();
    if (isNew) for (const one of earlier) one.receive('superseded', 'app');
  }

  /** One of Daily's events. What a session does concerns its newest transfer, and no earlier one. */
  hear(event: CallEvent): void {
    if (event.kind === 'dial-stopped') {
      this.sentOf(event.sessionId)[0]?.hearStopped();
      return;
    }
    const heard = readSignal(event);
    if (!heard) return;
    const { sessionId, signal, evidence } = heard;
    if (sessionId !== undefined) {
      this.sentOf(sessionId)[0]?.receive(signal, evidence);
      return;
    }
    this.#receiveAll(signal, evidence);
    this.judge();
  }

  /** Looks at the room and judges the clocks now, as after a sleep. */
  judge(): void {
    for (const transfer of this.#underWay.values()) transfer.judge();
  }

  /** Ends all that is under way and takes nothing more. The records stay. */
  stop(signal: 'detached' | 'call-ended'): void {
    if (signal === 'detached') this.judge();
    this.#receiveAll(signal, signal === 'detached' ? 'app' : 'call-event');
    for (const transfer of this.#underWay.values()) {
      transfer.giveUp(new TransferError('detached', { plan: transfer.plan }));
    }
    for (const transfer of [...this.#underWay.values(), ...this.#sent]) transfer.close();
  }

  #receiveAll(signal: Signal, evidence: Evidence): void {
    for (const transfer of this.#underWay.values()) transfer.receive(signal, evidence);
  }

  #tell(record: TransferRecord, previous: TransferRecord | undefined): void {
    const event = { transfer: record, ...(previous && { previous }) };
    const updated = { action: 'transfer-updated' as const, ...event };
    if (record.status === previous?.status) this.#announce(updated);
    else this.#announce({ action: eventOf(record.status), ...event }, updated);
  }

  /** Drops what is older than the newest ones that are remembered, but none that is under way. */
  #trim(): void {
    this.#records = undefined;
    const free = Math.max(0, this.#limit - this.#sent.size);
    this.#restored = this.#restored.slice(0, free);
    let excess = this.#sent.size - this.#limit;
    for (const transfer of this.#sent) {
      if (excess <= 0) return;
      excess -= 1;
      if (!transfer.isUnderWay) this.#drop(transfer);
    }
  }

  #drop(transfer: Transfer): void {
    transfer.close();
    this.#sent.delete(transfer);
    const rest = this.sentOf(transfer.sessionId).filter((other) => other !== transfer);
    if (rest.length > 0) this.#bySession.set(transfer.sessionId, rest);
    else this.#bySession.delete(transfer.sessionId);
  }

  /** A page that comes back from sleep is looked at at once, as long as a transfer is under way. */
  #watchSleep(): void {
    if (this.#underWay.size > 0) {
      this.#stopWaking ??= onWake(() => this.judge());
      return;
    }
    this.#stopWaking?.();
    this.#stopWaking = undefined;
  }
}
