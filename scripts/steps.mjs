// Runs npm scripts as the steps of a check, shows all they print, and ends with the line that CI reads.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { npm, root } from './set-up.mjs';

/** How the JSON reports of the two test runners count. */
export const vitest = {
  file: '.temp/vitest.json',
  args: ['--reporter=default', '--reporter=json', '--outputFile.json=.temp/vitest.json'],
  count: (report) => ({ passed: report.numPassedTests, failed: report.numFailedTests }),
};
export const playwright = {
  file: '.temp/playwright.json', // as playwright.config.ts says
  args: [],
  count: ({ stats }) => ({ passed: stats.expected, failed: stats.unexpected + stats.flaky }),
};

/** Sets up, then runs the steps; a set-up that fails is the only failure then. */
export async function check(prepareSteps) {
  try {
    runSteps(await prepareSteps());
  } catch (error) {
    console.error(error.message);
    finish(0, 1);
  }
}

/**
 * Runs every step, whatever the earlier ones did, and ends the process with a non-zero code if any failed.
 * A step counts one, a test run counts its tests. A step that needs a failed one, or has a `blocked`
 * sentence, is not run and counts as failed.
 *
 * @param {{ script: string, report?: typeof vitest, needs?: string, blocked?: string, env?: object }[]} steps
 */
function runSteps(steps) {
  const results = [];
  for (const step of steps) {
    const needed = results.find(({ script }) => script === step.needs);
    const blocked = step.blocked ?? (needed?.failed ? `not run, since ${step.needs} failed` : '');
    console.log(`\n━━ ${step.script} ━━`);
    const result = blocked ? { passed: 0, failed: 1, note: blocked } : runStep(step);
    results.push({ script: step.script, ...result });
    console.log(describe(results.at(-1)));
  }
  console.log(`\n━━ summary ━━\n${results.map(describe).join('\n')}`);
  finish(sum(results, 'passed'), sum(results, 'failed'));
}

/** Prints the closing line and sets the exit code. */
function finish(passed, failed) {
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

function runStep({ script, report, env }) {
  const start = performance.now();
  const file = report && join(root, report.file);
  if (file) rmSync(file, { force: true });
  if (file) mkdirSync(dirname(file), { recursive: true });
  const succeeded = npm(['run', script, ...(report ? ['--', ...report.args] : [])], { env });
  const seconds = (performance.now() - start) / 1000;
  if (!file) return { passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1, seconds };
  return { ...judge(succeeded, existsSync(file) && readReport(file, report)), seconds };
}

function readReport(file, { count }) {
  return count(JSON.parse(readFileSync(file, 'utf8')));
}

/** A run that fails for another reason than a test (coverage, a file that does not load) fails once. */
function judge(succeeded, counts) {
  if (!counts) return { passed: 0, failed: 1, note: 'it left no report' };
  if (counts.passed + counts.failed === 0) return { passed: 0, failed: 1, note: 'it ran no test' };
  if (succeeded || counts.failed > 0) return counts;
  return { ...counts, failed: 1, note: 'every test passed, the run did not; see above' };
}

function describe({ script, passed, failed, seconds, note }) {
  const outcome = failed === 0 ? 'passed' : 'FAILED';
  const tests = passed + failed > 1 ? `, ${passed} of ${passed + failed}` : '';
  const time = seconds === undefined ? '' : ` in ${seconds.toFixed(1)} s`;
  return `${outcome} ${script}${time}${tests}${note ? `: ${note}` : ''}`;
}

function sum(results, key) {
  return results.reduce((total, result) => total + result[key], 0);
}
