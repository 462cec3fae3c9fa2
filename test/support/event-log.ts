import type {
  TransferBlockedEvent,
  TransferController,
  TransferEvent,
  TransferEventName,
  TransferRecord,
} from 'daily-transfer';

/** Each event of a transfer, in the order in which they are told. */
const STEPS = [
  'transfer-requested',
  'transfer-accepted',
  'transfer-handed-off',
  'transfer-failed',
  'transfer-unconfirmed',
  'transfer-answered',
  'transfer-ended',
  'transfer-updated',
] as const satisfies readonly TransferEventName[];

/**
 * Writes down what a controller tells, one line an event, as it is told: its name without `transfer-`, then
 * what the record says: status, code, retry, `late` for a fact after the end, `corrected`, `fallback`.
 */
export function recordEvents(
  controller: TransferController,
  { plans = false }: { readonly plans?: boolean } = {},
): string[] {
  const lines: string[] = [];
  const write = (action: string, ...words: readonly unknown[]) =>
    lines.push([action.replace(/^transfer-/, ''), ...words].filter(Boolean).join(' '));
  const writeStep = ({ action, transfer }: TransferEvent) => {
    const [status, ...words] = tell(transfer);
    write(action, action === 'transfer-updated' && status, ...words);
  };
  for (const step of STEPS) controller.on(step, writeStep);
  controller.on('transfer-blocked', ({ action, plan, error }: TransferBlockedEvent) =>
    write(action, error.code, ...plan.blockers.map(({ code }) => code)),
  );
  controller.on('transferees-changed', ({ action, transferees }) =>
    write(action, String(transferees.length)),
  );
  if (plans) controller.on('plans-changed', ({ action }) => write(action));
  return lines;
}

/** The same in one line: `status code retry …`. */
export function tell(record: TransferRecord): readonly unknown[] {
  const { status, code, retry, corrected, timeline } = record;
  return [status, code, retry, timeline.at(-1)?.late && 'late', corrected && 'corrected'];
}

/** The facts of a record, each with where it comes from and when. */
export function timelineOf({ timeline }: TransferRecord): readonly string[] {
  return timeline.map(({ sinceMs, signal, evidence, status, late }) =>
    [sinceMs, signal, `(${evidence})`, status, late && 'late']
      .filter((word) => word !== undefined)
      .join(' '),
  );
}
