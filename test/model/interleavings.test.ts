import * as fc from 'fast-check';
import { mkdirSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pass, Step, steps } from './commands.js';
import { judge } from './judge.js';
import { RealWorld } from './real-world.js';
import { count, findRare, isReached, nameEnd, readShares } from './shares.js';
import { WorldModel } from './world-model.js';

/** `npm run interleavings -- --runs N` makes this many; `--seed S` begins elsewhere. */
const RUNS = Number(process.env['INTERLEAVINGS_RUNS'] ?? 400);
const SEED = Number(process.env['INTERLEAVINGS_SEED'] ?? 7);

function openWorlds() {
  const model = new WorldModel();
  const real = new RealWorld();
  for (const _ of [1, 2]) model.callers.push({ id: real.call.dialIn(), place: 'here' });
  return { model, real };
}

/** All that runs must end in time when nothing happens any more. */
async function finish(worlds: ReturnType<typeof openWorlds>): Promise<void> {
  const { model, real } = worlds;
  model.isAsleep = real.time.isAsleep = false;
  await pass(worlds, 30_000);
  await judge(worlds, 'latest');
  expect(model.running).toEqual([]);
  expect(real.promises.every(({ outcome }) => outcome() !== undefined)).toBe(true);
}

describe('any order of anything that can happen, against a model', () => {
  it(
    'keeps to the model and to every invariant after each step',
    async () => {
      const unhandled: unknown[] = [];
      const note = (reason: unknown) => void unhandled.push(reason);
      process.on('unhandledRejection', note);
      let started = 0;
      const commands = fc.commands(steps, { maxCommands: 40, size: 'max' });
      const run = fc.asyncProperty(fc.nat(99), commands, async (opening, list) => {
        const worlds = openWorlds();
        try {
          // Nearly every run begins with a transfer, so that what follows has something to happen to.
          if (opening > 1)
            await new Step('request', opening, opening).run(worlds.model, worlds.real);
          await fc.asyncModelRun(() => worlds, list);
          await finish(worlds);
          const records = [...worlds.real.records.values()];
          if (records.length > 0) started += 1;
          for (const record of records) count('ends', nameEnd(record));
        } finally {
          worlds.real.release();
        }
      });
      await fc.assert(run, { numRuns: RUNS, seed: SEED });
      process.off('unhandledRejection', note);
      expect(unhandled).toEqual([]);
      report(started);
    },
    Math.max(60_000, RUNS * 20),
  );
});

/** Prints the shares, keeps those of a run of its own for `npm run figures`, and demands that the runs were about something. */
function report(started: number): void {
  const startedPercent = (100 * started) / RUNS;
  const [starts, ends] = [readShares('starts'), readShares('ends')];
  const figures = { runs: RUNS, seed: SEED, startedPercent, starts, ends };
  console.info(JSON.stringify(figures, undefined, 1));
  if (process.env['INTERLEAVINGS_RUNS'] !== undefined) {
    mkdirSync('.temp', { recursive: true });
    writeFileSync('.temp/interleavings.json', JSON.stringify(figures));
  }
  expect(isReached(started, RUNS, 95), `${startedPercent} % started a transfer`).toBe(true);
  expect(findRare(1)).toEqual([]);
}
