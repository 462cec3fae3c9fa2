import { asReason } from '../domain/plan/check.js';
import { TransferError } from '../domain/transfer/errors.js';
import type { TransferPlan } from '../domain/plan/plan.js';
import type { Verdict } from './authorization.js';

/**
 * The error of a request that is refused before anything is sent. Its first blocker says what is in the
 * way; what the app's `authorize` threw is the cause.
 */
export function refusal(
  code: 'blocked' | 'busy',
  plan: TransferPlan,
  verdict?: Verdict,
): TransferError {
  const cause = verdict?.authorization === 'threw' ? { cause: verdict.thrown } : {};
  const [first] = code === 'blocked' ? plan.blockers : [];
  return new TransferError(code, { plan, ...cause }, first && asReason(first.message));
}
