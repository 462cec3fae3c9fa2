// `npm run shuffled -- --runs 20 --seed 1`: the whole unit suite so many times, its files and its tests in another
// order each time. Prints a line a run, and what failed in it; ends with a non-zero code if anything did.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRunOptions } from './run-options.mjs';
import { installPackages, root } from './set-up.mjs';

const report = join(root, '.temp/shuffled-run.json');

try {
  const { runs, seed } = readRunOptions({ runs: 20 });
  installPackages();
  mkdirSync(join(root, '.temp'), { recursive: true });
  const done = [];
  for (let turn = 0; turn < runs; turn += 1) {
    const run = shuffle(seed + turn);
    done.push(run);
    console.log(describe(run));
    write({ runs, seed, done });
  }
  process.exitCode = done.every(({ succeeded }) => succeeded) ? 0 : 1;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

/** One run of the suite in the order of that seed. It fails too by an error that belongs to no test. */
function shuffle(seed) {
  rmSync(report, { force: true });
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--project=domain',
      '--project=browser-like',
      '--sequence.shuffle.files',
      '--sequence.shuffle.tests',
      `--sequence.seed=${seed}`,
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 28 },
  );
  const seconds = Math.round((performance.now() - start) / 1000);
  const { numPassedTests: passed = 0, numFailedTests: failed = 0, testResults = [] } = read();
  const told = status === 0 ? [] : findFailures(testResults);
  const lost = status === 0 || told.length > 0 ? undefined : (stderr + stdout).slice(-2_000);
  return { seed, passed, failed, seconds, succeeded: status === 0, told, lost };
}

function read() {
  return existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : {};
}

/** Tests that failed, and files that could not even be read, each with the first line of the reason. */
function findFailures(files) {
  return files.flatMap(({ name, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed');
    const ofTests = failed.map((test) => `${test.fullName}: ${firstLine(test.failureMessages[0])}`);
    const ofFile = message && failed.length === 0 ? [firstLine(message)] : [];
    return [...ofTests, ...ofFile].map((what) => `${name.slice(root.length + 1)}: ${what}`);
  });
}

function firstLine(text = '') {
  return text.split('\n')[0];
}

function describe({ seed, passed, failed, seconds, told, lost }) {
  const line = `seed ${seed}: ${passed} passed, ${failed} failed, ${seconds} s`;
  return [line, ...told.map((what) => `  ${what}`), ...(lost === undefined ? [] : [lost])].join(
    '\n',
  );
}

/** After each run, so that a broken-off command leaves what it found. */
function write({ runs, seed, done }) {
  const failed = done.filter(({ succeeded }) => !succeeded).length;
  const figures = { runs, seed, passed: done.length - failed, failed, done };
  writeFileSync(join(root, '.temp/shuffled.json'), JSON.stringify(figures, null, 2));
}
