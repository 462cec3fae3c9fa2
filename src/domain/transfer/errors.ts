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
  declare readonly code: TransferErrorCode;
  /** `failed`: it did not work. `unconfirmed`: nobody can know. None: nothing was sent, or only this waiting was aborted (then `record` is there). */
  declare readonly status?: 'failed' | 'unconfirmed';
  declare readonly record?: TransferRecord;
  declare readonly plan?: TransferPlan;

  constructor(
    code: TransferErrorCode,
    details: TransferErrorDetails = {},
    why: string = WHY[code],
  ) {
    const confirm = details.status === 'unconfirmed' ? 'confirm the transfer' : 'transfer';
    super(`unable to ${confirm}; ${why}`, details);
    const { status, record, plan } = details;
    Object.assign(this, { code, status, record, plan });
  }

  /** The error as masked data, as `JSON.stringify()` writes it: without `cause`. */
  toJSON(): unknown {
    return maskData({ ...this, message: this.message });
  }

  /** What Node's `console.log` shows: an error with its stack, the rest masked as in JSON. */
  [INSPECT](): unknown {
    return Object.assign(new Error(this.message), this.toJSON(), { stack: this.stack });
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
