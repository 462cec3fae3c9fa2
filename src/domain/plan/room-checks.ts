import { isTelephonyType, type SessionFacts } from '../transferee.js';
import { fail, pass, unknown, type Outcome } from './check.js';
import type { Authorization, CheckFacts } from './facts.js';

/* What the call object, the room and the caller must be like. Each function is one check. */

export function callAlive({ room }: CheckFacts): Outcome {
  return room.alive
    ? pass('The call is open.')
    : fail(
        'The call is not open.',
        'Open the call again.',
        'Attach to a call object that is not destroyed.',
      );
}

export function methodAvailable({ room, method }: CheckFacts): Outcome {
  if (!method) return unknown('No method is chosen yet.');
  return room.methods[method]
    ? pass('This page can make this transfer.')
    : fail(
        'This page cannot make this transfer.',
        ASK,
        `Update @daily-co/daily-js: this version has no ${method}().`,
      );
}

export function joined({ room }: CheckFacts): Outcome {
  return room.joined
    ? pass('You are in the call.')
    : fail(
        'You are not in the call.',
        'Join the call first.',
        'Transfer after join() has resolved.',
      );
}

export function mayTransfer({ room }: CheckFacts): Outcome {
  if (room.mayTransfer === undefined) return unknown('Whether you may transfer is not known yet.');
  return room.mayTransfer
    ? pass('You may transfer callers.')
    : fail(
        'You may not transfer callers.',
        ASK,
        "Join with a token that has is_owner, or permissions.canAdmin with 'participants'.",
      );
}

export function networkUp({ room }: CheckFacts): Outcome {
  return room.interrupted
    ? fail('The network is interrupted.', 'Wait until it is back.')
    : pass('The network is not known to be interrupted.');
}

const PRESENCE: Readonly<Record<SessionFacts['presence'], Outcome>> = {
  here: pass('The caller is in the call.'),
  local: fail(
    'This is you, not a caller.',
    'Choose a caller.',
    "Give the caller's session id, not the local one.",
  ),
  absent: fail(
    'The caller is not in the call.',
    'Choose a caller who is here; this one may have hung up.',
    'Take the session id from controller.transferees.',
  ),
};

export function transfereePresent({ room }: CheckFacts): Outcome {
  return PRESENCE[room.session.presence];
}

export function transfereeIsTelephony({ room }: CheckFacts): Outcome {
  const { participantType, dial } = room.session;
  if (isTelephonyType(participantType) || dial) return pass('The caller came by SIP or phone.');
  return participantType === 'unknown'
    ? unknown('How the caller came is not known.')
    : fail('This participant came by the web.', 'Choose a caller who came by SIP or phone.');
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
  if (room.topology === undefined) return unknown('How the call is connected is not known yet.');
  return room.topology === 'sfu'
    ? pass("The call runs through Daily's servers.")
    : fail(
        "The call does not run through Daily's servers.",
        ASK,
        "Switch with setNetworkTopology({ topology: 'sfu' }).",
      );
}

/** A request that joins another one sends nothing, so it needs no quota. */
export function withinQuota({ quota, running }: CheckFacts): Outcome {
  if (!quota) return pass('The app sets no quota.');
  if (running === 'same') return pass('The same transfer is under way; joining it sends nothing.');
  return quota;
}

const AUTHORIZATION: Readonly<Record<Authorization, Outcome>> = {
  none: pass('The app asks for no authorization.'),
  unasked: unknown('The app is asked before the transfer is sent.'),
  granted: pass('The app authorized the transfer.'),
  refused: fail('The app did not authorize the transfer.', 'Ask who may allow it.'),
  late: fail(
    'The app did not authorize the transfer in time.',
    'Try again.',
    'Let authorize answer within authorizeTimeoutMs.',
  ),
  threw: fail(
    'The app failed to authorize the transfer.',
    'Try again, or ask who looks after this app.',
    'authorize threw; see the cause of the error.',
  ),
};

export function authorized({ authorization }: CheckFacts): Outcome {
  return AUTHORIZATION[authorization];
}

const ASK = 'Ask who looks after this app.';
