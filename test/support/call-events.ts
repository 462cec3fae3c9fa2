import type { CallEventName } from '../../src/daily/call.js';

type Listener = (payload: unknown) => void;

/**
 * The events of a call object as daily-js 0.92.2 has them: listeners in a row, and one that throws
 * starves all after it, since the whole `emit` is in one try/catch.
 */
export class CallEvents {
  /** What listeners have thrown; daily-js would have printed it. */
  readonly thrown: unknown[] = [];
  readonly #listeners = new Map<string, readonly Listener[]>();

  add(name: string, listener: Listener): void {
    this.#listeners.set(name, [...this.of(name), listener]);
  }

  addFirst(name: string, listener: Listener): void {
    this.#listeners.set(name, [listener, ...this.of(name)]);
  }

  remove(name: string, listener: Listener): void {
    const rest = this.of(name).filter((other) => other !== listener);
    if (rest.length > 0) this.#listeners.set(name, rest);
    else this.#listeners.delete(name);
  }

  of(name: string): readonly Listener[] {
    return this.#listeners.get(name) ?? [];
  }

  /** Names and numbers of all listeners; an empty object when nobody listens. */
  count(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#listeners].map(([name, list]) => [name, list.length]));
  }

  emit(name: CallEventName, payload?: unknown): void {
    try {
      for (const listener of this.of(name)) listener(payload);
    } catch (error) {
      this.thrown.push(error);
    }
  }
}
