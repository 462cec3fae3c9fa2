import { findPage, findRoomOf, type Change, type Note, type PageRequest } from './domain.js';
import { join, preAuthorize, startCamera } from './join.js';
import { leave } from './meeting.js';
import { noteRefusal, refuse } from './messages.js';
import { outOfScope, refuseOutOfScope } from './out-of-scope.js';
import { isWithoutEffect, pageAnswers, type PageAnswer } from './page-answers.js';
import { pageOf } from './pages.js';
import { participantRequests } from './participant-requests.js';
import { isAdmin } from './rights.js';
import { roomRequests } from './room-requests.js';
import { telephonyRequests } from './telephony-requests.js';
import type { RoomRequest } from './visit.js';

const onTheWay: Readonly<Record<string, PageAnswer>> = {
  'daily-method-preauth': preAuthorize,
  'start-camera': startCamera,
  'join-meeting': join,
  'leave-meeting': leave,
};

const inTheRoom: Readonly<Record<string, RoomRequest>> = {
  ...roomRequests,
  ...participantRequests,
  ...telephonyRequests,
};

/**
 * What becomes of a request of daily-js: the page's own call machine answers it, or the room does for those
 * who may ask, or it is refused as out of scope. One that is not known here is noted with all that is needed
 * to answer it by hand.
 */
export function handleRequest(request: PageRequest): Change {
  const ofPage = find(onTheWay, request) ?? find(pageAnswers, request);
  if (ofPage) return (domain) => ofPage(request, pageOf(domain, request.clientId))(domain);
  const refusal = find(outOfScope, request);
  if (refusal) return refuseOutOfScope(request, refusal);
  const ofRoom = find(inTheRoom, request);
  if (ofRoom) return visit(request, ofRoom);
  return isWithoutEffect(request) ? (domain) => [domain, []] : noteUnknown(request);
}

/** Is it for the page's own call machine, which needs no network for that? */
export function isLocal(request: PageRequest): boolean {
  const isOfPage = find(pageAnswers, request) ?? find(outOfScope, request);
  return isOfPage !== undefined || ['leave-meeting', 'start-camera'].includes(request.action);
}

function visit(request: PageRequest, { who, handle }: RoomRequest): Change {
  return (domain) => {
    const room = findRoomOf(domain, request.clientId);
    const self = room && findPage(room, request.clientId);
    // What was on its way when the page left or was thrown out is lost, as with Daily.
    if (!self) return noteRefusal(request, '', 'the page is in no room')(domain);
    if (who === 'admin' && !isAdmin(self)) return refuse(request, room.name, notAllowed)(domain);
    return handle({ request, domain, room, self })(domain);
  };
}

const notAllowed = 'not allowed: only an owner or an admin of participants may do that';

function noteUnknown({ clientId, action, callbackStamp, body }: PageRequest): Change {
  return (domain) => {
    const room = findRoomOf(domain, clientId)?.name ?? '';
    const about = { clientId, callbackStamp, request: body };
    const note: Note = { kind: 'note', action: `unknown ${action}`, room, about };
    return [domain, [note]];
  };
}

function find<T>(all: Readonly<Record<string, T>>, { action }: PageRequest): T | undefined {
  return Object.hasOwn(all, action) ? all[action] : undefined;
}
