import type { Locator, Page } from '@playwright/test';
import { expect, test, type Desk } from './desk.js';
import { tour } from './tour.js';

const PBX = 'sip:queue@pbx.example.com';

/** Every shift from now on that no person caused in the half second before, with what moved. */
async function watchShifts(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.evaluate(() => {
    const shifts: string[] = [];
    Object.assign(window, { shifts });
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { hadRecentInput, value, sources } = entry as PerformanceEntry & {
          hadRecentInput: boolean;
          value: number;
          sources: readonly { node?: Node; previousRect: DOMRect; currentRect: DOMRect }[];
        };
        const moved = sources.map(
          ({ node, previousRect, currentRect }) =>
            `${(node as Element | null)?.className || node?.nodeName} ${previousRect.top} to ${currentRect.top}`,
        );
        if (!hadRecentInput) shifts.push(`${value.toFixed(4)}: ${moved.join(', ')}`);
      }
    });
    observer.observe({ type: 'layout-shift' });
  });
  return () => page.evaluate(() => (window as unknown as { shifts: readonly string[] }).shifts);
}

/** As `transfer()`, and it waits until the undo window is over by itself: nobody touches anything then. */
async function transferUnhurried(desk: Desk, name: string): Promise<void> {
  await desk.choose(name);
  await desk.press('Transfer');
  await desk.press('Transfer the caller');
  await desk.page
    .getByRole('heading', { name: 'The transfer' })
    .evaluate((heading) => heading.scrollIntoView());
}

for (const width of [360, 700, 1280]) {
  test.describe(`${width} px`, () => {
    test.use({ viewport: { width, height: 800 } });

    test('nothing moves by itself while transfers run', async ({ desk }) => {
      test.setTimeout(60_000);
      await desk.aimAt(PBX);
      await desk.set('Deadline, seconds', '5');
      const readShifts = await watchShifts(desk.page);
      const ends = [
        ['Alice', 'usual', 'Handed off'],
        ['Bob', 'usual', 'Handed off'],
        ['Erin', 'refuse', 'Failed'],
        ['Erin', 'stay', 'Unconfirmed'],
      ] as const;
      for (const [name, answer, title] of ends) {
        await desk.pick('When a transfer is sent', answer);
        await transferUnhurried(desk, name);
        await expect(desk.record.locator('.status')).toContainText(title, { timeout: 15_000 });
      }
      await desk.page.waitForTimeout(600);
      expect(await readShifts()).toEqual([]);
    });
  });
}

/** What sticks out of the page, and text that is cut where no ellipsis says so. */
function findCut(page: Page): Promise<readonly string[]> {
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
      if (isButton) faults.push(`out of its button: ${name}`);
    }
    return faults;
  });
}

async function expectWhole(desk: Desk): Promise<void> {
  const faults: Record<string, readonly string[]> = {};
  await tour(desk, async (state) => {
    const found = await findCut(desk.page);
    if (found.length > 0) faults[state] = found;
  });
  expect(faults).toEqual({});
}

test.describe('zoomed to 200 %', () => {
  test.use({ viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 });

  test('nothing is cut, and nothing scrolls sideways', async ({ desk }) => {
    test.setTimeout(90_000);
    await expectWhole(desk);
  });
});

test.describe('the narrowest', () => {
  test.use({ viewport: { width: 320, height: 640 } });

  test('nothing is cut, and nothing scrolls sideways', async ({ desk }) => {
    test.setTimeout(90_000);
    await expectWhole(desk);
  });
});

test('with text of twice the size, as set in the browser, nothing is cut, and nothing scrolls sideways', async ({
  desk,
}) => {
  test.setTimeout(90_000);
  const { page } = desk;
  const browser = await page.context().newCDPSession(page);
  const usual = await page.evaluate(() => getComputedStyle(document.body).fontSize);
  await browser.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } });
  await page.reload();
  await expect(desk.caller('Erin')).toBeVisible();
  const large = await page.evaluate(() => getComputedStyle(document.body).fontSize);
  expect(Number.parseFloat(large)).toBe(2 * Number.parseFloat(usual));
  await expectWhole(desk);
});

function countRunning(page: Page): Promise<number> {
  return page.evaluate(
    () => document.getAnimations().filter(({ playState }) => playState === 'running').length,
  );
}

for (const reducedMotion of ['no-preference', 'reduce'] as const) {
  test.describe(`motion: ${reducedMotion}`, () => {
    test.use({ contextOptions: { reducedMotion } });

    test(`a transfer under way ${reducedMotion === 'reduce' ? 'does not pulse' : 'pulses'}`, async ({
      desk,
    }) => {
      await desk.choose('Alice');
      await desk.aimAt(PBX);
      await desk.pick('When a transfer is sent', 'silent');
      await desk.transfer();
      await expect(desk.record).toContainText('Daily was asked.');
      const running = await countRunning(desk.page);
      expect(running > 0).toBe(reducedMotion !== 'reduce');
    });
  });
}

/** Where the parts of a caller's card stand, from its left edge. */
async function readPlaces(card: Locator): Promise<unknown> {
  return card.evaluate((element) => {
    const { left, top } = element.getBoundingClientRect();
    const parts = element.querySelectorAll('input, .network, .time, .address, .reveal');
    return [...parts].map((part) => {
      const box = part.getBoundingClientRect();
      return [part.className, Math.round(box.left - left), Math.round(box.top - top)];
    });
  });
}

test('a right-to-left name does not disturb what stands beside it', async ({ desk }) => {
  const { page } = desk;
  await page.evaluate(() => {
    const room = window.desk?.daily?.room('support');
    room?.dialIn({ name: 'Grace', from: 'sip:grace@pbx.example.com' });
    room?.dialIn({ name: 'مرحبا 1', from: 'sip:grace@pbx.example.com' });
    room?.dialIn({ name: '\u202Eecarg', from: 'sip:grace@pbx.example.com' });
  });
  const card = (name: string): Locator =>
    page.locator('.caller').filter({ has: page.getByText(name) });
  await expect(card('ecarg')).toBeVisible();
  const usual = await readPlaces(card('Grace'));
  expect(await readPlaces(card('مرحبا'))).toEqual(usual);
  expect(await readPlaces(card('ecarg'))).toEqual(usual);
});

/** What a screen reader is given to say from now on: each region's text whenever it has changed, once a frame. */
async function listen(page: Page): Promise<() => Promise<readonly (readonly [string, string])[]>> {
  await page.evaluate(() => {
    const said: [string, string][] = [];
    Object.assign(window, { said });
    const live = 'output, [role=status], [role=alert], [aria-live]';
    new MutationObserver((changes) => {
      const regions = new Set(
        changes.map(({ target }) =>
          (target instanceof Element ? target : target.parentElement)?.closest(live),
        ),
      );
      for (const region of regions) {
        const text = region?.textContent.trim();
        if (region && text) said.push([region.id || region.className, text]);
      }
    }).observe(document.body, { childList: true, characterData: true, subtree: true });
  });
  return () => page.evaluate(() => (window as unknown as { said: [string, string][] }).said);
}

const ENDS = [
  ['usual', ['Asked', 'Accepted', 'Handed off']],
  ['refuse', ['Asked', 'Failed']],
  ['stay', ['Asked', 'Accepted', 'Unconfirmed']],
] as const;

for (const [answer, titles] of ENDS) {
  test(`each status is said once: ${titles.join(', ')}`, async ({ desk }) => {
    await desk.choose('Alice');
    await desk.aimAt(PBX);
    await desk.set('Deadline, seconds', '5');
    await desk.pick('When a transfer is sent', answer);
    const hear = await listen(desk.page);
    await transferUnhurried(desk, 'Alice');
    await expect(desk.record.locator('.status')).toContainText(titles.at(-1) ?? '', {
      timeout: 15_000,
    });
    await desk.page.waitForTimeout(1_500);
    const said = await hear();
    const texts = said.map(([, text]) => text);
    expect(new Set(texts).size, texts.join('\n')).toBe(texts.length);
    expect(texts.filter((text) => /\d s\b|\d:\d\d/.test(text))).toEqual([]);
    const record = said.flatMap(([region, text]) => (region === 'record' ? [text] : []));
    const heard = record.flatMap((text) => titles.filter((title) => text.startsWith(title)));
    expect(heard).toEqual(titles);
  });
}
