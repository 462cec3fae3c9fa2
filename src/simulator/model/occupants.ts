import {
  changeRoom,
  findOccupant,
  findRoom,
  inOrder,
  nothing,
  type Change,
  type DomainState,
  type Occupant,
} from './domain.js';
import { tellCounts, tellOthers, tellUpdate } from './messages.js';
import { drawId } from './ids.js';
import { describeParticipant } from './participants.js';
import { permissionsOf } from './rights.js';

/** Makes the occupant for somebody who joins with a browser elsewhere. */
export function createVisitor(
  domain: DomainState,
  name: string,
  owner: boolean,
): readonly [Occupant, DomainState] {
  const [sessionId, drawn] = drawId(domain);
  const occupant: Occupant = {
    sessionId,
    userId: sessionId,
    name,
    owner,
    permissions: permissionsOf(owner ? 'owner' : 'guest'),
    audio: true,
    video: true,
    joinedAt: domain.time,
    hidden: false,
    hasMedia: domain.hasMedia,
  };
  return [occupant, drawn];
}

/** Somebody comes into the room: `participant-joined` to the others, `participant-counts-updated` to all. */
export function enter(room: string, occupant: Occupant): Change {
  const add: Change = (domain) => {
    const { occupants } = findRoom(domain, room);
    return [changeRoom(domain, room, { occupants: [...occupants, occupant] }), []];
  };
  return inOrder(beginMeeting(room), add, announce(room, occupant), tellCounts(room));
}

/** An empty room begins a meeting of its own id, without the data of the one before. */
function beginMeeting(room: string): Change {
  return (domain) => {
    if (findRoom(domain, room).occupants.length > 0) return [domain, []];
    const [meetingId, drawn] = drawId(domain);
    return [changeRoom(drawn, room, { meetingId, data: {} }), []];
  };
}

/** Somebody leaves the room: `participant-left`, `participant-counts-updated`. */
export function depart(room: string, sessionId: string): Change {
  return (domain) => {
    const { occupants } = findRoom(domain, room);
    const occupant = occupants.find((one) => one.sessionId === sessionId);
    if (!occupant) return [domain, []];
    const rest = occupants.filter((one) => one !== occupant);
    const farewell = occupant.hidden ? nothing : tellLeft(room, occupant);
    return inOrder(farewell, tellCounts(room))(changeRoom(domain, room, { occupants: rest }));
  };
}

/** `participant-left` alone, as Daily sends it when it sends it twice. */
export function tellLeft(room: string, occupant: Occupant, reason?: 'hidden'): Change {
  return tellOthers(room, occupant.sessionId, {
    action: 'participant-left',
    participant: describeParticipant(occupant, false),
    ...(reason && { reason }),
  });
}

/** An occupant changes: `participant-updated`. */
export function update(room: string, sessionId: string, fields: Partial<Occupant>): Change {
  return inOrder(change(room, sessionId, fields), tellUpdate(room, sessionId));
}

/** The others no longer see the occupant: `participant-left` with the reason `hidden`. */
export function hide(room: string, sessionId: string): Change {
  return (domain) => {
    const occupant = findOccupant(findRoom(domain, room), sessionId);
    if (!occupant || occupant.hidden) return [domain, []];
    const hidden = change(room, sessionId, withPresence(occupant, false));
    return inOrder(hidden, tellLeft(room, occupant, 'hidden'), tellCounts(room))(domain);
  };
}

/** The others see the occupant again: `participant-joined` under the session id of before. */
export function show(room: string, sessionId: string): Change {
  return (domain) => {
    const occupant = findOccupant(findRoom(domain, room), sessionId);
    if (!occupant?.hidden) return [domain, []];
    const back = { ...occupant, ...withPresence(occupant, true) };
    const shown = change(room, sessionId, back);
    return inOrder(shown, announce(room, back), tellCounts(room))(domain);
  };
}

function withPresence({ permissions }: Occupant, hasPresence: boolean): Partial<Occupant> {
  return { hidden: !hasPresence, permissions: { ...permissions, hasPresence } };
}

function announce(room: string, occupant: Occupant): Change {
  return tellOthers(room, occupant.sessionId, {
    action: 'participant-joined',
    participant: describeParticipant(occupant, false),
  });
}

function change(room: string, sessionId: string, fields: Partial<Occupant>): Change {
  return (domain) => {
    const { occupants: before } = findRoom(domain, room);
    const index = before.findIndex((one) => one.sessionId === sessionId);
    const occupant = before[index];
    const occupants = occupant
      ? [...before.slice(0, index), { ...occupant, ...fields }, ...before.slice(index + 1)]
      : before;
    return [changeRoom(domain, room, { occupants }), []];
  };
}
