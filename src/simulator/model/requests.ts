import { roomSipUri, roomUrl } from './addresses.js';
import {
  findOccupant,
  findPage,
  findRoomOf,
  inOrder,
  nothing,
  type Change,
  type DomainState,
  type Occupant,
  type PageRequest,
  type RoomState,
} from './domain.js';
import { mergeData } from './api-requests.js';
import { connect, createLeg, hangUp } from './legs.js';
import { answer, pagesIn, tell } from './messages.js';
import { changeSession, eject, join, leave, tellDialInReady } from './meeting.js';
import { update } from './occupants.js';
import { mayTransfer } from './participants.js';
import { considerTransfer } from './transfers.js';
import { asRecord } from './record.js';

/** A request of a page that is in a room. */
interface Visit {
  readonly request: PageRequest;
  readonly domain: DomainState;
  readonly room: RoomState;
  readonly page: Occupant;
}

/**
 * What the room does about a request of daily-js 0.92.2. A request that is not known here has no
 * effect and no answer.
 */
export function handleRequest(request: PageRequest): Change {
  if (request.action === 'join-meeting') return join(request);
  if (request.action === 'leave-meeting') return leave(request);
  if (request.action === 'sip-call-transfer') return considerTransfer(request);
  return (domain) => {
    const room = findRoomOf(domain, request.clientId);
    const page = room && findPage(room, request.clientId);
    const handle = Object.hasOwn(handlers, request.action) ? handlers[request.action] : undefined;
    return page && handle ? handle({ request, domain, room, page })(domain) : [domain, []];
  };
}

const handlers: Readonly<Record<string, (visit: Visit) => Change>> = {
  'dialout-start': startDialOut,
  'dialout-stop': ({ request, room }) =>
    inOrder(hangUp(room.name, String(request.body['sessionId'])), answer(request, {})),
  'dialin-start': ({ request, room }) => inOrder(answer(request, {}), tellDialInReady(room.name)),
  'send-dtmf': ({ request }) => answer(request, {}),
  'update-participant': ({ request, room, page }) =>
    changeParticipant(room, page, String(request.body['id']), request.body['properties']),
  'update-participants': ({ request, room, page }) =>
    inOrder(
      ...Object.entries(asRecord(request.body['participants'])).map(([id, properties]) =>
        changeParticipant(room, page, id, properties),
      ),
    ),
  'local-audio': ({ request, room, page }) =>
    update(room.name, page.sessionId, { audio: request.body['state'] === true }),
  'local-video': ({ request, room, page }) =>
    update(room.name, page.sessionId, { video: request.body['state'] === true }),
  'app-msg': sendAppMessage,
  'set-session-data': ({ request, room }) => changeData(room, request),
  'set-user-name': ({ request, room, page }) => {
    const userName = String(request.body['name']);
    return inOrder(
      update(room.name, page.sessionId, { name: userName }),
      answer(request, { userName }),
    );
  },
  'set-user-data': ({ request, room, page }) => {
    const { userData } = request.body;
    return inOrder(update(room.name, page.sessionId, { userData }), answer(request, { userData }));
  },
  'lib-room-info': ({ request, domain, room }) =>
    answer(request, {
      id: roomUrl(domain.name, room.name),
      name: room.name,
      domainConfig: {},
      tokenConfig: {},
      config: { sip_uri: { endpoint: roomSipUri(domain.name, room.name) } },
    }),
  'get-network-topology': ({ request, room }) => answer(request, { topology: room.topology }),
  'get-meeting-session': ({ request, room }) =>
    answer(request, { meetingSession: { id: `${room.name}-session` } }),
  'get-input-devices': ({ request }) => answer(request, { camera: {}, mic: {}, speaker: {} }),
  'update-input-settings': ({ request }) =>
    answer(request, { inputSettings: request.body['inputSettings'] }),
};

/** What the promise of `startDialOut()` gives is the session; the far end has not answered then. */
function startDialOut({ request, room, page }: Visit): Change {
  const { sipUri, phoneNumber, displayName, userId, provider, callerId } = request.body;
  if (!mayTransfer(page)) {
    return answer(request, { error: 'not allowed: only an owner or an admin may dial out' });
  }
  return (domain) => {
    const [occupant, drawn] = createLeg(domain, {
      type: sipUri === undefined ? 'pstn-dial-out' : 'sip-dial-out',
      address: String(sipUri ?? phoneNumber),
      name: asText(displayName),
      userId: asText(userId),
      provider: provider === 'daily' ? 'daily' : 'signalwire',
      callerId: asText(callerId),
    });
    const session = { sessionId: occupant.sessionId };
    return inOrder(answer(request, { session }), connect(room.name, occupant))(drawn);
  };
}

function changeParticipant(
  room: RoomState,
  page: Occupant,
  id: string,
  properties: unknown,
): Change {
  const sessionId = id === 'local' ? page.sessionId : id;
  const occupant = findOccupant(room, sessionId);
  const { eject: isEjected, setAudio, setVideo, updatePermissions } = asRecord(properties);
  if (!occupant) return nothing;
  if (isEjected === true) {
    return occupant.leg ? hangUp(room.name, sessionId) : eject(room.name, sessionId);
  }
  return update(room.name, sessionId, {
    ...(typeof setAudio === 'boolean' && { audio: setAudio }),
    ...(typeof setVideo === 'boolean' && { video: setVideo }),
    permissions: { ...occupant.permissions, ...asRecord(updatePermissions) },
  });
}

/** `app-message` to the pages that are meant; never to the sender. */
function sendAppMessage({ request, room, page }: Visit): Change {
  const { data, to } = request.body;
  const meant = Array.isArray(to) ? to : [to];
  const message = { action: 'app-message', data, fromId: page.sessionId };
  const readers = pagesIn(room).filter(
    ({ sessionId }) =>
      sessionId !== page.sessionId && (meant.includes('*') || meant.includes(sessionId)),
  );
  return (domain) => [domain, readers.map((reader) => tell(reader, message))];
}

function changeData(room: RoomState, { body }: PageRequest): Change {
  const { data, mergeStrategy } = body;
  return changeSession(room.name, { data: mergeData(room.data, { data, mergeStrategy }) });
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
