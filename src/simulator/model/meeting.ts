import { roomSipUri } from './addresses.js';
import { tellMediaWay } from './connections.js';
import {
  changeRoom,
  findOccupant,
  findPage,
  findRoom,
  findRoomOf,
  inOrder,
  nothing,
  type Change,
  type Message,
  type PageRequest,
  type RoomState,
  type Topology,
} from './domain.js';
import { pagesIn, tell, tellLocally, tellRoom } from './messages.js';
import { tellWebhooksReady } from './news.js';
import { depart } from './occupants.js';

/** A call object leaves: `left-meeting` to the page, `participant-left` to the others. */
export function leave(request: PageRequest): Change {
  const told = tellLocally(request, { action: 'left-meeting' });
  return inOrder(vanish(request.clientId), (domain) => [domain, [told]]);
}

/** The page of a call object is there no more, and can be told nothing: `participant-left` to the others. */
export function vanish(clientId: string): Change {
  return (domain) => {
    const room = findRoomOf(domain, clientId);
    const page = room && findPage(room, clientId);
    return (page ? depart(room.name, page.sessionId) : nothing)(domain);
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

/**
 * The room's media goes another way, or its data changed: `meeting-session-state-updated`, and where the way
 * is another one `network-connection`.
 */
export function changeSession(
  room: string,
  fields: { readonly topology?: Topology; readonly data?: unknown },
): Change {
  return (domain) => {
    const changed = changeRoom(domain, room, fields);
    const told = tellRoom(room, describeSession(findRoom(changed, room)));
    const hasMoved = findRoom(domain, room).topology !== findRoom(changed, room).topology;
    return inOrder(told, hasMoved ? tellMediaWay(room) : nothing)(changed);
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

/** An `error` that ends the call. */
export function fatal(type: string, msg: string): Message {
  return { action: 'error', errorMsg: msg, error: { type, msg } };
}

function expel(clientId: string, type: string, msg: string): Change {
  const messages = [fatal(type, msg), { action: 'left-meeting' }];
  return (domain) => [domain, messages.map((message) => tell({ clientId }, message))];
}

/** What the pages know of the meeting besides who is in it. */
export function describeSession({ data, topology }: RoomState): Message {
  return { action: 'meeting-session-state-updated', meetingSessionState: { data, topology } };
}
