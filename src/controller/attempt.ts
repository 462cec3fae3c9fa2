import type { TransferCall } from '../daily/call.js';
import { sendTransfer } from '../daily/send.js';
import { lookFor } from '../daily/facts.js';
import type { TransferMethod } from '../domain/plan/choose-method.js';
import {
  isSettled,
  REQUESTED,
  transition,
  type Signal,
  type TransferState,
} from '../domain/transfer/lifecycle.js';
import type { TransferPlan } from '../domain/plan/plan.js';
import {
  appendEntry,
  linkFallback,
  openRecord,
  type Evidence,
  type TransferRecord,
} from '../domain/transfer/record.js';
import { after, now, wallClock } from './ambient.js';
import { AttemptClock, type Patience } from './attempt-clock.js';
import type { Followed } from './history.js';

/** The room is looked at this often while a transfer runs, for events that never reach us. */
const LOOK_EVERY_MS = 1_000;
/** A look so soon after Daily said that the leg stopped confirms it; a little more than from look to look. */
const CONFIRMED_WITHIN_MS = 1_100;

/** What an attempt needs of the controller around it. */
export interface AttemptHost {
  readonly call: TransferCall;
  readonly isInterrupted: boolean;
  /** The record is another one now; `hasEnded` once, when that settles the transfer. */
  changed(attempt: Attempt, hasEnded: boolean): void;
}

/** What one attempt is made of. */
export interface AttemptOrder extends Patience {
  readonly id: string;
  readonly plan: TransferPlan;
  readonly method: TransferMethod;
  readonly fallbackOf?: string;
}

/**
 * One transfer in flight: sends it once, feeds what happens to its own machine, and keeps its clocks.
 * Never used again, so that a late answer of one attempt cannot move another.
 */
export class Attempt implements Followed {
  readonly #order: AttemptOrder;
  readonly #host: AttemptHost;
  readonly #clock: AttemptClock;
  told: TransferRecord | undefined;
  #state: TransferState = REQUESTED;
  #record: TransferRecord;
  #cause: { readonly thrown: unknown } | undefined;
  /** What came while Daily's method was still being called; nothing is kept once it was. */
  #early: (() => void)[] | undefined = [];
  #stoppedAt = -Infinity;
  #cancelTimer: () => void = () => {};
  #isClosed = false;

  constructor(order: AttemptOrder, host: AttemptHost) {
    const { timeoutMs, graceMs, ...head } = order;
    this.#order = order;
    this.#host = host;
    this.#clock = new AttemptClock({ timeoutMs, graceMs });
    this.#record = openRecord({ ...head, startedAt: wallClock() }, this.#state);
  }

  get id(): string {
    return this.#order.id;
  }

  get sessionId(): string {
    return this.#order.plan.request.sessionId;
  }

  /** Daily's method was called, so that there is something to tell. */
  get isOpen(): boolean {
    return this.#early === undefined;
  }

  get record(): TransferRecord {
    return this.#record;
  }

  get isRunning(): boolean {
    return !isSettled(this.#state);
  }

  get state(): TransferState {
    return this.#state;
  }

  /** What Daily rejected with, exactly as it came; only where that settled the transfer. */
  get cause(): { readonly thrown: unknown } | undefined {
    return this.#cause;
  }

  /** Calls Daily's method, then announces the request. Answers are handled in a later microtask. */
  send(): void {
    const { call, isInterrupted } = this.#host;
    const { plan, method } = this.#order;
    this.#clock.start();
    const sending = callSafely(() => sendTransfer(call, method, plan.request));
    this.#open();
    if (isInterrupted) this.receive('network-interrupted', 'call-event');
    if ('thrown' in sending) {
      this.#fail('send-threw', sending.thrown);
      return;
    }
    // Only a promise can bring an answer: what a mock returns instead is no yes.
    if (typeof sending.answer?.then !== 'function') return;
    Promise.resolve(sending.answer).then(
      () => this.#answer('daily-said-yes'),
      (error: unknown) => this.#answer('daily-said-no', error),
    );
  }

  /** Something happened; what it means is the machine's to say. */
  receive(signal: Signal, evidence: Evidence): void {
    if (this.#isClosed) return;
    if (this.#early) {
      this.#early.push(() => this.receive(signal, evidence));
      return;
    }
    this.#clock.count(this.#state);
    const before = this.#state;
    const state = transition(before, signal);
    if (state === before) return;
    const sinceMs = Math.round(this.#clock.passedMs);
    this.#state = state;
    this.#record = appendEntry(this.#record, state, { sinceMs, signal, evidence }, before);
    this.#schedule();
    this.#host.changed(this, isSettled(state) && !isSettled(before));
  }

  /** Daily says that the leg stopped: true once the room agrees, now or within a second. */
  hearStopped(): void {
    this.#stoppedAt = now();
    this.judge();
  }

  /** Looks at the room, then judges the clocks: whatever has happened unseen comes before time. */
  judge(): void {
    if (!this.isOpen || !this.isRunning) return;
    this.#look();
    this.#clock.count(this.#state);
    const { signal, ms } = this.#clock.left(this.#state);
    if (ms <= 0) this.receive(signal, 'clock');
    this.#schedule();
  }

  /** Names the transfer that this refused one falls back to; without an id the link is taken back. */
  link(id: string | undefined): void {
    this.#record = linkFallback(this.#record, id, this.#state);
  }

  /** Ends the listening for good; nothing is recorded any more. */
  close(): void {
    if (this.#early) {
      this.#early.push(() => this.close());
      return;
    }
    this.#isClosed = true;
    this.#cancelTimer();
  }

  #open(): void {
    const early = this.#early;
    this.#early = undefined;
    this.#schedule();
    this.#host.changed(this, false);
    early?.forEach((happen) => happen());
  }

  #answer(signal: 'daily-said-yes' | 'daily-said-no', thrown?: unknown): void {
    if (this.isRunning) this.#look();
    if (signal === 'daily-said-no') this.#fail(signal, thrown);
    else this.receive(signal, 'daily-answer');
  }

  #fail(signal: 'daily-said-no' | 'send-threw', thrown: unknown): void {
    if (this.isRunning) this.#cause = { thrown };
    this.receive(signal, signal === 'send-threw' ? 'app' : 'daily-answer');
  }

  /** A look counts only where the list can be trusted: not while interrupted, nor for a hidden caller. */
  #look(): void {
    if (this.#isClosed || this.#state.network === 'interrupted') return;
    const seen = lookFor(this.#host.call, this.sessionId);
    if (seen === 'call-ended') this.receive('call-ended', 'room-read');
    if (seen !== 'gone' || this.#state.transferee === 'hidden') return;
    const hasStopped = now() - this.#stoppedAt <= CONFIRMED_WITHIN_MS;
    this.receive('transferee-left', hasStopped ? 'dial-event' : 'room-read');
  }

  #schedule(): void {
    this.#cancelTimer();
    if (!this.isRunning || this.#isClosed) return;
    this.#cancelTimer = after(Math.min(LOOK_EVERY_MS, this.#clock.left(this.#state).ms), () =>
      this.judge(),
    );
  }
}

function callSafely(
  send: () => Promise<unknown> | undefined,
): { readonly answer: Promise<unknown> | undefined } | { readonly thrown: unknown } {
  try {
    return { answer: send() };
  } catch (thrown) {
    return { thrown };
  }
}
