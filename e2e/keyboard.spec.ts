import type { Page } from '@playwright/test';
import { expect, test, type Desk } from './desk.js';

/** What has the focus, and how it is told from the rest. */
interface Stop {
  readonly name: string;
  readonly isLost: boolean;
  readonly isOutlined: boolean;
  readonly isInView: boolean;
  /** Its number, where the test has numbered what can be used. */
  readonly place?: number | undefined;
}

function readStop(page: Page): Promise<Stop> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    if (!focused || focused === document.body) {
      return { name: 'nothing', isLost: true, isOutlined: false, isInView: false };
    }
    const { outlineStyle, outlineWidth } = getComputedStyle(focused);
    const { top, bottom, width } = focused.getBoundingClientRect();
    const label = focused.getAttribute('aria-label') ?? focused.textContent.slice(0, 40);
    return {
      name: `${focused.nodeName.toLowerCase()} ${focused.id || label}`,
      isLost: false,
      isOutlined: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2,
      isInView: width > 0 && bottom > 0 && top < innerHeight,
      place: (focused as unknown as { place?: number }).place,
    };
  });
}

const SEEN = { isLost: false, isOutlined: true, isInView: true };

async function expectSeen(page: Page): Promise<void> {
  expect(await readStop(page)).toMatchObject(SEEN);
}

/** Presses Tab until this has the focus, which must be seen at each stop on the way. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let count = 0; count < 90; count += 1) {
    await page.keyboard.press('Tab');
    const stop = await readStop(page);
    expect(stop).toMatchObject(SEEN);
    if (stop.name === name) return;
  }
  throw new Error(`Tab never came to ${name}`);
}

/** The undo window stays open as long as the test wants. */
async function openUndoWindow(desk: Desk): Promise<void> {
  await desk.holdTime();
  await desk.page.getByLabel('Undo window').selectOption('10');
  await desk.page.evaluate(() => (document.activeElement as HTMLElement).blur());
}

async function chooseAlice(desk: Desk): Promise<void> {
  const { page } = desk;
  await tabTo(page, 'input ');
  await page.keyboard.press('Space');
  await expect(desk.caller('Alice')).toBeChecked();
}

/** The dialog opens with the next frame; a second Enter before it does nothing. */
async function askBy(desk: Desk, key: string): Promise<void> {
  await desk.page.keyboard.press(key);
  const sure = desk.page.getByRole('button', { name: 'Transfer the caller', exact: true });
  await expect(sure).toBeFocused();
}

test('a caller is transferred, and a transfer taken back, by keys alone', async ({ desk }) => {
  const { page } = desk;
  const { keyboard } = page;
  await openUndoWindow(desk);
  await chooseAlice(desk);
  await keyboard.press('ArrowDown');
  await expect(desk.caller('Bob')).toBeChecked();
  await keyboard.press('ArrowUp');
  await expect(desk.caller('Alice')).toBeChecked();
  await expectSeen(page);

  await keyboard.press('/');
  const target = page.getByRole('combobox', { name: 'Target', exact: true });
  await expect(target).toBeFocused();
  await expectSeen(page);
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowDown');
  await expect(page.getByRole('listbox').getByRole('option', { selected: true })).toContainText(
    'Queue of the PBX',
  );
  await keyboard.press('Enter');
  await expect(target).toHaveValue('sip:queue@pbx.example.com');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await askBy(desk, 'Control+Enter');
  await expectSeen(page);
  await keyboard.press('Enter');
  await expect(page.getByText('Nothing has been sent yet.')).toBeVisible();
  await expectSeen(page);
  await keyboard.press('Escape');
  await expect(desk.refusal).toHaveText('Taken back; nothing was sent.');
  await expectSeen(page);
  expect(await desk.sent()).toEqual([]);

  await askBy(desk, 'Control+Enter');
  await keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByText('Nothing has been sent yet.')).toHaveCount(0);
  await expectSeen(page);

  await askBy(desk, 'Control+Enter');
  await keyboard.press('Enter');
  await desk.comesTo('Handed off');
  await expectSeen(page);
  expect(await desk.sent()).toHaveLength(1);
});

test('help opens by ? and closes by Esc, with the focus back where it was', async ({ desk }) => {
  const { page } = desk;
  await chooseAlice(desk);
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard' });
  await expect(help).toBeVisible();
  await page.keyboard.press('/');
  await expect(help).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();
  await expect(desk.caller('Alice')).toBeFocused();
  await expectSeen(page);
});

test('while a person writes, the keys are only characters', async ({ desk }) => {
  const { page } = desk;
  await page.keyboard.press('/');
  await page.keyboard.type('sip:a/b?c');
  await expect(page.getByRole('combobox', { name: 'Target', exact: true })).toHaveValue(
    'sip:a/b?c',
  );
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('combobox', { name: 'Target', exact: true })).toBeFocused();
});

test('the focus stays somewhere when what had it goes away', async ({ desk }) => {
  const { page } = desk;
  await openUndoWindow(desk);
  await chooseAlice(desk);
  await desk.aimAt('sip:queue@pbx.example.com');
  await page.getByRole('button', { name: 'Transfer', exact: true }).focus();
  await askBy(desk, 'Enter');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Nothing has been sent yet.')).toBeVisible();
  await expectSeen(page);
  await page.getByRole('button', { name: 'Undo', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(desk.refusal).toHaveText('Taken back; nothing was sent.');
  expect(await readStop(page)).toMatchObject({ isLost: false });
  await page.getByRole('button', { name: 'Transfer', exact: true }).focus();
  await askBy(desk, 'Enter');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Nothing has been sent yet.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(desk.refusal).toHaveText('Taken back; nothing was sent.');
  await askBy(desk, 'Control+Enter');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Send now', exact: true }).focus();
  await page.keyboard.press('Enter');
  await desk.comesTo('Handed off');
  expect(await readStop(page)).toMatchObject({ isLost: false });
});

test('Tab comes to everything that can be used, and each stop is seen', async ({ desk }) => {
  const { page } = desk;
  await desk.choose('Alice');
  await desk.aimAt('sip:queue@pbx.example.com');
  await desk.unfold('For experts');
  await desk.unfold('By hand');
  await page.getByRole('heading', { name: 'The plan' }).click();
  const wanted = await page.evaluate(() => {
    document.body.setAttribute('tabindex', '-1');
    document.body.focus();
    const all = document.querySelectorAll<HTMLElement>(
      'a[href], button, input, select, summary, [tabindex="0"]',
    );
    const usable = [...all].filter(
      (one) =>
        one.checkVisibility() &&
        one.tabIndex >= 0 &&
        !one.matches(':disabled, input[type=radio]:not(:checked)'),
    );
    usable.forEach((one, index) => Object.assign(one, { place: index }));
    return usable.length;
  });
  const reached = new Map<number | undefined, Stop>();
  for (let count = 0; count < wanted; count += 1) {
    await page.keyboard.press('Tab');
    const stop = await readStop(page);
    reached.set(stop.place, stop);
  }
  const unseen = [...reached.values()].filter(
    ({ isLost, isOutlined, isInView }) => isLost || !isOutlined || !isInView,
  );
  expect(unseen).toEqual([]);
  expect(reached.size).toBe(wanted);
});
