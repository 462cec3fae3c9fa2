import { readParticipants, readSession } from '../daily/facts.js';
import type { TransferCall } from '../daily/call.js';
import type { DialEvent } from '../daily/signals.js';
import { parseAddress } from '../domain/endpoint/endpoint.js';
import {
  readTransferee,
  sameTransferee,
  type DialFacts,
  type Transferee,
} from '../domain/transferee.js';

/**
 * The SIP and phone participants now in the room, and what dial events have told of them. Kept one
 * session at a time; the whole room is read only at attach, join and recovery. Methods that change it
 * return whether the list has changed.
 */
export class Transferees {
  readonly #call: TransferCall;
  readonly #dailySipHosts: readonly string[];
  readonly #dials = new Map<string, DialFacts>();
  readonly #transferees = new Map<string, Transferee>();
  #list: readonly Transferee[] = Object.freeze([]);

  constructor(call: TransferCall, dailySipHosts: readonly string[]) {
    this.#call = call;
    this.#dailySipHosts = dailySipHosts;
  }

  /** In the order in which they came; the same list until one of them differs. */
  get list(): readonly Transferee[] {
    return this.#list;
  }

  dialOf(sessionId: string): DialFacts | undefined {
    return this.#dials.get(sessionId);
  }

  readAll(): boolean {
    const participants = readParticipants(this.#call);
    const known = [...this.#dials.keys(), ...this.#transferees.keys()];
    const gone = known.filter((id) => !Object.hasOwn(participants, id));
    for (const id of gone) this.#dials.delete(id);
    const changes = [...gone, ...Object.keys(participants)].map((id) =>
      this.#put(id, participants),
    );
    return this.#relist(changes.includes(true));
  }

  read(sessionId: string): boolean {
    return this.#relist(this.#put(sessionId, readParticipants(this.#call)));
  }

  /** The session has left: what was known of it goes. */
  forget(sessionId: string): boolean {
    this.#dials.delete(sessionId);
    return this.read(sessionId);
  }

  clear(): boolean {
    this.#dials.clear();
    const changed = this.#transferees.size > 0;
    this.#transferees.clear();
    return this.#relist(changed);
  }

  hearDial(sessionId: string, { address, dialled, sipCallId }: DialEvent): boolean {
    const options = { dailySipHosts: this.#dailySipHosts };
    const own = address === undefined ? undefined : parseAddress(address, options);
    const called = dialled === undefined ? undefined : parseAddress(dialled, options);
    this.#dials.set(sessionId, {
      ...this.#dials.get(sessionId),
      ...(own && { address: own }),
      ...(called && { dialled: called }),
      ...(sipCallId !== undefined && { sipCallId }),
    });
    return this.read(sessionId);
  }

  /** A verified webhook tells where a caller called from. What a dial event has told wins. */
  learnAddress(sessionId: string, address: string): boolean {
    if (this.#dials.get(sessionId)?.address) return false;
    return this.hearDial(sessionId, { address });
  }

  #put(sessionId: string, participants: Readonly<Record<string, unknown>>): boolean {
    const before = this.#transferees.get(sessionId);
    const now = readTransferee(readSession(participants, sessionId, this.#dials.get(sessionId)));
    if (now && before && sameTransferee(now, before)) return false;
    if (now) this.#transferees.set(sessionId, now);
    else this.#transferees.delete(sessionId);
    return now !== before;
  }

  #relist(changed: boolean): boolean {
    if (changed) this.#list = Object.freeze([...this.#transferees.values()]);
    return changed;
  }
}
