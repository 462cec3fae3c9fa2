import { test as base } from '@playwright/test';
import { PlaywrightDaily, type PlaywrightDailyOptions } from './playwright-daily.js';

/** What `test` has besides Playwright's own fixtures. */
export interface DailyFixtures {
  /** The simulated domain in which every page of the test's `context` is. */
  readonly daily: PlaywrightDaily;
  /** What the domain starts with, for `test.use()` and for the projects of a configuration. */
  readonly dailyOptions: PlaywrightDailyOptions;
}

/**
 * Playwright's `test` with a simulated Daily domain in the pages of each test, under the genuine daily-js of
 * an app that knows nothing of it. No account, no network, no change in the app.
 *
 * @example
 * ```ts
 * test('the agent sees the caller', async ({ page, daily }) => {
 *   const room = daily.room('support');
 *   await page.goto(`/desk?room=${room.url}&token=${room.ownerToken}`);
 *   await room.dialIn({ name: 'Alice', from: 'sip:alice@pbx.example.com' });
 *   await expect(page.getByText('Alice')).toBeVisible();
 * });
 * ```
 */
export const test = base.extend<DailyFixtures>({
  dailyOptions: [{}, { option: true }],
  daily: async ({ dailyOptions }, use, testInfo) => {
    const daily = new PlaywrightDaily(dailyOptions);
    await use(daily);
    if (testInfo.status !== testInfo.expectedStatus) {
      const body = JSON.stringify(daily.log, null, 2);
      await testInfo.attach('daily.log', { body, contentType: 'application/json' });
    }
    await daily.end();
  },
  context: async ({ context, daily }, use) => {
    await daily.attach(context);
    await use(context);
  },
});
