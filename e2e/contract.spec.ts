import { expect, test, type Page } from '@playwright/test';
import { scenarios } from '../test/support/scenarios.js';
import type { Contract } from './contract/main.js';
import { servePage, type ServedPage } from './page-server.js';

declare global {
  interface Window {
    readonly contract: Contract;
  }
}

/** The peer range as a fact: the newest, one before `bundlePathOverride`, and the oldest that it names. */
const versions = [
  { daily: 'now', version: '0.92.2' },
  { daily: 'earlier', version: '0.87.0' },
  { daily: 'oldest', version: '0.78.0' },
] as const;

let served: ServedPage;

test.beforeAll(async () => {
  served = await servePage('contract', ['daily-js-before', 'daily-js-oldest']);
});

test.afterAll(() => served.close());

async function open(page: Page): Promise<readonly string[]> {
  const problems: string[] = [];
  page.on('pageerror', ({ message }) => problems.push(message));
  await page.goto(served.address);
  await page.waitForFunction(() => 'contract' in window);
  return problems;
}

for (const { daily, version } of versions) {
  test(`everything that becomes of a transfer is the same on daily-js ${version}`, async ({
    page,
  }) => {
    const problems = await open(page);
    expect(await page.evaluate((name) => window.contract.version(name), daily)).toBe(version);
    for (const { name, events, timeline, code, cause } of scenarios) {
      const outcome = await page.evaluate(
        ([genuine, scenario]) => window.contract.run(genuine, scenario),
        [daily, name] as const,
      );
      const none = { listeners: 0, timers: 0 };
      expect.soft(outcome, name).toEqual({ events, timeline, code, cause, ...none });
    }
    expect(problems).toEqual([]);
  });
}

for (const { daily, version } of versions) {
  test(`fake media plays on daily-js ${version}`, async ({ page }) => {
    const problems = await open(page);
    const played = await page.evaluate((name) => window.contract.play(name), daily);
    const plays = { width: 320, hasMoved: true, audio: 'live' };
    expect(played).toEqual([plays, plays]);
    expect(problems).toEqual([]);
  });
}
