import { readFile } from 'node:fs/promises';
import type { Download, Page } from '@playwright/test';
import { expect, test, type Desk } from './desk.js';

const NUMBER = '4155552672';
const ALICE = 'sip:alice@pbx.example.com';

async function transferToPhone(desk: Desk): Promise<void> {
  await desk.aimAt('+1 (415) 555-2672');
  await desk.transfer();
  await desk.comesTo('Handed off');
  await desk.openTab('Record');
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

  test('tells each transfer in its row and with its timeline, masked', async ({ desk, page }) => {
    await expect(desk.activity).toContainText('No transfer yet.');
    await transferToPhone(desk);
    await expect(desk.rows).toHaveText([
      /^Alice → \+1•••2672sipCallTransfer.*Handed off ?inferred.*Whether anybody picked up.*(just now|ago)/,
    ]);
    await expect(page.getByRole('list', { name: 'Timeline' }).getByRole('listitem')).toHaveText([
      "+0.0\u00A0s called Daily's method this page",
      /^\+\d\.\d\ss said yes Daily$/,
      /^\+\d\.\d\ss left the room seen$/,
    ]);
    const html = await desk.activity.innerHTML();
    expect(html).not.toContain(NUMBER);
    expect(html).not.toContain(ALICE);
  });

  test('a row leads back to its transfer', async ({ desk, page }) => {
    await transferToPhone(desk);
    await desk.answer('Daily never answers, the caller stays');
    await desk.choose('Erin');
    await desk.press('PBX queue');
    await desk.transfer();
    await expect(desk.rows.first()).toContainText(/Asked.*0:0\d/);
    await page.getByRole('button', { name: 'Show the transfer of Alice' }).click();
    await expect(desk.outcome).toContainText('Handed off');
    await expect(page.getByRole('heading', { name: 'Transfer of Alice to' })).toBeVisible();
    await expect(desk.panel).toContainText('"status": "handed-off"');
  });

  test('copies and downloads masked, until full numbers are asked for', async ({ desk, page }) => {
    await transferToPhone(desk);
    const press = (name: string) => desk.panel.getByRole('button', { name, exact: true }).click();
    const download = async () => {
      const [file] = await Promise.all([page.waitForEvent('download'), press('Download all')]);
      return file;
    };
    for (const name of ['Copy JSON', 'Copy all']) {
      await press(name);
      const text = await readCopied(page);
      expect(text).toContain('+1•••2672');
      expect(text).not.toContain(NUMBER);
      expect(text).not.toContain(ALICE);
    }
    const all = await download();
    expect(all.suggestedFilename()).toBe('transfers.json');
    expect(await readDownload(all)).not.toContain(NUMBER);

    await page.getByRole('checkbox', { name: 'with full numbers' }).check();
    await expect(desk.panel).toContainText('Copies hold full numbers now');
    await press('Copy JSON');
    expect(JSON.parse(await readCopied(page))).toMatchObject({
      status: 'handed-off',
      plan: { request: { toEndPoint: `+1${NUMBER}` }, transferee: { address: { address: ALICE } } },
    });
    await press('Copy all');
    expect(JSON.parse(await readCopied(page))).toMatchObject([{ status: 'handed-off' }]);
    expect(await readDownload(await download())).toContain(NUMBER);
    expect(await desk.panel.innerHTML()).not.toContain(NUMBER);
    await desk.rows.getByRole('button', { name: 'Copy JSON' }).click();
    expect(await readCopied(page)).not.toContain(NUMBER);
  });

  test('shows the text, selected, where the browser does not let it be copied', async ({
    desk,
    page,
  }) => {
    await transferToPhone(desk);
    for (const isMissing of [true, false]) {
      await page.evaluate((missing) => {
        const refuse = { writeText: () => Promise.reject(new Error('not allowed')) };
        Object.defineProperty(navigator, 'clipboard', {
          value: missing ? undefined : refuse,
          configurable: true,
        });
      }, isMissing);
      await desk.panel.getByRole('button', { name: 'Copy JSON' }).click();
      const dialog = page.getByRole('dialog', { name: 'This browser did not let the page copy' });
      const field = dialog.getByRole('textbox');
      await expect(field).toBeFocused();
      await expect(field).toHaveValue(/\+1•••2672/);
      const isSelected = await field.evaluate(
        (one) =>
          one instanceof HTMLTextAreaElement &&
          one.selectionEnd - one.selectionStart === one.value.length,
      );
      expect(isSelected).toBe(true);
      await dialog.getByRole('button', { name: 'Close' }).click();
      await expect(dialog).toHaveCount(0);
      await expect(desk.panel.getByRole('button', { name: 'Copy JSON' })).toBeFocused();
    }
    await expect(page.getByText('Copied ✓')).toHaveCount(0);
  });

  test('writes code that is kept in step with the fields, to be copied as it stands', async ({
    desk,
    page,
  }) => {
    await desk.openTab('Code');
    const code = page.getByRole('group', { name: 'The transfer', exact: true });
    await desk.aimAt(`sip:sales@pbx.example.com'); alert("1`);
    await expect(code).toContainText(`toEndPoint: 'sip:sales@pbx.example.com\\'); alert("1',`);
    await desk.aimAt('+1 (415) 555-2671');
    await expect(code).toContainText("toEndPoint: '+14155552671',");
    await expect(code).toContainText('// sipCallTransfer: the target is a phone number');
    await page.getByRole('button', { name: 'Copy code' }).first().click();
    expect(await readCopied(page)).toBe(await code.textContent());
  });
});
