import type { Locator, Page } from '@playwright/test';
import { expect, test, type Desk } from './desk.js';

const PBX = 'sip:queue@pbx.example.com';

/** Every shift from now on, with what moved. Nobody may touch the page meanwhile: that moves things too. */
async function watchShifts(page: Page): Promise<() => Promise<readonly string[]>> {
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
function drawn(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
      }),
  );
}

/** Confirms the transfer, with an undo window of three seconds before it is sent. */
async function confirm(desk: Desk, name: string): Promise<void> {
  await desk.page.getByLabel('Undo window').selectOption('3');
  await desk.choose(name);
  await desk.transfer();
  await desk.page
    .getByRole('heading', { name: 'The transfer' })
    .evaluate((heading) => heading.scrollIntoView());
  await drawn(desk.page);
}

/** Lets the undo window pass, and time in steps so small that each status is drawn, until the transfer has come to this. */
async function goSlowlyTo(desk: Desk, title: string): Promise<void> {
  const steps = [1, 1, 1, 0.2, 0.2, 0.2, 0.2];
  const look = async (): Promise<string> => {
    await desk.pass(steps.shift() ?? 1);
    await drawn(desk.page);
    return (await desk.record.locator('.status').allInnerTexts()).join();
  };
  await expect.poll(look, { intervals: [0] }).toContain(title);
}

for (const width of [360, 700, 1280]) {
  test.describe(`${width} px`, () => {
    test.use({ viewport: { width, height: 800 } });

    test('nothing moves by itself while transfers run', async ({ desk }) => {
      await desk.holdTime();
      await desk.aimAt(PBX);
      await desk.set('Deadline, seconds', '5');
      const ends = [
        ['Bob', 'usual', 'Handed off'],
        ['Erin', 'refuse', 'Failed'],
        ['Erin', 'stay', 'Unconfirmed'],
      ] as const;
      for (const [name, answer, title] of ends) {
        await desk.pick('When a transfer is sent', answer);
        await confirm(desk, name);
        const readShifts = await watchShifts(desk.page);
        await goSlowlyTo(desk, title);
        expect(await readShifts(), title).toEqual([]);
      }
    });
  });
}

test('a transfer under way pulses, but not for a person who wants no motion', async ({ desk }) => {
  const countRunning = (): Promise<number> =>
    desk.page.evaluate(
      () => document.getAnimations().filter(({ playState }) => playState === 'running').length,
    );
  await desk.choose('Alice');
  await desk.aimAt(PBX);
  await desk.pick('When a transfer is sent', 'silent');
  await desk.page.emulateMedia({ reducedMotion: 'no-preference' });
  await desk.transfer();
  await expect(desk.record).toContainText('Daily was asked.');
  await expect.poll(countRunning).toBeGreaterThan(0);
  await desk.page.emulateMedia({ reducedMotion: 'reduce' });
  await expect.poll(countRunning).toBe(0);
});

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

test('each status is said once', async ({ desk }) => {
  await desk.holdTime();
  await desk.aimAt(PBX);
  await desk.set('Deadline, seconds', '5');
  for (const [index, [answer, titles]] of ENDS.entries()) {
    await desk.pick('When a transfer is sent', answer);
    const hear = await listen(desk.page);
    await confirm(desk, ['Alice', 'Bob', 'Carol'][index] ?? '');
    await goSlowlyTo(desk, titles.at(-1) ?? '');
    await desk.pass(1.5);
    await drawn(desk.page);
    const said = await hear();
    const texts = said.map(([, text]) => text);
    expect(new Set(texts).size, texts.join('\n')).toBe(texts.length);
    expect(texts.filter((text) => /\d s\b|\d:\d\d/.test(text))).toEqual([]);
    const record = said.flatMap(([region, text]) => (region === 'record' ? [text] : []));
    const heard = record.flatMap((text) => titles.filter((title) => text.startsWith(title)));
    expect(heard).toEqual(titles);
  }
});
