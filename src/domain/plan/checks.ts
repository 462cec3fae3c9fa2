import { withoutUndefined } from '../fields.js';
import { isOverridable, unknown, type Check, type CheckCode, type Outcome } from './check.js';
import type { CheckFacts } from './facts.js';
import * as room from './room-checks.js';
import * as target from './target-checks.js';

/** What looks at the facts, and the checks whose failing takes away facts that it rests on. */
type Precondition = readonly [look: (facts: CheckFacts) => Outcome, ...needs: CheckCode[]];

const PRECONDITIONS: Readonly<Record<CheckCode, Precondition>> = {
  'call-alive': [room.callAlive],
  'method-available': [room.methodAvailable, 'call-alive'],
  joined: [room.joined, 'call-alive'],
  'may-transfer': [room.mayTransfer, 'joined'],
  'network-up': [room.networkUp, 'joined'],
  'transferee-present': [room.transfereePresent, 'joined'],
  'transferee-is-telephony': [room.transfereeIsTelephony, 'transferee-present'],
  'not-already-transferring': [room.notAlreadyTransferring],
  'target-valid': [target.targetValid],
  'target-elsewhere': [target.targetElsewhere, 'transferee-present', 'target-valid'],
  'target-allowed': [target.targetAllowed, 'target-valid'],
  'caller-id-usable': [target.callerIdUsable, 'target-valid'],
  'extension-usable': [target.extensionUsable, 'target-valid'],
  'refer-target-outside': [target.referTargetOutside, 'target-valid'],
  'refer-transferee-outside': [target.referTransfereeOutside, 'transferee-present', 'target-valid'],
  'refer-transferee-on-sip': [target.referTransfereeOnSip, 'transferee-present', 'target-valid'],
  'room-on-sfu': [room.roomOnSfu, 'joined'],
  'within-quota': [room.withinQuota],
  authorized: [room.authorized],
};

/** Every precondition, in the order in which plans list them. */
export const CHECK_CODES: readonly CheckCode[] = Object.keys(PRECONDITIONS) as CheckCode[];

/**
 * All preconditions, in fixed order. One whose facts hang on a failed one is `unknown`, so that one
 * fault shows as one failed check. Failed ones that the request overrides say so.
 */
export function runChecks(facts: CheckFacts): readonly Check[] {
  const failed: CheckCode[] = [];
  const checks = CHECK_CODES.map((code): Check => {
    const [look, ...needs] = PRECONDITIONS[code];
    const outcome = needs.some((need) => failed.includes(need))
      ? UNTOLD
      : (facts.given?.[code] ?? look(facts));
    if (outcome === UNTOLD || outcome.state === 'failed') failed.push(code);
    const overridden = (outcome.state === 'failed' && isOverridden(code, facts)) || undefined;
    return Object.freeze(withoutUndefined<Check>({ code, ...outcome, overridden }));
  });
  return Object.freeze(checks);
}

/** The checks that stand in the way: failed and not overridden. */
export function findBlockers(checks: readonly Check[]): readonly Check[] {
  return Object.freeze(checks.filter(({ state, overridden }) => state === 'failed' && !overridden));
}

const UNTOLD = unknown('This cannot be told yet.');

/** A REFER to a phone number is refused by daily-js itself, so no override helps there. */
function isOverridden(code: CheckCode, { request, target: { kind } }: CheckFacts): boolean {
  if (code === 'refer-target-outside' && kind === 'phone') return false;
  return isOverridable(code) && request.override?.includes(code) === true;
}
