import { isOverridable, unknown, type Check, type CheckCode, type Outcome } from './check.js'; // prettier-ignore
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

/** Every precondition, in the order in which plans list them. */
export const CHECK_CODES = Object.keys(PRECONDITIONS) as readonly CheckCode[];

/**
 * All preconditions, in fixed order. One whose facts hang on a failed one is `unknown`, so that one
 * fault shows as one failed check. Failed ones that the request overrides say so.
 */
export function runChecks(facts: CheckFacts): readonly Check[] {
  const lost: CheckCode[] = [];
  const checks = CHECK_CODES.map((code) => {
    const { look, needs } = PRECONDITIONS[code];
    const hangs = lost.length > 0 && needs.some((need) => lost.includes(need));
    const outcome = hangs ? UNTOLD : look(facts);
    if (hangs || outcome.state === 'failed') lost.push(code);
    return outcome.state === 'failed' ? nameFailed(code, outcome, facts) : nameOther(code, outcome);
  });
  return Object.freeze(checks);
}

/** The checks that stand in the way: failed and not overridden. */
export function findBlockers(checks: readonly Check[]): readonly Check[] {
  const blockers = checks.filter(({ state, overridden }) => state === 'failed' && !overridden);
  return blockers.length === 0 ? NONE : Object.freeze(blockers);
}

const UNTOLD = unknown('This cannot be told yet.');
const NONE: readonly Check[] = Object.freeze([]);

/** Checks that did not fail, by their words: each of a few that read the same every time, so made once. */
const NAMED = Object.fromEntries(CHECK_CODES.map((code) => [code, new Map()])) as Readonly<
  Record<CheckCode, Map<string, Check>>
>;

function nameOther(code: CheckCode, outcome: Outcome): Check {
  const known = NAMED[code].get(outcome.message);
  if (known) return known;
  const check = Object.freeze({ code, ...outcome });
  NAMED[code].set(outcome.message, check);
  return check;
}

function nameFailed(code: CheckCode, outcome: Outcome, facts: CheckFacts): Check {
  const check = { code, ...outcome };
  return Object.freeze(isOverridden(code, facts) ? { ...check, overridden: true } : check);
}

/** A REFER to a phone number is refused by daily-js itself, so no override helps there. */
function isOverridden(code: CheckCode, { request, target: { kind } }: CheckFacts): boolean {
  if (code === 'refer-target-outside' && kind === 'phone') return false;
  return isOverridable(code) && request.override?.includes(code) === true;
}
