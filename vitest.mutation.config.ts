import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** What `.ci/mutation.mjs` asks for: the tests that a mutant has to be noticed by, and where they run. */
interface Mutation {
  readonly tests: readonly string[];
  readonly environment: 'node' | 'happy-dom';
}

const { tests, environment } = JSON.parse(process.env['MUTATION'] ?? '{"tests":[]}') as Mutation;

export default defineConfig({
  resolve: {
    alias: {
      'daily-transfer/simulator': path('src/simulator/index.ts'),
      'daily-transfer': path('src/index.ts'),
    },
  },
  test: {
    restoreMocks: true,
    environment,
    include: [...tests],
    reporters: [path('.ci/mutation-reporter.mjs')],
  },
});
