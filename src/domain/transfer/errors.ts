import { INSPECT, maskData } from '../masking.js';
import { asReason } from '../plan/check.js';
import type { TransferPlan } from '../plan/plan.js';
import type { TransferErrorCode } from './error-code.js';
import type { TransferRecord } from './record.js';

/** What an error can carry besides its code. */
export interface TransferErrorDetails {
  readonly status?: 'failed' | 'unconfirmed' | undefined;
  readonly record?: TransferRecord | undefined;
  readonly plan?: TransferPlan | undefined;
  /** Exactly what Daily or the app threw: a string, an object or an `Error`. */
  readonly cause?: unknown;
}

const WHY: Readonly<Record<TransferErrorCode, string>> = {
  blocked: 'a precondition is not met',
  busy: 'another transfer of this caller is under way',
  aborted: 'it was aborted',
  detached: 'the controller is detached',
  rejected: 'Daily said no',
  'transferee-left': 'the caller had left when Daily answered',
  'left-unanswered': 'the caller left, but Daily never answered',
  'never-left': 'Daily said yes, but the caller never left',
  'daily-silent': 'Daily never answered, and the caller never left',
  'call-ended': 'our own call ended first',
  'target-busy': 'the target was busy',
  'no-answer': 'the target did not answer',
  declined: 'the target declined',
  unreachable: 'the target could not be reached',
};

/**
 * Every failure of a transfer. `message` is `unable to transfer; <why>`, or `unable to confirm the
 * transfer; <why>` when nobody can know; it holds no number. JSON of it is masked and without `cause`.
 *
 * @example
 * controller.transfer(request).catch((error) => {
 *   if (isTransferError(error, 'blocked')) show(error.plan?.blockers);
 * });
 */
export class TransferError extends Error {
  override readonly name = 'TransferError';
  readonly code: TransferErrorCode;
  /** `failed`: it did not work. `unconfirmed`: nobody can know. None: nothing was sent, or only this waiting was aborted (then `record` is there). */
  readonly status?: 'failed' | 'unconfirmed';
  readonly record?: TransferRecord;
  readonly plan?: TransferPlan;

  constructor(
    code: TransferErrorCode,
    details: TransferErrorDetails = {},
    why: string = WHY[code],
  ) {
    const confirm = details.status === 'unconfirmed' ? 'confirm the transfer' : 'transfer';
    super(`unable to ${confirm}; ${why}`, 'cause' in details ? { cause: details.cause } : {});
    this.code = code;
    if (details.status) this.status = details.status;
    if (details.record) this.record = details.record;
    if (details.plan) this.plan = details.plan;
  }

  /** The error as masked data, as `JSON.stringify()` writes it: without `cause`. */
  toJSON(): unknown {
    const { name, code, message, status, record, plan } = this;
    return maskData({ name, code, message, status, record, plan });
  }

  /** What Node's `console.log` shows: an error with its stack, the rest masked as in JSON. */
  [INSPECT](): unknown {
    const { message, stack } = this;
    return Object.assign(new Error(message), maskData({ ...this }), { stack });
  }
}

/**
 * The error of a request that is refused before anything is sent; a blocked one says what its first
 * blocker says.
 *
 * @param details `cause`: what the app's `authorize` threw, if it did
 */
export function refusalOf(
  code: 'blocked' | 'busy',
  plan: TransferPlan,
  details: Pick<TransferErrorDetails, 'cause'> = {},
): TransferError {
  const [first] = code === 'blocked' ? plan.blockers : [];
  return new TransferError(code, { plan, ...details }, first && asReason(first.message));
}
