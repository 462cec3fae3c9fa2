import { mergeData } from './api-requests.js';
import { inOrder, type Change } from './domain.js';
import { changeSession } from './meeting.js';
import { answer, pagesIn, refuse, tell } from './messages.js';
import { changePage, pageOf } from './pages.js';
import { asRecord } from './record.js';
import type { RoomRequest, Visit } from './visit.js';

/** What a room does about the requests that are neither about telephony nor about other participants. */
export const roomRequests: Readonly<Record<string, RoomRequest>> = {
  'app-msg': { who: 'present', handle: sendAppMessage },
  'set-session-data': {
    who: 'present',
    handle: ({ request: { body }, room }) => {
      const { data, mergeStrategy } = body;
      return changeSession(room.name, { data: mergeData(room.data, { data, mergeStrategy }) });
    },
  },
  'get-meeting-session': {
    who: 'present',
    handle: ({ request, room }) => answer(request, { meetingSession: { id: room.meetingId } }),
  },
  'update-receive-settings': { who: 'present', handle: updateReceiveSettings },
  /** That this needs a right is not known. */
  'set-network-topology': {
    who: 'admin',
    handle: ({ request, room }) => {
      const topology = asRecord(request.body['opts'])['topology'] === 'peer' ? 'peer' : 'sfu';
      const answered = answer(request, topology === 'sfu' ? { workerId: room.meetingId } : {});
      return inOrder(changeSession(room.name, { topology }), answered);
    },
  },
  /** Simulated rooms have no lobby, so nobody waits in one. */
  'daily-method-update-waiting-participant': {
    who: 'admin',
    handle: ({ request, room }) => refuse(request, room.name, 'nobody waits under that id'),
  },
  'daily-method-update-waiting-participants': {
    who: 'admin',
    handle: ({ request }) => answer(request, { ids: [] }),
  },
  'daily-method-request-access': {
    who: 'present',
    handle: ({ request, room }) =>
      refuse(request, room.name, 'access can be asked for in the lobby only'),
  },
};

/** `app-message` to the pages that are meant; never to the sender. */
function sendAppMessage({ request, room, self }: Visit): Change {
  const { data, to } = request.body;
  const meant = Array.isArray(to) ? to : [to];
  const message = { action: 'app-message', data, fromId: self.sessionId };
  const readers = pagesIn(room).filter(
    ({ sessionId }) =>
      sessionId !== self.sessionId && (meant.includes('*') || meant.includes(sessionId)),
  );
  return (domain) => [domain, readers.map((reader) => tell(reader, message))];
}

/** Each participant's settings by themselves; `inherit` forgets them. */
function updateReceiveSettings({ request, domain }: Visit): Change {
  const { clientId, body } = request;
  const asked = Object.entries(asRecord(body['receiveSettings']));
  const before = pageOf(domain, clientId).receiveSettings;
  const changed = asked.map(([id, one]) => [id, { ...asRecord(before[id]), ...asRecord(one) }]);
  const all = Object.entries({ ...before, ...Object.fromEntries(changed) });
  const forgotten = new Set(asked.flatMap(([id, one]) => (one === 'inherit' ? [id] : [])));
  const receiveSettings = Object.fromEntries(all.filter(([id]) => !forgotten.has(id)));
  const told = tell(request, { action: 'receive-settings-updated', receiveSettings });
  return inOrder(
    changePage(clientId, { receiveSettings }),
    (after) => [after, [told]],
    answer(request, { receiveSettings }),
  );
}
