import type { TransferCall } from './call.js';
import { readParticipants, readSession } from './facts.js';
import { withoutUndefined } from '../domain/fields.js';
import type { DialEvent } from './signals.js';
import { parseAddress } from '../domain/endpoint/endpoint.js';
import {
  readTransferee,
  sameTransferee,
  type DialFacts,
  type Transferee,
} from '../domain/transferee.js';

/**
 * The SIP and phone participants now in the room, and what dial events have told of them. Kept one
 * session at a time; the whole room is read only at attach, join and recovery.
 */
export class Transferees {
  readonly #call: TransferCall;
  readonly #dailySipHosts: readonly string[];
  readonly #dials = new Map<string, DialFacts>();
  readonly #transferees = new Map<string, Transferee>();
  #list: readonly Transferee[] | undefined;

  constructor(call: TransferCall, dailySipHosts: readonly string[]) {
    this.#call = call;
    this.#dailySipHosts = dailySipHosts;
  }

  /** In the order in which they came; the same list until one of them differs. */
  get list(): readonly Transferee[] {
    this.#list ??= Object.freeze([...this.#transferees.values()]);
    return this.#list;
  }

  dialOf(sessionId: string): DialFacts | undefined {
    return this.#dials.get(sessionId);
  }

  readAll(): void {
    const participants = readParticipants(this.#call);
    // What dial events told is kept, since one who is hidden is not listed either.
    const ids = new Set([...this.#transferees.keys(), ...Object.keys(participants)]);
    for (const id of ids) this.#put(id, participants);
  }

  read(sessionId: string): void {
    this.#put(sessionId, readParticipants(this.#call));
  }

  /** The session has left: what was known of it goes. */
  forget(sessionId: string): void {
    this.#dials.delete(sessionId);
    this.read(sessionId);
  }

  clear(): void {
    this.#dials.clear();
    if (this.#transferees.size > 0) this.#list = undefined;
    this.#transferees.clear();
  }

  hearDial(sessionId: string, { address, dialled, sipCallId }: DialEvent): void {
    const options = { dailySipHosts: this.#dailySipHosts };
    const told = withoutUndefined<DialFacts>({
      address: parseAddress(address, options),
      dialled: parseAddress(dialled, options),
      sipCallId,
    });
    this.#dials.set(sessionId, { ...this.#dials.get(sessionId), ...told });
    this.read(sessionId);
  }

  /** A verified webhook tells where a caller called from. What a dial event has told wins. */
  learnAddress(sessionId: string, address: string): void {
    if (!this.#dials.get(sessionId)?.address) this.hearDial(sessionId, { address });
  }

  #put(sessionId: string, participants: Readonly<Record<string, unknown>>): void {
    const before = this.#transferees.get(sessionId);
    const now = readTransferee(readSession(participants, sessionId, this.#dials.get(sessionId)));
    if (now === before || (now && before && sameTransferee(now, before))) return;
    if (now) this.#transferees.set(sessionId, now);
    else this.#transferees.delete(sessionId);
    this.#list = undefined;
  }
}
