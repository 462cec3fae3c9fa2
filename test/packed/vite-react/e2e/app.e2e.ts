import { expect, test } from 'daily-transfer/simulator/playwright';

test.use({ dailyOptions: { domain: 'acme' } });

test('an agent sends a caller to billing', async ({ page, daily }) => {
  const [room, billing] = [daily.room('support'), daily.room('billing')];
  await page.goto(`/?${new URLSearchParams({ url: room.url, token: room.ownerToken })}`);
  await expect(page.getByRole('heading')).toHaveText('joined-meeting');

  await room.dialIn({ name: 'Alice', from: 'sip:alice@pbx.example.com' });
  await page.getByRole('button', { name: 'Send Alice to billing' }).click();

  await expect(page.getByRole('status')).toHaveText('handed-off');
  await expect.poll(() => billing.participants.map(({ name }) => name)).toEqual(['Alice']);
});
