import { defineConfig, devices } from '@playwright/test';
import { launchOptions } from './scripts/set-up.mjs';

const port = Number(process.env['E2E_PORT'] ?? 4179);
const baseURL = `http://127.0.0.1:${port}`;
/** `npm run screenshots` takes its pictures as the tests are run. */
const takesPictures = process.env['SCREENSHOTS'] !== undefined;

export default defineConfig({
  testDir: 'e2e',
  ...(takesPictures && { testMatch: 'screenshots.ts' }),
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env['CI']),
  // A test that hangs is found all the same, and a slow machine has the time it needs.
  timeout: 120_000,
  expect: { timeout: 60_000 },
  reporter: [['list'], ['json', { outputFile: '.temp/e2e.json' }]],
  use: { baseURL, launchOptions: launchOptions() },
  projects: [{ name: 'chromium', use: devices['Desktop Chrome'] }],
  webServer: {
    command: `npm run build:demo && npm run preview:demo -- --port ${port}`,
    url: baseURL,
    env: { DEMO_OUT: `.temp/demo-${port}` }, // two runs do not build over each other
    reuseExistingServer: false,
    timeout: 120_000,
  },
});
