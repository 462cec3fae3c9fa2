import { defineConfig } from 'vitest/config';
import type { RunnerTestCase, RunnerTestFile } from 'vitest';
import type { TestModule } from 'vitest/node';
import { alias } from './vite.config.js';

/** The tests that a mutant has to be noticed by, and whether they need a page: without one they are quicker. */
const { tests, page } = JSON.parse(process.env['MUTATION'] ?? '{"tests":[]}') as {
  readonly tests: readonly string[];
  readonly page?: boolean;
};

export default defineConfig({
  resolve: { alias },
  test: {
    restoreMocks: true,
    environment: page ? 'happy-dom' : 'node',
    // One page for all test files of a run, as setting one up takes longer than most files.
    isolate: false,
    include: tests.map((pattern) => `test/${pattern}.test.ts`),
    // Random and complete runs, and what needs the genuine daily-js, a network or a page of its own: what they alone
    // would notice is better held by a test that says what it is.
    exclude: [
      'test/**/*{genuine,hostile,orders,properties,random,interleavings,http}*.test.ts',
      'test/controller/{daily-accepts,emitter,shared-scenarios}.test.ts',
      'test/react/compiled.test.ts',
      'test/server/{docs,exports,sample}.test.ts',
      'test/{index,privacy}.test.ts',
    ],
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
