import { expect, test } from './desk.js';

/* The eight faults that were found on the desk before this one, each as an agent met it. */

test('after a caller has left, a double click still chooses who is under the pointer', async ({
  desk,
  page,
}) => {
  const bob = page.locator('.card').filter({ has: desk.caller('Bob') });
  await bob.hover();
  await desk.hangUp('Carol');
  await page.keyboard.press('Control+Enter');
  await desk.comesTo('Handed off');
  const before = await bob.boundingBox();
  await bob.dblclick();
  expect(await bob.boundingBox()).toEqual(before);
  await expect(desk.caller('Bob')).toBeChecked();
  await expect(desk.target).toHaveValue('');
  await expect(desk.outcome).toHaveText('Say where Bob goes.');
  await expect(desk.caller('Carol')).toBeVisible();
  await desk.target.focus();
  await page.mouse.move(700, 10);
  await expect(desk.caller('Carol')).toHaveCount(0);
});

test('a caller who hangs up in the undo window stops it at once', async ({ desk }) => {
  await desk.setUndoWindow(10);
  await desk.holdTime();
  await desk.button.click();
  await expect(desk.button).toHaveText(/^Undo · 10 s/);
  await desk.hangUp('Alice');
  await desk.pass(0.2);
  await expect(desk.outcome).toHaveText('○ Not sent Alice hung up. Nothing was sent.');
  await expect(desk.button).toHaveText(/^Next caller: Bob/);
  await expect(desk.page.getByRole('heading', { name: 'Transfer of Alice to' })).toBeVisible();
  await expect(desk.page.getByRole('list', { name: 'Checks' })).toHaveCount(0);
  await desk.pass(11);
  await expect(desk.outcome).toHaveText('○ Not sent Alice hung up. Nothing was sent.');
  await expect(desk.rows).toHaveText([/Not sentAlice hung up\. Nothing was sent\./]);
  expect(await desk.sent()).toEqual([]);
});

test('after Undo the focus stays on the button, and the page says what has become of it', async ({
  desk,
  page,
}) => {
  await desk.choose('Erin');
  await desk.press('PBX queue');
  await desk.transfer();
  await desk.comesTo('Handed off');
  await desk.setUndoWindow(10);
  await desk.holdTime();
  await desk.choose('Alice');
  await desk.press('Billing');
  await desk.button.focus();
  await page.keyboard.press('Enter');
  await expect(desk.button).toHaveText(/^Undo · 10 s/);
  await page.keyboard.press('Enter'); // pressed twice by an impatient hand
  await expect(desk.button).toHaveText(/^Undo · 10 s/);
  await page.keyboard.press('Escape');
  await expect(desk.outcome).toHaveText('○ Not sent Undone. Alice is still here.');
  await expect(desk.button).toBeFocused();
  await expect(desk.button).toHaveText(/^Transfer Alice to Billing/);
});

test('two transfers at once are both seen, and neither stands in the other’s way', async ({
  desk,
}) => {
  await desk.answer('silent');
  await desk.transfer();
  await expect(desk.outcome).toContainText('Asked');
  await desk.choose('Bob');
  await desk.press('Returns');
  await expect(desk.outcome).toHaveText('○ Ready Nothing has been sent yet.');
  await desk.transfer();
  await expect(desk.rows).toHaveText([/^Bob → Returns/, /^Alice → Billing/]);
  await expect(desk.rows.getByRole('list', { name: 'Progress' })).toHaveCount(2);
  await desk.choose('Alice');
  await expect(desk.outcome).toContainText('Daily was asked. Alice is still here.');
  await expect(desk.target).toHaveValue('Billing');
  await expect(desk.page.getByText('not-already-transferring')).toHaveCount(0);
});

test('when the room ends, one thing is said of the caller', async ({ desk, page }) => {
  await page.goto('/desk/?undo=off#scenario=room-ends');
  await desk.isOpen();
  await desk.transfer();
  await desk.comesTo('Unconfirmed');
  const says = 'The call ended first. Alice may have been moved: ask PBX queue.';
  await expect(desk.outcome).toContainText(says);
  await expect(desk.rows).toContainText([says]);
  await expect(page.locator('.callers')).toContainText('who is still here cannot be seen');
  await expect(page.getByRole('heading', { name: 'Callers' })).toHaveText('Callers');
  await expect(page.locator('.card[data-chosen]')).toContainText('not seen');
  await expect(page.locator('.card')).not.toContainText(['left']);
});

test('an agent is not told what a developer has to change', async ({ desk, page }) => {
  await page.goto('/desk/?undo=off#view=agent');
  await desk.isOpen();
  await desk.aimAt('sip:bob@evil.example.net');
  await expect(desk.outcome).toHaveText(
    '⊘ Blocked This address may not be called from here. Choose another target, or ask who looks after this app.',
  );
  await expect(page.locator('body')).not.toContainText('allowTargets');
  await expect(page.locator('body')).not.toContainText('target-allowed');
  for (const word of ['sipRefer', 'sipCallTransfer', 'REFER', 'webhook', '19 checks', 'JSON']) {
    await expect(page.locator('#page')).not.toContainText(word);
  }
  await expect(page.getByRole('tab')).toHaveCount(0);
  await expect(page.getByRole('navigation', { name: 'Scenarios' })).toHaveCount(0);
  await page.getByRole('link', { name: 'Developer' }).click();
  await desk.openTab('Checks');
  await expect(desk.check('target-allowed')).toContainText('allowTargets');
});

test('what is typed is read as it is meant, and is not wrong before it is written', async ({
  desk,
  page,
}) => {
  const reading = page.locator('.reading');
  await desk.target.fill('');
  await expect(reading).toHaveText('');
  await desk.target.pressSequentially('bobs desk');
  await expect(reading).toHaveText('No directory entry “bobs desk”.');
  await expect(reading.locator('.wrong')).toHaveCount(0);
  await desk.button.focus();
  await expect(reading.locator('.wrong')).toHaveText('No directory entry “bobs desk”.');
  await desk.aimAt('night');
  await desk.target.press('ArrowDown');
  await desk.target.press('Enter');
  await expect(desk.target).toHaveValue('Night desk');
  await expect(reading).toHaveText('sip:night@voice.example.org · outside Daily');
  await expect(desk.button).toHaveText(/^Transfer Alice to Night desk/);
});

test('of fifty callers the thirtieth is found, and the button stays in view', async ({
  desk,
  page,
}) => {
  const names = Array.from({ length: 50 }, (_, at) => `Caller ${String(at + 1).padStart(2, '0')}`);
  await desk.callIn(...names);
  await desk.choose('Caller 30');
  await expect(desk.button).toBeInViewport({ ratio: 1 });
  await page.getByRole('searchbox', { name: 'Filter callers' }).fill('caller 4');
  await expect(page.getByRole('radio')).toHaveCount(10);
  for (const viewport of [
    { width: 1280, height: 720 },
    { width: 390, height: 844 },
  ]) {
    await page.setViewportSize(viewport);
    await expect(desk.button).toBeInViewport({ ratio: 1 });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBe(viewport.width);
  }
});

test('a caller who is lost can be called back', async ({ desk, page }) => {
  await page.goto('/desk/?undo=off#scenario=leaves-unanswered');
  await desk.isOpen();
  await desk.transfer();
  await desk.comesTo('Unconfirmed');
  await expect(desk.outcome).toContainText('or call back');
  await desk.button.click();
  await expect(desk.outcome).toHaveText('Calling Alice. Once they answer, say where they go.');
  const chosen = page.locator('.card[data-chosen]');
  await expect(chosen).toContainText('Alice');
  await expect(chosen).toHaveAttribute('data-presence', 'here');
  await desk.press('Returns');
  await expect(desk.button).toHaveText(/^Transfer Alice to Returns/);
  await desk.rows.getByRole('button', { name: 'Show the transfer of Alice' }).click();
  await expect(desk.button).toHaveText(/^Next caller: Bob/); // once is enough
  await desk.button.click();
  await expect(desk.caller('Bob')).toBeChecked();
});

test('a name of the directory is written over at a click, and taken by its first letters', async ({
  desk,
  page,
}) => {
  await page.goto('/desk/?undo=off');
  await desk.isOpen();
  await desk.target.click();
  await page.keyboard.type('pb');
  await expect(page.getByRole('listbox').getByRole('option')).toHaveText(/PBX queue/);
  await page.keyboard.press('Enter');
  await expect(desk.target).toHaveValue('PBX queue');
  // Half a number is nobody's: the one who is suggested for it is not taken.
  await desk.target.click();
  await page.keyboard.type('+1415');
  await expect(page.getByRole('listbox').getByRole('option')).toHaveText(/Doctor on call/);
  await page.keyboard.press('Enter');
  await expect(desk.target).toHaveValue('+1415');
});
