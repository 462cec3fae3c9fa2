import { defineConfig } from '@playwright/test';

const baseURL = 'http://127.0.0.1:4319';

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.e2e.ts',
  reporter: 'list',
  use: { baseURL, launchOptions: { executablePath: process.env['CHROMIUM'] || undefined } },
  webServer: { command: 'npm run preview', url: baseURL },
});
