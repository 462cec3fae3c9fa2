// `npm run interleavings -- --runs N --seed S`: random runs of anything that can happen, against the model in test/model.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values } = parseArgs({
  options: { runs: { type: 'string', default: '100000' }, seed: { type: 'string', default: '7' } },
});
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
    env: { ...process.env, INTERLEAVINGS_RUNS: values.runs, INTERLEAVINGS_SEED: values.seed },
  },
);
console.log(`${values.runs} runs in ${((performance.now() - start) / 1000).toFixed(0)} s`);
process.exitCode = status ?? 1;
