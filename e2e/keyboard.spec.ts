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
    const marked =
      focused.closest('.card') && focused.matches('input') ? focused.closest('.card') : focused;
    const { outlineStyle, outlineWidth } = getComputedStyle(marked ?? focused);
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
  await desk.setUndoWindow(10);
  await desk.holdTime();
  await desk.page.evaluate(() => (document.activeElement as HTMLElement).blur());
}

test('a caller is transferred, and a transfer taken back, by keys alone', async ({ desk }) => {
  const { page } = desk;
  const { keyboard } = page;
  await openUndoWindow(desk);
  await tabTo(page, 'input Alice');
  await keyboard.press('ArrowDown');
  await expect(desk.caller('Bob')).toBeChecked();
  await keyboard.press('ArrowUp');
  await expect(desk.caller('Alice')).toBeChecked();
  await expectSeen(page);

  await keyboard.press('/');
  await expect(desk.target).toBeFocused();
  await expectSeen(page);
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowDown');
  await expect(page.getByRole('listbox').getByRole('option', { selected: true })).toContainText(
    'PBX queue',
  );
  await keyboard.press('Enter');
  await expect(desk.target).toHaveValue('PBX queue');

  await keyboard.press('Control+Enter');
  await expect(desk.button).toHaveText(/^Undo · 10 s/);
  await keyboard.press('Control+Enter');
  await expect(desk.button).toHaveText(/^Undo · 10 s/);
  await expectSeen(page);
  await keyboard.press('Escape');
  await expect(desk.outcome).toContainText('Undone. Alice is still here.');
  await expectSeen(page);
  expect(await desk.sent()).toEqual([]);

  await desk.target.selectText();
  await keyboard.type('sip:sales@pbx.example.com');
  await keyboard.press('Escape');
  await keyboard.press('Control+Enter');
  const sure = page.getByRole('button', { name: 'Transfer Alice', exact: true });
  await expect(sure).toBeFocused();
  await keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(desk.target).toBeFocused();
  await keyboard.press('Control+Enter');
  await expect(sure).toBeFocused();
  await expectSeen(page);
  await keyboard.press('Enter');
  await desk.comesTo('Handed off');
  await expectSeen(page);
  expect(await desk.sent()).toHaveLength(1);
});

test('help opens by ? and closes by Esc, with the focus back where it was', async ({ desk }) => {
  const { page } = desk;
  await desk.caller('Alice').focus();
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard' });
  await expect(help).toBeVisible();
  await page.keyboard.press('/');
  await expect(help).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(help).toHaveCount(0);
  await expect(desk.caller('Alice')).toBeFocused();
  await expectSeen(page);
});

test('while a person writes, the keys are only characters', async ({ desk }) => {
  const { page } = desk;
  await page.keyboard.press('/');
  await page.keyboard.type('sip:a/b?c');
  await expect(desk.target).toHaveValue('sip:a/b?c');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(desk.target).toBeFocused();
});

test('Tab comes to everything that can be used, and each stop is seen', async ({ desk }) => {
  const { page } = desk;
  await desk.transfer();
  await desk.comesTo('Handed off');
  await desk.unfold('Options');
  await desk.openTab('Record');
  await page.getByRole('heading', { name: 'daily-transfer' }).click();
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
