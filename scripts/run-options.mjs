import { parseArgs } from 'node:util';

/**
 * `--runs` and `--seed`, as every command with random runs takes them. The seed is fixed where none is said, so
 * that everybody sees the same figures.
 */
export function readRunOptions({ runs: usualRuns, seed: usualSeed = 1 }) {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: String(usualRuns) },
      seed: { type: 'string', default: String(usualSeed) },
    },
  });
  const [runs, seed] = [Number(values.runs), Number(values.seed)];
  if (!Number.isSafeInteger(runs) || runs < 1) throw new Error('--runs is a whole number from 1');
  if (!Number.isSafeInteger(seed)) throw new Error('--seed is a whole number');
  return { runs, seed };
}
