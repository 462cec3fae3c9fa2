import { asReason } from '../domain/plan/check.js';
import { TransferError } from '../domain/transfer/errors.js';
import type { DailyApiError } from './daily-api-error.js';
import type { ServerTransferPlan } from './server-plan.js';

/** The first blocker says what is in the way. */
export function refuse(plan: ServerTransferPlan): TransferError {
  const [first] = plan.blockers;
  return new TransferError('blocked', { plan }, first && asReason(first.message));
}

/** What Daily said, or did not say, as the end of the transfer. */
export function explain(error: DailyApiError, plan: ServerTransferPlan): TransferError {
  const isUnknown = error.outcome === 'unknown';
  const [code, status] = isUnknown
    ? (['daily-silent', 'unconfirmed'] as const)
    : (['rejected', 'failed'] as const);
  return new TransferError(code, { status, plan, cause: error }, error.message);
}
