// `npm run mutation`: Stryker over src/, a floor at a time, with the tests that mirror it. Slices may be named:
// `npm run mutation -- domain`, and further arguments go to Stryker: `-- domain --mutate src/domain/allow.ts`.
// What a run has seen is remembered in .temp, so that a broken-off one goes on where it was.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './set-up.mjs';

/** What each floor has to reach, in per cent (design §11: the domain 95, all of src/ 90). */
const floors = { domain: 95, daily: 90, controller: 90 };

const given = process.argv.slice(2);
const named = given.filter((word) => word in floors);
const further = given.filter((word) => !(word in floors));
const slices = named.length > 0 ? named : Object.keys(floors);

let missed = 0;
for (const slice of slices) {
  const score = mutate(slice);
  const isHeld = score !== undefined && score >= floors[slice];
  if (!isHeld) missed += 1;
  console.log(`${isHeld ? 'held' : 'MISSED'} ${slice}: ${score ?? 'no report,'} %, at least ${floors[slice]}`); // prettier-ignore
}
process.exitCode = missed === 0 ? 0 : 1;

function mutate(slice) {
  const stryker = join(root, 'node_modules/@stryker-mutator/core/bin/stryker.js');
  const env = { ...process.env, MUTATION: slice };
  spawnSync(process.execPath, [stryker, 'run', ...further], { cwd: root, env, stdio: 'inherit' });
  return readScore(join(root, `.temp/mutation-${slice}.json`));
}

/** Killed and timed out, of all that could be: what does not compile or was ignored is no mutant. */
function readScore(file) {
  if (!existsSync(file)) return undefined;
  const { files } = JSON.parse(readFileSync(file, 'utf8'));
  const all = Object.values(files).flatMap(({ mutants }) => mutants.map(({ status }) => status));
  const found = all.filter((status) => status === 'Killed' || status === 'Timeout').length;
  const survived = all.filter((status) => status === 'Survived' || status === 'NoCoverage').length;
  return Math.round((10_000 * found) / (found + survived)) / 100;
}
