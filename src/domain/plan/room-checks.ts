import { fail, pass, unknown, type Outcome } from './check.js';
import type { CheckFacts } from './facts.js';

import { isTelephonyType } from '../transferee.js';

/* What the call object, the room and the caller must be like. Each function is one check. */

export function callAlive({ room }: CheckFacts): Outcome {
  return room.alive
    ? pass('The controller is attached to a live call object.')
    : fail(
        'The call object is destroyed or the controller detached.',
        'Attach to a new call object.',
      );
}

export function methodAvailable({ room, method }: CheckFacts): Outcome {
  if (!method) return unknown('No method is chosen yet.');
  return room.methods[method]
    ? pass(`This daily-js has ${method}().`)
    : fail(`This daily-js has no ${method}().`, 'Update @daily-co/daily-js.');
}

export function joined({ room }: CheckFacts): Outcome {
  return room.joined
    ? pass('The call object has joined the meeting.')
    : fail('The call object has not joined the meeting.', 'Join first, then transfer.');
}

export function mayTransfer({ room }: CheckFacts): Outcome {
  if (room.mayTransfer === undefined) return unknown('The local participant is not known yet.');
  return room.mayTransfer
    ? pass('The local participant is an owner or may administer participants.')
    : fail(
        'The local participant is neither an owner nor an admin for participants.',
        "Join with a token that has is_owner, or permissions.canAdmin with 'participants'.",
      );
}

export function networkUp({ room }: CheckFacts): Outcome {
  return room.interrupted
    ? fail('The connection to Daily is interrupted.', 'Wait until the network is back.')
    : pass('The connection to Daily is not known to be interrupted.');
}

export function transfereePresent({ room }: CheckFacts): Outcome {
  switch (room.session.presence) {
    case 'here':
      return pass('The caller is in the room.');
    case 'local':
      return fail('This is the local participant.', "Give the caller's session id, not your own.");
    case 'absent':
      return fail('Nobody in the room has this session id.', 'Take it from transferees.');
  }
}

export function transfereeIsTelephony({ room }: CheckFacts): Outcome {
  const { participantType, dial } = room.session;
  if (isTelephonyType(participantType) || dial) return pass('The caller came by SIP or phone.');
  return participantType === 'unknown'
    ? unknown('Daily does not say how this participant came.')
    : fail('This participant came by the web.', 'Only SIP and phone callers can be transferred.');
}

export function notAlreadyTransferring({ running }: CheckFacts): Outcome {
  if (running === 'other') {
    return fail('Another transfer of this caller is under way.', 'Wait until it has ended.');
  }
  return pass(
    running === 'same'
      ? 'The same transfer is under way; this request joins it.'
      : 'No transfer of this caller is under way.',
  );
}

export function roomOnSfu({ room }: CheckFacts): Outcome {
  if (room.topology === undefined) return unknown('The topology of the call is not known yet.');
  return room.topology === 'sfu'
    ? pass('The call runs on an SFU.')
    : fail(
        'The call is peer to peer, and Daily transfers in SFU calls only.',
        "Switch with setNetworkTopology({ topology: 'sfu' }).",
      );
}

/** A request that joins another one sends nothing, so it needs no quota. */
export function withinQuota({ quota, running }: CheckFacts): Outcome {
  if (!quota) return pass('The app sets no quota.');
  if (running === 'same') return pass('The same transfer is under way; joining it sends nothing.');
  return quota;
}

export function authorized({ authorization }: CheckFacts): Outcome {
  switch (authorization) {
    case 'none':
      return pass('The app asks for no authorization.');
    case 'unasked':
      return unknown('The app is asked before the transfer is sent.');
    case 'granted':
      return pass('The app authorized the transfer.');
    case 'refused':
      return fail('The app did not authorize the transfer.', 'Ask who may allow it.');
    case 'late':
      return fail(
        'The app did not answer in time whether the transfer is authorized.',
        'Try again.',
      );
    case 'threw':
      return fail('Asking the app for authorization failed.', 'Look at the cause and try again.');
  }
}
