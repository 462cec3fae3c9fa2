/**
 * For Playwright tests of any app on daily-js: a simulated Daily domain in the pages of a test, without a
 * change in the app. Begin with {@link test}.
 *
 * @module daily-transfer/simulator/playwright
 */

export { test } from './fixture.js';
export { expect } from '@playwright/test';
export type { DailyFixtures } from './fixture.js';
export type {
  PlaywrightDaily,
  PlaywrightDailyOptions,
  PlaywrightRoom,
} from './playwright-daily.js';
