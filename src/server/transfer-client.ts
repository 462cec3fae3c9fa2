import type { TransferMethod } from '../domain/plan/choose-method.js';
import { TransferError } from '../domain/transfer/errors.js';
import { masked } from '../domain/masking.js';
import type { PlanRules, RunningTransfer } from '../domain/plan/plan.js';
import { readPlanRules, type PlanOptions } from '../domain/plan/plan-rules.js';
import type { ReferOptions, TransferOptions } from '../domain/plan/request.js';
import { newId, wallClock } from '../environment.js';
import { DailyApi, readRoomName, type DailyApiOptions } from './daily-api.js';
import type { DailyApiError } from './daily-api-error.js';
import {
  makeServerPlan,
  readServerRequest,
  type ServerTransferPlan,
  type ServerTransferRequest,
  type ServerTransferSettings,
} from './server-plan.js';
import { explain, refuse } from './transfer-failure.js';

/** How a client reaches Daily, decides and checks. Without `domain` or `allowTargets` no target is allowed. */
export interface TransferClientOptions extends DailyApiOptions, PlanOptions {}

/**
 * A transfer that Daily took. A server sees no more of it: whether the caller left and the target
 * answered comes by Daily's webhooks. Immutable; JSON of it is masked.
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

/** A request that Daily has not answered yet. */
interface Running extends RunningTransfer {
  readonly settled: Promise<AcceptedTransfer>;
}

/**
 * Transfers callers by Daily's REST API: decides between the two methods, checks what a server can check,
 * sends once, and tells Daily's answer in the words that the page has.
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

  /** @throws TypeError naming the option that is wrong */
  constructor(options: TransferClientOptions) {
    this.#api = new DailyApi(options);
    this.#rules = readPlanRules(options);
  }

  /**
   * What would happen if we transferred now: decision, checks and consequences. Sends nothing.
   *
   * @throws TypeError where the room or the request is of the wrong type
   */
  plan(room: string, request: ServerTransferRequest): ServerTransferPlan {
    return this.#plan(readRoomName(room), readServerRequest(request));
  }

  /**
   * Transfers by the method that the request names, else by the one that the rule chooses. Resolves when
   * Daily took the request. The very same request, while Daily has not answered, joins the one under way.
   *
   * @throws as rejections: TypeError for wrong types, and TransferError. Nothing was sent: `aborted`,
   * `busy`, `blocked` (with the plan). `rejected`: Daily said no or was not reached, so nothing was done.
   * `daily-silent`: the request may have been carried out; ask the room before it is sent again. `cause`
   * is a DailyApiError. `aborted` with a status: after the send, when nothing can be recalled.
   */
  async transfer(
    room: string,
    request: ServerTransferRequest,
    settings?: ServerTransferSettings,
  ): Promise<AcceptedTransfer> {
    return this.#transfer(room, settings ? { ...settings, ...request } : request);
  }

  /** `transfer()` by Daily's sipCallTransfer, with the same checks. */
  async sipCallTransfer(
    room: string,
    options: TransferOptions,
    settings?: ServerTransferSettings,
  ): Promise<AcceptedTransfer> {
    return this.#transfer(room, { ...settings, ...options, method: 'sipCallTransfer' });
  }

  /** `transfer()` by Daily's sipRefer, with the same checks. */
  async sipRefer(
    room: string,
    options: ReferOptions,
    settings?: ServerTransferSettings,
  ): Promise<AcceptedTransfer> {
    return this.#transfer(room, { ...settings, ...options, method: 'sipRefer' });
  }

  #plan(room: string, request: ServerTransferRequest): ServerTransferPlan {
    const running = this.#running.get(keyOf(room, request));
    return makeServerPlan(request, this.#rules, running);
  }

  async #transfer(room: string, given: ServerTransferRequest): Promise<AcceptedTransfer> {
    const request = readServerRequest(given);
    const { signal } = request;
    const key = keyOf(readRoomName(room), request);
    const before = this.#running.get(key);
    const plan = this.#plan(room, request);
    // The app's own rules have run in that plan, and may have aborted or sent it.
    if (signal?.aborted) throw new TransferError('aborted', { plan, cause: signal.reason });
    const running = this.#running.get(key);
    if (running !== before || (running && plan.joins === undefined)) {
      throw new TransferError('busy', { plan });
    }
    if (!plan.ready) throw refuse(plan);
    const { settled } = running ?? this.#start(key, { room, plan, request });
    return signal ? waitWith(signal, settled, plan) : settled;
  }

  #start(key: string, order: Omit<Order, 'id'>): Running {
    const { plan, request } = order;
    const id = newId();
    const isAuto = (request.method ?? 'auto') === 'auto';
    let follow: (sending: Promise<AcceptedTransfer>) => void = () => {};
    const settled = new Promise<AcceptedTransfer>((resolve) => {
      follow = resolve;
    }).finally(() => this.#running.delete(key));
    // Everyone who waited may have aborted by then.
    settled.catch(() => {});
    const running = { id, isAuto, request: plan.request, settled };
    // Before the send, since a fetch of the app may ask for the same.
    this.#running.set(key, running);
    follow(this.#send({ ...order, id }));
    return running;
  }

  async #send({ id, room, plan, request: { timeoutMs } }: Order): Promise<AcceptedTransfer> {
    // A plan that is ready has a method.
    const method = plan.method as TransferMethod;
    const startedAt = wallClock();
    try {
      await this.#api.post({ room, action: method, body: bodyOf(method, plan.request), timeoutMs });
    } catch (error) {
      throw explain(error as DailyApiError, plan);
    }
    return masked<AcceptedTransfer>({ id, status: 'accepted', room, method, plan, startedAt });
  }
}

/** One transfer to be sent. */
interface Order {
  readonly id: string;
  readonly room: string;
  readonly plan: ServerTransferPlan;
  readonly request: ServerTransferRequest;
}

/** Daily's documented keys and no other (docs.daily.co, REST, sip-call-transfer and sip-refer). */
function bodyOf(
  method: TransferMethod,
  request: ServerTransferRequest,
): Readonly<Record<string, unknown>> {
  const { sessionId, toEndPoint, callerId, extension, waitBeforeExtensionDialSec } = request;
  if (method === 'sipRefer') return { sessionId, toEndPoint };
  return {
    sessionId,
    toEndPoint,
    ...(callerId !== undefined && { callerId }),
    ...(extension !== undefined && { extension }),
    ...(waitBeforeExtensionDialSec !== undefined && { waitBeforeExtensionDialSec }),
  };
}

/** The waiting of one who may abort; nothing can be recalled by then, and others may wait too. */
function waitWith(
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
    // A fetch of the app may have aborted it while it was called.
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    settled.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

function keyOf(room: string, { sessionId }: ServerTransferRequest): string {
  return `${room}\n${sessionId}`;
}
