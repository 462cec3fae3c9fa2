import { readFile } from 'node:fs/promises';
import type { Download, Locator, Page } from '@playwright/test';
import { expect, test, type Desk } from './desk.js';

const NUMBER = '4155552671';
const ALICE = 'sip:alice@pbx.example.com';

function history(page: Page): Locator {
  return page.getByRole('region', { name: /^Transfers/ });
}

/** The newest transfer's line. */
function newest(page: Page): Locator {
  return history(page).getByRole('group').first();
}

async function open(page: Page): Promise<void> {
  await newest(page).locator('summary').click();
  await expect(newest(page).getByRole('list', { name: 'Timeline' })).toBeVisible();
}

async function transferToPhone(desk: Desk): Promise<void> {
  await desk.choose('Alice');
  await desk.aimAt('+1 (415) 555-2671');
  await desk.transfer();
  await desk.comesTo('Handed off');
}

async function readCopied(page: Page): Promise<string> {
  await expect(page.getByRole('button', { name: 'Copied ✓' })).toBeVisible();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  await page.evaluate(() => navigator.clipboard.writeText(''));
  await page.clock.runFor(2_000);
  await expect(page.getByRole('button', { name: 'Copied ✓' })).toBeHidden();
  return text;
}

async function readDownload(download: Download): Promise<string> {
  return readFile(await download.path(), 'utf8');
}

test.describe('history', () => {
  test.beforeEach(async ({ context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  });

  test('tells each transfer with its timeline, masked', async ({ desk, page }) => {
    await expect(history(page)).toContainText('None yet.');
    await transferToPhone(desk);
    const line = newest(page).locator('summary');
    await expect(line).toContainText('Handed off');
    await expect(line).toContainText('Alice');
    await expect(line).toContainText('+1•••2671');
    await expect(line).toContainText('sipCallTransfer');
    await expect(line).toContainText(/\d\d:\d\d:\d\d/);
    await expect(line).toContainText('inferred');
    await open(page);
    await expect(
      newest(page).getByRole('list', { name: 'Timeline' }).getByRole('listitem'),
    ).toHaveText([
      "+0.0 scalled Daily's method (app)",
      /^\+\d\.\d sDaily said yes \(daily-answer\)$/,
      /^\+\d\.\d sthe caller left the room \(participant-left\)$/,
    ]);
    await expect(newest(page)).toContainText('Whether the target answered cannot be seen here.');
    const html = await history(page).innerHTML();
    expect(html).not.toContain(NUMBER);
    expect(html).not.toContain(ALICE);
  });

  test('says of a running transfer that it runs, and of a refused one what to do', async ({
    desk,
    page,
  }) => {
    await desk.pick('When a transfer is sent', 'Daily says no');
    await desk.choose('Alice');
    await desk.aimAt('sip:sales@pbx.example.com');
    await desk.transfer();
    await expect(desk.record).toContainText('Failed');
    await open(page);
    await expect(newest(page)).toContainText(
      'Daily said no. The caller is still here. You can try again.',
    );

    await desk.pick('When a transfer is sent', 'Daily never answers, the caller stays');
    await desk.transfer();
    await expect(newest(page).locator('summary')).toContainText('under way');
    await expect(history(page).getByRole('group').nth(1).locator('summary')).toContainText(
      'Failed',
    );
  });

  test('copies and downloads masked, until full numbers are asked for', async ({ desk, page }) => {
    await transferToPhone(desk);
    await open(page);
    const press = (name: string) =>
      history(page).getByRole('button', { name, exact: true }).click();
    const download = async (name: string) => {
      const [file] = await Promise.all([page.waitForEvent('download'), press(name)]);
      return file;
    };
    for (const name of ['Copy JSON', 'Copy all']) {
      await press(name);
      const text = await readCopied(page);
      expect(text).toContain('+1•••2671');
      expect(text).not.toContain(NUMBER);
      expect(text).not.toContain(ALICE);
    }
    const one = await download('Download JSON');
    expect(one.suggestedFilename()).toMatch(/^transfer-[\w-]+\.json$/);
    const all = await download('Download all');
    expect(all.suggestedFilename()).toBe('transfers.json');
    for (const file of [one, all]) {
      const text = await readDownload(file);
      expect(text).toContain('+1•••2671');
      expect(text).not.toContain(NUMBER);
    }

    await page.getByRole('checkbox', { name: 'with full numbers' }).check();
    await expect(history(page)).toContainText('Copies hold full numbers now');
    await press('Copy JSON');
    expect(JSON.parse(await readCopied(page))).toMatchObject({
      status: 'handed-off',
      plan: { request: { toEndPoint: `+1${NUMBER}` }, transferee: { address: { address: ALICE } } },
    });
    await press('Copy all');
    expect(JSON.parse(await readCopied(page))).toMatchObject([{ status: 'handed-off' }]);
    expect(await readDownload(await download('Download JSON'))).toContain(NUMBER);
    expect(await readDownload(await download('Download all'))).toContain(NUMBER);
    expect(await history(page).innerHTML()).not.toContain(NUMBER);
  });

  test('shows the text, selected, where the browser does not let it be copied', async ({
    desk,
    page,
  }) => {
    await transferToPhone(desk);
    await open(page);
    for (const clipboard of [undefined, { writeText: () => Promise.reject(new Error('no')) }]) {
      await page.evaluate((isMissing) => {
        const refuse = { writeText: () => Promise.reject(new Error('not allowed')) };
        Object.defineProperty(navigator, 'clipboard', {
          value: isMissing ? undefined : refuse,
          configurable: true,
        });
      }, clipboard === undefined);
      await history(page).getByRole('button', { name: 'Copy JSON' }).click();
      const dialog = page.getByRole('dialog', { name: 'This browser did not let the page copy' });
      await expect(dialog).toBeVisible();
      const field = dialog.getByRole('textbox');
      await expect(field).toBeFocused();
      await expect(field).toHaveValue(/\+1•••2671/);
      const isSelected = await field.evaluate(
        (one) =>
          one instanceof HTMLTextAreaElement &&
          one.selectionEnd - one.selectionStart === one.value.length,
      );
      expect(isSelected).toBe(true);
      await dialog.getByRole('button', { name: 'Close' }).click();
      await expect(dialog).toHaveCount(0);
      await expect(history(page).getByRole('button', { name: 'Copy JSON' })).toBeFocused();
    }
    await expect(page.getByText('Copied ✓')).toHaveCount(0);
  });

  test('writes code that is kept in step with the form, to be copied as it stands', async ({
    desk,
    page,
  }) => {
    const code = page.getByRole('region', { name: 'Code that does this' });
    await desk.choose('Alice');
    await desk.aimAt(`sip:sales@pbx.example.com'); alert("1`);
    await expect(code).toContainText(`toEndPoint: 'sip:sales@pbx.example.com\\'); alert("1',`);
    await desk.aimAt('+1 (415) 555-2671');
    await expect(code).toContainText("toEndPoint: '+1 (415) 555-2671',");
    await expect(code).toContainText(
      '// plan() chooses sipCallTransfer: the target is a phone number.',
    );
    await code.getByRole('button', { name: 'Copy code' }).click();
    expect(await readCopied(page)).toBe(await code.locator('pre').textContent());
  });
});
