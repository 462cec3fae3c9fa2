import type { Locator, Page } from '@playwright/test';
import { expect, test, type Desk } from './desk.js';

/** Many events: a right taken and given back is `plans-changed` twice. */
async function fillLog(page: Page, pairs: number): Promise<void> {
  await page.evaluate(async (count) => {
    const room = window.desk?.daily?.room('support');
    for (let at = 0; at < count; at += 1) {
      room?.revokeOwner();
      room?.grant({ owner: true });
      if (at % 100 === 99) await new Promise((resolve) => setTimeout(resolve));
    }
  }, pairs);
}

function rowsOf(desk: Desk): Locator {
  return desk.page.getByRole('list', { name: 'Events, newest first' }).getByRole('listitem');
}

function view(page: Page): Locator {
  return page.getByRole('group', { name: 'Events, newest first' });
}

/** How many there are of each kind, as the field says. */
async function countOf(page: Page, kind: string): Promise<number> {
  const texts = await page.getByLabel('Kind of events').locator('option').allTextContents();
  const text = texts.find((one) => one.startsWith(`${kind} `)) ?? '';
  return Number(text.slice(kind.length));
}

test.beforeEach(({ desk }) => desk.openTab('Events'));

test('draws a few rows of thousands of events, wherever a person reads', async ({ desk, page }) => {
  await fillLog(page, 1_000);
  await expect.poll(() => countOf(page, 'plans-changed')).toBeGreaterThanOrEqual(2_000);
  const all = String(await countOf(page, 'All'));
  await expect(rowsOf(desk).first()).toHaveAttribute('aria-setsize', all);
  expect(await rowsOf(desk).count()).toBeLessThan(40);
  await view(page).evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await expect(rowsOf(desk).last()).toHaveAttribute('aria-posinset', all);
  await expect(rowsOf(desk).last()).toBeVisible();
  expect(await rowsOf(desk).count()).toBeLessThan(40);
});

test('keeps the place where a person reads, and shows the newest at the upper end', async ({
  desk,
  page,
}) => {
  await fillLog(page, 100);
  await expect.poll(() => countOf(page, 'plans-changed')).toBeGreaterThan(200);
  await view(page).evaluate((element) => element.scrollTo(0, 1_400));
  await expect(rowsOf(desk).first()).not.toHaveAttribute('aria-posinset', '1');
  const id = await rowsOf(desk).nth(8).getAttribute('data-key');
  const read = page.locator(`[data-key="${id}"]`);
  const before = await read.boundingBox();
  const size = await read.getAttribute('aria-setsize');
  await desk.hangUp('Dave');
  await expect(read).not.toHaveAttribute('aria-setsize', size ?? '');
  expect(await read.boundingBox()).toEqual(before);
  await view(page).evaluate((element) => element.scrollTo(0, 0));
  await desk.hangUp('Carol');
  await expect(rowsOf(desk).filter({ hasText: '3 callers' }).first()).toBeVisible();
  await expect(rowsOf(desk).first()).toHaveAttribute('aria-posinset', '1');
});

test('counts by kind, filters, and copies what is shown, masked', async ({
  desk,
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await desk.aimAt('+14155552671');
  await desk.transfer();
  await desk.comesTo('Handed off');
  await expect.poll(() => countOf(page, 'transfer-handed-off')).toBe(1);
  await page.getByLabel('Kind of events').selectOption('transfer-requested');
  await expect(rowsOf(desk)).toHaveCount(1);
  await expect(rowsOf(desk).last()).toContainText(
    'transfer-requested Asked · sipCallTransfer · +1•••2671',
  );
  await desk.press('Copy all shown');
  await expect(page.getByRole('button', { name: 'Copied ✓' })).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  const events = JSON.parse(copied) as readonly { action: string }[];
  expect(events.map(({ action }) => action)).toEqual(['transfer-requested']);
  expect(copied).toContain('+1•••2671');
  expect(copied).not.toContain('5552671');
  await page.getByLabel('Kind of events').selectOption('all');
  await expect(rowsOf(desk).first()).toHaveAttribute('aria-setsize', /\d\d/);
});

test('opens an event as JSON, by keyboard too', async ({ desk, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const newest = rowsOf(desk).first().getByRole('button');
  await newest.focus();
  await page.keyboard.press('ArrowDown');
  await expect(rowsOf(desk).nth(1).getByRole('button')).toBeFocused();
  await page.keyboard.press('End');
  await expect(rowsOf(desk).last().getByRole('button')).toBeFocused();
  await page.keyboard.press('PageUp');
  await page.keyboard.press('Home');
  await expect(newest).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(newest).toHaveAttribute('aria-pressed', 'true');
  const json = page.getByRole('group', { name: 'JSON of the event' });
  const action = (await newest.locator('code').textContent()) ?? '';
  await expect(json).toContainText(`"action": "${action}"`);
  await desk.panel.getByRole('button', { name: 'Copy JSON' }).click();
  await expect(page.getByRole('button', { name: 'Copied ✓' })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await json.textContent());
  await newest.press('Space');
  await expect(json).toBeHidden();
});

test('pauses, says how many wait, goes on, and is cleared', async ({ desk, page }) => {
  const before = await countOf(page, 'All');
  expect(await countOf(page, 'transferees-changed')).toBeGreaterThan(0);
  const tools = desk.panel.locator('.tools').first();
  await tools.getByRole('button', { name: 'Pause' }).click();
  await desk.hangUp('Dave');
  const goOn = page.getByRole('button', { name: /^Go on \(\d+ new\)$/ });
  await expect(goOn).toBeVisible();
  expect(await countOf(page, 'All')).toBe(before);
  await goOn.click();
  await expect(rowsOf(desk).filter({ hasText: '4 callers' }).first()).toBeVisible();
  await tools.getByRole('button', { name: 'Pause' }).click();
  await desk.press('Clear');
  await expect(rowsOf(desk)).toHaveCount(0);
  await expect(page.getByText('No event yet.')).toBeVisible();
  expect(await countOf(page, 'All')).toBe(0);
  await tools.getByRole('button', { name: 'Go on' }).click();
  await desk.hangUp('Carol');
  await expect(rowsOf(desk).filter({ hasText: '3 callers' })).toBeVisible();
});
