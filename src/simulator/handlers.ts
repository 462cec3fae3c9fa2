import {
  readDialIn,
  startDialIn,
  type DialInAttempt,
  type DialInBehaviour,
} from './model/dial-in.js';
import {
  dialOut,
  readDialOut,
  type DialOutAttempt,
  type DialOutBehaviour,
} from './model/dial-out.js';
import type { Asked, Change } from './model/domain.js';
import { transfer, type TransferBehaviour } from './model/transfers.js';
import { readAttempt, type TransferAttempt } from './model/transfer-attempt.js';

/** Says how one transfer goes. Nothing said: as it usually goes. */
export type TransferHandler = (attempt: TransferAttempt) => TransferBehaviour | undefined;

/** Says how one dial-out goes. Nothing said: as it usually goes. */
export type DialOutHandler = (attempt: DialOutAttempt) => DialOutBehaviour | undefined;

/** Says how one `startDialIn()` goes. Nothing said: as it usually goes. */
export type DialInHandler = (attempt: DialInAttempt) => DialInBehaviour | undefined;

/** Who says how things go in each room, by its name. */
export interface Handlers {
  readonly transfer: Map<string, TransferHandler>;
  readonly dialOut: Map<string, DialOutHandler>;
  readonly dialIn: Map<string, DialInHandler>;
}

/** Where nobody says anything yet, and all goes as usual. */
export function createHandlers(): Handlers {
  return { transfer: new Map(), dialOut: new Map(), dialIn: new Map() };
}

/** What becomes of something that a room would do, as its handler says. */
export function decide(handlers: Handlers, { about, room, request }: Asked): Change {
  switch (about) {
    case 'transfer':
      return transfer(room, request, handlers.transfer.get(room)?.(readAttempt(request)));
    case 'dial-out':
      return dialOut(room, request, handlers.dialOut.get(room)?.(readDialOut(request)));
    case 'dial-in':
      return startDialIn(room, request, handlers.dialIn.get(room)?.(readDialIn(request)));
  }
}
