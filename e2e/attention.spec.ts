import { expect, test } from './desk.js';

test('focus stays on a caller while others come and go', async ({ desk }) => {
  await desk.caller('Bob').focus();
  await desk.callIn('Grace');
  await expect(desk.caller('Bob')).toBeFocused();
  await desk.hangUp('Carol');
  await expect(desk.page.locator('.card[data-presence=left]')).toContainText('Carol');
  await expect(desk.caller('Bob')).toBeFocused();
  await expect(desk.caller('Alice')).toBeChecked();
});

test('focus stays on a caller who hangs up, and the card goes when the focus has left', async ({
  desk,
}) => {
  await desk.caller('Bob').focus();
  await desk.hangUp('Bob');
  await expect(desk.page.locator('.card[data-presence=left]')).toContainText('Bob');
  await expect(desk.caller('Bob')).toBeFocused();
  await desk.target.focus();
  await expect(desk.caller('Bob')).toHaveCount(0);
});

test('what did not change is not read out again', async ({ desk }) => {
  await desk.aimAt('PBX queue');
  await desk.transfer();
  await desk.comesTo('Handed off');
  await desk.choose('Erin');
  await desk.press('Billing');
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
  await desk.callIn('Grace');
  await desk.set('Wait at most, seconds', '50');
  const changed = await desk.page.evaluate(
    () => (window as unknown as { changed: string[] }).changed,
  );
  expect(changed).toEqual([]);
});
