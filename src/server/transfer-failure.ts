import { asReason } from '../domain/plan/check.js';
import { TransferError } from '../domain/transfer/errors.js';
import type { DailyApiError } from './daily-api-error.js';
import type { ServerTransferPlan } from './server-plan.js';

/** The error of a plan that is not ready: the first blocker says what is in the way. */
export function refusalOf(plan: ServerTransferPlan): TransferError {
  const [first] = plan.blockers;
  return new TransferError('blocked', { plan }, first && asReason(first.message));
}

/** The error of a transfer to which Daily did not say yes. */
export function failureOf(error: DailyApiError, plan: ServerTransferPlan): TransferError {
  const [code, status] =
    error.outcome === 'unknown'
      ? (['daily-silent', 'unconfirmed'] as const)
      : (['rejected', 'failed'] as const);
  return new TransferError(code, { status, plan, cause: error }, error.message);
}
