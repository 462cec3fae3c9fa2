import type { Page } from '@playwright/test';
import { expect, test, type Desk } from './desk.js';

/** Somebody calls while a person is at work on the page. */
async function callIn(desk: Desk, name: string): Promise<void> {
  await desk.page.evaluate(
    (who) => window.desk?.daily?.room('support').dialIn({ name: who }),
    name,
  );
  await expect(desk.caller(name)).toBeVisible();
}

async function hangUp(page: Page, name: string): Promise<void> {
  await page.evaluate((who) => {
    const caller = window.desk?.controller.transferees.find((one) => one.name === who);
    if (caller) window.desk?.daily?.room('support').hangUp(caller.sessionId);
  }, name);
}

test('focus stays on a caller while others come and go', async ({ desk }) => {
  await desk.choose('Alice');
  await desk.caller('Bob').focus();
  await callIn(desk, 'Grace');
  await expect(desk.caller('Bob')).toBeFocused();
  await hangUp(desk.page, 'Carol');
  await expect(desk.caller('Carol')).toHaveCount(0);
  await expect(desk.caller('Bob')).toBeFocused();
  await expect(desk.caller('Alice')).toBeChecked();
});

test('focus goes to the group when its caller hangs up', async ({ desk }) => {
  await desk.caller('Bob').focus();
  await hangUp(desk.page, 'Bob');
  await expect(desk.caller('Bob')).toHaveCount(0);
  await expect(desk.page.getByRole('radiogroup', { name: 'Callers in the room' })).toBeFocused();
});

test('what did not change is not read out again', async ({ desk }) => {
  await desk.choose('Alice');
  await desk.aimAt('sip:queue@pbx.example.com');
  await desk.transfer();
  await desk.comesTo('Handed off');
  await desk.choose('Erin');
  await desk.page.evaluate(() => {
    const changed: string[] = [];
    Object.assign(window, { changed });
    const observer = new MutationObserver((changes) =>
      changed.push(...changes.map(({ target }) => target.nodeName)),
    );
    for (const live of document.querySelectorAll('[aria-live], output, [role=status]')) {
      observer.observe(live, { childList: true, characterData: true, subtree: true });
    }
  });
  await callIn(desk, 'Grace');
  await desk.set('Deadline, seconds', '50');
  const changed = await desk.page.evaluate(
    () => (window as unknown as { changed: string[] }).changed,
  );
  expect(changed).toEqual([]);
});
