// The pictures of `npm run screenshots`: as the e2e tests are run, and only what takes pictures.
import { defineConfig } from '@playwright/test';
import config from '../playwright.config.js';

export default defineConfig(config, {
  testDir: '../e2e',
  testMatch: 'screenshots.ts',
  reporter: 'list',
});
