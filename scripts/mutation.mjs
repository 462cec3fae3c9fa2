// `npm run mutation`: would a test notice if a line of src/ were wrong? Stryker, a file at a time, first against the
// tests that mirror it; what survives them is tried again against all tests of its floor. A floor or files may be
// named, and further arguments go to Stryker: `npm run mutation -- domain`, `-- src/domain/allow.ts --logLevel debug`.
// Results stay in .temp, so that a run goes on where it was broken off: a file is taken again if it or its own tests
// are newer than its result, or if it is named.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  chooseEnvironment,
  floors,
  listFiles,
  testsOfFile,
  testsOfFloor,
} from './mutation-floors.mjs';
import { root } from './set-up.mjs';

const given = process.argv.slice(2);
const namedFloors = given.filter((word) => word in floors);
const namedFiles = given.filter((word) => word.startsWith('src/'));
const further = given.filter((word) => !(word in floors) && !word.startsWith('src/'));
const stryker = join(root, 'node_modules/@stryker-mutator/core/bin/stryker.js');

const hasSurvived = ({ status }) => status === 'Survived' || status === 'NoCoverage';
const isFound = ({ status }) => status === 'Killed' || status === 'Timeout';

let missed = 0;
for (const floor of chooseFloors()) {
  const files = listFiles(`src/${floor}`);
  for (const file of files.filter(isDue)) {
    const result = mutate(floor, testsOfFile(file), [file]);
    if (result) keep(file, result[file] ?? []);
  }
  retrySurvivors(floor, files);
  if (!report(floor, files)) missed += 1;
}
process.exitCode = missed === 0 ? 0 : 1;

function chooseFloors() {
  const ofFiles = namedFiles.map((file) => file.split('/')[1]);
  const chosen = [...new Set([...namedFloors, ...ofFiles])];
  return chosen.length > 0 ? chosen : Object.keys(floors);
}

/** Where the result of a file is kept. */
function placeOf(file) {
  return join(root, '.temp/mutation', `${file.slice('src/'.length)}.json`);
}

function isKept(file) {
  return existsSync(placeOf(file));
}

function isDue(file) {
  if (namedFiles.length > 0) return namedFiles.includes(file);
  if (!isKept(file)) return true;
  const changed = [file, ...testsOfFile(file)].map((path) => statSync(join(root, path)).mtimeMs);
  return statSync(placeOf(file)).mtimeMs < Math.max(...changed);
}

function keep(file, mutants) {
  mkdirSync(dirname(placeOf(file)), { recursive: true });
  writeFileSync(placeOf(file), JSON.stringify(mutants));
}

function readKept(file) {
  return isKept(file) ? JSON.parse(readFileSync(placeOf(file), 'utf8')) : [];
}

/** One run of Stryker: the mutants of each file, with what became of them; nothing where it came to no end. */
function mutate(floor, tests, patterns) {
  const place = join(root, `.temp/stryker-${floor}.json`);
  const environment = chooseEnvironment(tests);
  const MUTATION = JSON.stringify({ floor, environment, tests, mutate: patterns, place });
  console.log(
    `${patterns.length === 1 ? patterns[0] : `${patterns.length} survivors of ${floor}`}`,
  );
  rmSync(place, { force: true });
  const env = { ...process.env, MUTATION };
  spawnSync(process.execPath, [stryker, 'run', ...further], { cwd: root, env, stdio: 'inherit' });
  if (!existsSync(place)) return undefined;
  const { files } = JSON.parse(readFileSync(place, 'utf8'));
  const bare = ({ location, mutatorName, replacement, status, static: isStatic }) => ({
    location,
    mutatorName,
    replacement,
    status,
    isStatic,
  });
  return Object.fromEntries(
    Object.entries(files).map(([file, { mutants }]) => [file, mutants.map(bare)]),
  );
}

/** Tries what the mirroring tests let live against all tests of the floor, in one run. */
function retrySurvivors(floor, files) {
  const isNew = (mutant) => hasSurvived(mutant) && !mutant.isRetried;
  const patterns = files.flatMap((file) => readKept(file).filter(isNew).map(toRange(file)));
  if (patterns.length === 0) return;
  const again = mutate(floor, testsOfFloor(floor), [...new Set(patterns)]);
  if (!again) return;
  for (const file of files) {
    const found = new Set((again[file] ?? []).filter(isFound).map(identify));
    const mutants = readKept(file);
    if (!mutants.some(isNew)) continue;
    for (const mutant of mutants.filter(isNew)) {
      if (found.has(identify(mutant))) mutant.status = 'Killed';
      else mutant.isRetried = true;
    }
    keep(file, mutants);
  }
}

/** Stryker's way to name a piece of a file: columns from 0, where its report has them from 1. */
function toRange(file) {
  const point = ({ line, column }) => `${line}:${column - 1}`;
  return ({ location: { start, end } }) => `${file}:${point(start)}-${point(end)}`;
}

function identify({ location, mutatorName, replacement }) {
  return JSON.stringify([location, mutatorName, replacement]);
}

/** Writes a floor's report, and says its score: of all mutants but those that Stryker could not run. Is it held? */
function report(floor, files) {
  const [there, missing] = [files.filter(isKept), files.filter((file) => !isKept(file))];
  const entries = there.map((file) => [file, { mutants: readKept(file) }]);
  const place = join(root, `.temp/mutation-${floor}.json`);
  writeFileSync(place, JSON.stringify({ files: Object.fromEntries(entries), notRun: missing }));
  for (const [file, { mutants }] of entries) console.log(`${file}: ${describe(mutants)}`);
  for (const file of missing) console.log(`${file}: not run to an end`);
  const all = entries.flatMap(([, { mutants }]) => mutants);
  const isHeld = missing.length === 0 && scoreOf(all) >= floors[floor].atLeast;
  console.log(
    `${isHeld ? 'held' : 'MISSED'} ${floor}: ${describe(all)}, at least ${floors[floor].atLeast} %`,
  );
  return isHeld;
}

function describe(mutants) {
  return `${scoreOf(mutants)} %, ${mutants.filter(hasSurvived).length} of ${mutants.length} survived`;
}

function scoreOf(mutants) {
  const found = mutants.filter(isFound).length;
  const all = found + mutants.filter(hasSurvived).length;
  return all === 0 ? 100 : Math.round((10_000 * found) / all) / 100;
}
