import { roomSipUri } from './addresses.js';
import { inOrder, later, nothing, type Change, type PageRequest } from './domain.js';
import { tellDialInReady } from './meeting.js';
import { answer, tellRoom } from './messages.js';
import { reply, type ReplyBehaviour } from './replies.js';

/** A dial-in endpoint that daily-js asked for by `startDialIn()`. */
export interface DialInAttempt {
  readonly displayName: string;
  /** The message exactly as it came, without the envelope of daily-js. */
  readonly message: Readonly<Record<string, unknown>>;
}

/** What Daily does about `startDialIn()`. Everything left out is as it usually goes. */
export interface DialInBehaviour extends ReplyBehaviour {
  /**
   * Does `dialin-ready` follow a yes? `fails`: `dialin-error` of type `start-failed` does. Default `comes`.
   */
  readonly ready?: 'comes' | 'fails' | 'never' | undefined;
  /** Milliseconds from Daily's answer to that. Default 0. */
  readonly readyAfterMs?: number | undefined;
}

/** Reads a `dialin-start` request. */
export function readDialIn({ body }: PageRequest): DialInAttempt {
  return { displayName: String(body['displayName']), message: body };
}

/** Starts an endpoint for callers: the answer, and what follows. */
export function startDialIn(
  room: string,
  request: PageRequest,
  behaviour: DialInBehaviour = {},
): Change {
  const { ready = 'comes', readyAfterMs = 0 } = behaviour;
  const follow = { comes: tellDialInReady(room), fails: failToStart(room), never: nothing };
  const accepted = inOrder(answer(request, {}), later(readyAfterMs, follow[ready]));
  return reply(room, request, behaviour, accepted);
}

function failToStart(room: string): Change {
  return (domain) => {
    const details = { sipEndpoint: roomSipUri(domain.name, room) };
    const about = { errorMsg: 'the endpoint could not be started', type: 'start-failed', details };
    return tellRoom(room, {
      action: 'dialin-error',
      sessionId: '',
      provider: 'signalwire',
      ...about,
    })(domain);
  };
}
