import { masked } from '../domain/masking.js';
import { demandKnownKeys } from '../domain/mistakes.js';
import type { TransferMethod } from '../domain/plan/choose-method.js';
import type { RunningTransfer } from '../domain/plan/make-plan.js';
import {
  PLAN_OPTIONS,
  readPlanRules,
  type PlanOptions,
  type PlanRules,
} from '../domain/plan/options.js';
import type { ReferOptions, TransferOptions } from '../domain/plan/request.js';
import { refusalOf, TransferError } from '../domain/transfer/errors.js';
import { newId, wallClock } from '../environment.js';
import { DAILY_API_OPTIONS, DailyApi, demandRoomName, type DailyApiOptions } from './daily-api.js';
import type { DailyApiError } from './daily-api-error.js';
import {
  makeServerPlan,
  readServerRequest,
  type ServerTransferPlan,
  type ServerTransferRequest,
  type ServerTransferSettings,
} from './server-plan.js';

/** How a client reaches Daily, decides and checks. Without `domain` or `allowTargets` no target is allowed. */
export interface TransferClientOptions extends DailyApiOptions, PlanOptions {}

/**
 * A transfer to which Daily said yes. A server sees no more of it than that; whether the caller left and
 * the target answered comes by Daily's webhooks. Immutable. JSON and Node's `util.inspect` of it are masked.
 */
export interface AcceptedTransfer {
  readonly id: string;
  readonly status: 'accepted';
  readonly room: string;
  readonly method: TransferMethod;
  readonly plan: ServerTransferPlan;
  /** When the request was sent, in milliseconds since the epoch. */
  readonly startedAt: number;
}

/** A transfer that Daily has not answered yet. */
interface Running extends RunningTransfer {
  readonly settled: Promise<AcceptedTransfer>;
}

/**
 * Transfers callers by Daily's REST API: decides between the two methods, checks what a server can check,
 * sends once, and reports Daily's answer with the same codes and errors as the page.
 *
 * @example
 * const client = new TransferClient({ apiKey: process.env.DAILY_API_KEY, domain: 'acme' });
 * await client.transfer('support', { sessionId, toEndPoint: 'sip:billing@acme.sip.daily.co' });
 */
export class TransferClient {
  readonly #api: DailyApi;
  readonly #rules: PlanRules;
  /** What this client has sent and Daily has not answered, by room and session. */
  readonly #running = new Map<string, Running>();
  #isCallingApp = false;

  /** @throws TypeError naming the option that is not known or wrong */
  constructor(options: TransferClientOptions) {
    this.#api = new DailyApi(options);
    demandKnownKeys(options, [...DAILY_API_OPTIONS, ...PLAN_OPTIONS], 'TransferClient');
    this.#rules = readPlanRules(options);
  }

  /**
   * What would happen if we transferred now: decision, checks and consequences. Sends nothing.
   *
   * @throws TypeError if the room or the request is of the wrong type
   */
  plan(room: string, request: ServerTransferRequest): ServerTransferPlan {
    return this.#plan(demandRoomName(room), readServerRequest(request));
  }

  /**
   * Transfers by the method that the request names, or else by the one that the rule chooses. Resolves when
   * Daily says yes. The same request again, while Daily has not answered, joins the one under way.
   *
   * @throws always as a rejection. TypeError: wrong types, or a call from within `allowTargets` or `fetch`.
   * TransferError with nothing sent: `aborted`, `busy`, `blocked` (with the plan). `rejected`: Daily said no
   * or was not reached, and did nothing. `daily-silent`: Daily may have done it, so look at the room before
   * you send it again. `cause` is a DailyApiError. `aborted` with a status: it was aborted after the send,
   * and nothing can be recalled.
   */
  async transfer(room: string, request: ServerTransferRequest): Promise<AcceptedTransfer> {
    if (this.#isCallingApp) {
      throw new TypeError('App code that is called inside a plan or a send may not transfer');
    }
    const plan = this.plan(room, request);
    const { signal } = plan.request;
    if (signal?.aborted) throw new TransferError('aborted', { plan, cause: signal.reason });
    const running = this.#running.get(keyOf(room, plan.request));
    if (running && plan.joins === undefined) throw refusalOf('busy', plan);
    if (!plan.ready) throw refusalOf('blocked', plan);
    const { settled } = running ?? this.#start(room, plan);
    return signal ? raceAbort(signal, settled, plan) : settled;
  }

  /** `transfer()` by Daily's sipCallTransfer, with the same checks. */
  async sipCallTransfer(
    room: string,
    options: TransferOptions,
    settings?: ServerTransferSettings,
  ): Promise<AcceptedTransfer> {
    return this.transfer(room, { ...settings, ...options, method: 'sipCallTransfer' });
  }

  /** `transfer()` by Daily's sipRefer, with the same checks. */
  async sipRefer(
    room: string,
    options: ReferOptions,
    settings?: ServerTransferSettings,
  ): Promise<AcceptedTransfer> {
    return this.transfer(room, { ...settings, ...options, method: 'sipRefer' });
  }

  #plan(room: string, request: ServerTransferRequest): ServerTransferPlan {
    const running = this.#running.get(keyOf(room, request));
    return this.#callApp(() => makeServerPlan(request, this.#rules, running));
  }

  #start(room: string, plan: ServerTransferPlan): Running {
    const key = keyOf(room, plan.request);
    const id = newId();
    const isAuto = plan.because !== 'method-requested';
    const sending = this.#callApp(() => this.#send(id, room, plan));
    const settled = sending.finally(() => this.#running.delete(key));
    // Everyone who waited for it may have aborted by then.
    settled.catch(() => {});
    const running = { id, isAuto, request: plan.request, settled };
    this.#running.set(key, running);
    return running;
  }

  async #send(id: string, room: string, plan: ServerTransferPlan): Promise<AcceptedTransfer> {
    // A plan that is ready has a method.
    const method = plan.method as TransferMethod;
    const { timeoutMs } = plan.request;
    const startedAt = wallClock();
    try {
      await this.#api.post({ room, action: method, body: bodyOf(plan.request), timeoutMs });
    } catch (error) {
      throw failureOf(error as DailyApiError, plan);
    }
    return masked<AcceptedTransfer>({ id, status: 'accepted', room, method, plan, startedAt });
  }

  /** Runs what calls the app's own functions: the rules of `allowTargets`, and `fetch`. */
  #callApp<T>(run: () => T): T {
    const before = this.#isCallingApp;
    this.#isCallingApp = true;
    try {
      return run();
    } finally {
      this.#isCallingApp = before;
    }
  }
}

/** The end of a transfer to which Daily did not say yes. */
function failureOf(error: DailyApiError, plan: ServerTransferPlan): TransferError {
  const [code, status] =
    error.outcome === 'unknown'
      ? (['daily-silent', 'unconfirmed'] as const)
      : (['rejected', 'failed'] as const);
  return new TransferError(code, { status, plan, cause: error }, error.message);
}

/** Daily's documented keys and no other (docs.daily.co, REST, sip-call-transfer and sip-refer). */
function bodyOf(request: ServerTransferRequest): Readonly<Record<string, unknown>> {
  const { sessionId, toEndPoint, callerId, extension, waitBeforeExtensionDialSec } = request;
  // JSON leaves out what is undefined. Only a phone has the last three, and no REFER goes to a phone.
  return { sessionId, toEndPoint, callerId, extension, waitBeforeExtensionDialSec };
}

/** The result for one caller of `transfer()` who may abort; the transfer goes on for the others. */
function raceAbort(
  signal: AbortSignal,
  settled: Promise<AcceptedTransfer>,
  plan: ServerTransferPlan,
): Promise<AcceptedTransfer> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      const details = { status: 'unconfirmed', plan, cause: signal.reason as unknown } as const;
      reject(
        new TransferError('aborted', details, 'it was aborted after the request had gone out'),
      );
    };
    // The app's `fetch` may have aborted it.
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
    settled.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

function keyOf(room: string, { sessionId }: ServerTransferRequest): string {
  return `${room}\n${sessionId}`;
}
