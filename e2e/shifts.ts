import type { Page } from '@playwright/test';

/** Every shift from now on, with what moved. Nobody may touch the page meanwhile: that moves things too. */
export async function watchShifts(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.evaluate(() => {
    const shifts: string[] = [];
    Object.assign(window, { shifts });
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, sources } = entry as PerformanceEntry & {
          value: number;
          sources: readonly { node?: Node; previousRect: DOMRect; currentRect: DOMRect }[];
        };
        const moved = sources.map(
          ({ node, previousRect, currentRect }) =>
            `${(node as Element | null)?.className || node?.nodeName} ${previousRect.top} to ${currentRect.top}`,
        );
        shifts.push(`${value.toFixed(4)}: ${moved.join(', ')}`);
      }
    });
    Object.assign(window, { stopWatching: () => observer.disconnect() });
    observer.observe({ type: 'layout-shift' });
  });
  return () =>
    page.evaluate(() => {
      const { shifts, stopWatching } = window as unknown as Watched;
      stopWatching();
      return shifts;
    });
}

interface Watched {
  readonly shifts: readonly string[];
  stopWatching(): void;
}

/** Until what was done has been drawn. */
export function drawn(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
      }),
  );
}
