import type { Signal } from '../domain/transfer/lifecycle.js';
import type { Evidence, TransferRecord } from '../domain/transfer/record.js';

/** A transfer that facts are fed to: one that was sent here, or was left over by an earlier page. */
export interface Followed {
  readonly sessionId: string;
  readonly record: TransferRecord;
  /** There is something to tell of it. */
  readonly isOpen: boolean;
  readonly isRunning: boolean;
  /** The record as it was last told of; kept by who tells. */
  told: TransferRecord | undefined;
  receive(signal: Signal, evidence: Evidence): void;
  hearStopped(): void;
  judge(): void;
  close(): void;
}

/** The attempts of a controller, newest first, up to a limit; a running one is never dropped. */
export class History {
  readonly #limit: number;
  readonly #bySession = new Map<string, readonly Followed[]>();
  #attempts: readonly Followed[] = [];
  #records: readonly TransferRecord[] | undefined;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The same list until a record changes. */
  get records(): readonly TransferRecord[] {
    this.#records ??= Object.freeze(
      this.#attempts.flatMap(({ isOpen, record }) => (isOpen ? record : [])),
    );
    return this.#records;
  }

  get running(): readonly Followed[] {
    return this.#attempts.filter(({ isRunning }) => isRunning);
  }

  of(sessionId: string): readonly Followed[] {
    return this.#bySession.get(sessionId) ?? [];
  }

  find(id: string): TransferRecord | undefined {
    return this.records.find((record) => record.id === id);
  }

  add(attempt: Followed): void {
    this.#attempts = [attempt, ...this.#attempts];
    this.#bySession.set(attempt.sessionId, [attempt, ...this.of(attempt.sessionId)]);
    this.#records = undefined;
  }

  /** A transfer from before all of these. */
  addOldest(leftover: Followed): void {
    this.#attempts = [...this.#attempts, leftover];
    this.#bySession.set(leftover.sessionId, [...this.of(leftover.sessionId), leftover]);
    this.#records = undefined;
  }

  /** A record has changed; once a transfer has ended, older ones may have to go. */
  refresh(): void {
    this.#records = undefined;
    if (this.#attempts.length <= this.#limit) return;
    const kept = this.#attempts.filter(({ isRunning }, index) => isRunning || index < this.#limit);
    for (const attempt of this.#attempts) if (!kept.includes(attempt)) this.#drop(attempt);
    this.#attempts = kept;
  }

  /** Nothing is recorded any more; the records stay. */
  close(): void {
    for (const attempt of this.#attempts) attempt.close();
  }

  #drop(attempt: Followed): void {
    attempt.close();
    const rest = this.of(attempt.sessionId).filter((other) => other !== attempt);
    if (rest.length > 0) this.#bySession.set(attempt.sessionId, rest);
    else this.#bySession.delete(attempt.sessionId);
  }
}
