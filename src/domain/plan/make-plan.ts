import { parseAddress, parseEndpoint, type Address, type Endpoint } from '../endpoint/endpoint.js';
import type { WithUndefined } from '../fields.js';
import { masked } from '../masking.js';
import { readTransferee, withAddress, type Transferee } from '../transferee.js';
import { fixFor, isAllowed } from './allow.js';
import type { Check, CheckCode, Outcome } from './check.js';
import { findBlockers, runChecks } from './checks.js';
import { chooseMethod, type Decision, type TransferMethod } from './choose-method.js';
import { findConsequences } from './consequences.js';
import type { Authorization, CheckFacts, RoomFacts } from './facts.js';
import type { PlanRules } from './options.js';
import type { TransferPlan } from './plan.js';
import { sameRequest, type TransferRequest } from './request.js';

/** A transfer that is under way for the caller: its id, and the request it runs, as its plan holds it. */
export interface RunningTransfer {
  readonly id: string;
  readonly request: TransferRequest;
  /** Its method was left to the rule, so a request that leaves it too asks for the same. */
  readonly isAuto: boolean;
}

/** All that a plan is made from. */
export interface PlanFacts {
  readonly request: TransferRequest;
  readonly room: RoomFacts;
  readonly running?: RunningTransfer | undefined;
  /** What `within-quota` comes to for a target; nothing where the app sets no quota. */
  readonly quota?: ((target: Endpoint) => Outcome) | undefined;
  readonly authorization: Authorization;
  /** What checks come to where facts cannot tell, as on a server, which sees no room. */
  readonly given?: Partial<Readonly<Record<CheckCode, Outcome>>> | undefined;
}

/** Makes the plan for a request that was read by `readRequest`, from facts read in one tick. */
export function makePlan(facts: PlanFacts, rules: PlanRules): TransferPlan {
  const { request, room } = facts;
  const { endpoints, dailySipHosts } = rules;
  const target = maskParts(parseEndpoint(request.toEndPoint, { ...endpoints, dailySipHosts }));
  const caller = readCaller(request, room, rules);
  const decision = decide(request, target, { caller, rules });
  const resolved = resolve(request, target, decision.method);
  const joins = findJoined(facts, resolved);
  const { address, transferee } = caller;
  const draft: Draft = { request: resolved, transferee, target, ...decision, joins };
  return checkPlan(draft, { ...facts, address }, rules);
}

/** The same plan, its decision and target as they were, with all checks made anew. */
export function recheckPlan(
  plan: TransferPlan,
  facts: Pick<PlanFacts, 'room' | 'quota' | 'authorization'>,
  rules: PlanRules,
): TransferPlan {
  const { address, transferee } = readCaller(plan.request, facts.room, rules);
  return checkPlan({ ...plan, transferee }, { ...facts, address }, rules);
}

/** A plan before its checks. */
type Draft = WithUndefined<Omit<TransferPlan, 'ready' | 'checks' | 'blockers' | 'consequences'>>;

/** The app's own rules see the plan as it is but for their answer, and cannot change it. */
function checkPlan(
  draft: Draft,
  facts: Omit<PlanFacts, 'request'> & Pick<Caller, 'address'>,
  rules: PlanRules,
): TransferPlan {
  const { request, target, method, joins } = draft;
  const { running, quota, ...seen } = facts;
  const basis: CheckFacts = {
    ...seen,
    request,
    target,
    method,
    quota: quota?.(target),
    running: running && (joins === undefined ? 'other' : 'same'),
  };
  const plan = write(draft, runChecks(basis));
  const { allowTargets, domain } = rules;
  // What is wrong with an invalid target, `target-valid` tells.
  if (target.kind === 'invalid' || allowTargets === 'any') return plan;
  const asked = allowTargets.map((rule) =>
    typeof rule === 'string' ? rule : () => rule(target, plan),
  );
  if (isAllowed(target, asked, domain)) return plan;
  return write(draft, runChecks({ ...basis, allowFix: fixFor(target, allowTargets, domain) }));
}

function write(draft: Draft, checks: readonly Check[]): TransferPlan {
  const blockers = findBlockers(checks);
  const consequences = findConsequences(draft.method);
  const ready = blockers.length === 0;
  return masked<TransferPlan>({ ...draft, ready, checks, blockers, consequences });
}

/**
 * The id of the running transfer, if the request asks for the same. Where both leave the method to the rule
 * in the same words, what has changed in the room since makes no other transfer of it; nor does a caller who
 * has gone, and with them what the rule looks at.
 */
function findJoined(
  { request, room, running }: PlanFacts,
  resolved: TransferRequest,
): string | undefined {
  if (!running) return undefined;
  const { method: asked = 'auto', prefer, transfereeAddress } = request;
  const leavesMethod =
    asked === 'auto' &&
    prefer === running.request.prefer &&
    transfereeAddress === running.request.transfereeAddress &&
    (running.isAuto || room.session.presence === 'absent');
  const { method } = leavesMethod ? running.request : resolved;
  return sameRequest(running.request, { ...resolved, method }) ? running.id : undefined;
}

/** Who would be moved, as far as it is known; an address that the request gives wins over dial events. */
interface Caller {
  readonly address?: Address | undefined;
  readonly transferee?: Transferee | undefined;
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

const UNDECIDED: Pick<TransferPlan, keyof Decision> = { considered: Object.freeze([]) };

function decide(
  request: TransferRequest,
  target: Endpoint,
  { caller, rules }: { readonly caller: Caller; readonly rules: PlanRules },
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

/** The request as it would be sent: canonical target, the extension of a `tel:` text, the method. */
function resolve(
  request: TransferRequest,
  target: Endpoint,
  method: TransferMethod | undefined,
): TransferRequest {
  const own = target.kind === 'phone' ? target.extension : undefined;
  return masked<TransferRequest>({
    ...request,
    toEndPoint: target.kind === 'invalid' ? request.toEndPoint : target.address,
    method: method ?? request.method,
    extension: request.extension ?? own,
  });
}

/** The target, each part of which hides what is in it when it is written. */
function maskParts(target: Endpoint): Endpoint {
  if (target.kind !== 'sip') return masked<Endpoint>(target);
  const parameters = Object.freeze(target.parameters.map(masked));
  const headers = Object.freeze(target.headers.map(masked));
  return masked<Endpoint>({ ...target, parameters, headers });
}
