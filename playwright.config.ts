import { defineConfig, devices } from '@playwright/test';
import { findBrowser } from './scripts/set-up.mjs';

const port = Number(process.env['E2E_PORT'] ?? 4179);
const baseURL = `http://127.0.0.1:${port}`;
const executablePath = findBrowser();
const isRoot = process.getuid?.() === 0;

/** Chromium refuses its sandbox to root; the others keep it from talking to anyone but the page. */
const args = [
  ...(isRoot ? ['--no-sandbox'] : []),
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

export default defineConfig({
  testDir: 'e2e',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  // A test that hangs is found all the same, and a slow machine has the time it needs.
  timeout: 120_000,
  expect: { timeout: 60_000 },
  forbidOnly: Boolean(process.env['CI']),
  reporter: [['list'], ['json', { outputFile: '.temp/playwright.json' }]],
  use: {
    baseURL,
    launchOptions: { args, ...(executablePath && { executablePath }) },
  },
  projects: [{ name: 'chromium', use: devices['Desktop Chrome'] }],
  webServer: {
    command: `npm run build:demo && npm run preview:demo -- --port ${port}`,
    url: baseURL,
    env: { DEMO_OUT: `.temp/demo-${port}` }, // two runs do not build over each other
    reuseExistingServer: false,
    timeout: 60_000,
  },
});
