// Runs npm scripts as the steps of a check. A step that passed is one line; of a step that failed all output is shown.
import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { keepFigures, npmCommand, root, thousands } from './set-up.mjs';

const write = (passed, failed) => `${thousands(passed)} pass, ${failed} fail`;
const secondsSince = (start) => Math.round((performance.now() - start) / 100) / 10;
const failure = (note) => ({ passed: 0, failed: 1, note });
const folder = join(root, '.temp');

/** How the JSON reports of the two test runners count. */
const readers = {
  vitest: ({ numPassedTests, numFailedTests }) => [numPassedTests, numFailedTests],
  playwright: ({ stats }) => [stats.expected, stats.unexpected + stats.flaky],
};

/**
 * Runs every step, whatever the earlier ones did, and ends with the line that CI reads. A step counts one, a
 * test run counts its tests. A step that needs a failed one, or is `blocked` by a reason, fails without being run.
 * One that is to be `beside` starts with the first step, and is told of in its turn.
 *
 * @param {string} name of the command
 * @param {() => { script: string, tests?: 'vitest' | 'playwright', needs?: string, blocked?: string, beside?: boolean, env?: object }[]} prepare
 *   sets up and says what to run; where that throws, it is the only failure
 */
export async function check(name, prepare) {
  const start = performance.now();
  const results = [];
  try {
    const steps = await prepare();
    const started = new Map(steps.filter(({ beside }) => beside).map((step) => [step, run(step)]));
    for (const step of steps) {
      const needed = results.find(({ script }) => script === step.needs);
      const blocked = step.blocked ?? (needed?.failed ? `${step.needs} failed` : undefined);
      const result = blocked
        ? failure(`not run: ${blocked}`)
        : await (started.get(step) ?? run(step));
      if (result.failed > 0 && result.log) console.log(`\n━━ ${step.script} ━━\n${result.log}`);
      results.push({ script: step.script, ...result });
      console.log(describe(results.at(-1)));
    }
  } catch (error) {
    console.error(error.message);
    results.push({ script: 'set-up', passed: 0, failed: 1 });
  }
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  const [passed, failed] = [sum('passed'), sum('failed')];
  keepFigures(name, [
    [`all of it, in ${secondsSince(start)} s`, 'all pass', write(passed, failed), failed === 0],
    ...results
      .filter((result) => result.passed > 1)
      .map((one) => [`${one.script}, in ${one.seconds} s`, '–', write(one.passed, one.failed)]),
  ]);
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

async function run({ script, tests, env }) {
  const start = performance.now();
  const report = join(folder, `${script.replace(':unit', '')}.json`);
  const log = join(folder, `${script.replace(':', '-')}.log`);
  mkdirSync(folder, { recursive: true });
  rmSync(report, { force: true });
  const output = openSync(log, 'w');
  const json = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const command = npmCommand(['run', script, '--', ...(tests === 'vitest' ? json : [])]);
  const plain = { ...process.env, NO_COLOR: '1', ...env };
  const options = { cwd: root, env: plain, stdio: ['ignore', output, output] };
  const child = spawn(...command, options);
  child.on('error', ({ message }) => console.error(`unable to run npm; ${message}`));
  const succeeded = await new Promise((end) => child.on('close', (status) => end(status === 0)));
  closeSync(output);
  const result = tests
    ? judge(succeeded, report, readers[tests])
    : { passed: +succeeded, failed: +!succeeded };
  return { ...result, seconds: secondsSince(start), log: readFileSync(log, 'utf8') };
}

/** A test run that fails for another reason than a test (coverage, a file that does not load) fails once. */
function judge(succeeded, report, count) {
  if (!existsSync(report)) return failure('it left no report');
  const [passed, failed] = count(JSON.parse(readFileSync(report, 'utf8')));
  if (passed + failed === 0) return { passed, failed: 1, note: 'it ran no test' };
  if (succeeded || failed > 0) return { passed, failed };
  return { passed, failed: 1, note: 'every test passed, the run did not' };
}

function describe({ script, passed, failed, seconds, note }) {
  const tests = passed + failed > 1 ? `, ${passed} of ${passed + failed}` : '';
  const time = seconds === undefined ? '' : ` in ${seconds} s`;
  return `${failed === 0 ? 'passed' : 'FAILED'} ${script}${time}${tests}${note ? `: ${note}` : ''}`;
}
