import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import type { RunnerTestCase, RunnerTestFile } from 'vitest';
import type { TestModule } from 'vitest/node';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** What `scripts/mutation.mjs` asks for: the tests that a mutant has to be noticed by, and where they run. */
interface Mutation {
  readonly tests: readonly string[];
  readonly environment: 'node' | 'happy-dom';
}

const { tests, environment } = JSON.parse(process.env['MUTATION'] ?? '{"tests":[]}') as Mutation;

export default defineConfig({
  resolve: {
    alias: {
      'daily-transfer/simulator/server': path('src/simulator/server/index.ts'),
      'daily-transfer/simulator': path('src/simulator/index.ts'),
      'daily-transfer/confirmations': path('src/confirmations/index.ts'),
      'daily-transfer/server': path('src/server/index.ts'),
      'daily-transfer': path('src/index.ts'),
    },
  },
  test: {
    restoreMocks: true,
    environment,
    // One page for all test files of a run, as setting one up takes longer than most files. Each run has a new one.
    isolate: false,
    include: [...tests],
    reporters: [{ onTestRunEnd: failWhatDidNotLoad }],
  },
});

/** A test file as Vitest hands it to reporters, and as its public types do not tell. */
type Module = TestModule & { readonly task: RunnerTestFile };

/**
 * Gives a test file that could not be loaded a test that failed. Stryker's runner looks at nothing but tests, and
 * would else take a mutant that throws while a file is loaded for one that nobody notices.
 */
function failWhatDidNotLoad(modules: readonly TestModule[]) {
  for (const { task: file } of modules as readonly Module[]) {
    if (!file.result?.errors?.length) continue;
    const { id, result } = file;
    const test = { id, type: 'test', name: 'loads', mode: 'run', meta: {}, file, result };
    file.tasks.push(test as RunnerTestCase);
  }
}
