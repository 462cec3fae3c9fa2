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
  return desk.events.getByRole('listitem');
}

function kind(page: Page, name: string): Locator {
  return page.getByRole('group', { name: 'Kinds of events' }).getByRole('button', { name });
}

async function hangUp(page: Page, name: string): Promise<void> {
  await page.evaluate((who) => {
    const caller = window.desk?.controller.transferees.find((one) => one.name === who);
    if (caller) window.desk?.daily?.room('support').hangUp(caller.sessionId);
  }, name);
}

test.describe('event log', () => {
  test('draws a few rows of thousands of events, wherever a person reads', async ({
    desk,
    page,
  }) => {
    await fillLog(page, 1_000);
    await expect(kind(page, 'plans-changed')).toHaveText(/ 2\d{3}$/);
    const count = /\d+/.exec((await kind(page, 'All').textContent()) ?? '')?.[0] ?? '';
    await expect(rowsOf(desk).first()).toHaveAttribute('aria-setsize', count);
    expect(await rowsOf(desk).count()).toBeLessThan(40);
    const view = page.getByRole('group', { name: 'Events, newest first' });
    await view.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await expect(rowsOf(desk).last()).toHaveAttribute('aria-posinset', count);
    await expect(rowsOf(desk).last()).toBeVisible();
    expect(await rowsOf(desk).count()).toBeLessThan(40);
  });

  test('keeps the place where a person reads, and shows the newest at the upper end', async ({
    desk,
    page,
  }) => {
    await fillLog(page, 100);
    await expect(kind(page, 'plans-changed')).toHaveText(/2\d\d$/);
    const view = page.getByRole('group', { name: 'Events, newest first' });
    await view.evaluate((element) => element.scrollTo(0, 1_400));
    await expect(rowsOf(desk).first()).not.toHaveAttribute('aria-posinset', '1');
    const id = await rowsOf(desk).nth(8).getAttribute('data-key');
    const read = desk.events.locator(`[data-key="${id}"]`);
    const before = await read.boundingBox();
    const count = Number(await read.getAttribute('aria-setsize'));

    await hangUp(page, 'Dave');
    await expect(kind(page, 'All')).not.toHaveText(`All ${count}`);
    await expect(read).not.toHaveAttribute('aria-setsize', String(count));
    expect(await read.boundingBox()).toEqual(before);

    await view.evaluate((element) => element.scrollTo(0, 0));
    await hangUp(page, 'Carol');
    await expect(rowsOf(desk).filter({ hasText: '3 callers' }).first()).toBeVisible();
    await expect(rowsOf(desk).first()).toHaveAttribute('aria-posinset', '1');
  });

  test('counts by kind, filters, and copies what is shown, masked', async ({
    desk,
    page,
    context,
  }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await desk.choose('Alice');
    await desk.aimAt('+14155552671');
    await desk.transfer();
    await desk.comesTo('Handed off');
    await expect(kind(page, 'transfer-handed-off')).toHaveText('transfer-handed-off 1');
    const updates = Number(
      /\d+/.exec((await kind(page, 'transfer-updated').textContent()) ?? '')?.[0],
    );

    await kind(page, 'transfer-updated').click();
    await expect(kind(page, 'transfer-updated')).toHaveAttribute('aria-pressed', 'true');
    await expect(kind(page, 'All')).toHaveAttribute('aria-pressed', 'false');
    await expect(rowsOf(desk)).toHaveCount(updates);
    await kind(page, 'transfer-requested').click();
    await expect(rowsOf(desk)).toHaveCount(updates + 1);
    await expect(rowsOf(desk).last()).toContainText(
      'transfer-requestedAsked · sipCallTransfer · +1•••2671',
    );

    await desk.press('Copy all shown');
    await expect(page.getByRole('button', { name: 'Copied ✓' })).toBeVisible();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    const events = JSON.parse(copied) as readonly { action: string }[];
    expect(events).toHaveLength(updates + 1);
    expect(events[0]?.action).toBe('transfer-requested');
    expect(copied).toContain('+1•••2671');
    expect(copied).not.toContain('5552671');

    await kind(page, 'All').click();
    await expect(kind(page, 'All')).toHaveAttribute('aria-pressed', 'true');
    await expect(rowsOf(desk).first()).toHaveAttribute('aria-setsize', /\d\d/);
  });

  test('opens an event as JSON, by keyboard too, and nothing moves', async ({
    desk,
    page,
    context,
  }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const height = async () =>
      (await page.getByRole('region', { name: 'Events' }).boundingBox())?.height;
    const before = await height();
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
    expect(await height()).toBe(before);

    await page
      .getByRole('region', { name: 'Events' })
      .getByRole('button', { name: 'Copy JSON' })
      .click();
    await expect(page.getByRole('button', { name: 'Copied ✓' })).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      await json.textContent(),
    );
    await newest.press('Space');
    await expect(json).toBeHidden();
  });

  test('pauses, says how many wait, goes on, and is cleared', async ({ desk, page }) => {
    await expect(kind(page, 'transferees-changed')).not.toHaveText('transferees-changed 0');
    const before = (await kind(page, 'All').textContent()) ?? '';
    await desk.press('Pause');
    await hangUp(page, 'Dave');
    const goOn = page.getByRole('button', { name: /^Go on \(\d+ new\)$/ });
    await expect(goOn).toBeVisible();
    await expect(kind(page, 'All')).toHaveText(before);
    await goOn.click();
    await expect(rowsOf(desk).filter({ hasText: '4 callers' }).first()).toBeVisible();
    await expect(kind(page, 'All')).not.toHaveText(before);

    await desk.press('Pause');
    await desk.press('Clear');
    await expect(rowsOf(desk)).toHaveCount(0);
    await expect(page.getByText('No event yet.')).toBeVisible();
    await expect(kind(page, 'All')).toHaveText('All 0');
    await desk.press('Go on');
    await hangUp(page, 'Carol');
    await expect(rowsOf(desk).filter({ hasText: '3 callers' })).toBeVisible();
  });
});
