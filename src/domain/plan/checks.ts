import { isOverridable, unknown, type Check, type CheckCode, type Outcome } from './check.js';
import type { CheckFacts } from './facts.js';
import * as room from './room-checks.js';
import * as target from './target-checks.js';

interface Precondition {
  readonly look: (facts: CheckFacts) => Outcome;
  /** Checks whose failing takes away the facts that this one rests on. */
  readonly needs: readonly CheckCode[];
}

const CALLER: readonly CheckCode[] = ['transferee-present'];
/** Without a valid target there is no method, so that nothing can be told of a REFER. */
const CALLER_AND_METHOD: readonly CheckCode[] = [...CALLER, 'target-valid'];

const PRECONDITIONS: Readonly<Record<CheckCode, Precondition>> = {
  'call-alive': { look: room.callAlive, needs: [] },
  'method-available': { look: room.methodAvailable, needs: ['call-alive'] },
  joined: { look: room.joined, needs: ['call-alive'] },
  'may-transfer': { look: room.mayTransfer, needs: ['joined'] },
  'network-up': { look: room.networkUp, needs: ['joined'] },
  'transferee-present': { look: room.transfereePresent, needs: ['joined'] },
  'transferee-is-telephony': { look: room.transfereeIsTelephony, needs: CALLER },
  'not-already-transferring': { look: room.notAlreadyTransferring, needs: [] },
  'target-valid': { look: target.targetValid, needs: [] },
  'target-elsewhere': { look: target.targetElsewhere, needs: [...CALLER, 'target-valid'] },
  'target-allowed': { look: target.targetAllowed, needs: ['target-valid'] },
  'caller-id-usable': { look: target.callerIdUsable, needs: ['target-valid'] },
  'extension-usable': { look: target.extensionUsable, needs: ['target-valid'] },
  'refer-target-outside': { look: target.referTargetOutside, needs: ['target-valid'] },
  'refer-transferee-outside': { look: target.referTransfereeOutside, needs: CALLER_AND_METHOD },
  'refer-transferee-on-sip': { look: target.referTransfereeOnSip, needs: CALLER_AND_METHOD },
  'room-on-sfu': { look: room.roomOnSfu, needs: ['joined'] },
  'within-quota': { look: room.withinQuota, needs: [] },
  authorized: { look: room.authorized, needs: [] },
};

const IN_ORDER = Object.entries(PRECONDITIONS) as readonly (readonly [CheckCode, Precondition])[];

/** Every precondition, in the order in which plans list them. */
export const CHECK_CODES: readonly CheckCode[] = IN_ORDER.map(([code]) => code);

/**
 * All preconditions, in fixed order. One whose facts hang on a failed one is `unknown`, so that one
 * fault shows as one failed check. Failed ones that the request overrides say so.
 */
export function runChecks(facts: CheckFacts): readonly Check[] {
  const failed: CheckCode[] = [];
  const checks = IN_ORDER.map(([code, { look, needs }]): Check => {
    const outcome = needs.some((need) => failed.includes(need))
      ? UNTOLD
      : (facts.given?.[code] ?? look(facts));
    if (outcome === UNTOLD || outcome.state === 'failed') failed.push(code);
    const overridden = outcome.state === 'failed' && isOverridden(code, facts);
    return Object.freeze({ code, ...outcome, ...(overridden && { overridden }) });
  });
  return Object.freeze(checks);
}

/** The checks that stand in the way: failed and not overridden. */
export function findBlockers(checks: readonly Check[]): readonly Check[] {
  return Object.freeze(
    checks.filter(({ state, overridden }) => state === 'failed' && overridden !== true),
  );
}

const UNTOLD = unknown('This cannot be told yet.');

/** A REFER to a phone number is refused by daily-js itself, so no override helps there. */
function isOverridden(code: CheckCode, { request, target: { kind } }: CheckFacts): boolean {
  if (code === 'refer-target-outside' && kind === 'phone') return false;
  return isOverridable(code) && request.override?.includes(code) === true;
}
