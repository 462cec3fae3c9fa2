import type { Signal, TransferRecord } from 'daily-transfer';
import { REQUESTED } from '../../src/domain/transfer/lifecycle.js';
import { transitionByWebhook as transition } from '../../src/domain/transfer/webhook-lifecycle.js';
import { appendEntry, openRecord, type RecordHead } from '../../src/domain/transfer/record.js';
import { plan, room, session } from './facts.js';

/** How the records begin that `recordOf()` makes. */
export const HEAD: RecordHead = {
  id: '7f3a',
  plan: plan(
    { toEndPoint: '+14155552671' },
    { room: room({ session: session({ name: 'Alice +1 415 555 2672' }) }) },
  ),
  method: 'sipCallTransfer',
  startedAt: Date.UTC(2026, 10, 23, 12, 0, 5),
};

/** A record after these signals, 100 ms apart. */
export function recordOf(
  signals: readonly Signal[],
  own: Partial<RecordHead> = {},
): TransferRecord {
  let state = REQUESTED;
  let record = openRecord({ ...HEAD, ...own }, state);
  signals.forEach((signal, at) => {
    const before = state;
    state = transition(before, signal);
    if (state === before) return;
    const entry = { sinceMs: 100 * (at + 1), signal, evidence: 'daily-answer' as const };
    record = appendEntry(record, state, entry);
  });
  return record;
}
