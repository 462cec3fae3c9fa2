import type { TransferCall } from '../daily/call.js';
import { readParticipants, readRights, readRoom } from '../daily/facts.js';
import { watchCall, type CallSignal } from '../daily/signals.js';
import type { RoomFacts } from '../domain/plan/facts.js';
import type { Transferee } from '../domain/transferee.js';
import { report } from './ambient.js';
import { Roster } from './roster.js';

/** What a signal has changed: the list of transferees, or anything else that plans rest on. */
export interface RoomChange {
  readonly transferees: boolean;
  readonly plans: boolean;
}

const NOTHING: RoomChange = { transferees: false, plans: false };

/** The room as the call object shows it, kept up to date by Daily's events while attached. */
export class Room {
  readonly #call: TransferCall;
  readonly #roster: Roster;
  readonly #stopWatching: () => void;
  #isAttached = true;
  #isInterrupted = false;
  #rights: boolean | undefined;

  /** @param listener is told each of Daily's events when the room has taken it in */
  constructor(
    call: TransferCall,
    dailySipHosts: readonly string[],
    listener: (signal: CallSignal, change: RoomChange) => void,
  ) {
    this.#call = call;
    this.#roster = new Roster(call, dailySipHosts);
    this.#readAll();
    this.#stopWatching = watchCall(call, (signal) => listener(signal, this.#take(signal)), report);
  }

  get isAttached(): boolean {
    return this.#isAttached;
  }

  get isInterrupted(): boolean {
    return this.#isInterrupted;
  }

  get transferees(): readonly Transferee[] {
    return this.#roster.list;
  }

  /** What plans about one session rest on, read in this tick. */
  factsFor(sessionId: string): RoomFacts {
    return readRoom(this.#call, sessionId, {
      attached: this.#isAttached,
      interrupted: this.#isInterrupted,
      dial: this.#roster.dialOf(sessionId),
    });
  }

  /** A verified webhook tells where a caller called from. */
  learnAddress(sessionId: string, address: string): RoomChange {
    return both(this.#roster.learnAddress(sessionId, address));
  }

  /** Stops listening; the list of transferees keeps its last value. */
  leave(): void {
    this.#isAttached = false;
    this.#stopWatching();
  }

  #take(signal: CallSignal): RoomChange {
    switch (signal.kind) {
      case 'joined':
        this.#isInterrupted = false;
        return { transferees: this.#readAll(), plans: true };
      case 'call-ended':
        return { transferees: this.#roster.clear(), plans: true };
      case 'destroyed':
      case 'room-changed':
        return { transferees: false, plans: true };
      case 'network':
        this.#isInterrupted = signal.interrupted;
        return { transferees: !signal.interrupted && this.#readAll(), plans: true };
      case 'participant-here':
        return this.#takeParticipant(signal.sessionId);
      case 'participant-hidden':
        return both(this.#roster.read(signal.sessionId));
      case 'participant-left':
        return both(this.#roster.forget(signal.sessionId));
      case 'dial-connected':
        return both(this.#roster.hearDial(signal.sessionId, signal.dial), true);
      case 'dial-stopped':
      case 'dial-warning':
      case 'dial-error':
      case 'message':
        return NOTHING;
    }
  }

  #takeParticipant(sessionId: string): RoomChange {
    if (sessionId !== 'local') return both(this.#roster.read(sessionId));
    const before = this.#rights;
    this.#rights = readRights(readParticipants(this.#call));
    return { transferees: false, plans: this.#rights !== before };
  }

  #readAll(): boolean {
    this.#rights = readRights(readParticipants(this.#call));
    return this.#roster.readAll();
  }
}

function both(transferees: boolean, plans: boolean = transferees): RoomChange {
  return { transferees, plans };
}
