import type { TransferPlan } from '../domain/plan/plan.js';
import type { TransferRequest } from '../domain/plan/request.js';
import type { TransferRecord } from '../domain/transfer/record.js';
import type { Transferee } from '../domain/transferee.js';
import { demand } from '../domain/mistakes.js';
import { attempt } from '../environment.js';

/** All of a controller that can be shown. A new object after each change, and only then. */
export interface TransferSnapshot {
  readonly attached: boolean;
  readonly transferees: readonly Transferee[];
  /** Newest first. */
  readonly transfers: readonly TransferRecord[];
  /**
   * As the controller's `plan()`, and another function after each change of anything that plans rest on:
   * what remembers a plan by what it was made from (React's compiler, `useMemo`) makes it anew then.
   */
  readonly plan: (request: TransferRequest) => TransferPlan;
}

/** The controller's state for stores and hooks, and the one place that tells of changes, once a microtask. */
export class Snapshots {
  readonly #read: () => TransferSnapshot;
  readonly #onChange: () => void;
  readonly #listeners = new Set<() => void>();
  #snapshot: TransferSnapshot | undefined;
  #isPending = false;

  /** @param onChange is called once a microtask after changes, before the subscribers */
  constructor(read: () => TransferSnapshot, onChange: () => void) {
    this.#read = read;
    this.#onChange = onChange;
  }

  current(): TransferSnapshot {
    this.#snapshot ??= Object.freeze(this.#read());
    return this.#snapshot;
  }

  subscribe(listener: () => void): () => void {
    demand(typeof listener === 'function', 'a listener must be a function');
    // A function of its own, since a listener may subscribe twice.
    const tell = () => attempt(() => listener());
    this.#listeners.add(tell);
    return () => void this.#listeners.delete(tell);
  }

  /** Something has changed. */
  touch(): void {
    this.#snapshot = undefined;
    if (this.#isPending) return;
    this.#isPending = true;
    queueMicrotask(() => this.#tell());
  }

  #tell(): void {
    this.#isPending = false;
    this.#onChange();
    for (const tell of Array.from(this.#listeners)) {
      if (this.#listeners.has(tell)) tell();
    }
  }
}
