import { exportTransfer, type TransferPlan, type TransferRecord } from 'daily-transfer';
import { HISTORY, SIGNALS, type CONFIDENCES, TITLES } from '../texts.js';
import { hideNumbers, nameOf } from './callers.js';
import { explain, sayConfidence, writeSince } from './track.js';

/** What the history is made of. */
export interface HistoryState {
  /** Newest first. */
  readonly transfers: readonly TransferRecord[];
  /** Ids of those whose timeline is looked at. */
  readonly openedRecords: ReadonlySet<string>;
  /** Copies hold full numbers. */
  readonly unmasked: boolean;
}

/** The transfers of the page, newest first. Nothing in it is unmasked: only copies can be. */
export interface HistoryScreen {
  readonly unmasked: boolean;
  readonly rows: readonly HistoryRow[];
}

/** One transfer in a line, and what can be opened below it. */
export interface HistoryRow {
  readonly id: string;
  readonly status: TransferRecord['status'];
  readonly title: string;
  readonly confidence: keyof typeof CONFIDENCES;
  /** How sure it is; of a running one, that it runs. */
  readonly sure: string;
  readonly name: string;
  /** Masked. */
  readonly target: string;
  readonly method: TransferRecord['method'];
  /** For people: `14:05:09`. */
  readonly time: string;
  /** For machines. */
  readonly dateTime: string;
  /** What has become of it; only of an opened one. */
  readonly detail?: HistoryDetail;
}

interface HistoryDetail {
  readonly sentences: readonly string[];
  readonly timeline: readonly TimelineLine[];
}

/** One fact of the timeline in words. */
interface TimelineLine {
  readonly at: string;
  readonly says: string;
  readonly evidence: string;
  readonly late: boolean;
}

export function presentHistory(state: HistoryState): HistoryScreen {
  const { transfers, openedRecords, unmasked } = state;
  return { unmasked, rows: transfers.map((one) => presentRow(one, openedRecords.has(one.id))) };
}

/** One transfer as JSON, masked unless a person asked otherwise. */
export function writeRecord(record: TransferRecord, options: { unmasked: boolean }): string {
  return JSON.stringify(exportTransfer(record, options), undefined, 2);
}

/** All transfers as JSON, newest first, masked unless a person asked otherwise. */
export function writeHistory(
  records: readonly TransferRecord[],
  options: { unmasked: boolean },
): string {
  const exported = records.map((record) => exportTransfer(record, options));
  return JSON.stringify(exported, undefined, 2);
}

function presentRow(record: TransferRecord, isOpened: boolean): HistoryRow {
  const { id, status, method, startedAt, plan } = record;
  const { transferee } = plan;
  const started = new Date(startedAt);
  return {
    id,
    status,
    title: TITLES[status],
    ...sayConfidence(record),
    name: transferee ? nameOf(transferee) : HISTORY.unknownCaller,
    target: targetOf(plan),
    method,
    time: started.toLocaleTimeString('en-GB'),
    dateTime: started.toISOString(),
    ...(isOpened && { detail: presentDetail(record) }),
  };
}

function presentDetail(record: TransferRecord): HistoryDetail {
  const { corrected, timeline } = record;
  return {
    sentences: [explain(record), corrected ? HISTORY.corrected : ''].filter(Boolean),
    timeline: timeline.map(({ sinceMs, signal, evidence, late = false }) => ({
      at: writeSince(sinceMs),
      says: SIGNALS[signal],
      evidence,
      late,
    })),
  };
}

/** Where the caller goes, masked. */
export function targetOf({ request }: TransferPlan): string {
  return hideNumbers(request).toEndPoint;
}
