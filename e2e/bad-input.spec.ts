import { expect, test } from './desk.js';

/** Text that nobody may send: the check that says no, and what it tells the person to do. */
const TARGETS: readonly (readonly [target: string, check: string, says: RegExp])[] = [
  ['sip:', 'target-valid', /host/i],
  ['tel:911', 'target-valid', /country code/],
  ['sips:a@b.c', 'target-valid', /sip:/],
  ['sip:acme.sip.daily.co;x=1@evil.com', 'target-valid', /name or a number before @/],
  ['sip:x@sip.daily.co.evil.com', 'target-allowed', /may not be called from here/],
  ['+442071838750', 'target-allowed', /This number may not be called/],
  ['sip:+19005550191@pbx.example.com', 'target-allowed', /ask who looks after this app/],
];

test('a target that may not be is not sent, and the page says what to do', async ({ desk }) => {
  await desk.openTab('Checks');
  for (const [target, check, says] of TARGETS) {
    await test.step(target, async () => {
      await desk.aimAt(target);
      await expect(desk.check(check)).toContainText(says);
      await expect(desk.page.locator('.reading, .outcome').filter({ hasText: says })).toHaveCount(
        1,
      );
      await expect(desk.button).toHaveAttribute('aria-disabled', 'true');
      await desk.button.click({ force: true });
      await desk.page.keyboard.press('Control+Enter');
    });
  }
  await desk.aimAt('');
  await expect(desk.outcome).toHaveText('Say where Alice goes.');
  await desk.button.click({ force: true });
  expect(await desk.sent()).toEqual([]);
});

test('who may not transfer is told so', async ({ desk }) => {
  await desk.byHand('Remove owner rights');
  await expect(desk.outcome).toHaveText(
    /Blocked You may not transfer callers\. Ask who looks after this app\.$/,
  );
  await expect(desk.page.getByRole('checkbox', { name: 'Go anyway' })).toBeVisible();
  await desk.byHand('Give owner rights');
  await expect(desk.outcome).toHaveText('○ Ready Nothing has been sent yet.');
});

test('a check can be gone against, once, with the whole target in view', async ({ desk, page }) => {
  await desk.byHand('Remove owner rights');
  await page.getByRole('checkbox', { name: 'Go anyway' }).check();
  await desk.button.click();
  const dialog = page.getByRole('dialog', { name: 'Transfer Alice?' });
  await expect(dialog).toContainText('sip:billing@acme.sip.daily.co');
  await dialog.getByRole('button', { name: 'Transfer Alice' }).click();
  await desk.comesTo('Failed'); // the simulated Daily refuses, as Daily would
  expect(await desk.sent()).toHaveLength(1);
});
