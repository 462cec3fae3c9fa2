import type { SimulatedDaily, SimulatedRoom } from 'daily-transfer/simulator';
import type { TRY } from '../texts.js';
import { letCallersIn } from './callers.js';

/** Something that a person can make happen in the simulated room. */
export type VerbId = keyof typeof TRY.verbs;

type Act = (room: SimulatedRoom, daily: SimulatedDaily) => void;
type ActOnCaller = (room: SimulatedRoom, sessionId: string) => void;

const ON_CALLER = {
  'hang-up': (room, caller) => room.hangUp(caller),
  hide: (room, caller) => room.hide(caller),
  answer: (room, caller) => room.answer(caller),
  'dial-warning': (room, caller) => room.dialWarning(caller),
  'dial-error': (room, caller) => room.dialError(caller),
} as const satisfies Partial<Record<VerbId, ActOnCaller>>;

const IN_ROOM: Readonly<Record<Exclude<VerbId, keyof typeof ON_CALLER>, Act>> = {
  'new-callers': (_room, daily) => letCallersIn(daily),
  'web-guest': (room) => void room.joinWeb(),
  'show-hidden': (room) => room.callers.forEach((one) => one.hidden && room.show(one.sessionId)),
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

/** Makes it happen: to the caller, where the verb needs one. A name that is no verb does nothing. */
export function runVerb(id: string, daily: SimulatedDaily, sessionId: string | undefined): void {
  const room = daily.room('support');
  if (isIn(IN_ROOM, id)) IN_ROOM[id](room, daily);
  else if (isIn(ON_CALLER, id) && sessionId !== undefined) ON_CALLER[id](room, sessionId);
}

function isIn<Table extends object>(table: Table, id: string): id is Extract<keyof Table, string> {
  return Object.hasOwn(table, id);
}
