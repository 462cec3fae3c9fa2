import type {
  TransferController,
  TransferEventMap,
  TransferEventName,
  TransferRecord,
} from 'daily-transfer';
import { EVENTS, TITLES } from '../texts.js';
import { hideNumbers } from '../transfer/facts.js';

/** Any event of a controller. */
export type AnyEvent = Parameters<TransferEventMap[TransferEventName]>[0];

/** One event that was told. What is written of it is made only when somebody looks: most are never read. */
export interface LogEntry {
  /** Rises from entry to entry. */
  readonly id: number;
  /** Milliseconds since the log began. */
  readonly atMs: number;
  readonly event: AnyEvent;
}

/** The name of every event that there is. */
export const EVENT_NAMES = [
  'transfer-requested',
  'transfer-accepted',
  'transfer-handed-off',
  'transfer-failed',
  'transfer-unconfirmed',
  'transfer-answered',
  'transfer-ended',
  'transfer-updated',
  'transfer-blocked',
  'transferees-changed',
  'plans-changed',
] as const satisfies readonly TransferEventName[];

/** More events than this are not kept; the oldest go. */
export const MOST_EVENTS = 10_000;

/** Every event of a controller from now on, outside of React's state: there may be thousands in a second. */
export class EventLog {
  readonly #startedAt = performance.now();
  readonly #listeners = new Set<() => void>();
  #kept: LogEntry[] = [];
  #entries: readonly LogEntry[] = [];
  #told = 0;
  #isDue = false;

  constructor(controller: Pick<TransferController, 'on'>) {
    for (const name of EVENT_NAMES) controller.on(name, (event: AnyEvent) => this.#add(event));
  }

  /** Oldest first, as of the last frame. */
  readonly read = (): readonly LogEntry[] => this.#entries;

  #add(event: AnyEvent): void {
    this.#told += 1;
    this.#kept.push({ id: this.#told, atMs: performance.now() - this.#startedAt, event });
    if (this.#kept.length > 2 * MOST_EVENTS) this.#kept = this.#kept.slice(-MOST_EVENTS);
    this.#change();
  }

  clear(): void {
    this.#kept = [];
    this.#change();
  }

  /** For `useSyncExternalStore()`: told once a frame. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  #change(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    requestAnimationFrame(() => {
      this.#isDue = false;
      this.#entries = this.#kept.slice(-MOST_EVENTS);
      for (const listener of this.#listeners) listener();
    });
  }
}

/** The event in a few words, masked. */
export function summarise(event: AnyEvent): string {
  if ('transfer' in event) return summariseRecord(event.transfer);
  if ('plan' in event) return event.plan.blockers.map(({ code }) => code).join(', ');
  if ('transferees' in event) return EVENTS.callers(event.transferees.length);
  return '';
}

function summariseRecord({ status, method, plan }: TransferRecord): string {
  return [TITLES[status], method, hideNumbers(plan.request).toEndPoint].join(' · ');
}
