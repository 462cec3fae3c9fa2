import type { TransferCall } from './call.js';
import { readParticipants, readRights, readRoom, readTopology } from './facts.js';
import { watchCall, type CallEvent } from './signals.js';
import type { RoomFacts } from '../domain/plan/facts.js';
import type { Transferee } from '../domain/transferee.js';
import { Transferees } from './transferees.js';

/** What has changed: the list of transferees, or anything that plans rest on, that list too. */
export interface RoomChange {
  readonly transferees: boolean;
  readonly plans: boolean;
}

/** The room as the call object shows it, kept up to date by Daily's events while attached. */
export class Room {
  readonly #call: TransferCall;
  readonly #transferees: Transferees;
  readonly #stopWatching: () => void;
  #isAttached = true;
  #isInterrupted = false;
  #meeting = '';

  /** @param listener is handed each of Daily's events once the room has taken it in */
  constructor(
    call: TransferCall,
    dailySipHosts: readonly string[],
    listener: (event: CallEvent, change: RoomChange) => void,
  ) {
    this.#call = call;
    this.#transferees = new Transferees(call, dailySipHosts);
    this.#readAll();
    const hear = (event: CallEvent) =>
      listener(
        event,
        this.#changeBy(() => this.#take(event)),
      );
    this.#stopWatching = watchCall(call, hear);
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
    return this.#changeBy(() => {
      this.#transferees.learnAddress(sessionId, address);
      return false;
    });
  }

  /** Stops listening; the list of transferees keeps its last value. */
  leave(): void {
    this.#isAttached = false;
    this.#stopWatching();
  }

  /** @param take returns true if plans may have changed although the list stays the same */
  #changeBy(take: () => boolean): RoomChange {
    const before = this.transferees;
    const plans = take();
    const transferees = this.transferees !== before;
    return { transferees, plans: plans || transferees };
  }

  #take(event: CallEvent): boolean {
    switch (event.kind) {
      case 'joined':
      case 'network-recovered':
        this.#isInterrupted = false;
        this.#readAll();
        return true;
      case 'network-interrupted':
        this.#isInterrupted = true;
        return true;
      case 'call-ended':
        this.#transferees.clear();
        return true;
      case 'destroyed':
        return true;
      case 'room-changed':
        return this.#readMeeting();
      case 'transferee-shown':
        this.#transferees.read(event.sessionId);
        return this.#readMeeting();
      case 'transferee-hidden':
        this.#transferees.read(event.sessionId);
        return true;
      case 'transferee-left':
        this.#transferees.forget(event.sessionId);
        return true;
      case 'dial-connected':
        this.#transferees.hearDial(event.sessionId, event.dial);
        return true;
      case 'dial-stopped':
      case 'dial-warning':
      case 'dial-error':
      case 'message':
        return false;
    }
  }

  #readAll(): void {
    this.#readMeeting();
    this.#transferees.readAll();
  }

  /** Are our own rights others now, or how the call is connected? Nothing else of it concerns plans. */
  #readMeeting(): boolean {
    const before = this.#meeting;
    const rights = readRights(readParticipants(this.#call));
    this.#meeting = `${rights} ${readTopology(this.#call)}`;
    return this.#meeting !== before;
  }
}
