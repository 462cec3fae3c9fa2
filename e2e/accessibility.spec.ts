import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test as withDesk } from './desk.js';
import { test as base } from '@playwright/test';
import { tour } from './tour.js';

const THEMES = ['light', 'dark'] as const;
const WIDTHS = [360, 1280] as const;

/** By every rule that axe has, those of WCAG and those of good practice. The page has no frames, so the old way is enough. */
async function findFaults(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id} (${help}) at ${target.join(' ')}: ${failureSummary}`,
    ),
  );
}

for (const colorScheme of THEMES) {
  for (const width of WIDTHS) {
    const look = { colorScheme, viewport: { width, height: 800 } };

    withDesk.describe(`${colorScheme}, ${width} px`, () => {
      withDesk.use(look);
      withDesk('axe finds nothing in any state of the desk', async ({ desk }) => {
        withDesk.setTimeout(180_000);
        const faults: Record<string, readonly string[]> = {};
        await tour(desk, async (state) => {
          const found = await findFaults(desk.page);
          if (found.length > 0) faults[state] = found;
        });
        expect(faults).toEqual({});
      });
    });

    base.describe(`${colorScheme}, ${width} px`, () => {
      base.use(look);
      base('axe finds nothing on the page that joins a real room', async ({ page }) => {
        await page.goto('/live.html');
        await expect(page.getByRole('button', { name: 'Join', exact: true })).toBeVisible();
        expect(await findFaults(page)).toEqual([]);
        await page.getByLabel('Room URL').fill('https://example.com/support');
        await page.getByRole('button', { name: 'Join', exact: true }).click();
        await expect(page.getByRole('alert')).toContainText('is no room URL');
        expect(await findFaults(page)).toEqual([]);
      });
    });
  }
}
