// `npm run defences`: switches each defence off in turn, in what the tests load and never on the disk, and
// shows that a test fails without it. Ends with a non-zero code where a defence is held by no test.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defences } from './defences-list.mjs';
import { root } from './set-up.mjs';

const named = process.argv.slice(2);
const chosen = defences.filter(({ name }) => named.length === 0 || named.includes(name));
const sound = runTests({ tests: allTests() });
const results = [judgeSound(), ...chosen.map(judge)];
for (const { name, failed, total, isRight } of results) {
  console.log(`${isRight ? 'held  ' : 'MISSED'} without ${name}: ${failed} of ${total} tests fail`);
}
mkdirSync(join(root, '.temp'), { recursive: true });
writeFileSync(join(root, '.temp/defences.json'), JSON.stringify(results, null, 2));
process.exitCode = results.every(({ isRight }) => isRight) ? 0 : 1;

/** With every defence on nothing may fail. */
function judgeSound() {
  const { failing, total } = sound;
  for (const test of failing) console.error(`fails with every defence on: ${test}`);
  const isRight = failing.length === 0 && total > 0;
  return { name: 'none of them', failed: failing.length, total, isRight };
}

/** Without one something must fail that did not before. */
function judge({ name, ...defence }) {
  const { failing, total } = runTests(defence);
  const failed = failing.filter((test) => !sound.failing.includes(test)).length;
  return { name, failed, total, isRight: failed > 0 };
}

function runTests({ file, from, to, tests: include }) {
  if (file) assertIsThere(file, from);
  const report = join(root, '.temp/defence.json');
  rmSync(report, { force: true });
  const patch = JSON.stringify({
    file: file ?? '',
    from: from ?? '',
    to: to ?? '',
    tests: include,
  });
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const args = [
    'run',
    '--config=vitest.defences.config.ts',
    '--reporter=json',
    `--outputFile=${report}`,
  ];
  const env = { ...process.env, DEFENCE: patch };
  spawnSync(process.execPath, [vitest, ...args], { cwd: root, env, stdio: 'ignore' });
  const { numTotalTests: total, testResults } = JSON.parse(readFileSync(report, 'utf8'));
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const failing = tests.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName);
  return { failing, total };
}

/** A defence that was rewritten must be looked at anew, not passed over. */
function assertIsThere(file, from) {
  const parts = readFileSync(join(root, file), 'utf8').split(from).length;
  if (parts !== 2) throw new Error(`${file} has this ${parts - 1} times, not once: ${from}`);
}

function allTests() {
  return [...new Set(chosen.flatMap(({ tests }) => tests))];
}
