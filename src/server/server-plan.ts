import { fail, pass, unknown, type CheckCode, type Outcome } from '../domain/plan/check.js';
import { demand, demandKnownKeys, demandObject } from '../domain/mistakes.js';
import { makePlan, type RunningTransfer } from '../domain/plan/make-plan.js';
import type { PlanRules } from '../domain/plan/options.js';
import type { TransferPlan } from '../domain/plan/plan.js';
import {
  readRequest,
  REQUEST_KEYS,
  type TransferOptions,
  type TransferRequest,
} from '../domain/plan/request.js';
import { isTelephonyType, type TransfereeType } from '../domain/transferee.js';
import { isApiTimeout } from './daily-api.js';

/** What a server asks for: move this caller there. A server does not see the room, so tell it what you know of the caller. */
export interface ServerTransferRequest extends Omit<TransferRequest, 'timeoutMs'> {
  /** How the caller came, if you know it: Daily's `participantType`. */
  readonly transfereeType?: TransfereeType | undefined;
  /** Milliseconds from the send until Daily's answer counts as missing, 1 to 180,000. Default: the client's. */
  readonly timeoutMs?: number | undefined;
}

/** What a request can hold besides Daily's own options and the method. */
export type ServerTransferSettings = Omit<ServerTransferRequest, keyof TransferOptions | 'method'>;

/** The plan of a server. What only the room would show is `unknown` in it. JSON of it is masked. */
export interface ServerTransferPlan extends TransferPlan {
  /** The request, normalised, its method resolved: `transfer(room, plan.request)` sends what was shown, or rejects. */
  readonly request: ServerTransferRequest;
}

/**
 * A copy of the request with the known keys only.
 *
 * @throws TypeError naming the key that is not known, or whose type or range is wrong
 */
export function readServerRequest(request: ServerTransferRequest): ServerTransferRequest {
  demandObject(request, 'a transfer request');
  demandKnownKeys(request, [...REQUEST_KEYS, 'transfereeType'], 'a transfer request');
  const { transfereeType, timeoutMs, ...rest } = request;
  demand(
    transfereeType === undefined || transfereeType === 'unknown' || isTelephonyType(transfereeType),
    "transfereeType must be one of Daily's participant types for SIP and phone",
  );
  demand(
    timeoutMs === undefined || isApiTimeout(timeoutMs),
    'timeoutMs must be a number of milliseconds from 1 to 180000',
  );
  return {
    ...readRequest(rest),
    ...(transfereeType !== undefined && { transfereeType }),
    ...(timeoutMs !== undefined && { timeoutMs }),
  };
}

/**
 * The plan for a request that `readServerRequest` has read: the same rule and the same checks as in a page,
 * as far as they can be made without seeing the room.
 */
export function makeServerPlan(
  request: ServerTransferRequest,
  rules: PlanRules,
  running: RunningTransfer | undefined,
): ServerTransferPlan {
  const { sessionId, transfereeType: type } = request;
  const session = { sessionId, presence: 'here', ...(type && { participantType: type }) } as const;
  const given = {
    ...UNSEEN,
    ...(sessionId.trim() === '' && { 'transferee-present': NO_SESSION }),
    ...(!type && { 'transferee-is-telephony': UNTOLD_TYPE }),
    ...(!running && { 'not-already-transferring': UNSEEN_TRANSFERS }),
  };
  return makePlan(
    {
      request,
      room: { alive: true, methods: BOTH, joined: true, interrupted: false, session },
      running,
      authorization: 'none',
      given,
    },
    rules,
  );
}

const BOTH = { sipCallTransfer: true, sipRefer: true } as const;

/** The checks that only the room, or Daily, can answer. */
const UNSEEN: Partial<Readonly<Record<CheckCode, Outcome>>> = {
  'call-alive': pass('The request goes by REST and needs no call object.'),
  'method-available': pass("Daily's REST API has both methods."),
  joined: unknown('Whether the room is hosting a call is for Daily to say.'),
  'may-transfer': unknown('Whether the API key may transfer is for Daily to say.'),
  'network-up': unknown('Whether Daily can be reached is seen when the request is sent.'),
  'transferee-present': unknown('Whether the caller is in the room is for Daily to say.'),
  'room-on-sfu': unknown('The topology of the call is for Daily to say.'),
};

const NO_SESSION = fail('The request names no session.', "Give the caller's session id.");
const UNTOLD_TYPE = unknown('The request does not say how the caller came.');
const UNSEEN_TRANSFERS = unknown(
  'This client has no transfer of this caller under way; others cannot be seen.',
);
