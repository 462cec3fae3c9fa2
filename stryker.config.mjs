// `npm run mutation -- <slice> …` (see .ci/mutation.mjs): is every line of src/ held by a test? What was run
// before is remembered in .temp. MUTATION names the slice.
const slice = process.env['MUTATION'] ?? 'domain';

const config = {
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.mutation.config.ts', related: false },
  plugins: ['@stryker-mutator/vitest-runner'],
  mutate: [`src/${slice}/**/*.ts`],
  ignorePatterns: ['dist', '.temp', 'demo', 'e2e', 'test-results', 'coverage', 'playwright-report'],
  tempDirName: `.temp/stryker-${slice}`,
  incremental: true,
  incrementalFile: `.temp/mutation-${slice}-seen.json`,
  concurrency: 1,
  timeoutMS: 10_000,
  disableTypeChecks: false,
  reporters: ['clear-text', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: `.temp/mutation-${slice}.json` },
  thresholds: { high: 95, low: 90, break: null },
};

export default config;
