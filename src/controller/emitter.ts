import { EventEmitter } from 'eventemitter3';
import { demand, demandKnown } from '../domain/mistakes.js';
import {
  TRANSFER_EVENTS,
  type TransferEventMap,
  type TransferEventName,
} from '../domain/transfer/events.js';
import { attempt } from '../environment.js';

type Listener = (event: never) => void;
type Guarded = (event: unknown) => void;

/** What listeners get: one object for each event, named by its `action`. */
export type Payload = {
  [Name in TransferEventName]: Parameters<TransferEventMap[Name]>[0];
}[TransferEventName];

/**
 * The controller's events. A listener that throws stops neither the others nor us, and what a listener
 * sets off is told after what it was told, so that everyone sees the same order.
 */
export class Emitter {
  readonly #emitter = new EventEmitter<string>();
  readonly #guarded = new WeakMap<Listener, Guarded>();
  /** What is being told, and what listeners have set off meanwhile. */
  #queue: Payload[] = [];

  on(name: TransferEventName, listener: Listener): void {
    demandEvent(name);
    this.#emitter.on(name, this.#guard(listener));
  }

  once(name: TransferEventName, listener: Listener): void {
    demandEvent(name);
    this.#emitter.once(name, this.#guard(listener));
  }

  off(name: TransferEventName, listener: Listener): void {
    this.#emitter.off(name, this.#guard(listener));
  }

  /** Tells the events in this order, with nothing that a listener sets off in between. */
  emit(...events: readonly Payload[]): void {
    const isTelling = this.#queue.length > 0;
    this.#queue.push(...events.map((event) => Object.freeze(event)));
    if (isTelling) return;
    for (const event of this.#queue) this.#emitter.emit(event.action, event);
    this.#queue = [];
  }

  /** One guarded function for each listener, so that `off` finds it again. */
  #guard(listener: Listener): Guarded {
    demand(typeof listener === 'function', 'a listener must be a function');
    const known = this.#guarded.get(listener);
    if (known) return known;
    const guarded: Guarded = (event) => attempt(() => listener(event as never));
    this.#guarded.set(listener, guarded);
    return guarded;
  }
}

function demandEvent(name: string): void {
  demandKnown(String(name), TRANSFER_EVENTS, 'there is no event');
}
