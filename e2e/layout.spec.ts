import type { Locator, Page } from '@playwright/test';
import { expect, test, type Desk } from './desk.js';
import { drawn, watchShifts } from './shifts.js';

/** Lets the undo window pass, and time in steps so small that each status is drawn, until the transfer has come to this. */
async function goSlowlyTo(desk: Desk, title: string): Promise<void> {
  const steps = [1, 1, 1, 1, 0.2, 0.2, 0.2, 0.2];
  const look = async (): Promise<string> => {
    await desk.pass(steps.shift() ?? 1);
    await drawn(desk.page);
    return desk.outcome.innerText();
  };
  await expect.poll(look, { intervals: [0] }).toContain(title);
}

/** How a transfer can end, by what the simulated Daily is told to do, and what is heard of it. */
const ENDS = [
  ['Alice', 'usual', ['Asked', 'Accepted', 'Handed off']],
  ['Bob', 'refuse', ['Asked', 'Failed']],
  ['Erin', 'stay', ['Asked', 'Accepted', 'Unconfirmed']],
] as const;

for (const width of [390, 820, 1280]) {
  test.describe(`${width} px`, () => {
    test.use({ viewport: { width, height: 800 } });

    test('nothing moves by itself while transfers run', async ({ desk }) => {
      await desk.setUndoWindow(4);
      await desk.holdTime();
      for (const [name, answer, titles] of ENDS) {
        await desk.answer(answer);
        if (width < 700 && name !== 'Alice') await desk.press('Choose a caller');
        await desk.choose(name);
        await desk.press('PBX queue');
        await desk.set('Wait at most, seconds', '5');
        await desk.button.click();
        await drawn(desk.page);
        const readShifts = await watchShifts(desk.page);
        await goSlowlyTo(desk, titles.at(-1) ?? '');
        expect(await readShifts(), answer).toEqual([]);
      }
    });
  });
}

test('nothing moves while somebody types, whatever is read in it', async ({ desk, page }) => {
  await desk.target.focus();
  await drawn(page);
  const places = () =>
    page.evaluate(() =>
      ['.directory', '.route', '.composer .rail', '#act'].map(
        (part) => document.querySelector(part)?.getBoundingClientRect().top,
      ),
    );
  const before = await places();
  for (const text of ['', 'n', 'night x', 'sip:', 'sip:a@evil.example', '+1415', '+14155552672']) {
    await desk.target.fill(text);
    await drawn(page);
    expect(await places(), text).toEqual(before);
  }
});

for (const viewport of [
  { width: 1440, height: 900 },
  { width: 1280, height: 720 },
]) {
  test(`at ${viewport.width} by ${viewport.height} only columns scroll, and the button is in view`, async ({
    desk,
    page,
  }) => {
    await page.setViewportSize(viewport);
    const room = () =>
      page.evaluate(() => {
        const { scrollWidth, scrollHeight } = document.documentElement;
        return { width: scrollWidth, height: scrollHeight };
      });
    expect(await room()).toEqual(viewport);
    await expect(desk.button).toBeInViewport({ ratio: 1 });
    await expect(desk.page.getByText('✓ 19 checks')).toBeInViewport({ ratio: 1 });
    await desk.transfer();
    await desk.comesTo('Handed off');
    expect(await room()).toEqual(viewport);
    await expect(desk.rows.first()).toBeInViewport({ ratio: 1 });
  });
}

test('with forced colours what is done, bad or chosen is still told apart', async ({
  desk,
  page,
}) => {
  await page.emulateMedia({ forcedColors: 'active' });
  const look = (stop: string) =>
    page
      .locator(`.composer .rail [data-state=${stop}]`)
      .first()
      .evaluate((item) => {
        const { backgroundColor, borderRadius } = getComputedStyle(item, '::before');
        return { backgroundColor, borderRadius };
      });
  const open = await look('open');
  expect((await look('done')).backgroundColor).not.toBe(open.backgroundColor);
  await page.goto('/desk/?undo=off#scenario=refer-declined');
  await desk.isOpen();
  await desk.transfer();
  await desk.comesTo('Failed');
  const bad = await look('bad');
  expect(bad.backgroundColor).not.toBe(open.backgroundColor);
  expect(bad.borderRadius).not.toBe(open.borderRadius);
  const chosen = page.locator('.card[data-chosen]');
  await expect(chosen).toHaveCSS('border-top-width', '2px');
});

test('a transfer under way pulses, but not for a person who wants no motion', async ({ desk }) => {
  const countRunning = (): Promise<number> =>
    desk.page.evaluate(
      () => document.getAnimations().filter(({ playState }) => playState === 'running').length,
    );
  await desk.answer('silent');
  await desk.page.emulateMedia({ reducedMotion: 'no-preference' });
  await desk.transfer();
  await expect(desk.outcome).toContainText('Daily was asked.');
  await expect.poll(countRunning).toBeGreaterThan(0);
  await desk.page.emulateMedia({ reducedMotion: 'reduce' });
  await expect.poll(countRunning).toBe(0);
});

/** Where the parts of a caller's card stand, from its left edge. */
async function readPlaces(card: Locator): Promise<unknown> {
  return card.evaluate((element) => {
    const { left, top } = element.getBoundingClientRect();
    const parts = element.querySelectorAll('input, svg, .state, .address, .reveal');
    return [...parts].map((part) => {
      const box = part.getBoundingClientRect();
      return [part.getAttribute('class'), Math.round(box.left - left), Math.round(box.top - top)];
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
    page.locator('.card').filter({ has: page.getByText(name) });
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

test('each status is said once', async ({ desk }) => {
  await desk.setUndoWindow(4);
  await desk.holdTime();
  for (const [name, answer, titles] of ENDS) {
    await desk.answer(answer);
    await desk.choose(name);
    await desk.press('PBX queue');
    await desk.set('Wait at most, seconds', '5');
    const hear = await listen(desk.page);
    await desk.button.click();
    await goSlowlyTo(desk, titles.at(-1) ?? '');
    await desk.pass(1.5);
    await drawn(desk.page);
    const said = await hear();
    const texts = said.map(([, text]) => text);
    expect(new Set(texts).size, texts.join('\n')).toBe(texts.length);
    expect(texts.filter((text) => /\d s\b|\d:\d\d/.test(text))).toEqual([]);
    const outcome = said.flatMap(([region, text]) => (region === 'outcome' ? [text] : []));
    const heard = outcome.flatMap((text) =>
      titles.filter((title) => text.slice(2).startsWith(title)),
    );
    expect(heard).toEqual(titles);
  }
});
