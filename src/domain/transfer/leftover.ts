import type { TransferMethod } from '../plan/choose-method.js';
import { REQUESTED, transition, type Signal, type TransferState } from './lifecycle.js';
import { maskEndpoint } from '../masking.js';
import { appendEntry, openRecord, type RecordHead, type TransferRecord } from './record.js';

/** What is kept of a transfer while it is under way, so that the next page can tell of it; masked. */
export interface StoredTransfer {
  readonly schema: 1;
  readonly id: string;
  /** Daily's `session_id` of the caller, who is not reloaded, and keeps it. */
  readonly sessionId: string;
  readonly method: TransferMethod;
  /** Masked, so that nothing could be sent there again. */
  readonly target: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** The page that sent it. */
  readonly page: string;
}

const HOUR = 3_600_000;
const MOST = 100;
const LONGEST = 3_000;

/** A transfer as it is stored. */
export function toStored(record: TransferRecord, page: string): StoredTransfer {
  const { id, method, startedAt, plan } = record;
  const { sessionId, toEndPoint } = plan.request;
  return { schema: 1, id, sessionId, method, target: maskEndpoint(toEndPoint), startedAt, page };
}

/**
 * The transfers in what was stored, whatever that is: known fields only, each of its type, none older
 * than an hour by the wall clock, none twice.
 */
export function readStored(stored: unknown, nowMs: number): readonly StoredTransfer[] {
  if (!Array.isArray(stored)) return [];
  const found = new Map<string, StoredTransfer>();
  for (const item of (stored as unknown[]).slice(0, MOST)) {
    const entry = readEntry(item);
    if (entry && Math.abs(nowMs - entry.startedAt) <= HOUR) found.set(entry.id, entry);
  }
  return [...found.values()];
}

/**
 * The record of a transfer that was under way when its page went away: nobody can know how it ended. A
 * person may look and try again, since the caller may be here still, and we are back.
 */
export function restoreRecord(head: RecordHead, sinceMs: number): TransferRecord {
  const entry = { sinceMs, signal: 'call-ended', evidence: 'app' } as const;
  return appendEntry(openRecord(head, REQUESTED), CUT_OFF, entry, REQUESTED);
}

/** As when our own call ends, but for that we have come back to it. */
export const CUT_OFF: TransferState = { ...transition(REQUESTED, 'call-ended'), retry: 'ask' };

/**
 * What a fact makes of a transfer that was cut off: the room tells where its caller is now, and one who
 * has left cannot be sent again; a verified webhook corrects the end, as of any other transfer.
 */
export function learnOfCutOff(state: TransferState, signal: Signal): TransferState {
  if (state.status !== 'unconfirmed') return transition(state, signal);
  if (signal === 'transferee-left') return { ...state, transferee: 'left', retry: 'no' };
  if (signal === 'transferee-shown') return { ...state, transferee: 'here', retry: 'ask' };
  return transition(state, signal);
}

function readEntry(item: unknown): StoredTransfer | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  const { schema, id, sessionId, method, target, startedAt, page } =
    item as Partial<StoredTransfer>;
  const isKnown =
    schema === 1 &&
    isText(id) &&
    isText(sessionId) &&
    isText(target) &&
    isText(page) &&
    (method === 'sipCallTransfer' || method === 'sipRefer') &&
    Number.isFinite(startedAt);
  return isKnown
    ? { schema, id, sessionId, method, target, startedAt: Number(startedAt), page }
    : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= LONGEST;
}
