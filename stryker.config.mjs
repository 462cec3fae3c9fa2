// One run of Stryker, as `scripts/mutation.mjs` asks for it in MUTATION: a floor of src/, and where the report goes.
// Types are not checked: a mutant that would not compile still says whether a test sees it.
const { floor, files, place } = JSON.parse(process.env['MUTATION'] ?? '{}');

const config = {
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.mutation.config.ts', related: false },
  plugins: ['@stryker-mutator/vitest-runner'],
  mutate: [`src/${files}.ts`],
  ignorePatterns: ['dist', '.temp', 'e2e', 'site', 'test-results', 'coverage'],
  tempDirName: `.temp/stryker-${floor}`,
  incremental: true,
  incrementalFile: `.temp/stryker-${floor}-incremental.json`,
  timeoutMS: 10_000,
  disableTypeChecks: false,
  warnings: { slow: false },
  reporters: ['clear-text', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: place },
  thresholds: { high: 95, low: 90, break: null },
};

export default config;
