// `npm run interleavings -- --runs N --seed S`: random runs of anything that can happen, against the model in test/model.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { readRunOptions } from './run-options.mjs';
import { installPackages, root } from './set-up.mjs';

const { runs, seed } = readRunOptions({ runs: 100_000, seed: 7 });
installPackages();
const start = performance.now();
const { status } = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--project=browser-like',
    'test/model/interleavings.test.ts',
  ],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, INTERLEAVINGS_RUNS: String(runs), INTERLEAVINGS_SEED: String(seed) },
  },
);
console.log(`${runs} runs in ${((performance.now() - start) / 1000).toFixed(0)} s`);
process.exitCode = status ?? 1;
