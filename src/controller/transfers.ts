import type { TransferCall } from '../daily/call.js';
import { readFact, type CallSignal } from '../daily/signals.js';
import { TransferError, type TransferErrorCode } from '../domain/errors.js';
import { eventOf } from '../domain/events.js';
import type { Authorization } from '../domain/facts.js';
import type { RunningTransfer, TransferPlan } from '../domain/plan.js';
import type { TransferRecord } from '../domain/record.js';
import type { TransferRequest } from '../domain/request.js';
import { newId } from './ambient.js';
import { Attempt, type AttemptHost } from './attempt.js';
import { askAuthorization } from './authorization.js';
import { Claim } from './claim.js';
import type { Payload } from './emitter.js';
import { History } from './history.js';
import type { ControllerOptions } from './options.js';
import { watchWake } from './wake.js';

/** What the transfers need of the controller that they belong to. */
export interface TransfersHost {
  readonly call: TransferCall;
  readonly options: ControllerOptions;
  readonly room: { readonly isAttached: boolean; readonly isInterrupted: boolean };
  plan(request: TransferRequest, running: RunningTransfer | undefined): TransferPlan;
  recheck(plan: TransferPlan, authorization: Authorization): TransferPlan;
  emit(event: Payload): void;
  touch(): void;
}

/**
 * All transfers of one controller: who holds which session, what is in flight, and what has been.
 * At most one transfer of a session runs; the same request joins it, another one is `busy`.
 */
export class Transfers implements AttemptHost {
  readonly #host: TransfersHost;
  readonly #history: History;
  readonly #claims = new Map<string, Claim>();
  #stopWake: (() => void) | undefined;

  constructor(host: TransfersHost) {
    this.#host = host;
    this.#history = new History(host.options.historyLimit);
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

  /** The transfer that holds the session, if one does. */
  runningFor(sessionId: string): RunningTransfer | undefined {
    const claim = this.#claims.get(sessionId);
    return claim && { id: claim.id, request: claim.plan.request, isAuto: claim.isAuto };
  }

  /** Claims the session and sends, joins what is under way, or refuses; all in this tick. */
  begin(request: TransferRequest): Promise<TransferRecord> {
    const { signal } = request;
    if (!this.#host.room.isAttached) throw new TransferError('detached');
    if (signal?.aborted) throw new TransferError('aborted', { cause: signal.reason });
    const claim = this.#claims.get(request.sessionId);
    const plan = this.#host.plan(request, this.runningFor(request.sessionId));
    if (claim && plan.joins !== undefined) return claim.join(request);
    if (claim) throw this.#refuse('busy', plan);
    if (!plan.ready) throw this.#refuse('blocked', plan);
    return this.#claim(plan, request);
  }

  /** One of Daily's events: what it means for the transfers under way, and as a late fact for others. */
  hear(event: CallSignal): void {
    if (event.kind === 'dial-stopped') {
      for (const attempt of this.#history.of(event.sessionId)) attempt.hearStopped();
      return;
    }
    const fact = readFact(event);
    if (!fact) return;
    const { sessionId, signal, evidence } = fact;
    const attempts = sessionId === undefined ? this.#history.running : this.#history.of(sessionId);
    for (const attempt of attempts) attempt.receive(signal, evidence);
    if (event.kind === 'network') this.judge();
  }

  /** Looks at the room and judges the clocks now, as after a sleep. */
  judge(): void {
    for (const attempt of this.#history.running) attempt.judge();
  }

  /** Ends everything that is under way, for the given reason, and takes nothing more. */
  stop(signal: 'detached' | 'call-ended'): void {
    const evidence = signal === 'detached' ? 'app' : 'call-event';
    for (const attempt of this.#history.running) attempt.receive(signal, evidence);
    for (const claim of this.#claims.values()) {
      this.#abandon(claim, new TransferError('detached', { plan: claim.plan }));
    }
    this.#history.close();
    this.#updateWake();
  }

  /** @internal Called by an attempt whose record has changed. */
  changed(attempt: Attempt, previous: TransferRecord | undefined): void {
    const claim = this.#claims.get(attempt.sessionId);
    const hasEnded = claim?.attempt === attempt && !attempt.isRunning;
    const next = hasEnded ? this.#planFallback(claim, attempt) : undefined;
    if (hasEnded && next) {
      const id = newId();
      attempt.link(id);
      this.#announce(attempt, previous);
      this.#pursue(claim, next, id, attempt);
      return;
    }
    if (hasEnded) this.#claims.delete(attempt.sessionId);
    this.#announce(attempt, previous);
    if (hasEnded) claim.settle(attempt);
  }

  #claim(plan: TransferPlan, request: TransferRequest): Promise<TransferRecord> {
    const isAuto = (request.method ?? 'auto') === 'auto';
    const claim = new Claim(plan, isAuto, () =>
      this.#abandon(claim, new TransferError('aborted', { plan })),
    );
    this.#claims.set(request.sessionId, claim);
    const promise = claim.join(request);
    this.#pursue(claim, plan, claim.id);
    this.#host.touch();
    return promise;
  }

  /** Sends the plan at once, or asks the app first where it wants to be asked. */
  #pursue(claim: Claim, plan: TransferPlan, id: string, refused?: Attempt): void {
    if (!this.#holds(claim)) return;
    if (!this.#host.options.authorize) {
      this.#send(claim, plan, id, refused);
      return;
    }
    void this.#ask(claim, plan, id, refused);
  }

  async #ask(
    claim: Claim,
    plan: TransferPlan,
    id: string,
    refused: Attempt | undefined,
  ): Promise<void> {
    const verdict = await askAuthorization(plan, this.#host.options, claim.ask());
    if (!this.#holds(claim)) return;
    const checked = this.#host.recheck(plan, verdict.authorization);
    if (checked.ready) this.#send(claim, checked, id, refused);
    else if (refused) this.#abandon(claim);
    else this.#abandon(claim, this.#refuse('blocked', checked, verdict));
  }

  /** A listener or an abort may have ended the claim in the meantime. */
  #holds(claim: Claim): boolean {
    return this.#claims.get(claim.plan.request.sessionId) === claim;
  }

  #send(claim: Claim, plan: TransferPlan, id: string, refused: Attempt | undefined): void {
    const { timeoutMs, graceMs } = this.#host.options;
    const attempt = new Attempt(
      {
        id,
        plan,
        method: plan.method ?? 'sipCallTransfer',
        timeoutMs: plan.request.timeoutMs ?? timeoutMs,
        graceMs,
        fallbackOf: refused?.id,
      },
      this,
    );
    claim.attempt = attempt;
    this.#history.add(attempt);
    attempt.send();
  }

  /** The second plan of a refused REFER whose request asked for it, if it is ready. */
  #planFallback(claim: Claim, { state, record }: Attempt): TransferPlan | undefined {
    const { request, method } = claim.plan;
    const isRefused =
      state.code === 'rejected' && state.ack === 'no' && state.transferee === 'here';
    const isFirst = method === 'sipRefer' && record?.fallbackOf === undefined;
    if (!isRefused || !isFirst || !request.fallback || !claim.isAwaited) return undefined;
    const plan = this.#host.plan({ ...request, method: 'sipCallTransfer' }, undefined);
    return plan.ready ? plan : undefined;
  }

  /** Lets go of a session for which nothing is in flight; a refused REFER then is its whole story. */
  #abandon(claim: Claim, error?: TransferError): void {
    const { attempt } = claim;
    this.#claims.delete(claim.plan.request.sessionId);
    claim.stopAsking();
    const previous = attempt?.record;
    attempt?.link(undefined);
    if (attempt && previous) this.#announce(attempt, previous);
    if (attempt) claim.settle(attempt);
    else claim.reject(error);
    this.#host.touch();
  }

  #refuse(
    code: 'blocked' | 'busy',
    plan: TransferPlan,
    { thrown }: { thrown?: unknown } = {},
  ): TransferError {
    const cause = thrown === undefined ? {} : { cause: thrown };
    const error = new TransferError(code, { plan, ...cause }, whyBlocked(code, plan));
    this.#host.emit({ action: 'transfer-blocked', plan, error });
    return error;
  }

  #announce(attempt: Attempt, previous: TransferRecord | undefined): void {
    const { record } = attempt;
    if (!record) return;
    this.#history.refresh();
    this.#updateWake();
    const event = { transfer: record, ...(previous && { previous }) };
    const { status } = record;
    if (status !== previous?.status) this.#host.emit({ action: eventOf(status), ...event });
    this.#host.emit({ action: 'transfer-updated', ...event });
    this.#host.touch();
  }

  #updateWake(): void {
    const isWaiting = this.#history.running.length > 0;
    if (isWaiting) {
      this.#stopWake ??= watchWake(() => this.judge());
      return;
    }
    this.#stopWake?.();
    this.#stopWake = undefined;
  }
}

/** The first blocker says what is in the way; it is a sentence without numbers. */
function whyBlocked(code: TransferErrorCode, { blockers }: TransferPlan): string | undefined {
  const [first] = code === 'blocked' ? blockers : [];
  return (
    first && `${first.message.charAt(0).toLowerCase()}${first.message.slice(1).replace(/\.$/, '')}`
  );
}
