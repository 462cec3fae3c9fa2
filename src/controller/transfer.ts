import type { TransferCall } from '../daily/call.js';
import { lookFor } from '../daily/facts.js';
import { sendTransfer } from '../daily/send.js';
import type { TransferMethod } from '../domain/plan/choose-method.js';
import type { RunningTransfer } from '../domain/plan/make-plan.js';
import type { TransferPlan } from '../domain/plan/plan.js';
import { hasMethods } from '../domain/fields.js';
import { TransferError } from '../domain/transfer/errors.js';
import {
  isSettled,
  REQUESTED,
  transition,
  type Signal,
  type TransferState,
  type Transition,
} from '../domain/transfer/lifecycle.js';
import {
  appendEntry,
  openRecord,
  type Evidence,
  type TransferRecord,
} from '../domain/transfer/record.js';
import { after, newId, now, wallClock } from '../environment.js';
import { TransferClock, type Patience } from './transfer-clock.js';
import { Waiters } from './waiters.js';

/** The room is looked at this often while a transfer runs, for events that never reach us. */
const LOOK_EVERY_MS = 1_000;
/** A look so soon after Daily said that the leg stopped confirms it; a little more than from look to look. */
const CONFIRMED_WITHIN_MS = 1_100;

/** What a transfer is made from. */
export interface TransferOrder extends Patience {
  readonly plan: TransferPlan;
  /** The request left the method to the rule. */
  readonly isAuto: boolean;
}

/** What a signal brings besides itself. */
interface Receipt {
  /** What Daily threw. */
  readonly cause?: unknown;
  /** What it makes of a transfer, where the lifecycle of the page does not know it. */
  readonly transition?: Transition;
}

/**
 * One transfer, from the moment it is asked for to its last late fact: who waits for it, its one send, and
 * its machine and clocks. Never used again, so a late answer to one transfer cannot move another.
 */
export class Transfer {
  readonly id = newId();
  /** Aborted when the app's answer is not wanted any more. */
  readonly asking = new AbortController();
  readonly #call: TransferCall;
  readonly #isAuto: boolean;
  readonly #waiters = new Waiters();
  readonly #clock: TransferClock;
  readonly #onChange: (transfer: Transfer, previous: TransferRecord | undefined) => void;
  #phase: 'asked' | 'sending' | 'sent' | 'given-up' | 'closed' = 'asked';
  #state: TransferState = REQUESTED;
  #record: TransferRecord;
  /** What came while Daily's method was still being called. */
  #early: (() => void)[] = [];
  #stoppedAt = -Infinity;
  #cancelTimer: () => void = () => {};

  /** @param onChange is called when the record has changed, and once when the transfer is given up */
  constructor(
    call: TransferCall,
    { plan, isAuto, ...patience }: TransferOrder,
    onChange: (transfer: Transfer, previous: TransferRecord | undefined) => void,
  ) {
    this.#call = call;
    this.#isAuto = isAuto;
    this.#clock = new TransferClock(patience);
    this.#onChange = onChange;
    this.#record = this.#open(plan);
  }

  get sessionId(): string {
    return this.plan.request.sessionId;
  }

  get plan(): TransferPlan {
    return this.#record.plan;
  }

  /** What the plans of other requests for the session rest on. */
  get running(): RunningTransfer {
    return { id: this.id, request: this.plan.request, isAuto: this.#isAuto };
  }

  get record(): TransferRecord {
    return this.#record;
  }

  /** It was asked for and nothing is sent yet. */
  get isWaiting(): boolean {
    return this.#phase === 'asked';
  }

  /** Daily's method is being called or was, so there is something to tell. */
  get isSent(): boolean {
    return this.#phase !== 'asked' && this.#phase !== 'given-up';
  }

  /** It holds its session: nothing else may be sent for that caller. */
  get isUnderWay(): boolean {
    return this.#phase !== 'given-up' && !isSettled(this.#state);
  }

  /** A promise of its own for one more caller of `transfer()`. */
  join(signal: AbortSignal | undefined): Promise<TransferRecord> {
    return this.#waiters.add(signal, (cause) => this.#leave(cause));
  }

  /** The plan after the app's answer, and the time of the send; method and target are as they were. */
  prepare(plan: TransferPlan): void {
    this.#record = this.#open(plan);
  }

  /** Ends it before anything is sent. */
  giveUp(error: TransferError): void {
    if (this.#phase !== 'asked') return;
    this.#phase = 'given-up';
    this.#waiters.reject(error);
    this.#onChange(this, undefined);
    // Last, since the app's code that hears it may ask for the same transfer again.
    this.asking.abort();
  }

  /** Calls Daily's method, then announces the request. Answers are handled in a later microtask. */
  send(isInterrupted: boolean): void {
    this.#phase = 'sending';
    this.#clock.start();
    let answer: unknown;
    try {
      answer = sendTransfer(this.#call, this.#record.method, this.plan.request);
    } catch (cause) {
      this.#early.unshift(() => this.receive('send-threw', 'app', { cause }));
    }
    if (isInterrupted) this.receive('network-interrupted', 'call-event');
    this.#announceSent();
    if (isPromise(answer)) {
      Promise.resolve(answer).then(
        () => this.#hearAnswer('daily-said-yes'),
        (cause: unknown) => this.#hearAnswer('daily-said-no', { cause }),
      );
    }
  }

  /** Something happened; the lifecycle says what it means. */
  receive(signal: Signal, evidence: Evidence, more: Receipt = {}): void {
    if (this.#phase === 'sending') {
      this.#early.push(() => this.receive(signal, evidence, more));
      return;
    }
    if (this.#phase !== 'sent') return;
    this.#clock.count(this.#state);
    const change = more.transition ?? transition;
    const state = change(this.#state, signal);
    if (state === this.#state) return;
    const wasRunning = this.#isRunning;
    const previous = this.#record;
    const sinceMs = Math.round(this.#clock.passedMs);
    this.#state = state;
    this.#record = appendEntry(previous, state, { sinceMs, signal, evidence });
    this.#schedule();
    if (wasRunning && isSettled(state)) this.#settle(more);
    this.#onChange(this, previous);
  }

  /** Daily says that the leg stopped. That is true once the room agrees, now or within a second. */
  hearStopped(): void {
    this.#stoppedAt = now();
    this.judge();
  }

  /** Looks at the room, then judges the clocks: whatever has happened unseen comes before time. */
  judge(): void {
    if (!this.#isRunning) return;
    this.#look();
    this.#clock.count(this.#state);
    const { signal, ms } = this.#clock.remaining(this.#state);
    if (ms <= 0) this.receive(signal, 'clock');
    this.#schedule();
  }

  /** Ends the listening for good; nothing is recorded any more. */
  close(): void {
    if (this.#phase === 'sending') {
      this.#early.push(() => this.close());
      return;
    }
    this.#phase = 'closed';
    this.#cancelTimer();
  }

  /** The record before anything has happened. */
  #open(plan: TransferPlan): TransferRecord {
    // A plan that is ready has a method.
    const { method } = plan as TransferPlan & { readonly method: TransferMethod };
    return openRecord({ id: this.id, plan, method, startedAt: wallClock() }, REQUESTED);
  }

  get #isRunning(): boolean {
    return this.#phase === 'sent' && !isSettled(this.#state);
  }

  /** Whatever listeners of the first event set off waits until all that came during the send is told. */
  #announceSent(): void {
    this.#onChange(this, undefined);
    this.#phase = 'sent';
    this.#schedule();
    for (const act of this.#early) act();
    this.#early = [];
  }

  #hearAnswer(signal: 'daily-said-yes' | 'daily-said-no', more?: Receipt): void {
    if (this.#isRunning) this.#look();
    this.receive(signal, 'daily-answer', more);
  }

  /** The promises follow the status. The cause is what Daily threw, if that ended the transfer. */
  #settle(details: Pick<Receipt, 'cause'>): void {
    const record = this.#record;
    // What has a code has one of these two.
    const { status, code, plan } = record as typeof record & {
      readonly status: 'failed' | 'unconfirmed';
    };
    if (code === undefined) return this.#waiters.resolve(record);
    this.#waiters.reject(new TransferError(code, { ...details, status, record, plan }));
  }

  /** One who waited has aborted. What nobody waits for is not sent; what was sent goes on. */
  #leave(cause: unknown): TransferError {
    const record = this.isSent ? this.#record : undefined;
    const error = new TransferError('aborted', { record, plan: this.plan, cause });
    if (this.#waiters.isEmpty) this.giveUp(error);
    return error;
  }

  /** A look counts only where the list can be trusted: not while interrupted, nor for a hidden caller. */
  #look(): void {
    if (this.#state.network === 'interrupted') return;
    const seen = lookFor(this.#call, this.sessionId);
    if (seen === 'call-ended') this.receive('call-ended', 'room-read');
    if (seen !== 'gone' || this.#state.transferee === 'hidden') return;
    const hasStopped = now() - this.#stoppedAt <= CONFIRMED_WITHIN_MS;
    this.receive('transferee-left', hasStopped ? 'dial-event' : 'room-read');
  }

  #schedule(): void {
    this.#cancelTimer();
    if (!this.#isRunning) return;
    const ms = Math.min(LOOK_EVERY_MS, this.#clock.remaining(this.#state).ms);
    this.#cancelTimer = after(ms, () => this.judge());
  }
}

/** Only a promise can bring an answer: what a mock returns instead is no yes. */
function isPromise(value: unknown): value is Promise<unknown> {
  try {
    return hasMethods(value, 'then');
  } catch {
    return false;
  }
}
