import type { CallSignal } from '../../daily/signals.js';
import { report, wallClock } from '../ambient.js';
import type { Chronicle, ChronicleHost } from '../chronicle.js';
import type { Relay } from './relay.js';

/** What the relay needs of the controller around it. It can feed transfers, and start or stop none. */
export interface RelayHost extends Pick<ChronicleHost, 'call' | 'options'> {
  readonly room: { readonly isAttached: boolean };
  readonly chronicle: Pick<Chronicle, 'of'>;
  learnAddress(sessionId: string, address: string): void;
}

/** So many messages wait while the verifier is loaded. */
const MOST_WAITING = 64;

/**
 * The way in for what the server tells. The verifier behind it is a chunk of its own, loaded only where
 * the app sets the option `relay`; without it everything goes on as if nobody told anything.
 */
export class RelayDoor {
  readonly #waiting: (readonly [CallSignal, number])[] = [];
  #relay: Relay | undefined;

  constructor(host: RelayHost) {
    this.#open(host).catch((error: unknown) => host.room.isAttached && report(error));
  }

  hear(signal: CallSignal): void {
    if (this.#relay) this.#relay.hear(signal, wallClock());
    else if (signal.kind === 'message' && this.#waiting.length < MOST_WAITING)
      this.#waiting.push([signal, wallClock()]);
  }

  async #open(host: RelayHost): Promise<void> {
    const { openRelay } = await import('./relay.js');
    this.#relay = await openRelay(host);
    for (const heard of this.#waiting) this.#relay.hear(...heard);
  }
}
