import { roomAtSipUri } from './addresses.js';
import {
  changeRoom,
  findOccupant,
  findPage,
  findRoom,
  findRoomOf,
  inOrder,
  later,
  nothing,
  type Change,
  type Note,
  type Occupant,
  type PageRequest,
  type RoomState,
} from './domain.js';
import { connect, createLeg, hangUp, type StoppedEvent } from './legs.js';
import { answer } from './messages.js';
import { mayTransfer } from './participants.js';

/** What the far end does with the call after the caller has left the room. No page can see it. */
export type TargetOutcome = 'answers' | 'busy' | 'no-answer';

/** What Daily and the far end do with one transfer. Everything left out is as it usually goes. */
export interface TransferBehaviour {
  /** What Daily says to the request, if anything. Default `accept`. */
  readonly reply?: 'accept' | 'reject' | 'silent' | undefined;
  /** What daily-js rejects with, as it is: a string, or an object that can be cloned. For `reject`. */
  readonly error?: unknown;
  /** How often Daily says it. Default 1. */
  readonly answers?: number | undefined;
  /** Which comes first, Daily's answer or the caller's leaving? Default `answer-first`. */
  readonly order?: 'answer-first' | 'left-first' | undefined;
  /** Milliseconds from the request to the first of the two. Default 120. */
  readonly afterMs?: number | undefined;
  /** Milliseconds between the two. Default 200. */
  readonly betweenMs?: number | undefined;
  /** Does the caller leave? Default: yes if Daily accepts, else no. */
  readonly leaves?: boolean | undefined;
  /** How `dialin-stopped` or `dialout-stopped` comes. Default `after` the leaving. */
  readonly stopped?: StoppedEvent | undefined;
  /** How often `participant-left` comes. Default `once`. */
  readonly left?: 'once' | 'doubled' | undefined;
  /** What the far end does. Default `answers`: a caller sent to a room of the domain arrives there. */
  readonly target?: TargetOutcome | undefined;
  /** Milliseconds from the leaving to what the far end does. Default 100. */
  readonly targetAfterMs?: number | undefined;
}

/** What daily-js asked for. */
export interface TransferAttempt {
  readonly sessionId: string;
  readonly toEndPoint: string;
  readonly method: 'sipCallTransfer' | 'sipRefer';
  /** The message exactly as it came, without the envelope of daily-js. */
  readonly message: Readonly<Record<string, unknown>>;
}

/** The attempt that a `sip-call-transfer` request stands for. */
export function readAttempt({ body }: PageRequest): TransferAttempt {
  return {
    sessionId: String(body['sessionId']),
    toEndPoint: String(body['toEndPoint']),
    method: body['useSipRefer'] === true ? 'sipRefer' : 'sipCallTransfer',
    message: body,
  };
}

/** Takes the request, or refuses it as a real room would. The wording of the first refusal is made up. */
export function considerTransfer(request: PageRequest): Change {
  return (domain) => {
    const room = findRoomOf(domain, request.clientId);
    const page = room && findPage(room, request.clientId);
    if (!page) return [domain, []];
    const error = refuse(room, page, readAttempt(request).sessionId);
    if (error === undefined) return [domain, [{ kind: 'asked', room: room.name, request }]];
    return transfer(request, { reply: 'reject', error })(domain);
  };
}

/** A transfer goes its way: the answer, the leaving and the far end, each in its time. */
export function transfer(request: PageRequest, behaviour: TransferBehaviour = {}): Change {
  return (domain) => {
    const { reply = 'accept', order = 'answer-first', afterMs = 120, betweenMs = 200 } = behaviour;
    const { answers = 1, leaves = reply === 'accept', error = 'transfer failed' } = behaviour;
    const room = findRoomOf(domain, request.clientId)?.name;
    const fields = reply === 'reject' ? { error } : {};
    const replies = Array.from({ length: answers }, () => answer(request, fields));
    const answered = reply === 'silent' ? nothing : inOrder(...replies);
    const left = leaves && room !== undefined ? moveAway(room, request, behaviour) : nothing;
    const [first, second] = order === 'answer-first' ? [answered, left] : [left, answered];
    return inOrder(later(afterMs, first), later(afterMs + betweenMs, second))(domain);
  };
}

/** The caller leaves the room, and some time later the far end does what it does. */
function moveAway(room: string, request: PageRequest, behaviour: TransferBehaviour): Change {
  const { sessionId, toEndPoint } = readAttempt(request);
  const { stopped = 'after', left = 'once', target = 'answers' } = behaviour;
  const { targetAfterMs = 100 } = behaviour;
  return (domain) => {
    const caller = findOccupant(findRoom(domain, room), sessionId);
    if (!caller) return [domain, []];
    const gone = hangUp(room, sessionId, { stopped, left });
    const reached = reach(room, caller, toEndPoint, target);
    return inOrder(gone, later(targetAfterMs, reached))(domain);
  };
}

function reach(room: string, caller: Occupant, toEndPoint: string, target: TargetOutcome): Change {
  const { sessionId } = caller;
  const note: Note = {
    kind: 'note',
    action: `target-${target}`,
    room,
    about: { sessionId, toEndPoint },
  };
  return (domain) => {
    const destination = roomAtSipUri(domain.name, toEndPoint);
    const arrival =
      destination !== undefined && target === 'answers' ? arrive(destination, caller) : nothing;
    return inOrder((before) => [before, [note]], arrival)(domain);
  };
}

/** In the other room the caller is a new SIP dial-in: new session id, the name and address of before. */
function arrive(room: string, { name, leg }: Occupant): Change {
  return (domain) => {
    const [occupant, drawn] = createLeg(domain, {
      type: 'sip-dial-in',
      name,
      address: leg?.address,
      provider: leg?.provider,
      sipHeaders: leg?.sipHeaders,
    });
    return connect(room, occupant)(changeRoom(drawn, room, {}));
  };
}

function refuse(room: RoomState, page: Occupant, sessionId: string): string | undefined {
  if (!mayTransfer(page)) return 'not allowed: only an owner or an admin may transfer calls';
  return findOccupant(room, sessionId)?.leg ? undefined : 'invalid sessionId';
}
