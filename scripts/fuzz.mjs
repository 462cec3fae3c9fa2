// `npm run fuzz -- --runs 10000000 --seed 7`: hostile targets against the parser, its rules and other stacks.
// Prints what came out as one JSON, and ends with a non-zero code if a promise or a share was missed.
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readRunOptions } from './run-options.mjs';
import { installPackages, npm, root } from './set-up.mjs';

try {
  const { runs, seed } = readRunOptions({ runs: 1_000_000 });
  installPackages();
  const folder = join(root, '.temp', 'fuzz');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const start = performance.now();
  const succeeded = npm(['run', 'fuzz:unit'], {
    env: { FUZZ_RUNS: String(runs), FUZZ_SEED: String(seed), FUZZ_REPORTS: folder },
  });
  const seconds = (performance.now() - start) / 1000;
  console.log(JSON.stringify({ runs, seed, seconds, succeeded, ...readReports(folder) }, null, 2));
  process.exitCode = succeeded ? 0 : 1;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

/** Each test of the run left its figures in a file of its own. */
function readReports(folder) {
  const reports = readdirSync(folder).map((file) => [
    file.replace(/\.json$/, ''),
    JSON.parse(readFileSync(join(folder, file), 'utf8')),
  ]);
  return Object.fromEntries(reports);
}
