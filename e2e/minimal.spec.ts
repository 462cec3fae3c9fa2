import { expect, test } from '@playwright/test';

test('the smallest page moves a caller, and says what stands in the way', async ({ page }) => {
  await page.goto('/minimal/');
  const status = page.getByRole('status');
  await expect(status).toHaveText('Ready: sipCallTransfer');
  const target = page.getByRole('textbox', { name: 'To' });
  await target.fill('sip:queue@pbx.example.com');
  await expect(status).toHaveText('Ready: sipRefer');
  await target.fill('sip:queue@elsewhere.example');
  await expect(page.getByRole('button', { name: 'Transfer' })).toBeDisabled();
  await target.fill('sip:billing@acme.sip.daily.co');
  await page.getByRole('listbox', { name: 'Caller' }).selectOption('Bob');
  await page.getByRole('button', { name: 'Transfer' }).click();
  await expect(status).toContainText('Bob: handed-off');
  await expect(page.getByRole('option')).toHaveText(['Alice']);
});
