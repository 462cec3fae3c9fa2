import type { DialFacts, SessionFacts } from '../domain/transferee.js';
import type { RoomFacts } from '../domain/plan/facts.js';
import type { TransferCall } from './call.js';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads what plans rest on from the call object, in this tick: one session by its own key, never a
 * scan. Tolerates members that are missing, throw, or return odd values.
 */
export function readRoom(
  call: TransferCall,
  sessionId: string,
  known: {
    readonly attached: boolean;
    readonly interrupted: boolean;
    readonly dial?: DialFacts | undefined;
  },
): RoomFacts {
  const alive = known.attached && !isDestroyed(call);
  const joined = alive && isJoined(call);
  const participants = readParticipants(call);
  const rights = readRights(participants);
  const topology = joined ? readTopology(call) : undefined;
  return {
    alive,
    joined,
    methods: {
      sipCallTransfer: typeof call.sipCallTransfer === 'function',
      sipRefer: typeof call.sipRefer === 'function',
    },
    ...(rights !== undefined && { mayTransfer: rights }),
    interrupted: known.interrupted,
    ...(topology && { topology }),
    session: readSession(participants, sessionId, known.dial),
  };
}

/** What the participants list shows of one session, and what dial events have told of it. */
export function readSession(
  participants: Fields,
  sessionId: string,
  dial: DialFacts | undefined,
): SessionFacts {
  const participant = own(participants, sessionId);
  const isLocal =
    sessionId === 'local' ||
    participant?.['local'] === true ||
    own(participants, 'local')?.['session_id'] === sessionId;
  if (isLocal || !participant) return { sessionId, presence: isLocal ? 'local' : 'absent' };
  const { participantType, user_name: name } = participant;
  const joinedAt = joinedAtOf(participant);
  return {
    sessionId,
    presence: 'here',
    ...(typeof participantType === 'string' && { participantType }),
    ...(typeof name === 'string' && { name }),
    ...(joinedAt !== undefined && { joinedAt }),
    ...(dial && { dial }),
  };
}

/** May the local participant transfer: an owner, or an admin for participants? Nothing if not known. */
export function readRights(participants: Fields): boolean | undefined {
  const local = own(participants, 'local');
  if (!local) return undefined;
  const permissions = local['permissions'];
  const admin = isFields(permissions) ? permissions['canAdmin'] : undefined;
  if (local['owner'] === true || admin === true) return true;
  if (admin instanceof Set) return admin.has('participants');
  return Array.isArray(admin) && admin.includes('participants');
}

/** The participants by session id, and `local`; empty when the call object cannot tell. */
export function readParticipants(call: TransferCall): Fields {
  const participants: unknown = ask(() => call.participants());
  return isFields(participants) ? participants : {};
}

/**
 * Looks whether a session is still in the room. A look counts only while the call is joined and the
 * local participant is listed: when our own call ends, daily-js empties the list first (0.92.2).
 */
export function lookFor(
  call: TransferCall,
  sessionId: string,
): 'here' | 'gone' | 'call-ended' | 'unclear' {
  if (isDestroyed(call)) return 'call-ended';
  const state = readState(call);
  if (state === 'left-meeting' || state === 'error') return 'call-ended';
  const participants = readParticipants(call);
  if (state !== 'joined-meeting' || !own(participants, 'local')) return 'unclear';
  return own(participants, sessionId) ? 'here' : 'gone';
}

/** Has the call object joined its meeting? */
export function isJoined(call: TransferCall): boolean {
  return readState(call) === 'joined-meeting';
}

/**
 * The name of the room that the call is in, as Daily tells it (`room().name`, daily-js 0.92.2). Nothing
 * before it is joined, or where the call object cannot tell; never settles where Daily does not answer.
 */
export async function readRoomName(call: TransferCall): Promise<string | undefined> {
  try {
    const room = await call.room?.();
    const name = isFields(room) ? room['name'] : undefined;
    return typeof name === 'string' ? name : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The meeting's session data, which the server and anybody in the room can write. Read only when joined:
 * before, daily-js throws and prints an error (0.92.2). Nothing where the call object cannot tell.
 */
export function readSessionData(call: TransferCall): unknown {
  return isJoined(call) ? ask(() => call.meetingSessionState().data) : undefined;
}

/** When the local participant joined, by Daily's clock, in milliseconds since the epoch. */
export function readJoinedAt(call: TransferCall): number | undefined {
  return joinedAtOf(own(readParticipants(call), 'local'));
}

function joinedAtOf(participant: Fields | undefined): number | undefined {
  const joined = participant?.['joined_at'];
  return joined instanceof Date && !Number.isNaN(joined.getTime()) ? joined.getTime() : undefined;
}

function isDestroyed(call: TransferCall): boolean {
  try {
    return call.isDestroyed();
  } catch {
    return true;
  }
}

function readState(call: TransferCall): unknown {
  return ask(() => call.meetingState());
}

/** Asked only when joined: before, daily-js throws and prints an error (0.92.2). */
export function readTopology(call: TransferCall): 'sfu' | 'peer' | undefined {
  const topology = ask(() => call.meetingSessionState().topology);
  return topology === 'sfu' || topology === 'peer' ? topology : undefined;
}

/** What the call object says; nothing where it throws. */
function ask<Answer>(read: () => Answer): Answer | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** By own key only: a session id may be `__proto__` or `toString`. */
function own(fields: Fields, key: string): Fields | undefined {
  const value = Object.hasOwn(fields, key) ? fields[key] : undefined;
  return isFields(value) ? value : undefined;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}
