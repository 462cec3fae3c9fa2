import { expect, test, type Desk } from './desk.js';

/* What an agent met in and after the undo window. */

/** Alice to Billing and, two seconds later, Erin to the PBX: both can still be taken back. */
async function askForTwo(desk: Desk): Promise<void> {
  await desk.setUndoWindow(10);
  await desk.holdTime();
  await desk.button.click();
  await expect(desk.button).toContainText('Undo');
  await desk.pass(2);
  await desk.choose('Erin');
  await desk.press('PBX queue');
  await desk.button.click();
  await expect(desk.rows).toHaveText([/^Erin → PBX queue/, /^Alice → Billing/]);
}

test('a transfer that is sent keeps its row, so that a late Undo takes back no other', async ({
  desk,
}) => {
  await askForTwo(desk);
  await expect(desk.page.locator('.card .running')).toHaveText(['Waiting', 'Waiting']);
  const alice = desk.rows.nth(1);
  const undo = alice.getByRole('button', { name: 'Undo' });
  const place = await undo.boundingBox();
  await desk.pass(8.5);
  await expect(alice).toContainText('Billing');
  await expect(undo).toHaveCount(0);
  await desk.page.mouse.click((place?.x ?? 0) + 4, (place?.y ?? 0) + 4);
  await expect(desk.rows).toHaveText([/^Erin → PBX queue.*Waiting/, /^Alice → Billing/]);
  await desk.pass(2);
  await expect.poll(async () => (await desk.sent()).length).toBe(2);
});

test('Esc takes back what is in view, and nothing else', async ({ desk, page }) => {
  await askForTwo(desk);
  await desk.choose('Dave');
  await page.keyboard.press('Escape');
  await expect(desk.rows).toHaveText([/Waiting/, /Waiting/]);
  await desk.choose('Erin');
  await expect(desk.target).toHaveValue('PBX queue');
  await page.keyboard.press('Escape');
  await expect(desk.outcome).toHaveText('○ Not sent Undone. Erin is still here.');
  await expect(desk.target).toHaveValue('PBX queue');
  await expect(desk.rows).toHaveText([/Not sentUndone\. Erin is still here\./, /Waiting/]);
});

test('an Undo in the list leaves alone what the person is at', async ({ desk }) => {
  await askForTwo(desk);
  await desk.choose('Dave');
  await desk.aimAt('retur');
  await desk.rows.nth(1).getByRole('button', { name: 'Undo' }).click();
  await expect(desk.rows).toHaveText([/Waiting/, /Not sentUndone\. Alice is still here\./]);
  await expect(desk.caller('Dave')).toBeChecked();
  await expect(desk.target).toHaveValue('retur');
  await desk.pass(11);
  await expect.poll(async () => (await desk.sent()).length).toBe(1);
});

test('Esc that comes too late is told so', async ({ desk, page }) => {
  await desk.answer('silent');
  await desk.setUndoWindow(4);
  await desk.holdTime();
  await desk.button.click();
  await desk.pass(4.2);
  await expect(desk.outcome).toContainText('Asked');
  await page.keyboard.press('Escape');
  await expect(desk.outcome).toContainText('Too late to undo: it was sent.');
});

test('where one caller was to go is not where the next one goes', async ({ desk }) => {
  await desk.choose('Bob');
  await expect(desk.target).toHaveValue('');
  await expect(desk.button).toHaveAttribute('aria-disabled', 'true');
});

test('after no reply another target is not sent without a word about the first', async ({
  desk,
  page,
}) => {
  await page.goto('/desk/?undo=off#scenario=never-answered');
  await desk.isOpen();
  await desk.transfer();
  await desk.comesTo('Unconfirmed');
  await page.keyboard.press('Control+Enter'); // nobody says by reflex that Alice was asked
  await expect(desk.rows).toHaveCount(1);
  await desk.press('Billing');
  await expect(desk.outcome).toHaveText(
    '○ Ready An earlier request to move Alice may still run. Ask Alice whether it rings first.',
  );
  await desk.button.click();
  await expect(page.getByRole('dialog')).toContainText('may still run');
});

test('who is too late for Undo presses nothing that has come in its place', async ({ desk }) => {
  await desk.answer('refuse');
  await desk.setUndoWindow(4);
  await desk.holdTime();
  await desk.press('PBX queue');
  await desk.button.click();
  await desk.pass(4.2);
  await expect(desk.button).toContainText('Try sipCallTransfer');
  await desk.button.click();
  await expect(desk.outcome).toContainText('Too late to undo: it was sent.');
  await expect(desk.rows).toHaveCount(1);
  await desk.pass(1);
  await desk.button.click();
  await expect(desk.rows).toHaveCount(2);
});

test('what was typed stands unmasked on the button, and masked wherever else it is told', async ({
  desk,
}) => {
  await desk.aimAt('sip:queue-7@pbx.example.com');
  await expect(desk.button).toHaveText(/^Transfer Alice to sip:queue-7@pbx\.example\.com/);
  await desk.transfer();
  await desk.comesTo('Handed off');
  await expect(desk.outcome).toContainText('q•••@pbx.example.com');
  await expect(desk.outcome).not.toContainText('queue-7');
  await expect(desk.rows).not.toContainText(['queue-7']);
});

test('half a number is not called', async ({ desk }) => {
  await desk.aimAt('+1 415 55');
  await expect(desk.outcome).toHaveText(
    'This number is too short to be called: write the rest of it.',
  );
  await expect(desk.button).toHaveAttribute('aria-disabled', 'true');
  await desk.aimAt('+1 415 555 267');
  await expect(desk.outcome).toHaveText(/^⊘ Blocked This number may not be called from here\./);
  await expect(desk.button).toHaveAttribute('aria-disabled', 'true');
  await desk.aimAt('+1 415 555 2672');
  await expect(desk.outcome).toHaveText('○ Ready Nothing has been sent yet.');
});
