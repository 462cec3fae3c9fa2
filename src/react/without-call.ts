import type { TransferSnapshot } from '../controller/snapshot.js';
import { makePlan } from '../domain/plan/make-plan.js';
import type { PlanRules } from '../domain/plan/options.js';
import { readRequest } from '../domain/plan/request.js';

/** What is shown before there is a call object, and on a server: nobody is in the room, and no plan is ready. */
export function withoutCall(rules: PlanRules): TransferSnapshot {
  return Object.freeze({
    attached: false,
    transferees: Object.freeze([]),
    transfers: Object.freeze([]),
    plan: (request) => {
      const known = readRequest(request);
      const session = { sessionId: known.sessionId, presence: 'absent' } as const;
      const room = { ...NO_ROOM, session };
      return makePlan({ request: known, room, authorization: 'none' }, rules);
    },
  } satisfies TransferSnapshot);
}

const NO_ROOM = {
  alive: false,
  methods: { sipCallTransfer: true, sipRefer: true },
  joined: false,
  interrupted: false,
} as const;
