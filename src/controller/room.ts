import type { TransferCall } from '../daily/call.js';
import { readParticipants, readRights, readRoom } from '../daily/facts.js';
import { watchCall, type CallEvent } from '../daily/signals.js';
import type { RoomFacts } from '../domain/plan/facts.js';
import type { Transferee } from '../domain/transferee.js';
import { report } from '../environment.js';
import { Transferees } from './transferees.js';

/** What an event has changed: the list of transferees, or anything else that plans rest on. */
export interface RoomChange {
  readonly transferees: boolean;
  readonly plans: boolean;
}

const NOTHING: RoomChange = { transferees: false, plans: false };

/** The room as the call object shows it, kept up to date by Daily's events while attached. */
export class Room {
  readonly #call: TransferCall;
  readonly #transferees: Transferees;
  readonly #stopWatching: () => void;
  #isAttached = true;
  #isInterrupted = false;
  #rights: boolean | undefined;

  /** @param listener is handed each of Daily's events once the room has taken it in */
  constructor(
    call: TransferCall,
    dailySipHosts: readonly string[],
    listener: (event: CallEvent, change: RoomChange) => void,
  ) {
    this.#call = call;
    this.#transferees = new Transferees(call, dailySipHosts);
    this.#readAll();
    this.#stopWatching = watchCall(call, (event) => listener(event, this.#take(event)), report);
  }

  get isAttached(): boolean {
    return this.#isAttached;
  }

  get isInterrupted(): boolean {
    return this.#isInterrupted;
  }

  get transferees(): readonly Transferee[] {
    return this.#transferees.list;
  }

  /** What plans about one session rest on, read in this tick. */
  factsFor(sessionId: string): RoomFacts {
    return readRoom(this.#call, sessionId, {
      attached: this.#isAttached,
      interrupted: this.#isInterrupted,
      dial: this.#transferees.dialOf(sessionId),
    });
  }

  /** A verified webhook tells where a caller called from. */
  learnAddress(sessionId: string, address: string): RoomChange {
    return both(this.#transferees.learnAddress(sessionId, address));
  }

  /** Stops listening; the list of transferees keeps its last value. */
  leave(): void {
    this.#isAttached = false;
    this.#stopWatching();
  }

  #take(event: CallEvent): RoomChange {
    switch (event.kind) {
      case 'joined':
      case 'network-recovered':
        this.#isInterrupted = false;
        return { transferees: this.#readAll(), plans: true };
      case 'network-interrupted':
        this.#isInterrupted = true;
        return { transferees: false, plans: true };
      case 'call-ended':
        return { transferees: this.#transferees.clear(), plans: true };
      case 'destroyed':
      case 'room-changed':
        return { transferees: false, plans: true };
      case 'participant-here':
        return this.#takeParticipant(event.sessionId);
      case 'participant-hidden':
        return both(this.#transferees.read(event.sessionId));
      case 'participant-left':
        return both(this.#transferees.forget(event.sessionId));
      case 'dial-connected':
        return both(this.#transferees.hearDial(event.sessionId, event.dial), true);
      case 'dial-stopped':
      case 'dial-warning':
      case 'dial-error':
      case 'message':
        return NOTHING;
    }
  }

  #takeParticipant(sessionId: string): RoomChange {
    if (sessionId !== 'local') return both(this.#transferees.read(sessionId));
    const before = this.#rights;
    this.#rights = readRights(readParticipants(this.#call));
    return { transferees: false, plans: this.#rights !== before };
  }

  #readAll(): boolean {
    this.#rights = readRights(readParticipants(this.#call));
    return this.#transferees.readAll();
  }
}

function both(transferees: boolean, plans: boolean = transferees): RoomChange {
  return { transferees, plans };
}
