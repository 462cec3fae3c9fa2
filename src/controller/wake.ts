/**
 * Tells when a page comes back: shown again, out of the back-forward cache, or online. Timers may have
 * stood still until then. Does nothing where there is no window (React Native).
 */
export class Wake {
  readonly #listener: () => void;
  #isListening = false;

  constructor(listener: () => void) {
    this.#listener = listener;
  }

  /** Listens from now on, or no longer. */
  listenWhile(isNeeded: boolean): void {
    if (isNeeded === this.#isListening) return;
    if (typeof window === 'undefined' || typeof document === 'undefined') return;
    this.#isListening = isNeeded;
    const change = isNeeded ? 'addEventListener' : 'removeEventListener';
    document[change]('visibilitychange', this.#listener);
    window[change]('pageshow', this.#listener);
    window[change]('online', this.#listener);
  }
}
