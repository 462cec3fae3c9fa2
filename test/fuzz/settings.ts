import { mkdirSync, writeFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';

/** How many texts a run tries: few in `npm test`, as many as asked for in `npm run fuzz -- --runs N`. */
export const RUNS = Number(process.env['FUZZ_RUNS'] ?? 40_000);

/** What the texts are made from; the same seed gives the same run. */
export const SEED = Number(process.env['FUZZ_SEED'] ?? 1);

/** A limit for one test that is wide on a slow machine too. */
export const TIME_LIMIT_MS = 20_000 + RUNS / 10;

const PAUSE_AFTER = 50_000;

/** Does something so many times, and lets the test runner have its say now and then. */
export async function repeat(times: number, act: (index: number) => void): Promise<void> {
  for (let index = 0; index < times; index += 1) {
    act(index);
    if (index % PAUSE_AFTER === PAUSE_AFTER - 1) await setImmediate();
  }
}

/** Leaves the figures of one part of the run for `npm run fuzz`, which prints them. */
export function report(name: string, figures: object): void {
  const folder = process.env['FUZZ_REPORTS'];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/${name}.json`, JSON.stringify(figures));
}
