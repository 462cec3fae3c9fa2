import type { TransferRecord } from '../domain/record.js';
import type { Attempt } from './attempt.js';

/** The attempts of a controller, newest first, up to a limit; a running one is never dropped. */
export class History {
  readonly #limit: number;
  readonly #bySession = new Map<string, readonly Attempt[]>();
  #attempts: readonly Attempt[] = [];
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

  get running(): readonly Attempt[] {
    return this.#attempts.filter(({ isRunning }) => isRunning);
  }

  of(sessionId: string): readonly Attempt[] {
    return this.#bySession.get(sessionId) ?? [];
  }

  find(id: string): TransferRecord | undefined {
    return this.records.find((record) => record.id === id);
  }

  add(attempt: Attempt): void {
    this.#attempts = [attempt, ...this.#attempts];
    this.#bySession.set(attempt.sessionId, [attempt, ...this.of(attempt.sessionId)]);
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

  #drop(attempt: Attempt): void {
    attempt.close();
    const rest = this.of(attempt.sessionId).filter((other) => other !== attempt);
    if (rest.length > 0) this.#bySession.set(attempt.sessionId, rest);
    else this.#bySession.delete(attempt.sessionId);
  }
}
