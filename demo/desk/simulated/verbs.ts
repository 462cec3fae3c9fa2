import type { SimulatedRoom } from 'daily-transfer/simulator';
import type { TRY } from '../texts.js';
import { letCallersIn } from './callers.js';

export type VerbId = keyof typeof TRY.verbs;

/** What a person can make happen in the simulated room, or to the caller of this session. */
export const VERBS: Readonly<Record<VerbId, (room: SimulatedRoom, caller: string) => void>> = {
  'new-callers': letCallersIn,
  'web-guest': (room) => void room.joinWeb(),
  'show-hidden': (room) => room.callers.forEach((one) => one.hidden && room.show(one.sessionId)),
  'hang-up': (room, caller) => room.hangUp(caller),
  hide: (room, caller) => room.hide(caller),
  answer: (room, caller) => room.answer(caller),
  'dial-warning': (room, caller) => room.dialWarning(caller),
  'dial-error': (room, caller) => room.dialError(caller),
  'network-down': (room) => room.networkDown(),
  'network-up': (room) => room.networkUp(),
  'machine-silent': (room) => room.goSilent(),
  'machine-awake': (room) => room.wake(),
  'revoke-owner': (room) => room.revokeOwner(),
  'grant-owner': (room) => room.grant({ owner: true }),
  eject: (room) => room.eject(),
  'end-meeting': (room) => room.endMeeting(),
  peer: (room) => room.useTopology('peer'),
  sfu: (room) => room.useTopology('sfu'),
  repeat: (room) => room.repeat(),
};
