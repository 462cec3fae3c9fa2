import type { TransferError } from 'daily-transfer';
import { TEXTS } from '../texts.js';

/** What was in the way and what to do, or what Daily said; how the transfer ended stands in its track. */
export function explainRefusal({ message, status, plan, cause }: TransferError): string {
  if (!status) return [message, plan?.blockers[0]?.hint].filter(Boolean).join('. ');
  return cause === undefined ? '' : `${TEXTS.saidBy} ${writeCause(cause)}`;
}

/** Daily rejects with a text, an object or an `Error`, of which JSON would show nothing. */
function writeCause(cause: unknown): string {
  if (typeof cause === 'string') return cause;
  return cause instanceof Error ? cause.message : (JSON.stringify(cause) ?? String(cause));
}
