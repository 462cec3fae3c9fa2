import type { TransferFact } from '../wire/fact.js';

const MOST_KEPT = 1_000;

/**
 * When this page first heard each fact: everybody in the room can send a signed message again, and later it
 * could fit a transfer that it is not about. What had to be forgotten is refused by its time.
 */
export class HeardFacts {
  readonly #seen = new Map<string, { readonly heardAt: number; readonly sentAt: number }>();
  #forgottenUntil = -Infinity;

  /** A webhook may come twice, so the same fact in another message is the same. `undefined`: it is too old. */
  firstHeardAt(fact: TransferFact, sentAt: number, receivedAt: number): number | undefined {
    const { type, sessionId, toEndPoint, at } = fact;
    const key = JSON.stringify([type, sessionId, toEndPoint, at]);
    const seen = this.#seen.get(key);
    if (seen) return seen.heardAt;
    if (sentAt <= this.#forgottenUntil) return undefined;
    this.#seen.set(key, { heardAt: receivedAt, sentAt });
    const [oldest] = this.#seen;
    if (oldest && this.#seen.size > MOST_KEPT) {
      this.#seen.delete(oldest[0]);
      this.#forgottenUntil = Math.max(this.#forgottenUntil, oldest[1].sentAt);
    }
    return receivedAt;
  }
}
