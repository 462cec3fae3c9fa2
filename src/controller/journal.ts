import { readStored, toStored, type StoredTransfer } from '../domain/transfer/leftover.js';
import type { TransferRecord } from '../domain/transfer/record.js';
import { pageId, report, wallClock } from './ambient.js';
import type { TransferStore } from './session-store.js';

/**
 * The transfers under way as they stand in the app's store; does nothing without one. Several controllers
 * of one page may share a store, so each change is made to what is stored now.
 */
export class Journal {
  readonly #store: TransferStore | undefined;

  constructor(store: TransferStore | undefined) {
    this.#store = store;
  }

  /** The transfer is about to be sent. */
  begin(record: TransferRecord): void {
    this.#change((entries) => [...entries, toStored(record, pageId())]);
  }

  /** It is settled, so that there is nothing to tell after a reload. */
  end(id: string): void {
    this.#change((entries) => entries.filter((entry) => entry.id !== id));
  }

  /** What earlier pages have left under way, newest first. It is in the store no more, so that it is told once. */
  takeLeftovers(): readonly StoredTransfer[] {
    const isOwn = ({ page }: StoredTransfer) => page === pageId();
    let left: StoredTransfer[] = [];
    this.#change((entries) => {
      left = entries.filter((entry) => !isOwn(entry));
      return entries.filter(isOwn);
    });
    return left.sort((one, other) => other.startedAt - one.startedAt);
  }

  /** A store is the app's own code, and may throw anything anywhere. */
  #change(change: (entries: readonly StoredTransfer[]) => readonly StoredTransfer[]): void {
    if (!this.#store) return;
    try {
      const entries = change(readStored(this.#store.load(), wallClock()));
      this.#store.save(entries.length > 0 ? entries : undefined);
    } catch (error) {
      report(error);
    }
  }
}
