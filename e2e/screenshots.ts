import { test as base, type Page } from '@playwright/test';
import { test as withDesk } from './desk.js';
import { tour } from './tour.js';

/** Not a test: `npm run screenshots` takes pictures of every state by it, and those two that the README shows. */
const THEMES = ['light', 'dark'] as const;
const SIZES = [
  { width: 1440, height: 900 },
  { width: 1280, height: 720 },
  { width: 820, height: 1180 },
  { width: 390, height: 844 },
] as const;
const FOLDER = '.temp/screenshots';

/** A dialog covers what is in view; of everything else the whole page is taken. */
async function shoot(page: Page, name: string): Promise<void> {
  const isDialog = await page.locator('dialog[open]').isVisible();
  await page.screenshot({
    path: `${FOLDER}/${name}.png`,
    fullPage: !isDialog && (page.viewportSize()?.width ?? 0) < 1000,
    animations: 'disabled',
    caret: 'hide',
  });
}

/** What is in view when the page opens, with a transfer under way. */
async function shootForReadme(page: Page, theme: string): Promise<void> {
  await page.evaluate(() => scrollTo(0, 0));
  await page.screenshot({
    path: `demo/screenshots/desk-${theme}.png`,
    clip: { x: 0, y: 0, width: 1440, height: 900 },
    animations: 'disabled',
    caret: 'hide',
  });
}

for (const colorScheme of THEMES) {
  for (const viewport of SIZES) {
    const { width } = viewport;
    const name = `${colorScheme}-${width}`;

    withDesk.describe(name, () => {
      withDesk.use({ colorScheme, viewport });
      withDesk(`the states of the desk`, async ({ desk }) => {
        withDesk.setTimeout(240_000);
        let count = 0;
        await tour(desk, async (state) => {
          count += 1;
          await shoot(desk.page, `${name}/${String(count).padStart(2, '0')}-${state}`);
          if (width === 1440 && state === 'accepted') await shootForReadme(desk.page, colorScheme);
        });
      });
    });

    base.describe(name, () => {
      base.use({ colorScheme, viewport });
      base('the page that joins a real room', async ({ page }) => {
        await page.goto('/desk/live/');
        await page.getByRole('button', { name: 'Join', exact: true }).waitFor();
        await shoot(page, `${name}/live-join`);
      });
    });
  }
}
