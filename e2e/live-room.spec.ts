import { test as base, type Locator, type Page } from '@playwright/test';
import { Desk, expect, test } from './desk.js';

const TOKEN = 'a-token-that-must-stay-in-memory';
const ROOM = 'https://acme.daily.co/support';
const NOT_LOADED = "daily-js could not load its call machine from Daily's servers";

interface Entry {
  readonly url?: string;
  readonly allow?: string;
}

/** Daily's servers cannot be reached. */
async function goOffline(page: Page): Promise<void> {
  await page.route(/^https?:\/\/(?!127\.0\.0\.1)/, (route) => route.abort());
}

async function askToJoin(desk: Desk, { url = ROOM, allow = '' }: Entry = {}): Promise<void> {
  if (!(await dialogOf(desk).isVisible())) await desk.press('Join a real room');
  await desk.set('Room URL', url);
  await desk.set('Further targets to allow, separated by commas', allow);
  await desk.press('Join');
}

function dialogOf(desk: Desk): Locator {
  return desk.page.getByRole('dialog', { name: 'Join a real Daily room' });
}

function saysInDialog(desk: Desk): Locator {
  return dialogOf(desk).getByRole('alert');
}

async function transferAlice(desk: Desk): Promise<void> {
  await desk.choose('Alice');
  await desk.aimAt('sip:queue@pbx.example.com');
  await desk.press('Transfer');
  await expect(desk.record).toContainText('handed-off');
}

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
    await desk.set('Room URL', ROOM);
    await desk.set('Meeting token (owner, or admin for participants)', TOKEN);
    await desk.press('Join');
    await expect(saysInDialog(desk)).toContainText(NOT_LOADED, { timeout: 40_000 });
    await expect(desk.caller('Erin')).toHaveCount(1);
    expect(asked.some((url) => url.includes('call-machine'))).toBe(true);
    const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href])); // prettier-ignore
    expect([...asked, ...printed, stored, await page.content()].join('\n')).not.toContain(TOKEN);
  },
);

const WRONG: readonly (Entry & { readonly says: string })[] = [
  { allow: 'pbx.example.com, 415', says: '"415" is no rule for targets' },
  { allow: 'sip:bob@pbx.example.com', says: '"sip:bob@pbx.example.com" is no rule for targets' },
  { url: 'https://acme.daily.co', says: '"https://acme.daily.co" is no room URL' },
  { url: 'https://example.com/support', says: '"https://example.com/support" is no room URL' },
];

for (const { says, ...entry } of WRONG) {
  test(`the desk is not left where ${says}`, async ({ desk }) => {
    await desk.choose('Alice');
    await askToJoin(desk, entry);
    await expect(saysInDialog(desk)).toContainText(says);
    await expect(desk.caller('Alice')).toBeChecked();
    await desk.press('Close');
    await transferAlice(desk);
  });
}

test('a rule that only the package refuses is explained, and the simulated desk is back', async ({
  desk,
}) => {
  for (const allow of ['-x.example.com', '+1234567890123456']) {
    await askToJoin(desk, { allow });
    await expect(saysInDialog(desk)).toContainText('a rule for targets cannot be used (');
  }
  await desk.press('Close');
  await transferAlice(desk);
});

test('a desk whose network is down can be left', async ({ desk }) => {
  await desk.press('Network down');
  await askToJoin(desk, { allow: '-x.example.com' });
  await expect(saysInDialog(desk)).toContainText('a rule for targets cannot be used (');
  await desk.press('Close');
  await transferAlice(desk);
});

base(
  'while a real room is joined the page shows no other desk, and the dialog stays',
  async ({ page }) => {
    // prettier-ignore
    await goOffline(page);
    const desk = new Desk(page);
    await desk.open();
    await desk.choose('Alice');
    await desk.aimAt('sip:billing@acme.sip.daily.co');
    await desk.press('Transfer');
    await expect(page.getByText('In room "billing": Alice')).toBeVisible();
    await desk.aimAt('');
    await desk.press('Transfer');
    await expect(page.getByText('Choose a caller first.')).toBeVisible();

    await askToJoin(desk);
    await expect(page.getByText('Joining acme.daily.co …')).toBeVisible();
    await expect(dialogOf(desk).getByRole('status')).toHaveText('Joining …');
    await expect(page.getByRole('radio')).toHaveCount(0);
    await expect(desk.events).toHaveText('');
    await expect(desk.record).toHaveCount(0);
    await expect(page.getByText('In room "billing": Alice')).toHaveCount(0);
    await expect(page.getByText('Choose a caller first.')).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Transfer', exact: true })).toBeDisabled();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.mouse.click(5, 5);
    await expect(dialogOf(desk).getByRole('status')).toHaveText('Joining …');

    await expect(saysInDialog(desk)).toContainText(NOT_LOADED, { timeout: 20_000 });
    await page.mouse.click(5, 5);
    await expect(saysInDialog(desk)).toContainText(NOT_LOADED);
    await expect(page.getByText('Simulated room "support"')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialogOf(desk)).toBeHidden();
    await desk.press('Join a real room');
    await expect(saysInDialog(desk)).toHaveCount(0);
    await desk.press('Close');
    await transferAlice(desk);
  },
);

base('submitting twice joins once', async ({ page }) => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await goOffline(page);
  const desk = new Desk(page);
  await desk.open();
  await askToJoin(desk);
  await submitByScript(page);
  await expect(saysInDialog(desk)).toContainText(NOT_LOADED, { timeout: 20_000 });
  await desk.press('Close');
  await transferAlice(desk);
  expect(errors).toEqual([]);
});

test('submitting before the first desk is open changes nothing', async ({ page, desk }) => {
  await page.addInitScript((url) => {
    document.addEventListener('DOMContentLoaded', () => {
      const form = document.querySelector<HTMLFormElement>('#live form');
      const field = form?.querySelector('input');
      if (field) field.value = url;
      form?.requestSubmit();
    });
  }, ROOM);
  await page.reload();
  await expect(page.getByText('Simulated room "support"')).toBeVisible();
  await transferAlice(desk);
});

base('a browser without WebRTC is told so', async ({ page }) => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.addInitScript(() => Reflect.deleteProperty(window, 'MediaStreamTrack'));
  await page.goto('/');
  await expect(page.getByText('No room is open. The simulated room did not open: ')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Transfer', exact: true })).toBeDisabled();
  expect(errors).toEqual([]);
});

/** As a script or an extension would: past the disabled button. */
async function submitByScript(page: Page): Promise<void> {
  await page.evaluate((url) => {
    const form = document.querySelector<HTMLFormElement>('#live form');
    const field = form?.querySelector('input');
    if (field) field.value = url;
    form?.requestSubmit();
  }, ROOM);
}
