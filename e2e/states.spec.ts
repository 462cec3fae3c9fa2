import { test as base, type Page } from '@playwright/test';
import { expect, test, type Desk } from './desk.js';
import { COLOURS, findCut, findFaults } from './looks.js';
import { tour } from './tour.js';

/** One way to look at a state, and what is wrong in it. */
type Look = (page: Page) => Promise<readonly string[]>;

/** Leads through every state once, and takes all looks at each of them. */
async function expectFaultless(desk: Desk, looks: Readonly<Record<string, Look>>): Promise<void> {
  const faults: Record<string, readonly string[]> = {};
  await tour(desk, async (state) => {
    for (const [name, look] of Object.entries(looks)) {
      const found = await look(desk.page);
      if (found.length > 0) faults[`${state}, ${name}`] = found;
    }
  });
  expect(faults).toEqual({});
}

async function findFaultsInDark(page: Page): Promise<readonly string[]> {
  await page.emulateMedia({ colorScheme: 'dark' });
  const found = await findFaults(page, COLOURS);
  await page.emulateMedia({ colorScheme: 'light' });
  return found;
}

/** A look at what is cut in a window of this size. */
function cutAt(width: number, height: number): Look {
  return async (page) => {
    const usual = page.viewportSize();
    await page.setViewportSize({ width, height });
    const found = await findCut(page);
    if (usual) await page.setViewportSize(usual);
    return found;
  };
}

test.describe('wide', () => {
  test.use({ viewport: { width: 1440, height: 900 } });

  test('in no state does axe find anything, light or dark', async ({ desk }) => {
    await expectFaultless(desk, { light: (page) => findFaults(page), dark: findFaultsInDark });
  });
});

test.describe('narrow', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('in no state does axe find anything, and nothing is cut, also in a window that is zoomed or narrower still', async ({
    desk,
  }) => {
    await expectFaultless(desk, {
      'by axe': (page) => findFaults(page),
      '390 px': findCut,
      '320 px': cutAt(320, 640),
      '200 %': cutAt(640, 400),
    });
  });
});

test('with text of twice the size, as set in the browser, nothing is cut in any state', async ({
  desk,
}) => {
  const { page } = desk;
  const browser = await page.context().newCDPSession(page);
  const sizeOfText = (): Promise<number> =>
    page.evaluate(() => Number.parseFloat(getComputedStyle(document.body).fontSize));
  const usual = await sizeOfText();
  await browser.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } });
  await page.reload();
  await desk.isOpen();
  expect(await sizeOfText()).toBe(2 * usual);
  await expectFaultless(desk, { 'large text': findCut });
});

for (const colorScheme of ['light', 'dark'] as const) {
  base.describe(colorScheme, () => {
    base.use({ colorScheme });

    base('axe finds nothing on the page that joins a real room', async ({ page }) => {
      await page.goto('/desk/live/');
      await expect(page.getByRole('button', { name: 'Join', exact: true })).toBeVisible();
      expect(await findFaults(page)).toEqual([]);
      await page.getByLabel('Room URL').fill('https://example.com/support');
      await page.getByRole('button', { name: 'Join', exact: true }).click();
      await expect(page.getByRole('alert')).toContainText('is no room URL');
      expect(await findFaults(page)).toEqual([]);
    });
  });
}
