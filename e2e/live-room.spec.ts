import { expect, test as base } from '@playwright/test';
import { Desk } from './desk.js';

const TOKEN = 'a-token-that-must-stay-in-memory';

base(
  'a real room that cannot be loaded is explained, and the token stays nowhere',
  async ({ page }) => {
    const asked: string[] = [];
    const printed: string[] = [];
    page.on('console', (message) => printed.push(message.text()));
    await page.route(/^https?:\/\/(?!127\.0\.0\.1)/, (route) => {
      asked.push(route.request().url());
      return route.abort();
    });
    const desk = new Desk(page);
    await desk.open();
    await desk.press('Join a real room');
    await desk.set('Room URL', 'https://acme.daily.co/support');
    await desk.set('Meeting token (owner, or admin for participants)', TOKEN);
    await desk.press('Join');
    await expect(page.locator('#live-problem')).toContainText("daily-js could not load its call machine from Daily's servers", { timeout: 40_000 }); // prettier-ignore
    await expect(desk.caller('Erin')).toHaveCount(1);
    expect(asked.some((url) => url.includes('call-machine'))).toBe(true);
    const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href])); // prettier-ignore
    expect([...asked, ...printed, stored, await page.content()].join('\n')).not.toContain(TOKEN);
  },
);
