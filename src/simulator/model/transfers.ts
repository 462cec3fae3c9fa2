import { roomAtSipUri } from './addresses.js';
import {
  changeRoom,
  findOccupant,
  findRoom,
  inOrder,
  later,
  nothing,
  type Change,
  type Note,
  type Occupant,
  type PageRequest,
} from './domain.js';
import { connect, createLeg, hangUp, type StoppedEvent } from './legs.js';
import { answer } from './messages.js';
import { readAttempt } from './transfer-attempt.js';
import {
  tellOutcome,
  tellUnderWay,
  type Departure,
  type FarEndBehaviour,
  type TargetOutcome,
} from './transfer-news.js';

/** What Daily and the far end do with one transfer. Everything left out is as it usually goes. */
export interface TransferBehaviour extends FarEndBehaviour {
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
}

/** A transfer goes its way: the answer, the leaving and the far end, each in its time. */
export function transfer(
  room: string,
  request: PageRequest,
  behaviour: TransferBehaviour = {},
): Change {
  return (domain) => {
    const { reply = 'accept', order = 'answer-first', afterMs = 120, betweenMs = 200 } = behaviour;
    const { answers = 1, leaves = reply === 'accept', error = 'transfer failed' } = behaviour;
    const fields = reply === 'reject' ? { error } : {};
    const replies = Array.from({ length: answers }, () => answer(request, fields));
    const answered = reply === 'silent' ? nothing : inOrder(...replies);
    const left = leaves ? moveAway(room, request, behaviour) : nothing;
    const [first, second] = order === 'answer-first' ? [answered, left] : [left, answered];
    const isTaken = reply === 'accept' || (reply === 'silent' && leaves);
    const taken = isTaken ? take(room, request) : nothing;
    return inOrder(
      later(afterMs, inOrder(taken, first)),
      later(afterMs + betweenMs, second),
    )(domain);
  };
}

/** Daily has taken the request, and its webhooks hear of that. */
function take(room: string, request: PageRequest): Change {
  const attempt = readAttempt(request);
  return (domain) => {
    const from = findRoom(domain, room);
    const caller = findOccupant(from, attempt.sessionId);
    if (!caller) return [domain, []];
    const departure = { room, meetingId: from.meetingId, caller, attempt };
    return tellUnderWay(departure, 'triggered')(domain);
  };
}

/** The caller leaves the room, and some time later the far end does what it does. */
function moveAway(room: string, request: PageRequest, behaviour: TransferBehaviour): Change {
  const attempt = readAttempt(request);
  const { stopped = 'after', left = 'once', targetAfterMs = 100, reply } = behaviour;
  return (domain) => {
    const from = findRoom(domain, room);
    const caller = findOccupant(from, attempt.sessionId);
    if (!caller) return [domain, []];
    const departure = { room, meetingId: from.meetingId, caller, attempt };
    const gone = hangUp(room, attempt.sessionId, { stopped, left });
    const reached = reach(departure, behaviour.target);
    // A caller who leaves although Daily said no was not moved by Daily.
    const [moved, ended] =
      reply === 'reject'
        ? [nothing, nothing]
        : [tellUnderWay(departure, 'initiated'), tellOutcome(departure, behaviour)];
    return inOrder(gone, moved, later(targetAfterMs, inOrder(reached, ended)))(domain);
  };
}

function reach({ room, caller, attempt }: Departure, target: TargetOutcome = 'answers'): Change {
  const { sessionId } = caller;
  const { toEndPoint } = attempt;
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
