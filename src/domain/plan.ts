import { isAllowed } from './allow.js';
import type { Check } from './check.js';
import { findBlockers, runChecks } from './checks.js';
import { findConsequences, type Consequence } from './consequences.js';
import { chooseMethod, type Decision, type Reason, type RuleRow, type TransferMethod } from './decision.js'; // prettier-ignore
import { parseAddress, parseEndpoint, type Address, type Endpoint } from './endpoint.js';
import type { Authorization, CheckFacts, RoomFacts } from './facts.js';
import { masked } from './masking.js';
import type { TransferRequest } from './request.js';
import { readTransferee, type Transferee } from './transferee.js';

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
}

/** A transfer that is under way for the caller: its id, and the request it runs, as its plan holds it. */
export interface RunningTransfer {
  readonly id: string | undefined;
  readonly request: TransferRequest;
}

/** All that a plan is made from. */
export interface PlanFacts {
  readonly request: TransferRequest;
  readonly room: RoomFacts;
  readonly running?: RunningTransfer | undefined;
  readonly authorization: Authorization;
}

/** Makes the plan for a request that was read by `readRequest`, from facts read in one tick. */
export function makePlan(facts: PlanFacts, rules: PlanRules): TransferPlan {
  const { request, room } = facts;
  const target = parseEndpoint(request.toEndPoint, { ...rules.endpoints, dailySipHosts: rules.dailySipHosts }); // prettier-ignore
  const address = findAddress(request, room, rules);
  const decision = decide(request, room, target, address, rules);
  const resolved = resolve(request, target, decision?.method);
  const isSame = facts.running && sameRequest(facts.running.request, resolved);
  const basis: CheckFacts = {
    room,
    request,
    target,
    method: decision?.method,
    address,
    running: facts.running && (isSame ? 'same' : 'other'),
    allowed: true,
    allowHint: '',
    authorization: facts.authorization,
  };
  const found = readTransferee(room.session);
  const draft = {
    request: resolved,
    ...(found && { transferee: withAddress(found, address) }),
    target,
    ...decision,
    considered: decision?.considered ?? [],
    ...(isSame && facts.running?.id !== undefined && { joins: facts.running.id }),
  };
  return complete(draft, basis, rules);
}

/** Two requests that ask for the very same transfer, so that one joins the other. */
export function sameRequest(one: TransferRequest, other: TransferRequest): boolean {
  return (
    one.sessionId === other.sessionId &&
    one.method === other.method &&
    one.toEndPoint === other.toEndPoint &&
    one.callerId === other.callerId &&
    one.extension === other.extension &&
    one.waitBeforeExtensionDialSec === other.waitBeforeExtensionDialSec
  );
}

type Draft = Omit<TransferPlan, 'ready' | 'checks' | 'blockers' | 'consequences'>;

/** The app's functions see the plan as it is but for their own answer, and cannot break it. */
function complete(draft: Draft, basis: CheckFacts, rules: PlanRules): TransferPlan {
  let preview: TransferPlan | undefined;
  const look = () => (preview ??= finish(draft, runChecks(basis), undefined));
  const allowed = isTargetAllowed(draft.target, rules, look);
  const rate = rules.rates && askRate(rules.rates, look());
  if (allowed && preview && !rate) return preview;
  const allowHint = allowed ? '' : hintFor(draft.target, rules);
  return finish(draft, runChecks({ ...basis, allowed, allowHint }), rate);
}

function finish(draft: Draft, checks: readonly Check[], rate: string | undefined): TransferPlan {
  const blockers = findBlockers(checks);
  const consequences = Object.freeze(findConsequences(draft.method, rate));
  return masked<TransferPlan>({
    ready: blockers.length === 0,
    ...draft,
    checks,
    blockers,
    consequences,
  });
}

function decide(
  request: TransferRequest,
  { session }: RoomFacts,
  target: Endpoint,
  address: Address | undefined,
  rules: PlanRules,
): Decision | undefined {
  if (target.kind === 'invalid') return undefined;
  return chooseMethod({
    target,
    requested: request.method === 'auto' ? undefined : request.method,
    prefer: request.prefer ?? rules.prefer,
    transfereeType: readTransferee(session)?.type,
    transfereeAddress: address,
  });
}

function findAddress(
  request: TransferRequest,
  { session }: RoomFacts,
  { dailySipHosts }: PlanRules,
): Address | undefined {
  if (request.transfereeAddress === undefined) return session.dial?.address;
  return parseAddress(request.transfereeAddress, { dailySipHosts });
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

function withAddress(transferee: Transferee, address: Address | undefined): Transferee {
  if (!address || transferee.address === address) return transferee;
  return masked<Transferee>({ ...transferee, address });
}

function isTargetAllowed(target: Endpoint, rules: PlanRules, look: () => TransferPlan): boolean {
  if (target.kind === 'invalid') return false;
  if (rules.allowTargets === 'any') return true;
  const bound = rules.allowTargets.map((rule) =>
    typeof rule === 'string' ? rule : () => rule(target, look()),
  );
  return isAllowed(target, bound, rules.domain);
}

function hintFor(target: Endpoint, { allowTargets, domain }: PlanRules): string {
  if (target.kind === 'phone') return "Add its country or area to allowTargets, such as '+1415'.";
  const host = target.kind === 'sip' ? target.host : '';
  if (target.scope === 'internal' && domain === undefined && allowTargets.includes('daily')) {
    return "Set the option domain to your Daily sub-domain: 'acme' for acme.daily.co.";
  }
  return `Add '${host}' to allowTargets, and a number rule such as '+1415' if the user part is a number.`;
}

function askRate(
  rates: (plan: TransferPlan) => string | undefined,
  plan: TransferPlan,
): string | undefined {
  try {
    const rate: unknown = rates(plan);
    return typeof rate === 'string' ? rate : undefined;
  } catch {
    return undefined;
  }
}
