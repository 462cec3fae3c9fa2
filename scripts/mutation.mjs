// `npm run mutation`: would a test notice if a line of src/ were wrong? Stryker, a floor at a time, against the tests
// of that floor. Floors may be named, and further arguments go to Stryker: `npm run mutation -- domain --logLevel debug`.
// Stryker keeps its results in .temp and takes up only what has changed since; `-- --force` takes all again.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { installPackages, keepFigures, root, runInstalled, thousands } from './set-up.mjs';

/** What each floor has to reach; its files and tests, where they are not just its folder; does it need a page? */
const floors = {
  domain: { atLeast: 95 },
  daily: { tests: ['daily/**', 'controller/**'], page: true },
  controller: {
    tests: ['{controller,daily,confirmations,attacks}/**', 'reload-notes'],
    page: true,
  },
  alone: { files: '{quota,reload-notes,environment}', tests: ['*'], page: true },
  confirmations: { page: true },
  wire: { tests: ['wire/**', 'confirmations/**', 'server/**'] },
  server: {},
  react: { page: true },
  simulator: { files: 'simulator/{*,model/*}', tests: ['simulator/{*,model/*}'], page: true },
  'simulator-server': { files: 'simulator/server/*', tests: ['simulator/server/*'] },
};

const given = process.argv.slice(2);
const named = given.filter((word) => word in floors);
const further = given.filter((word) => !(word in floors));
installPackages();
const results = (named.length > 0 ? named : Object.keys(floors)).map(judge);
process.exitCode = results.every((isHeld) => isHeld) ? 0 : 1;

/** One run of Stryker. Its score leaves out the mutants that it could not run. */
function judge(floor) {
  const { atLeast = 90, files = `${floor}/**/*`, tests = [files], page = false } = floors[floor];
  const place = join(root, `.temp/stryker-${floor}.json`);
  const MUTATION = JSON.stringify({ floor, files, tests, page, place });
  rmSync(place, { force: true });
  runInstalled('@stryker-mutator/core/bin/stryker.js', ['run', ...further], { env: { MUTATION } });
  if (!existsSync(place)) return false;
  const report = JSON.parse(readFileSync(place, 'utf8'));
  const all = Object.values(report.files).flatMap(({ mutants }) =>
    mutants.map(({ status }) => status),
  );
  const count = (...statuses) => all.filter((status) => statuses.includes(status)).length;
  const [found, survived] = [count('Killed', 'Timeout'), count('Survived', 'NoCoverage')];
  const score = Math.round((10_000 * found) / (found + survived)) / 100;
  const isHeld = score >= atLeast;
  const seen = `${score} % of ${thousands(found + survived)}`;
  keepFigures(`mutation.${floor}`, [
    [`mutation score of \`src/${floor}\``, `≥ ${atLeast} %`, seen, isHeld],
  ]);
  console.log(`${isHeld ? 'held' : 'MISSED'} ${floor}: ${score} %, at least ${atLeast} %`);
  return isHeld;
}
