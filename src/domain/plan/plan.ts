import { hintFor, isAllowed } from './allow.js';
import type { Check, CheckCode, Outcome } from './check.js';
import { findBlockers, runChecks } from './checks.js';
import { askRate, findConsequences, type Consequence } from './consequences.js';
import {
  chooseMethod,
  type Decision,
  type Reason,
  type RuleRow,
  type TransferMethod,
} from './choose-method.js';
import { parseAddress, parseEndpoint, type Address, type Endpoint } from '../endpoint/endpoint.js';
import type { Authorization, CheckFacts, RoomFacts } from './facts.js';
import { masked } from '../masking.js';
import { judgeQuota, NOTHING_SENT, type EarlierSends, type Quota } from '../quota.js';
import { withinQuota } from './room-checks.js';
import { sameRequest, type TransferRequest } from './request.js';
import { readTransferee, withAddress, type Transferee } from '../transferee.js';

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

/** A rule for targets: text as in `TargetRule`, or a function of target and plan that answers `true`. */
export type AllowRule = string | ((target: Endpoint, plan: TransferPlan) => boolean);

/** The app's own rules that plans are made by. */
export interface PlanRules {
  readonly domain?: string | undefined;
  readonly allowTargets: 'any' | readonly AllowRule[];
  readonly prefer: 'direct' | 'anchored';
  readonly dailySipHosts: readonly string[];
  readonly endpoints: {
    readonly ports?: readonly number[] | undefined;
    readonly allowIp?: boolean | undefined;
  };
  readonly rates?: ((plan: TransferPlan) => string | undefined) | undefined;
  readonly quota?: Quota | undefined;
}

/** A transfer that is under way for the caller: its id, and the request it runs, as its plan holds it. */
export interface RunningTransfer {
  readonly id: string;
  readonly request: TransferRequest;
  /** Its method was left to the rule, so that a request that leaves it too asks for the same. */
  readonly isAuto: boolean;
}

/** All that a plan is made from. */
export interface PlanFacts {
  readonly request: TransferRequest;
  readonly room: RoomFacts;
  readonly running?: RunningTransfer | undefined;
  /** What the quota counts; nothing was sent where it is left out. */
  readonly earlier?: EarlierSends | undefined;
  readonly authorization: Authorization;
  /** What checks come to where facts cannot tell, as on a server, which sees no room. */
  readonly given?: Partial<Readonly<Record<CheckCode, Outcome>>> | undefined;
}

/** Makes the plan for a request that was read by `readRequest`, from facts read in one tick. */
export function makePlan(facts: PlanFacts, rules: PlanRules): TransferPlan {
  const { request, room } = facts;
  const { ports, allowIp } = rules.endpoints;
  const { dailySipHosts } = rules;
  const target = seal(parseEndpoint(request.toEndPoint, { ports, allowIp, dailySipHosts }));
  const caller = readCaller(request, room, rules);
  const decision = decide({ request, target, caller }, rules);
  const resolved = resolve(request, target, decision.method);
  const joins = findJoined(facts, resolved);
  const draft = {
    request: resolved,
    ...(caller.transferee && { transferee: caller.transferee }),
    target,
    ...decision,
    ...(joins !== undefined && { joins }),
  };
  return assemble(draft, { ...facts, address: caller.address }, rules);
}

/** The same plan, its decision and target as they were, with all checks made anew. */
export function recheckPlan(
  plan: TransferPlan,
  facts: Pick<PlanFacts, 'room' | 'earlier' | 'authorization'>,
  rules: PlanRules,
): TransferPlan {
  const { request, target, method, because, considered } = plan;
  const { address, transferee } = readCaller(request, facts.room, rules);
  const draft = {
    request,
    ...(transferee && { transferee }),
    target,
    ...(method && { method }),
    ...(because && { because }),
    considered,
  };
  return assemble(draft, { ...facts, address }, rules);
}

/**
 * The same plan with its `within-quota` made anew and nothing else, since functions of the app may have
 * sent something while the plan was made. The very same object where the quota is kept still.
 */
export function recheckQuota(
  plan: TransferPlan,
  earlier: EarlierSends,
  { quota }: Pick<PlanRules, 'quota'>,
): TransferPlan {
  const standing = judgeQuota(quota, plan.target, earlier);
  if (typeof standing === 'string') return plan;
  const code = 'within-quota';
  const over = Object.freeze({ code, ...withinQuota({ quota: standing }) } as const);
  const checks = Object.freeze(plan.checks.map((check) => (check.code === code ? over : check)));
  return masked<TransferPlan>({ ...plan, ready: false, checks, blockers: findBlockers(checks) });
}

const UNDECIDED: Pick<TransferPlan, keyof Decision> = { considered: Object.freeze([]) };

/** A plan but for what is made by looking at it. */
type Draft = Omit<TransferPlan, 'ready' | 'checks' | 'blockers' | 'consequences'>;

/**
 * The id of the running transfer, if the request asks for the same. A method left to the rule is the running
 * one's where that was left to it too, or where the caller has gone and with it what the rule looks at.
 */
function findJoined(
  { request, room, running }: PlanFacts,
  resolved: TransferRequest,
): string | undefined {
  if (!running) return undefined;
  const isAuto = (request.method ?? 'auto') === 'auto';
  const leavesMethod = isAuto && (running.isAuto || room.session.presence === 'absent');
  const { method } = leavesMethod ? running.request : resolved;
  return sameRequest(running.request, { ...resolved, method }) ? running.id : undefined;
}

function assemble(
  draft: Draft,
  facts: Omit<PlanFacts, 'request'> & Pick<Caller, 'address'>,
  rules: PlanRules,
): TransferPlan {
  const { request, target, method, joins } = draft;
  const { room, address, running, earlier = NOTHING_SENT, authorization, given } = facts;
  const basis: CheckFacts = {
    room,
    request,
    target,
    method,
    address,
    running: running && (joins === undefined ? 'other' : 'same'),
    allowed: true,
    allowHint: '',
    quota: judgeQuota(rules.quota, target, earlier),
    authorization,
    given,
  };
  return complete(draft, basis, rules);
}

/** The app's functions see the plan as it is but for their own answer, and cannot break it. */
function complete(draft: Draft, basis: CheckFacts, rules: PlanRules): TransferPlan {
  let trial: TransferPlan | undefined;
  const look = () => (trial ??= finish(draft, runChecks(basis), undefined));
  const allowHint = hintUnlessAllowed(draft.target, rules, look);
  const plan =
    allowHint === undefined
      ? look()
      : finish(draft, runChecks({ ...basis, allowed: false, allowHint }), undefined);
  const rate = rules.rates && askRate(rules.rates, plan);
  return rate ? finish(draft, plan.checks, rate) : plan;
}

function finish(draft: Draft, checks: readonly Check[], rate: string | undefined): TransferPlan {
  const blockers = findBlockers(checks);
  const consequences = findConsequences(draft.method, rate);
  return masked<TransferPlan>({
    ready: blockers.length === 0,
    ...draft,
    checks,
    blockers,
    consequences,
  });
}

function decide(
  { request, target, caller }: Pick<Draft, 'request' | 'target'> & { readonly caller: Caller },
  rules: PlanRules,
): Pick<TransferPlan, keyof Decision> {
  if (target.kind === 'invalid') return UNDECIDED;
  return chooseMethod({
    target,
    requested: request.method === 'auto' ? undefined : request.method,
    prefer: request.prefer ?? rules.prefer,
    transfereeType: caller.transferee?.type,
    transfereeAddress: caller.address,
  });
}

/** Who would be moved, as far as it is known; an address that the request gives wins over dial events. */
interface Caller {
  readonly address: Address | undefined;
  readonly transferee: Transferee | undefined;
}

function readCaller(
  { transfereeAddress: given }: TransferRequest,
  { session }: RoomFacts,
  { dailySipHosts }: PlanRules,
): Caller {
  const address =
    given === undefined ? session.dial?.address : parseAddress(given, { dailySipHosts });
  const found = readTransferee(session);
  return { address, transferee: found && withAddress(found, address) };
}

/** The request as it would be sent: canonical target, the extension of a `tel:` text, the method. */
function resolve(
  request: TransferRequest,
  target: Endpoint,
  method: TransferMethod | undefined,
): TransferRequest {
  const own = target.kind === 'phone' ? target.extension : undefined;
  const extension = request.extension ?? own;
  return masked<TransferRequest>({
    ...request,
    toEndPoint: target.kind === 'invalid' ? request.toEndPoint : target.address,
    ...(method && { method }),
    ...(extension !== undefined && { extension }),
  });
}

/** What to write so that the target would be allowed; nothing where it is, or cannot be told. */
function hintUnlessAllowed(
  target: Endpoint,
  rules: PlanRules,
  look: () => TransferPlan,
): string | undefined {
  const { allowTargets, domain } = rules;
  if (target.kind === 'invalid' || allowTargets === 'any') return undefined;
  const bound = allowTargets.map((rule) =>
    typeof rule === 'string' ? rule : () => rule(target, look()),
  );
  return isAllowed(target, bound, domain) ? undefined : hintFor(target, allowTargets, domain);
}

/** The target as it is shown: nobody can change what was decided on. */
function seal(target: Endpoint): Endpoint {
  if (target.kind === 'sip') {
    for (const part of [...target.parameters, ...target.headers]) Object.freeze(part);
    Object.freeze(target.parameters);
    Object.freeze(target.headers);
  }
  return masked<Endpoint>(target);
}
