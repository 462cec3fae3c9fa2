import type { TransferRecord } from 'daily-transfer';

/** What is counted over all runs: how requests came out, and how transfers ended. */
const shares: Record<'starts' | 'ends', Record<string, number>> = { starts: {}, ends: {} };

/** Every way to end that the runs must reach, by the rows of the settlement table. */
const ENDS = [
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

/** The ends that came about more seldom than in so many percent of all, and more than chance explains. */
export function findRare(percent: number): readonly string[] {
  const { ends } = shares;
  return ENDS.filter((end) => !isReached(ends[end] ?? 0, countAll('ends'), percent));
}

/**
 * Do so many of all make up that share? In a deep run by the number; in a short one it may fall short by three
 * standard deviations, which is what chance takes of it with one seed or another, but none may be missing.
 */
export function isReached(number: number, all: number, percent: number): boolean {
  const share = percent / 100;
  const chance = all < DEEP ? 3 * Math.sqrt(all * share * (1 - share)) : 0;
  return number >= Math.max(1, all * share - chance);
}

const DEEP = 10_000;

/** Each count as a share of its kind, in percent with one decimal. */
export function readShares(kind: keyof typeof shares): Record<string, number> {
  const total = countAll(kind);
  const entries = Object.entries(shares[kind]).sort(([, one], [, two]) => two - one);
  return Object.fromEntries(
    entries.map(([name, number]) => [name, Math.round((1_000 * number) / total) / 10]),
  );
}

/** How many were counted of a kind. */
function countAll(kind: keyof typeof shares): number {
  return Object.values(shares[kind]).reduce((sum, number) => sum + number, 0);
}
