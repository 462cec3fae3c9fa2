import type { TransferCall } from '../daily/call.js';
import { TransferError } from '../domain/transfer/errors.js';
import type { Authorization } from '../domain/plan/facts.js';
import { recheckQuota, type RunningTransfer, type TransferPlan } from '../domain/plan/plan.js';
import type { EarlierSends } from '../domain/quota.js';
import type { TransferRecord } from '../domain/transfer/record.js';
import type { TransferRequest } from '../domain/plan/request.js';
import { newId } from './ambient.js';
import { Attempt, type AttemptHost } from './attempt.js';
import { askAuthorization, type Authorize, type Verdict } from './authorization.js';
import { Claim } from './claim.js';
import type { Chronicle, ChronicleHost } from './chronicle.js';
import { readFallback } from './fallback.js';
import { refusal } from './refusal.js';
import { SendLedger } from './send-ledger.js';

/** What the transfers need of the controller that they belong to. */
export interface TransfersHost extends ChronicleHost {
  recheck(plan: TransferPlan, authorization: Authorization): TransferPlan;
}

/**
 * The transfers that are asked for: who holds which session, and what is sent for whom. At most one transfer of a session runs; the same request joins it, another one is `busy`.
 */
export class Transfers implements AttemptHost {
  readonly #host: TransfersHost;
  readonly #chronicle: Chronicle;
  readonly #ledger: SendLedger;
  readonly #claims = new Map<string, Claim>();

  constructor(host: TransfersHost, chronicle: Chronicle) {
    this.#host = host;
    this.#chronicle = chronicle;
    this.#ledger = new SendLedger(host.options.quota);
  }

  get call(): TransferCall {
    return this.#host.call;
  }

  get isInterrupted(): boolean {
    return this.#host.room.isInterrupted;
  }

  /** The transfer that holds the session, if one does. */
  runningFor(sessionId: string): RunningTransfer | undefined {
    return this.#claims.get(sessionId)?.running;
  }

  /** What has been sent, as far as the quota asks for it. */
  sentBefore(sessionId: string): EarlierSends {
    return this.#ledger.before(sessionId);
  }

  /** Claims the session and sends, joins what is under way, or refuses; all in this tick. */
  begin(request: TransferRequest): Promise<TransferRecord> {
    const { sessionId, signal } = request;
    const plan = this.#renewQuota(this.#host.plan(request, this.runningFor(sessionId)));
    // Looked at after the app's own rules have run in the plan: they may have changed any of it.
    const claim = this.#claims.get(sessionId);
    if (!this.#host.room.isAttached) throw new TransferError('detached', { plan });
    if (signal?.aborted) throw new TransferError('aborted', { plan, cause: signal.reason });
    if (claim && plan.joins !== undefined) return claim.join(request);
    if (claim) throw this.#refuse('busy', plan);
    if (!plan.ready) throw this.#refuse('blocked', plan);
    return this.#claim(plan, request);
  }

  /** Ends everything that is under way, for the given reason, and takes nothing more. */
  stop(signal: 'detached' | 'call-ended'): void {
    const evidence = signal === 'detached' ? 'app' : 'call-event';
    if (signal === 'detached') this.#chronicle.judge();
    this.#chronicle.tellRunning(signal, evidence);
    for (const claim of this.#claims.values()) {
      const isSending = claim.attempt?.isRunning === true;
      if (!isSending) this.#abandon(claim, new TransferError('detached', { plan: claim.plan }));
    }
    this.#chronicle.close();
  }

  /** @internal Called by an attempt whose record has changed. */
  changed(attempt: Attempt, hasEnded: boolean): void {
    if (hasEnded) this.#chronicle.conclude(attempt);
    const claim = hasEnded ? this.#claims.get(attempt.sessionId) : undefined;
    const next = claim && this.#planFallback(claim, attempt);
    // The app's own rules have run in that plan, and may have ended the claim.
    const held = claim && this.#holds(claim) ? claim : undefined;
    if (held && next) {
      held.id = newId();
      attempt.link(held.id);
      this.#chronicle.announce(attempt);
      this.#pursue(held, next, attempt);
      return;
    }
    if (held) {
      this.#claims.delete(attempt.sessionId);
      held.settle(attempt);
    }
    this.#chronicle.announce(attempt);
  }

  #claim(plan: TransferPlan, request: TransferRequest): Promise<TransferRecord> {
    const isAuto = (request.method ?? 'auto') === 'auto';
    const claim = new Claim(plan, isAuto, () => this.#abandon(claim));
    const promise = claim.join(request);
    this.#claims.set(request.sessionId, claim);
    this.#pursue(claim, plan);
    this.#host.touch();
    return promise;
  }

  /** Sends the plan at once, or asks the app first where it wants to be asked. */
  #pursue(claim: Claim, plan: TransferPlan, refused?: Attempt): void {
    const { authorize } = this.#host.options;
    if (authorize) void this.#ask(claim, plan, authorize, refused);
    else if (refused) this.#conclude(claim, plan, { authorization: 'none' }, refused);
    else this.#send(claim, plan);
  }

  async #ask(
    claim: Claim,
    plan: TransferPlan,
    authorize: Authorize,
    refused: Attempt | undefined,
  ): Promise<void> {
    if (!this.#holds(claim)) return;
    const asked = { authorize, timeoutMs: this.#host.options.authorizeTimeoutMs };
    this.#conclude(claim, plan, await askAuthorization(plan, asked, claim.ask()), refused);
  }

  /** App code has run since the plan was made, so everything is checked anew in the tick of the send. */
  #conclude(
    claim: Claim,
    plan: TransferPlan,
    verdict: Verdict,
    refused: Attempt | undefined,
  ): void {
    const fresh = this.#holds(claim) && this.#host.recheck(plan, verdict.authorization);
    const checked = fresh && this.#renewQuota(fresh);
    if (!checked || !this.#holds(claim)) return;
    if (checked.ready) this.#send(claim, checked, refused);
    else if (refused) this.#abandon(claim);
    else this.#block(claim, checked, verdict);
  }

  /** The app's own rules have run in the plan, and what they have sent counts too. */
  #renewQuota(plan: TransferPlan): TransferPlan {
    const { quota } = this.#host.options;
    const { sessionId } = plan.request;
    return quota && plan.ready ? recheckQuota(plan, this.sentBefore(sessionId), { quota }) : plan;
  }

  /** A listener or an abort may have ended the claim in the meantime. */
  #holds(claim: Claim): boolean {
    return this.#claims.get(claim.plan.request.sessionId) === claim;
  }

  #send(claim: Claim, plan: TransferPlan, refused?: Attempt): void {
    const { timeoutMs, graceMs } = this.#host.options;
    const attempt = new Attempt(
      {
        id: claim.id,
        plan,
        method: plan.method ?? 'sipCallTransfer',
        timeoutMs: plan.request.timeoutMs ?? timeoutMs,
        graceMs,
        ...(refused && { fallbackOf: refused.id }),
      },
      this,
    );
    this.#chronicle.prepare(attempt);
    // The store is the app's own code too.
    if (!this.#holds(claim)) {
      this.#chronicle.conclude(attempt);
      return;
    }
    claim.attempt = attempt;
    this.#chronicle.add(attempt);
    this.#ledger.note(plan);
    attempt.send();
  }

  /** The second plan of a refused REFER, if it is ready and anyone still waits for it. */
  #planFallback(claim: Claim, attempt: Attempt): TransferPlan | undefined {
    const request = claim.isAwaited ? readFallback(attempt) : undefined;
    const plan = request && this.#host.plan(request, undefined);
    return plan?.ready ? plan : undefined;
  }

  /** Lets go of a session for which nothing is in flight; a refused REFER then is its whole story. */
  #abandon(claim: Claim, error?: TransferError): void {
    const { attempt } = claim;
    this.#claims.delete(claim.plan.request.sessionId);
    claim.stopAsking();
    this.#host.touch();
    if (!attempt) {
      claim.reject(error);
      return;
    }
    attempt.link(undefined);
    claim.settle(attempt);
    this.#chronicle.announce(attempt);
  }

  #block(claim: Claim, plan: TransferPlan, verdict: Verdict): void {
    const error = refusal('blocked', plan, verdict);
    this.#abandon(claim, error);
    this.#host.emit({ action: 'transfer-blocked', plan, error });
  }

  #refuse(code: 'blocked' | 'busy', plan: TransferPlan): TransferError {
    const error = refusal(code, plan);
    this.#host.emit({ action: 'transfer-blocked', plan, error });
    return error;
  }
}
