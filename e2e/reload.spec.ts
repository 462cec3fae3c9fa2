import { expect, test } from './desk.js';

const KEY = 'daily-transfer';

/* The simulated room gives its callers the same session ids each time: after a reload they are here, as on Daily. */

test('a page that is reloaded amid a transfer tells of it once, and sends nothing again (F41)', async ({
  desk,
}) => {
  const stored = () => desk.page.evaluate((key) => sessionStorage.getItem(key), KEY);
  await desk.answer('Daily says yes, the caller never leaves');
  await desk.aimAt('+1 (415) 555-2671');
  expect(await stored()).toBeNull();
  await desk.transfer();
  await desk.comesTo('Accepted');
  expect(await stored()).toContain('"target":"+1•••2671"');
  expect(await stored()).not.toContain('4155552671');

  await desk.page.reload();
  await desk.isOpen();
  await expect(desk.outcome).toContainText('Unconfirmed');
  await expect(desk.outcome).toContainText(
    'The call ended first. Alice may have been moved: ask +1•••2671.',
  );
  await expect(desk.rows).toContainText(['+1•••2671']);
  await desk.openTab('Record');
  const timeline = desk.page.getByRole('list', { name: 'Timeline' }).getByRole('listitem');
  await expect(timeline.first()).toContainText("called Daily's method");
  await expect(timeline.nth(1)).toContainText('our own call ended');
  expect(await desk.sent()).toEqual([]);
  expect(await stored()).toBeNull();
  await expect(desk.outcome).toContainText('Ask Alice whether it rings before you try again.');
  await expect(desk.button).toHaveText(/^I asked Alice: try again/);

  await desk.page.reload();
  await desk.isOpen();
  await expect(desk.page.getByText('No transfer yet.')).toBeVisible();
  expect(await desk.sent()).toEqual([]);
});

test('a transfer that has ended is not told again after a reload', async ({ desk }) => {
  await desk.aimAt('sip:queue@pbx.example.com');
  await desk.transfer();
  await desk.comesTo('Handed off');
  await desk.page.reload();
  await desk.isOpen();
  await expect(desk.page.getByText('No transfer yet.')).toBeVisible();
});

test('a second tab that the page opens does not tell of the transfer that runs in the first', async ({
  desk,
}) => {
  await desk.answer('Daily says yes, the caller never leaves');
  await desk.aimAt('sip:queue@pbx.example.com');
  await desk.transfer();
  await desk.comesTo('Accepted');
  const opening = desk.page.waitForEvent('popup');
  await desk.page.evaluate(() => void window.open('/desk/?undo=off'));
  const second = await opening;
  await expect(second.getByRole('radio', { name: 'Erin' })).toBeVisible();
  // Its copy of the first tab's notes is dropped, once it is seen that the first tab lives.
  const stored = () => second.evaluate((key) => sessionStorage.getItem(key), KEY);
  await expect.poll(stored).toBeNull();
  await expect(second.getByText('No transfer yet.')).toBeVisible();
  await expect(desk.outcome).toContainText('Accepted');
});

test('a full sessionStorage does not stand in the way of a transfer', async ({ desk }) => {
  await desk.page.evaluate(() => {
    for (let size = 1 << 20; size > 0; size >>= 1) {
      try {
        for (let index = 0; ; index += 1)
          sessionStorage.setItem(`${size}-${index}`, 'x'.repeat(size));
      } catch {
        // Full for this size; the next one is smaller.
      }
    }
  });
  await desk.aimAt('sip:queue@pbx.example.com');
  await desk.transfer();
  await desk.comesTo('Handed off');
  expect(await desk.page.evaluate((key) => sessionStorage.getItem(key), KEY)).toBeNull();
});
