import type { TransferFact } from '../wire/fact.js';

const MOST_KEPT = 1_000;

/**
 * The facts that this page has heard, whichever transfer they were about: everybody in the room can send
 * a signed message again, and later it could fit a transfer that it is not about. What had to be forgotten
 * is refused by its time, so nothing ever counts twice.
 */
export class HeardFacts {
  readonly #seen = new Map<string, number>();
  #forgottenUntil = -Infinity;

  /** True the first time. A webhook may come twice, so the same fact in another message is the same. */
  isFirst({ type, sessionId, toEndPoint, at }: TransferFact, sentAt: number): boolean {
    const key = JSON.stringify([type, sessionId, toEndPoint, at]);
    if (this.#seen.has(key) || sentAt <= this.#forgottenUntil) return false;
    this.#seen.set(key, sentAt);
    const [oldest] = this.#seen;
    if (oldest && this.#seen.size > MOST_KEPT) {
      this.#seen.delete(oldest[0]);
      this.#forgottenUntil = Math.max(this.#forgottenUntil, oldest[1]);
    }
    return true;
  }
}
