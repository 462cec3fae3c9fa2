import type { Target } from '../../src/domain/plan/choose-method.js';
import {
  parseAddress,
  parseEndpoint,
  type Address,
  type Endpoint,
} from '../../src/domain/endpoint/endpoint.js';
import type { CheckFacts, RoomFacts } from '../../src/domain/plan/facts.js';
import { makePlan, type PlanFacts } from '../../src/domain/plan/make-plan.js';
import type { PlanRules } from '../../src/domain/plan/options.js';
import type { TransferRequest } from '../../src/domain/plan/request.js';
import type { SessionFacts } from '../../src/domain/transferee.js';

/* Facts in which everything is well, each to be spoilt by what a test gives. */

/** A valid target, as `parseEndpoint` reads it. */
export function targetOf(text: string, dailySipHosts: readonly string[] = []): Target {
  const target = parseEndpoint(text, { dailySipHosts });
  if (target.kind === 'invalid') throw new Error(`not a target: ${text}`);
  return target;
}

/** A caller's address that can be read. */
export function addressOf(text: string): Address {
  const address = parseAddress(text);
  if (!address) throw new Error(`not an address: ${text}`);
  return address;
}

/** A caller on SIP, in the room; where the call came from is not known. */
export function session(facts: Partial<SessionFacts> = {}): SessionFacts {
  return {
    sessionId: 'caller',
    presence: 'here',
    participantType: 'sip-dial-in',
    name: 'Alice',
    ...facts,
  };
}

/** An owner in a joined SFU room, on a daily-js with both methods. */
export function room(facts: Partial<RoomFacts> = {}): RoomFacts {
  return {
    alive: true,
    methods: { sipCallTransfer: true, sipRefer: true },
    joined: true,
    mayTransfer: true,
    interrupted: false,
    topology: 'sfu',
    session: session(),
    ...facts,
  };
}

/** Rules that allow every target. */
export function rules(own: Partial<PlanRules> = {}): PlanRules {
  return {
    domain: undefined,
    allowTargets: 'any',
    prefer: 'direct',
    dailySipHosts: [],
    endpoints: {},
    ...own,
  };
}

/** The caller to an outside SIP address. */
export function request(own: Partial<TransferRequest> = {}): TransferRequest {
  return { sessionId: 'caller', toEndPoint: 'sip:sales@pbx.example.com', ...own };
}

/** The facts of a plan. */
export function planFacts(facts: Partial<PlanFacts> = {}): PlanFacts {
  return { request: request(), room: room(), authorization: 'none', ...facts };
}

/** A plan, ready unless a test spoils it. */
export function plan(own: Partial<TransferRequest> = {}, facts: Partial<PlanFacts> = {}) {
  return makePlan(planFacts({ request: request(own), ...facts }), rules());
}

/** The facts of the checks, for a REFER from an outside address to an outside address. */
export function checkFacts(facts: Partial<CheckFacts> = {}): CheckFacts {
  return {
    room: room(),
    request: request(),
    target: targetOf('sip:sales@pbx.example.com'),
    method: 'sipRefer',
    address: addressOf('sip:alice@home.example.net'),
    authorization: 'none',
    ...facts,
  };
}

/** A target that cannot be read. */
export const NO_TARGET: Endpoint = parseEndpoint('');
