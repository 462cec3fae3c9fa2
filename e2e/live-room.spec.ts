import { expect, test, type Locator, type Page } from '@playwright/test';
import { takeTime } from './desk.js';

const TOKEN = 'a-token-that-must-stay-in-memory';
const ROOM = 'https://acme.daily.co/support';
const NOT_LOADED = "daily-js could not load its call machine from Daily's servers";

interface Entry {
  readonly url?: string;
  readonly token?: string;
  readonly allow?: string;
}

/** The page for a real room; Daily's servers cannot be reached. Returns the addresses that it asked for. */
async function open(page: Page): Promise<readonly string[]> {
  const asked: string[] = [];
  await page.route(/^https?:\/\/(?!127\.0\.0\.1)/, (route) => {
    asked.push(route.request().url());
    return route.abort();
  });
  await takeTime(page);
  await page.goto('/desk/live/');
  return asked;
}

async function askToJoin(page: Page, { url = ROOM, token = '', allow = '' }: Entry): Promise<void> {
  await page.getByLabel('Room URL').fill(url);
  await page.getByLabel('Meeting token (owner, or admin for participants)').fill(token);
  await page.getByLabel('Further targets to allow, separated by commas').fill(allow);
  await page.getByRole('button', { name: 'Join', exact: true }).click();
}

function problem(page: Page): Locator {
  return page.getByRole('region', { name: 'Join a real Daily room' }).getByRole('alert');
}

/** daily-js tries for seconds to load its call machine. */
async function expectNotLoaded(page: Page): Promise<void> {
  const look = async (): Promise<string> => {
    await page.clock.runFor(1_000);
    return problem(page).innerText();
  };
  await expect.poll(look, { intervals: [0] }).toContain(NOT_LOADED);
}

test('the desk leads to a real room and back, and claims none that is not open', async ({
  page,
}) => {
  await page.goto('/desk/');
  await page.getByRole('link', { name: 'Join a real room' }).click();
  await expect(page.getByText('Transfers there move real callers')).toBeVisible();
  await expect(page.getByText('No room is open')).toBeVisible();
  await expect(page.getByText('This is a real room')).toHaveCount(0);
  await page.getByRole('link', { name: 'Simulated room' }).click();
  await expect(page.getByText('Simulated room “support”')).toBeVisible();
});

test('a real room that cannot be loaded is explained, and the token stays nowhere', async ({
  page,
}) => {
  const printed: string[] = [];
  page.on('console', (message) => printed.push(message.text()));
  const asked = await open(page);
  await askToJoin(page, { token: TOKEN });
  await expect(page.getByText('Joining acme.daily.co …')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Join', exact: true })).toBeDisabled();
  await expectNotLoaded(page);
  await expect(page.getByText('No room is open')).toBeVisible();
  expect(asked.some((url) => url.includes('call-machine'))).toBe(true);
  const stored = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href]),
  );
  expect([...asked, ...printed, stored, await page.content()].join('\n')).not.toContain(TOKEN);
  await expect(page.getByLabel('Meeting token')).toHaveValue('');
});

const WRONG: readonly (Entry & { readonly says: string })[] = [
  { allow: 'pbx.example.com, 415', says: '"415" is no rule for targets' },
  { allow: 'sip:bob@pbx.example.com', says: '"sip:bob@pbx.example.com" is no rule for targets' },
  { allow: '-x.example.com', says: 'a rule for targets cannot be used (' },
  { allow: '+1234567890123456', says: 'a rule for targets cannot be used (' },
  { url: 'https://acme.daily.co', says: '"https://acme.daily.co" is no room URL' },
  { url: 'https://example.com/support', says: '"https://example.com/support" is no room URL' },
];

test('nothing is asked of Daily while the form is not right', async ({ page }) => {
  const asked = await open(page);
  for (const { says, ...entry } of WRONG) {
    await askToJoin(page, entry);
    await expect(problem(page)).toContainText(says);
  }
  expect(asked).toEqual([]);
});

test('a failed join can be tried again, and submitting twice joins once', async ({ page }) => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  const asked = await open(page);
  await askToJoin(page, {});
  await page.evaluate(() => document.querySelector('form')?.requestSubmit());
  await expectNotLoaded(page);
  const first = asked.length;
  await askToJoin(page, {});
  await expect(problem(page)).toHaveText('');
  await expectNotLoaded(page);
  expect(asked.length).toBe(2 * first);
  expect(errors).toEqual([]);
});

test('a browser without WebRTC is told so', async ({ page }) => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.addInitScript(() => Reflect.deleteProperty(window, 'MediaStreamTrack'));
  await page.goto('/desk/');
  await expect(page.getByText('The simulated room did not open: ')).toBeVisible();
  await expect(page.locator('#act')).toHaveAttribute('aria-disabled', 'true');
  expect(errors).toEqual([]);
});
