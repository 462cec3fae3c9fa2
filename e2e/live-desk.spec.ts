import { expect, test } from 'daily-transfer/simulator/playwright';
import { findFaults } from './looks.js';

test.use({ dailyOptions: { domain: 'acme' } });

// The page knows nothing of a simulation: it joins the room as it would join one of Daily's.
test('the desk and the field test in a room that the page takes for a real one', async ({
  page,
  daily,
}) => {
  const room = daily.room('support');
  const join = async (): Promise<void> => {
    await page.getByLabel('Room URL').fill(room.url);
    await page.getByLabel(/^Meeting token/).fill(room.ownerToken);
    await page.getByRole('button', { name: 'Join', exact: true }).click();
    await expect(page.getByText('Real room “support”')).toBeVisible();
  };
  await page.goto('/desk/live/');
  await expect(page.getByRole('button', { name: 'Field test' })).toHaveCount(0);
  await join();
  await room.dialIn({ name: 'Alice', from: 'sip:alice@pbx.example.com' });
  await expect(page.getByRole('radio', { name: 'Alice' })).toBeVisible();
  expect(await findFaults(page)).toEqual([]);

  await page.getByRole('button', { name: 'Field test' }).click();
  await expect(page.getByRole('radio', { name: 'Alice' })).toHaveCount(0);
  expect(await findFaults(page)).toEqual([]);
  await page.getByRole('button', { name: 'Start' }).click();
  await page.getByLabel('SIP address of another room of yours').fill(daily.room('billing').sipUri);
  await page.getByRole('button', { name: 'sipCallTransfer of nobody' }).click();
  await expect(page.getByRole('list', { name: 'Events' })).toContainText('rejected');
  await page.getByRole('button', { name: 'Stop' }).click();
  const first = page.getByRole('row').filter({ hasText: 'Step 1' }).first();
  await expect(first).toContainText('held');

  await page.getByRole('button', { name: 'Leave the room' }).click();
  await expect(first).toBeHidden();
  await join();
  await expect(first).toContainText('held');
  await page.getByRole('button', { name: 'Field test' }).click();
  await expect(page.getByRole('radio', { name: 'Alice' })).toBeVisible();
});
