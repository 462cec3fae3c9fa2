// `npm run fuzz`, `npm run interleavings` and `npm run shuffled`, each with `-- --runs N --seed S`: the unit tests for
// much longer than in `npm test`. The seed is fixed where none is said, so that everybody sees the same figures.
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { installPackages, keepFigures, root, runInstalled, thousands } from './set-up.mjs';

/** Hostile targets against the parser, its rules and other stacks. Each test leaves its figures in `.temp/fuzz`. */
function fuzz({ runs, seed }) {
  const folder = join(root, '.temp/fuzz');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const env = { FUZZ_RUNS: String(runs), FUZZ_SEED: String(seed), FUZZ_REPORTS: folder };
  const succeeded = vitest(['--project=domain', 'test/fuzz/'], { env });
  for (const file of readdirSync(folder))
    console.log(file, readFileSync(join(folder, file), 'utf8'));
  const { shares } = read('fuzz/targets');
  const seen = `${thousands(runs)}, ${shares.accepted} % accepted`;
  keepFigures('fuzz', [['hostile targets', '1,000,000, ≥ 25 % accepted', seen, succeeded]]);
  return succeeded;
}

/** Anything that can happen in any order, against the model in `test/model`. */
function interleavings({ runs, seed }) {
  const env = { INTERLEAVINGS_RUNS: String(runs), INTERLEAVINGS_SEED: String(seed) };
  const succeeded = vitest(['--project=browser-like', 'test/model/'], { env });
  const seen = `${thousands(runs)}, ${read('interleavings').startedPercent.toFixed(1)} % start`;
  keepFigures('interleavings', [
    ['random interleavings', '100,000, ≥ 95 % start', seen, succeeded],
  ]);
  return succeeded;
}

/** The whole unit suite so many times, its files and its tests in another order each time. */
function shuffled({ runs, seed }) {
  let failed = 0;
  for (let turn = 0; turn < runs; turn += 1) {
    const start = performance.now();
    const succeeded = vitest([
      ...['domain', 'server', 'browser-like'].map((project) => `--project=${project}`),
      '--sequence.shuffle.files',
      '--sequence.shuffle.tests',
      `--sequence.seed=${seed + turn}`,
      '--reporter=dot',
      '--silent=passed-only',
    ]);
    if (!succeeded) failed += 1;
    const seconds = ((performance.now() - start) / 1000).toFixed(0);
    console.log(`seed ${seed + turn}: ${succeeded ? 'passed' : 'FAILED'} in ${seconds} s`);
  }
  const what = 'the unit tests in another order each time';
  keepFigures('shuffled', [
    [what, 'all pass', `${runs - failed} of ${runs} runs pass`, failed === 0],
  ]);
  return failed === 0;
}

/** What the tests of a run have left. */
function read(name) {
  return JSON.parse(readFileSync(join(root, `.temp/${name}.json`), 'utf8'));
}

function vitest(args, options) {
  return runInstalled('vitest/vitest.mjs', ['run', ...args], options);
}

const kinds = {
  fuzz: { run: fuzz, runs: 1_000_000, seed: 1 },
  interleavings: { run: interleavings, runs: 100_000, seed: 7 },
  shuffled: { run: shuffled, runs: 20, seed: 1 },
};

const { values, positionals } = parseArgs({
  options: { runs: { type: 'string' }, seed: { type: 'string' } },
  allowPositionals: true,
});
const kind = kinds[positionals[0]];
const [runs, seed] = [Number(values.runs ?? kind.runs), Number(values.seed ?? kind.seed)];
if (!Number.isSafeInteger(runs) || runs < 1) throw new Error('--runs is a whole number from 1');
if (!Number.isSafeInteger(seed)) throw new Error('--seed is a whole number');
installPackages();
process.exitCode = kind.run({ runs, seed }) ? 0 : 1;
