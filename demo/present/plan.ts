import {
  isOverridable,
  type Check,
  type RuleRow,
  type TransferMethod,
  type TransferPlan,
} from 'daily-transfer';
import { REASONS, TEXTS } from '../texts.js';

/** A check with what a person may do about it. */
export interface CheckLine {
  readonly code: Check['code'];
  readonly state: Check['state'] | 'overridden';
  readonly message: string;
  readonly hint?: string;
  /** May a person go although it failed? */
  readonly canOverride: boolean;
}

/** Who is connected through what: the call path, before and after. */
export interface CallPath {
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** What becomes of Daily. */
  readonly note: string;
}

/**
 * Could the plan be sent, is there no target yet, may an earlier request still run, is it under way, or has its
 * caller left?
 */
export type PlanStanding = 'open' | 'empty' | 'ask' | 'under-way' | 'left';

/** The plan as it stands on the page. */
export interface PlanScreen {
  readonly method?: TransferMethod;
  /** The method's name, or that there is none yet. */
  readonly title: string;
  readonly because: string;
  readonly verdict: string;
  readonly tone: 'ready' | 'blocked' | 'calm' | 'warned';
  readonly path?: CallPath;
  readonly consequences: readonly string[];
  /** What the other method would do. */
  readonly other?: {
    readonly title: string;
    readonly verdict: string;
    readonly consequences: readonly string[];
  };
  readonly rule: readonly RuleRow[];
  readonly checks: readonly CheckLine[];
  readonly tally: string;
}

/** The target as it was read, in pieces, so that the host can stand out. */
export interface TargetReading {
  readonly isValid: boolean;
  readonly beforeHost: string;
  readonly host: string;
  readonly afterHost: string;
  /** Kind and side, or what is wrong. */
  readonly says: string;
}

/** The plan, and beside it the plan that the other method would give; the last one where the caller has left. */
export function presentPlan(
  plan: TransferPlan,
  other: TransferPlan | undefined,
  standing: PlanStanding,
): PlanScreen {
  const { method, because, ready, checks, considered, consequences } = plan;
  const passed = checks.filter(({ state }) => state === 'passed').length;
  return {
    ...(method && { method, path: drawPath(method) }),
    title: method ?? TEXTS.noMethod,
    because: because ? TEXTS.because(REASONS[because]) : '',
    verdict: sayVerdict(plan, standing),
    tone: findTone(ready, standing),
    consequences: consequences.map(({ message }) => message),
    ...(other?.method && { other: presentOther(other, other.method) }),
    rule: considered,
    checks: checks.map(presentCheck),
    tally: TEXTS.checksOf(passed, checks.length),
  };
}

/** Do both plans send the same caller to the same target, by the same method? */
export function isOfSame(one: TransferPlan | undefined, other: TransferPlan): boolean {
  const isSameTarget = one?.request.toEndPoint === other.request.toEndPoint;
  const isSameCaller = one?.request.sessionId === other.request.sessionId;
  return isSameCaller && isSameTarget && one?.method === other.method;
}

/** What will be sent, its host apart, and what it is; or what is wrong with the text. */
export function presentTarget({ target }: TransferPlan): TargetReading {
  if (target.kind === 'invalid') {
    return { isValid: false, beforeHost: '', host: '', afterHost: '', says: target.message };
  }
  const { address, kind, scope } = target;
  const where = scope === 'internal' ? TEXTS.inside : TEXTS.outside;
  const says = `${kind === 'phone' ? TEXTS.phoneNumber : TEXTS.sipAddress}, ${where}`;
  const at = kind === 'sip' ? findHost(address, target.host) : 0;
  const end = kind === 'sip' ? at + target.host.length : address.length;
  return {
    isValid: true,
    beforeHost: address.slice(0, at),
    host: address.slice(at, end),
    afterHost: address.slice(end),
    says,
  };
}

/** The host begins behind `@`, or behind the scheme where there is no user. */
function findHost(address: string, host: string): number {
  const behind = address.indexOf('@') + 1 || address.indexOf(':') + 1;
  return address.indexOf(host, behind);
}

function sayVerdict({ ready, blockers }: TransferPlan, standing: PlanStanding): string {
  if (standing === 'left') return TEXTS.callerLeft;
  if (standing === 'under-way') return TEXTS.joining;
  if (standing === 'empty') return TEXTS.sayTarget;
  if (ready && standing === 'ask') return TEXTS.askFirst;
  if (ready) return TEXTS.ready;
  return `${TEXTS.inTheWay} ${blockers.map(({ code }) => code).join(', ')}`;
}

function findTone(ready: boolean, standing: PlanStanding): PlanScreen['tone'] {
  if (standing === 'left' || standing === 'empty') return 'calm';
  if (!ready) return 'blocked';
  return standing === 'ask' ? 'warned' : 'ready';
}

function presentOther(
  plan: TransferPlan,
  method: TransferMethod,
): NonNullable<PlanScreen['other']> {
  const [first] = plan.blockers;
  return {
    title: TEXTS.other(method),
    verdict: first ? TEXTS.otherBlocked(first.message) : TEXTS.otherReady,
    consequences: plan.consequences.map(({ message }) => message),
  };
}

function presentCheck({ code, state, message, hint, overridden }: Check): CheckLine {
  return {
    code,
    state: overridden ? 'overridden' : state,
    message,
    ...(hint && { hint }),
    canOverride: state === 'failed' && isOverridable(code),
  };
}

const NOW = [TEXTS.caller, TEXTS.daily, TEXTS.here];

function drawPath(method: TransferMethod): CallPath {
  const leaves = method === 'sipRefer';
  const after = leaves
    ? [TEXTS.caller, TEXTS.targetEnd]
    : [TEXTS.caller, TEXTS.daily, TEXTS.targetEnd];
  return { before: NOW, after, note: leaves ? TEXTS.dailyLeaves : TEXTS.dailyStays };
}
