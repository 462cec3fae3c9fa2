import { findOccupant, inOrder, type Change, type Occupant } from './domain.js';
import { hangUp } from './legs.js';
import { answer, refuse } from './messages.js';
import { readAttempt } from './transfer-attempt.js';
import type { RoomRequest, Visit } from './visit.js';

/**
 * Dialling and transfers. All of it needs "an owner or an admin"; of `sendDTMF()` and `startDialIn()` only
 * the guide to telephony says so. What the refusals say is not known, and how a transfer, a dial-out or a
 * dial-in goes is for whoever runs the simulation to say.
 */
export const telephonyRequests: Readonly<Record<string, RoomRequest>> = {
  'sip-call-transfer': {
    who: 'admin',
    handle: (visit) => {
      const { sessionId } = readAttempt(visit.request);
      return findOccupant(visit.room, sessionId)?.leg
        ? ask('transfer', visit)
        : refuse(visit.request, visit.room.name, 'invalid sessionId');
    },
  },
  'dialout-start': { who: 'admin', handle: (visit) => ask('dial-out', visit) },
  'dialout-stop': {
    who: 'admin',
    handle: ({ request, room }) => {
      const callee = findOccupant(room, String(request.body['sessionId']));
      return isDialOut(callee)
        ? inOrder(hangUp(room.name, callee.sessionId), answer(request, {}))
        : refuse(request, room.name, 'NOT_FOUND');
    },
  },
  'dialin-start': { who: 'admin', handle: (visit) => ask('dial-in', visit) },
  'send-dtmf': {
    who: 'admin',
    handle: ({ request, room }) =>
      takesTones(findOccupant(room, String(request.body['sessionId'])))
        ? answer(request, {})
        : refuse(request, room.name, 'NOT_FOUND'),
  },
};

function ask(about: 'transfer' | 'dial-out' | 'dial-in', { request, room }: Visit): Change {
  return (domain) => [domain, [{ kind: 'asked', about, room: room.name, request }]];
}

function isDialOut(occupant: Occupant | undefined): occupant is Occupant {
  return occupant?.leg?.type.endsWith('-out') ?? false;
}

/** Tones go to those who were dialled, and, with Daily's own provider, to callers too. */
function takesTones(occupant: Occupant | undefined): boolean {
  return occupant?.leg?.provider === 'daily' || isDialOut(occupant);
}
