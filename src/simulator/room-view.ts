import { roomSipUri, roomToken, roomUrl } from './model/addresses.js';
import { findRoom, type DialType, type Occupant } from './model/domain.js';
import type { TransferAttempt } from './model/transfer-attempt.js';
import { readTransfer } from './log.js';
import type { Simulation } from './simulation.js';

/** Somebody in the room, as a person looking into the room would see. */
export interface SimulatedParticipant {
  readonly sessionId: string;
  readonly name: string;
  /** A page with a call object, a web participant without one, or the kind of leg. */
  readonly type: 'page' | 'web' | DialType;
  readonly address?: string;
  readonly owner: boolean;
  readonly hidden: boolean;
}

/** What can be known of a simulated room: where it is, who is in it, what was asked of it. */
export class RoomView {
  readonly name: string;
  readonly #simulation: Simulation;

  /** @internal */
  constructor(name: string, simulation: Simulation) {
    this.name = name;
    this.#simulation = simulation;
  }

  /** What `join()` takes as `url`. */
  get url(): string {
    return roomUrl(this.#simulation.domain.name, this.name);
  }

  /** Where a transfer to this room goes. */
  get sipUri(): string {
    return roomSipUri(this.#simulation.domain.name, this.name);
  }

  /** Makes the page an owner, who may do everything. */
  get ownerToken(): string {
    return roomToken(this.name, 'owner');
  }

  /** Makes the page an admin of participants, who may transfer callers without being an owner. */
  get adminToken(): string {
    return roomToken(this.name, 'admin');
  }

  /** Makes the page a guest, as no token does. */
  get guestToken(): string {
    return roomToken(this.name, 'guest');
  }

  /** Everybody in the room, in the order in which they came. */
  get participants(): readonly SimulatedParticipant[] {
    return findRoom(this.#simulation.domain, this.name).occupants.map(describe);
  }

  /** The phone and SIP parties in the room. */
  get callers(): readonly SimulatedParticipant[] {
    return this.participants.filter(({ type }) => type !== 'page' && type !== 'web');
  }

  /** Every transfer that a page in this room asked for, exactly as it came, oldest first. */
  get transfers(): readonly TransferAttempt[] {
    return this.#simulation.log
      .filter(({ room, direction }) => room === this.name && direction === 'received')
      .flatMap((entry) => readTransfer(entry) ?? []);
  }
}

function describe({
  sessionId,
  name,
  owner,
  hidden,
  leg,
  clientId,
}: Occupant): SimulatedParticipant {
  const type = leg?.type ?? (clientId === undefined ? 'web' : 'page');
  const address = leg?.address === undefined ? {} : { address: leg.address };
  return { sessionId, name, type, owner, hidden, ...address };
}
