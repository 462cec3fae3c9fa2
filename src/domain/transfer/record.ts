import { maskData, masked, toData } from '../masking.js';
import type { TransferMethod } from '../plan/choose-method.js';
import type { TransferPlan } from '../plan/plan.js';
import type { TransferErrorCode } from './error-code.js';
import { isSettled, type Signal, type TransferState, type TransferStatus } from './lifecycle.js';

/**
 * Where a fact comes from: Daily's answer, an event of the caller, a look at the room, a dial event, an event
 * of our own call, a clock, the app, or a verified webhook.
 */
export type Evidence =
  | 'daily-answer'
  | 'participant-left'
  | 'room-read'
  | 'dial-event'
  | 'call-event'
  | 'clock'
  | 'app'
  | 'webhook';

/** One fact in the history of a transfer. */
export interface TimelineEntry {
  /** Milliseconds since the send, by a monotonic clock. */
  readonly sinceMs: number;
  readonly signal: Signal;
  readonly evidence: Evidence;
  /** The status that the transfer had after it. */
  readonly status: TransferStatus;
  /** It came after the transfer was settled. */
  readonly late?: true;
}

/** The history of one transfer. Immutable, and a new object at every change; JSON of it is masked. */
export interface TransferRecord {
  readonly id: string;
  readonly status: TransferStatus;
  readonly plan: TransferPlan;
  readonly method: TransferMethod;
  /** Why it failed or cannot be confirmed. */
  readonly code?: TransferErrorCode;
  /** How sure the end is: `inferred` is what the browser saw; a hang-up in that very moment looks the same. */
  readonly confidence: TransferState['confidence'];
  /** May the app try again? Nothing while it is running. */
  readonly retry: TransferState['retry'];
  /** The transfer has come to an end: its promise is settled, and nothing but late facts can follow. */
  readonly settled: boolean;
  /** A late fact corrected the end. */
  readonly corrected?: true;
  /** Milliseconds since the epoch, by the wall clock. To show; durations go by `timeline`. */
  readonly startedAt: number;
  readonly timeline: readonly TimelineEntry[];
}

/** What is known of a transfer from its start. */
export type RecordHead = Pick<TransferRecord, 'id' | 'plan' | 'method' | 'startedAt'>;

/** The record at the send. */
export function openRecord(head: RecordHead, state: TransferState): TransferRecord {
  return write(head, state, [
    { sinceMs: 0, signal: 'sent', evidence: 'app', status: state.status },
  ]);
}

/** The record with one more fact, and what the fact made of the transfer. */
export function appendEntry(
  record: TransferRecord,
  state: TransferState,
  entry: Pick<TimelineEntry, 'sinceMs' | 'signal' | 'evidence'>,
): TransferRecord {
  const late = record.settled && { late: true as const };
  return write(record, state, [...record.timeline, { ...entry, status: state.status, ...late }]);
}

/**
 * The record as plain data for logs and support. Masked unless asked otherwise; `cause` is never in it.
 *
 * @param options.unmasked the documented way to the raw numbers and addresses
 * @example await fetch('/log', { method: 'POST', body: JSON.stringify(exportTransfer(record)) });
 */
export function exportTransfer(
  record: TransferRecord,
  options: { readonly unmasked?: boolean | undefined } = {},
): object {
  const data = options.unmasked === true ? toData(record, (text) => text) : maskData(record);
  return data as object;
}

function write(
  head: RecordHead,
  state: TransferState,
  timeline: readonly TimelineEntry[],
): TransferRecord {
  return masked<TransferRecord>({
    id: head.id,
    status: state.status,
    plan: head.plan,
    method: head.method,
    code: state.code,
    confidence: state.confidence,
    retry: state.retry,
    settled: isSettled(state),
    corrected: state.corrected,
    startedAt: head.startedAt,
    timeline: Object.freeze(timeline.map((entry) => Object.freeze(entry))),
  });
}
