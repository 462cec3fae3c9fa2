import type { TransferCall } from '../daily/call.js';
import { sendTransfer } from '../daily/dispatch.js';
import { lookFor } from '../daily/facts.js';
import type { TransferMethod } from '../domain/decision.js';
import { isSettled, REQUESTED, transition, type Signal, type TransferState } from '../domain/lifecycle.js'; // prettier-ignore
import type { TransferPlan } from '../domain/plan.js';
import { appendEntry, linkFallback, openRecord, type Evidence, type TransferRecord } from '../domain/record.js'; // prettier-ignore
import { after, now, wallClock } from './ambient.js';

/** The room is looked at this often while a transfer runs, for events that never reach us. */
const LOOK_EVERY_MS = 1_000;
/** What an interrupted network may add to the deadline, since neither answers nor events arrive then. */
const LONGEST_EXTENSION_MS = 15_000;

/** What an attempt needs of the controller around it. */
export interface AttemptHost {
  readonly call: TransferCall;
  readonly isInterrupted: boolean;
  /** The record is another one now; `previous` is missing at the first one. */
  changed(attempt: Attempt, previous: TransferRecord | undefined): void;
}

/** What one attempt is made of. */
export interface AttemptOrder {
  readonly id: string;
  readonly plan: TransferPlan;
  readonly method: TransferMethod;
  readonly timeoutMs: number;
  readonly graceMs: number;
  readonly fallbackOf?: string | undefined;
}

/**
 * One transfer in flight: sends it once, feeds what happens to its own machine, and keeps its clocks.
 * Never used again, so that a late answer of one attempt cannot move another.
 */
export class Attempt {
  readonly #order: AttemptOrder;
  readonly #host: AttemptHost;
  #state: TransferState = REQUESTED;
  #record: TransferRecord | undefined;
  #cause: { readonly thrown: unknown } | undefined;
  /** Signals that came while Daily's method was still being called. */
  #early: (() => void)[] = [];
  #sentAt = 0;
  #spentTo = 0;
  #interruptedMs = 0;
  #graceMs = 0;
  #stoppedAt = -Infinity;
  #cancelTimer: () => void = () => {};
  #isClosed = false;

  constructor(order: AttemptOrder, host: AttemptHost) {
    this.#order = order;
    this.#host = host;
  }

  get id(): string {
    return this.#order.id;
  }

  get sessionId(): string {
    return this.#order.plan.request.sessionId;
  }

  get record(): TransferRecord | undefined {
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
    this.#sentAt = this.#spentTo = now();
    const sending = callSafely(() => sendTransfer(call, method, plan.request));
    this.#open();
    if (isInterrupted) this.receive('network-interrupted', 'call-event');
    if ('thrown' in sending) {
      this.#fail('send-threw', sending.thrown);
      return;
    }
    Promise.resolve(sending.answer).then(
      () => this.#answer('daily-said-yes'),
      (error: unknown) => this.#answer('daily-said-no', error),
    );
  }

  /** Something happened; what it means is the machine's to say. */
  receive(signal: Signal, evidence: Evidence): void {
    if (this.#isClosed) return;
    if (!this.#record) {
      this.#early.push(() => this.receive(signal, evidence));
      return;
    }
    this.#spend();
    const before = this.#state;
    const state = transition(before, signal);
    if (state === before) return;
    const previous = this.#record;
    const sinceMs = Math.round(now() - this.#sentAt);
    this.#state = state;
    this.#record = appendEntry(previous, state, { sinceMs, signal, evidence }, before);
    this.#cancelTimer();
    this.#schedule();
    this.#host.changed(this, previous);
  }

  /** Daily says that the leg stopped: true once the room agrees, now or within a second. */
  hearStopped(): void {
    this.#stoppedAt = now();
    this.judge();
  }

  /** Looks at the room, then judges the clocks: whatever has happened unseen comes before time. */
  judge(): void {
    if (!this.isRunning || !this.#record) return;
    this.#look();
    this.#spend();
    const waited = now() - this.#sentAt;
    const extension = Math.min(this.#interruptedMs, LONGEST_EXTENSION_MS);
    const { timeoutMs, graceMs } = this.#order;
    const last = timeoutMs + graceMs + LONGEST_EXTENSION_MS;
    if (this.#graceMs >= graceMs || waited >= last) this.receive('grace-over', 'clock');
    if (waited >= timeoutMs + extension) this.receive('deadline-over', 'clock');
    this.#cancelTimer();
    this.#schedule();
  }

  /** Names the transfer that this refused one falls back to; without an id the link is taken back. */
  link(id: string | undefined): void {
    if (this.#record) this.#record = linkFallback(this.#record, id, this.#state);
  }

  /** Ends the listening for good; nothing is recorded any more. */
  close(): void {
    if (!this.#record) {
      this.#early.push(() => this.close());
      return;
    }
    this.#isClosed = true;
    this.#cancelTimer();
  }

  #open(): void {
    const { id, plan, method, fallbackOf } = this.#order;
    const head = { id, plan, method, startedAt: wallClock(), ...(fallbackOf && { fallbackOf }) };
    this.#record = openRecord(head, this.#state);
    this.#schedule();
    this.#host.changed(this, undefined);
    const early = this.#early;
    this.#early = [];
    for (const receive of early) receive();
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
    const hasStopped = now() - this.#stoppedAt <= LOOK_EVERY_MS;
    this.receive('transferee-left', hasStopped ? 'dial-event' : 'room-read');
  }

  /** Counts the time since the last count: interrupted time extends the deadline, other time is grace. */
  #spend(): void {
    const passed = now() - this.#spentTo;
    this.#spentTo += passed;
    if (this.#state.network === 'interrupted') this.#interruptedMs += passed;
    else if (this.#isInGrace) this.#graceMs += passed;
  }

  get #isInGrace(): boolean {
    return this.#state.transferee === 'left' && this.#state.ack === 'none';
  }

  #schedule(): void {
    if (!this.isRunning || this.#isClosed) return;
    const { timeoutMs, graceMs } = this.#order;
    const deadline = timeoutMs - (now() - this.#sentAt);
    const grace = this.#isInGrace ? Math.max(0, graceMs - this.#graceMs) : Infinity;
    const due = Math.min(LOOK_EVERY_MS, deadline > 0 ? deadline : Infinity, grace);
    this.#cancelTimer = after(due, () => this.judge());
  }
}

function callSafely(
  send: () => Promise<unknown>,
): { readonly answer: Promise<unknown> } | { readonly thrown: unknown } {
  try {
    return { answer: send() };
  } catch (thrown) {
    return { thrown };
  }
}
