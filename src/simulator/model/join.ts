import type { DailyParticipant } from '@daily-co/daily-js';
import { roleOf, roomAtUrl } from './addresses.js';
import {
  findRoom,
  inOrder,
  type Change,
  type DomainState,
  type Message,
  type Occupant,
  type PageRequest,
  type RoomState,
} from './domain.js';
import { describeConnections } from './connections.js';
import { describeSession, fatal } from './meeting.js';
import { answer, answerLocally, tell, tellLocally } from './messages.js';
import { enter } from './occupants.js';
import { changePage, initialize, pageOf } from './pages.js';
import { describeParticipant } from './participants.js';
import { describeDevices } from './page-answers.js';
import { asRecord } from './record.js';
import { permissionsOf } from './rights.js';

/**
 * A call object joins: `joined-meeting` and what comes with it to the page, `participant-joined` to the
 * others. A room is made by joining it; only a URL of another domain is refused.
 */
export function join(request: PageRequest): Change {
  const { clientId } = request;
  const properties = asRecord(request.body['properties']);
  return (domain) => {
    const room = roomAtUrl(domain.name, properties['url']);
    if (room === undefined) return [domain, [tell(request, fatal('no-room', noSuchRoom))]];
    const page = pageFields(room, properties);
    return inOrder(initialize(clientId, properties), changePage(clientId, page), (prepared) => {
      const occupant = describeSelf(prepared, clientId);
      const [present] = enter(room, occupant)(prepared);
      const welcomed = welcome(request, findRoom(present, room));
      return inOrder(welcomed, enter(room, occupant), settleIn(occupant, room))(prepared);
    })(domain);
  };
}

/** `preAuth()`: the page has access to the room and may ask about it, and is not in it. */
export function preAuthorize(request: PageRequest): Change {
  const { clientId } = request;
  const properties = asRecord(request.body['properties']);
  return (domain) => {
    const room = roomAtUrl(domain.name, properties['url']);
    if (room === undefined) return answer(request, { error: noSuchRoom })(domain);
    return inOrder(
      initialize(clientId, properties),
      changePage(clientId, pageFields(room, properties)),
      (before) => [before, [tell(request, fullAccess)]],
      answer(request, { access: fullAccess['access'] }),
    )(domain);
  };
}

/** `startCamera()`: the local participant is there before the join, without media. */
export function startCamera(request: PageRequest): Change {
  const { clientId } = request;
  const properties = asRecord(request.body['properties']);
  return inOrder(initialize(clientId, properties), (domain) => {
    const userName = String(properties['userName'] ?? '');
    const { userData } = properties;
    const changed = changePage(clientId, { userName, userData });
    const told: Change = (after) => {
      const participant = describeParticipant(describeSelf(after, clientId), true);
      const updated = { action: 'participant-updated', participant };
      const started = { action: 'started-camera' };
      return [after, [updated, started].map((message) => tellLocally(request, message))];
    };
    const devices = describeDevices(pageOf(domain, clientId));
    return inOrder(changed, told, answerLocally(request, devices))(domain);
  });
}

/** The occupant that the page is, or would be. */
export function describeSelf(domain: DomainState, clientId: string): Occupant {
  const { sessionId, room, token, userName, userData, audio, video } = pageOf(domain, clientId);
  const role = roleOf(room ?? '', token);
  return {
    sessionId,
    userId: sessionId,
    name: userName,
    userData,
    owner: role === 'owner',
    permissions: permissionsOf(role),
    audio,
    video,
    joinedAt: domain.time,
    hidden: false,
    hasMedia: domain.hasMedia,
    clientId,
  };
}

/** It says `deleted`, and daily-js then reports the error to nobody but the page. */
const noSuchRoom = 'the simulated domain has no such room, or it was deleted';

const fullAccess: Message = { action: 'access-state-updated', access: { level: 'full' } };

function pageFields(room: string, properties: Readonly<Record<string, unknown>>) {
  const { token, userName, userData, startAudioOff, startVideoOff } = properties;
  return {
    room,
    token,
    userName: String(userName ?? ''),
    userData,
    ...(startAudioOff === true && { audio: false }),
    ...(startVideoOff === true && { video: false }),
  };
}

function welcome(request: PageRequest, room: RoomState): Change {
  // The page has just come, so it is the last; daily-js lists it first.
  const entries = room.occupants.flatMap((one): [string, DailyParticipant][] => {
    if (one.clientId === request.clientId) return [['local', describeNewcomer(one)]];
    return one.hidden ? [] : [[one.sessionId, describeParticipant(one, false)]];
  });
  const participants = Object.fromEntries([...entries.slice(-1), ...entries.slice(0, -1)]);
  const messages: readonly Message[] = [
    fullAccess,
    { action: 'meeting-session-summary-updated', meetingSession: { id: room.meetingId } },
    describeSession(room),
    { action: 'joined-meeting', participants, internal: {} },
  ];
  return (domain) => [domain, messages.map((message) => tell(request, message))];
}

/** After the join: the connections stand, and the quality of the network is known. */
function settleIn(self: Occupant, room: string): Change {
  return (domain) => {
    const updated = { action: 'participant-updated', participant: describeParticipant(self, true) };
    const messages = [...describeConnections(findRoom(domain, room), self), updated];
    return [domain, messages.map((message) => tell({ clientId: self.clientId ?? '' }, message))];
  };
}

function describeNewcomer(self: Occupant): DailyParticipant {
  return { ...describeParticipant(self, true), networkQualityState: 'unknown' };
}
