import type { DialFacts, SessionFacts } from '../domain/transferee.js';
import type { RoomFacts } from '../domain/plan/facts.js';
import {
  hasMethods,
  isFields,
  own,
  textOf,
  withoutUndefined,
  type Fields,
} from '../domain/fields.js';
import type { TransferCall } from './call.js';

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
  return withoutUndefined<RoomFacts>({
    alive,
    joined,
    methods: {
      sipCallTransfer: hasMethods(call, 'sipCallTransfer'),
      sipRefer: hasMethods(call, 'sipRefer'),
    },
    mayTransfer: readRights(participants),
    interrupted: known.interrupted,
    topology: readTopology(call),
    session: readSession(participants, sessionId, known.dial),
  });
}

/** What the participants list shows of one session, and what dial events have told of it. */
export function readSession(
  participants: Fields,
  sessionId: string,
  dial: DialFacts | undefined,
): SessionFacts {
  const participant = findIn(participants, sessionId);
  const isLocal =
    sessionId === 'local' ||
    participant?.['local'] === true ||
    findIn(participants, 'local')?.['session_id'] === sessionId;
  if (isLocal || !participant) return { sessionId, presence: isLocal ? 'local' : 'absent' };
  const { participantType, user_name: name } = participant;
  return withoutUndefined<SessionFacts>({
    sessionId,
    presence: 'here',
    participantType: textOf(participantType),
    name: textOf(name),
    joinedAt: joinedAtOf(participant),
    dial,
  });
}

/** May the local participant transfer: an owner, or an admin for participants? Nothing if not known. */
export function readRights(participants: Fields): boolean | undefined {
  const local = findIn(participants, 'local');
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
  if (state !== 'joined-meeting' || !findIn(participants, 'local')) return 'unclear';
  return findIn(participants, sessionId) ? 'here' : 'gone';
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
    return isFields(room) ? textOf(room['name']) : undefined;
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
  return joinedAtOf(findIn(readParticipants(call), 'local'));
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

/** How the call is connected. Asked only when joined: before, daily-js throws and prints an error (0.92.2). */
export function readTopology(call: TransferCall): 'sfu' | 'peer' | undefined {
  const topology = isJoined(call) ? ask(() => call.meetingSessionState().topology) : undefined;
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

/** A participant by own key only: a session id may be `__proto__` or `toString`. */
function findIn(participants: Fields, key: string): Fields | undefined {
  const participant = own(participants, key);
  return isFields(participant) ? participant : undefined;
}
