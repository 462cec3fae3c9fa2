import type { TransferRecord } from 'daily-transfer';

/** What is counted over all runs: how requests came out, and how transfers ended. */
const shares: Record<'starts' | 'ends', Record<string, number>> = { starts: {}, ends: {} };

/** Every way to end that the runs must reach, by the rows of the settlement table. */
export const ENDS = [
  'handed-off',
  'handed-off corrected',
  'left-unanswered',
  'transferee-left',
  'rejected safe',
  'rejected ask',
  'rejected unsent',
  'never-left',
  'daily-silent',
  'call-ended',
  'detached ask',
  'detached no',
] as const;

/** One more of it. */
export function count(kind: keyof typeof shares, name: string): void {
  shares[kind][name] = (shares[kind][name] ?? 0) + 1;
}

/** The row of the settlement table by which a transfer ended. */
export function nameEnd({ status, code, retry, corrected, timeline }: TransferRecord): string {
  if (status === 'handed-off') return corrected ? 'handed-off corrected' : status;
  const isUnsent = timeline.some(({ signal }) => signal === 'send-threw');
  if (isUnsent) return 'rejected unsent';
  return code === 'rejected' || code === 'detached' ? `${code} ${retry}` : String(code);
}

/** Each count as a share of its kind, in percent with one decimal. */
export function readShares(kind: keyof typeof shares): Record<string, number> {
  const total = Object.values(shares[kind]).reduce((sum, number) => sum + number, 0);
  const entries = Object.entries(shares[kind]).sort(([, one], [, two]) => two - one);
  return Object.fromEntries(
    entries.map(([name, number]) => [name, Math.round((1_000 * number) / total) / 10]),
  );
}
