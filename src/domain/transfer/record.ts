import type { TransferMethod } from '../plan/choose-method.js';
import type { TransferErrorCode } from './errors.js';
import { isSettled, type Signal, type TransferState, type TransferStatus } from './lifecycle.js';
import { maskData, masked, toData } from '../masking.js';
import type { TransferPlan } from '../plan/plan.js';

/** Where a fact comes from: Daily's answer, an event of the caller or of our own call, a look at the room, … */
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
  /** The end was corrected by a late fact. */
  readonly corrected?: true;
  /** Id of the second transfer that a refused REFER fell back to. */
  readonly fallback?: string;
  /** Id of the refused REFER that this transfer is the fallback of. */
  readonly fallbackOf?: string;
  /** Milliseconds since the epoch, by the wall clock; to show, not to reckon with. */
  readonly startedAt: number;
  readonly timeline: readonly TimelineEntry[];
}

/** What a transfer is known by from its start. */
export type RecordHead = Pick<
  TransferRecord,
  'id' | 'plan' | 'method' | 'startedAt' | 'fallbackOf'
>;

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
  before: TransferState,
): TransferRecord {
  const late = isSettled(before) && { late: true as const };
  return write(record, state, [...record.timeline, { ...entry, status: state.status, ...late }]);
}

/**
 * The refused record with the id of the transfer that it falls back to, which leaves nothing to retry;
 * without an id, as it was before.
 */
export function linkFallback(
  record: TransferRecord,
  id: string | undefined,
  state: TransferState,
): TransferRecord {
  const { fallback: _, ...head } = record;
  return write(id === undefined ? head : { ...head, fallback: id }, state, record.timeline);
}

/**
 * The record as plain data for logs and support. Masked unless asked otherwise; `cause` is never in it.
 *
 * @param options.unmasked the documented way to the raw numbers and addresses
 */
export function exportTransfer(
  record: TransferRecord,
  options: { readonly unmasked?: boolean | undefined } = {},
): object {
  const data = options.unmasked === true ? toData(record, (text) => text) : maskData(record);
  return data as object;
}

function write(
  head: RecordHead & Pick<Partial<TransferRecord>, 'fallback'>,
  state: TransferState,
  timeline: readonly TimelineEntry[],
): TransferRecord {
  return masked<TransferRecord>({
    id: head.id,
    status: state.status,
    plan: head.plan,
    method: head.method,
    ...(state.code && { code: state.code }),
    confidence: state.confidence,
    retry: head.fallback === undefined ? state.retry : 'no',
    ...(state.corrected && { corrected: true as const }),
    ...(head.fallback !== undefined && { fallback: head.fallback }),
    ...(head.fallbackOf !== undefined && { fallbackOf: head.fallbackOf }),
    startedAt: head.startedAt,
    timeline: Object.freeze(timeline.map((entry) => Object.freeze(entry))),
  });
}
