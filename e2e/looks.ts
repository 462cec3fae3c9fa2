import axe from 'axe-core';
import type { Page } from '@playwright/test';

/** axe has the browser's own timers, also where those of the page stand still. */
const SOURCE = `((setTimeout) => {${axe.source}})(window.realTimeout ?? window.setTimeout)`;

/** The rules whose answer depends on the colours. */
export const COLOURS = ['color-contrast', 'link-in-text-block'] as const;

/** What axe finds, by all of its rules (those of WCAG and those of good practice) or by these alone. */
export async function findFaults(
  page: Page,
  rules?: readonly string[],
): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(SOURCE);
  const violations = await page.evaluate(async (wanted) => {
    const { axe: inPage } = window as unknown as { axe: typeof axe };
    const found = await inPage.run(document, {
      resultTypes: ['violations'],
      preload: false,
      ...(wanted && { runOnly: [...wanted] }),
    });
    return found.violations;
  }, rules);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id} (${help}) at ${target.join(' ')}: ${failureSummary}`,
    ),
  );
}

/** What sticks out of the page, and text that is cut where no ellipsis says so. */
export function findCut(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) faults.push(`the page is ${scrollWidth} px wide`);
    for (const element of document.querySelectorAll<HTMLElement>('#page *')) {
      if (!element.checkVisibility() || element.closest('.unseen')) continue;
      const { overflowX, overflowY, textOverflow } = getComputedStyle(element);
      const isTooWide =
        element.scrollWidth > element.clientWidth + 1 && /hidden|clip/.test(overflowX);
      const isTooHigh =
        element.scrollHeight > element.clientHeight + 1 && /hidden|clip/.test(overflowY);
      const isButton = element.matches('button') && element.scrollWidth > element.clientWidth + 1;
      const name = `${element.nodeName.toLowerCase()}.${element.className} "${element.textContent.slice(0, 30)}"`;
      if (isTooWide && textOverflow !== 'ellipsis') faults.push(`too wide: ${name}`);
      if (isTooHigh) faults.push(`too high: ${name}`);
      if (isButton && textOverflow !== 'ellipsis') faults.push(`out of its button: ${name}`);
    }
    return faults;
  });
}
