import {
  findOccupant,
  findRoom,
  inOrder,
  nothing,
  type Change,
  type Occupant,
  type RoomState,
} from './domain.js';
import { hangUp } from './legs.js';
import { eject } from './meeting.js';
import { refuse } from './messages.js';
import { hide, show, update } from './occupants.js';
import { asRecord } from './record.js';
import { maySend, refuseChange, refusePermissions, updatePermissions } from './rights.js';
import type { RoomRequest, Visit } from './visit.js';

type Properties = Readonly<Record<string, unknown>>;

/** `updateParticipant()` and `updateParticipants()`. What may not be is ignored, as Daily's page says. */
export const participantRequests: Readonly<Record<string, RoomRequest>> = {
  'update-participant': {
    who: 'present',
    handle: (visit) => {
      const { id, properties } = visit.request.body;
      return changeParticipant(visit, String(id), asRecord(properties));
    },
  },
  'update-participants': {
    who: 'present',
    handle: (visit) => {
      const all = Object.entries(asRecord(visit.request.body['participants']));
      return inOrder(...all.map(([id, one]) => changeParticipant(visit, id, asRecord(one))));
    },
  },
};

function changeParticipant(visit: Visit, id: string, properties: Properties): Change {
  const { request, room, self } = visit;
  const other = findOccupant(room, id === 'local' ? self.sessionId : id);
  if (!other) return nothing;
  const permissions = properties['updatePermissions'];
  const reasons = [
    hasAny(properties, controls) ? refuseChange(self, other, properties) : undefined,
    permissions ? refusePermissions(self, other, asRecord(permissions)) : undefined,
  ];
  const reason = reasons.find((one) => one !== undefined);
  if (reason !== undefined) return refuse(request, room.name, reason);
  return permissions
    ? inOrder(control(room, other, properties), permit(room, other, asRecord(permissions)))
    : control(room, other, properties);
}

const controls = ['eject', 'setAudio', 'setVideo', 'setScreenShare'];

function control(room: RoomState, other: Occupant, properties: Properties): Change {
  const { eject: isEjected, setAudio: audio, setVideo: video } = properties;
  const { name } = room;
  const { sessionId } = other;
  if (isEjected === true) return other.leg ? hangUp(name, sessionId) : eject(name, sessionId);
  const fields: Partial<Occupant> = {
    ...(typeof audio === 'boolean' && { audio: audio && maySend(other, 'audio') }),
    ...(typeof video === 'boolean' && { video: video && maySend(other, 'video') }),
  };
  return Object.keys(fields).length > 0 ? update(name, sessionId, fields) : nothing;
}

/** The permissions change; media that may no longer be sent goes off, and presence is seen at once. */
function permit({ name }: RoomState, { sessionId }: Occupant, asked: Properties): Change {
  return (domain) => {
    const other = findOccupant(findRoom(domain, name), sessionId);
    if (!other) return [domain, []];
    const permissions = updatePermissions(other.permissions, asked);
    const after = { ...other, permissions };
    const audio = other.audio && maySend(after, 'audio');
    const video = other.video && maySend(after, 'video');
    const seen = permissions.hasPresence ? show(name, sessionId) : hide(name, sessionId);
    return inOrder(update(name, sessionId, { permissions, audio, video }), seen)(domain);
  };
}

function hasAny(properties: Properties, keys: readonly string[]): boolean {
  return keys.some((key) => properties[key] !== undefined);
}
