import type { DailyParticipant } from '@daily-co/daily-js';
import { roleOf, roomAtUrl, roomSipUri } from './addresses.js';
import {
  changeRoom,
  findOccupant,
  findPage,
  findRoom,
  findRoomOf,
  inOrder,
  nothing,
  type Change,
  type DomainState,
  type Message,
  type Occupant,
  type Outgoing,
  type PageRequest,
  type RoomState,
  type Topology,
} from './domain.js';
import { drawId } from './ids.js';
import { pagesIn, tell, tellRoom } from './messages.js';
import { tellWebhooksReady } from './news.js';
import { depart, enter } from './occupants.js';
import { describeParticipant, permissionsOf } from './participants.js';
import { asRecord } from './record.js';

/**
 * A call object joins: `joined-meeting` and what comes with it to the page, `participant-joined` to the
 * others. A room is made by joining it; only a URL of another domain is refused.
 */
export function join(request: PageRequest): Change {
  return (domain) => {
    const properties = asRecord(request.body['properties']);
    const room = roomAtUrl(domain.name, properties['url']);
    if (room === undefined) return [domain, [tell(request, noSuchRoom)]];
    const homes = { ...domain.homes, [request.clientId]: room };
    const [occupant, drawn] = createPage({ ...domain, homes }, room, request.clientId, properties);
    const [present] = enter(room, occupant)(drawn);
    return inOrder(welcome(request, findRoom(present, room)), enter(room, occupant))(drawn);
  };
}

/** A call object leaves: `left-meeting` to the page, `participant-left` to the others. */
export function leave(request: PageRequest): Change {
  return (domain) => {
    const room = findRoomOf(domain, request.clientId);
    const page = room && findPage(room, request.clientId);
    const told: Outgoing = { ...tell(request, { action: 'left-meeting' }), local: true };
    const left: Change = (before) => [before, [told]];
    return inOrder(page ? depart(room.name, page.sessionId) : nothing, left)(domain);
  };
}

/** Somebody is thrown out: a page gets the fatal `error` of type `ejected`, then `left-meeting`. */
export function eject(room: string, sessionId: string): Change {
  return (domain) => {
    const occupant = findOccupant(findRoom(domain, room), sessionId);
    const { clientId } = occupant ?? {};
    const thrownOut: Change = clientId
      ? expel(clientId, 'ejected', 'Ejected from meeting')
      : nothing;
    return inOrder(depart(room, sessionId), thrownOut)(domain);
  };
}

/** The meeting is over for everybody: a fatal `error` to each page, and the room is empty. */
export function endMeeting(room: string): Change {
  return (domain) => {
    const pages = pagesIn(findRoom(domain, room));
    const farewells = pages.map(({ clientId }) => expel(clientId, 'exp-room', 'Meeting has ended'));
    return inOrder(...farewells)(changeRoom(domain, room, { occupants: [] }));
  };
}

/** The room's media goes another way, or its data changed: `meeting-session-state-updated`. */
export function changeSession(
  room: string,
  fields: { readonly topology?: Topology; readonly data?: unknown },
): Change {
  return (domain) => {
    const changed = changeRoom(domain, room, fields);
    return tellRoom(room, describeSession(findRoom(changed, room)))(changed);
  };
}

/** The room is ready for SIP callers: `dialin-ready`. */
export function tellDialInReady(room: string): Change {
  return (domain) => {
    const sipEndpoint = roomSipUri(domain.name, room);
    const ready = { action: 'dialin-ready', sipEndpoint, provider: 'signalwire' };
    return inOrder(tellRoom(room, ready), tellWebhooksReady(room))(domain);
  };
}

/** The message carries `deleted`, and daily-js then reports the error to nobody but the page. */
const noSuchRoom = fatal('no-room', 'the simulated domain has no such room, or it was deleted');

function fatal(type: string, msg: string): Message {
  return { action: 'error', errorMsg: msg, error: { type, msg } };
}

function expel(clientId: string, type: string, msg: string): Change {
  const messages = [fatal(type, msg), { action: 'left-meeting' }];
  return (domain) => [domain, messages.map((message) => tell({ clientId }, message))];
}

function createPage(
  domain: DomainState,
  room: string,
  clientId: string,
  properties: Readonly<Record<string, unknown>>,
): readonly [Occupant, DomainState] {
  const [sessionId, drawn] = drawId(domain);
  const role = roleOf(room, properties['token']);
  const occupant: Occupant = {
    sessionId,
    userId: sessionId,
    name: String(properties['userName'] ?? ''),
    userData: properties['userData'],
    owner: role === 'owner',
    permissions: permissionsOf(role),
    audio: properties['startAudioOff'] !== true,
    video: properties['startVideoOff'] !== true,
    joinedAt: domain.time,
    hidden: false,
    clientId,
  };
  return [occupant, drawn];
}

function welcome(request: PageRequest, room: RoomState): Change {
  // The page has just come, so it is the last; daily-js lists it first.
  const entries = room.occupants.flatMap((one): [string, DailyParticipant][] => {
    if (one.clientId === request.clientId) return [['local', describeParticipant(one, true)]];
    return one.hidden ? [] : [[one.sessionId, describeParticipant(one, false)]];
  });
  const participants = Object.fromEntries([...entries.slice(-1), ...entries.slice(0, -1)]);
  const messages: readonly Message[] = [
    { action: 'access-state-updated', access: { level: 'full' } },
    { action: 'meeting-session-summary-updated', meetingSession: { id: `${room.name}-session` } },
    describeSession(room),
    { action: 'joined-meeting', participants, internal: {} },
  ];
  return (domain) => [domain, messages.map((message) => tell(request, message))];
}

function describeSession({ data, topology }: RoomState): Message {
  return { action: 'meeting-session-state-updated', meetingSessionState: { data, topology } };
}
