import {
  inOrder,
  later,
  nothing,
  type Change,
  type Message,
  type Occupant,
  type PageRequest,
} from './domain.js';
import { connect, createLeg, hangUp, tellOfLeg } from './legs.js';
import { answer, tellRoom } from './messages.js';
import { depart } from './occupants.js';
import { reply, type ReplyBehaviour } from './replies.js';

/** A dial-out that daily-js asked for. */
export interface DialOutAttempt {
  /** The SIP address or the phone number that is dialled. */
  readonly to: string;
  /** The message exactly as it came, without the envelope of daily-js. */
  readonly message: Readonly<Record<string, unknown>>;
}

/** What Daily and the one who is dialled do. Everything left out is as it usually goes. */
export interface DialOutBehaviour extends ReplyBehaviour {
  /**
   * What the one who is dialled does. Default `rings`: it rings on until `room.answer()` or `room.hangUp()`.
   * `unreachable`: it never rings, and nobody comes into the room.
   */
  readonly callee?:
    'rings' | 'answers' | 'busy' | 'declines' | 'no-answer' | 'unreachable' | undefined;
  /** Milliseconds from Daily's answer to that. Default 100. */
  readonly calleeAfterMs?: number | undefined;
  /**
   * How the pages hear that nobody picked up: by `dialout-error` or by `dialout-stopped`. Daily's docs do
   * not say. Default `error`.
   */
  readonly told?: 'error' | 'stopped' | undefined;
}

/** Reads a `dialout-start` request. */
export function readDialOut({ body }: PageRequest): DialOutAttempt {
  return { to: String(body['sipUri'] ?? body['phoneNumber']), message: body };
}

/** Dials: the answer and the ringing, and what the one who is dialled does, each in its time. */
export function dialOut(
  room: string,
  request: PageRequest,
  behaviour: DialOutBehaviour = {},
): Change {
  const { calleeAfterMs = 100 } = behaviour;
  const dial: Change = (domain) => {
    const [callee, drawn] = createCallee(request)(domain);
    const { sessionId } = callee;
    const { callee: acts = 'rings' } = behaviour;
    const rings = acts === 'unreachable' ? nothing : connect(room, callee);
    const act = later(calleeAfterMs, finish(room, callee, behaviour));
    return inOrder(answer(request, { session: { sessionId } }), rings, act)(drawn);
  };
  return reply(room, request, behaviour, dial);
}

function createCallee({ body }: PageRequest) {
  const { sipUri, phoneNumber, displayName, userId, provider, callerId } = body;
  const leg = {
    type: sipUri === undefined ? 'pstn-dial-out' : 'sip-dial-out',
    address: String(sipUri ?? phoneNumber),
    name: asText(displayName),
    userId: asText(userId),
    provider: provider === 'daily' ? 'daily' : 'signalwire',
    callerId: asText(callerId),
  } as const;
  return (domain: Parameters<typeof createLeg>[0]) => createLeg(domain, leg);
}

function finish(
  room: string,
  callee: Occupant,
  { callee: acts = 'rings', told = 'error' }: DialOutBehaviour,
): Change {
  const { sessionId } = callee;
  switch (acts) {
    case 'rings':
      return nothing;
    case 'answers':
      return tellOfLeg(room, sessionId, 'answered');
    case 'unreachable':
      return tellRoom(room, describeUnreachable(callee));
    case 'busy':
    case 'declines':
    case 'no-answer':
      return told === 'stopped'
        ? hangUp(room, sessionId)
        : inOrder(tellOfLeg(room, sessionId, 'error', { errorMsg: acts }), depart(room, sessionId));
  }
}

/** A call that failed to start has no session. */
function describeUnreachable({ userId, leg }: Occupant): Message {
  const details = { destination: leg?.address };
  const about = { userId, provider: leg?.provider, details };
  return { action: 'dialout-error', errorMsg: 'unreachable', ...about };
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
