import type { Endpoint } from '../endpoint/endpoint.js';
import type { Transferee } from '../transferee.js';
import type { Check } from './check.js';
import type { Reason, RuleRow, TransferMethod } from './choose-method.js';
import type { Consequence } from './consequences.js';
import type { TransferRequest } from './request.js';

/**
 * What would happen if we transferred now: decision, checks and consequences. Immutable; making one
 * sends nothing. JSON of it is masked.
 */
export interface TransferPlan {
  /** No check stands in the way. */
  readonly ready: boolean;
  /** The request, normalised, its method resolved: `transfer(plan.request)` sends what was shown, or rejects. */
  readonly request: TransferRequest;
  readonly transferee?: Transferee;
  readonly target: Endpoint;
  /** None where the target is invalid. */
  readonly method?: TransferMethod;
  readonly because?: Reason;
  /** Every row of the decision rule, and how it did; empty where the target is invalid. */
  readonly considered: readonly RuleRow[];
  /** Every precondition, in fixed order. */
  readonly checks: readonly Check[];
  /** The failed checks that are not overridden. */
  readonly blockers: readonly Check[];
  readonly consequences: readonly Consequence[];
  /** Id of the running transfer that this request would join. */
  readonly joins?: string;
}

/** A rule for targets: text as `allowTargets` takes it, or a function of target and plan that answers `true`. */
export type AllowRule = string | ((target: Endpoint, plan: TransferPlan) => boolean);
