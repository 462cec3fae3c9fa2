import { readSignal, type CallEvent } from '../daily/signals.js';
import { TransferError } from '../domain/transfer/errors.js';
import { eventOf } from '../domain/transfer/events.js';
import type { Signal } from '../domain/transfer/lifecycle.js';
import type { Evidence, TransferRecord } from '../domain/transfer/record.js';
import type { Payload } from './emitter.js';
import type { Transfer } from './transfer.js';
import { onWake } from './wake.js';

/** So many dropped transfers are kept in mind, so that a webhook about one is not taken for another's. */
const MOST_FORGOTTEN = 20;

/**
 * Every transfer of a controller, newest first, by session and by id. Hands each of Daily's events to the
 * transfers that it concerns, and announces what that changes, once.
 */
export class TransferList {
  readonly #limit: number;
  readonly #announce: (...events: readonly Payload[]) => void;
  /** The transfers that were sent, newest first. */
  readonly #sent: Transfer[] = [];
  readonly #underWay = new Map<string, Transfer>();
  /** Told by an earlier page; older than all of these. */
  #restored: readonly TransferRecord[] = [];
  /** The last ones that were dropped. */
  #forgotten: readonly TransferRecord[] = [];
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
    this.#records ??= Object.freeze([...this.#sent.map(({ record }) => record), ...this.#restored]);
    return this.#records;
  }

  find(id: string): TransferRecord | undefined {
    return this.records.find((record) => record.id === id);
  }

  /** The transfer that holds the session, if one does. */
  underWay(sessionId: string): Transfer | undefined {
    return this.#underWay.get(sessionId);
  }

  /**
   * All that a webhook can be about: the transfers that were sent, and the records of those that were
   * forgotten, or sent by an earlier page, of which nothing more is told.
   */
  get possible(): readonly (Transfer | { readonly record: TransferRecord; receive?: never })[] {
    const past = [...this.#forgotten, ...this.#restored].map((record) => ({ record }));
    return [...this.#sent, ...past];
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
    const isNew = transfer.isSent && !this.#sent.includes(transfer);
    const superseded = isNew ? this.#lastSentOf(transfer.sessionId) : undefined;
    if (isNew) this.#sent.unshift(transfer);
    this.#watchSleep();
    if (transfer.isSent) {
      this.#trim();
      this.#tell(transfer.record, previous);
    } else {
      this.#announce();
    }
    // Those before that one were superseded by it.
    superseded?.receive('superseded', 'app');
  }

  /** One of Daily's events. What a session does concerns its newest transfer, and no earlier one. */
  hear(event: CallEvent): void {
    if (event.kind === 'dial-stopped') {
      this.#newestOf(event.sessionId)?.hearStopped();
      return;
    }
    const heard = readSignal(event);
    if (!heard) return;
    const { sessionId, signal, evidence } = heard;
    if (sessionId !== undefined) {
      this.#newestOf(sessionId)?.receive(signal, evidence);
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

  /** The transfer that what a session does now is about: one that is being sent, else the last one sent. */
  #newestOf(sessionId: string): Transfer | undefined {
    const underWay = this.#underWay.get(sessionId);
    return underWay?.isWaiting === false ? underWay : this.#lastSentOf(sessionId);
  }

  #lastSentOf(sessionId: string): Transfer | undefined {
    return this.#sent.find((transfer) => transfer.sessionId === sessionId);
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
    this.#restored = this.#restored.slice(0, Math.max(0, this.#limit - this.#sent.length));
    const dropped = this.#sent.slice(this.#limit).filter(({ isUnderWay }) => !isUnderWay);
    for (const transfer of dropped) {
      transfer.close();
      this.#sent.splice(this.#sent.indexOf(transfer), 1);
    }
    const records = dropped.map(({ record }) => record);
    this.#forgotten = [...records, ...this.#forgotten].slice(0, MOST_FORGOTTEN);
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
