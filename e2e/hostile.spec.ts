import type { Page } from '@playwright/test';
import ts from 'typescript';
import { expect, test, type Desk } from './desk.js';
import { HOSTILE_CALLERS, type HostileCaller } from './hostile-names.js';

/** In no directory, so that it is shown in full before it is sent. */
const PBX = 'sip:sales@pbx.example.com';

/** The number that some of them state, however it is written: nobody may see it who did not ask. */
const FULL_NUMBER = /415\D{0,4}555\D{0,4}0123/;

test.use({
  viewport: { width: 360, height: 800 },
  permissions: ['clipboard-read', 'clipboard-write'],
});

/** Everybody dials in. Returns the session ids. */
function letIn(desk: Desk, callers: readonly HostileCaller[]): Promise<readonly string[]> {
  return desk.page.evaluate((all) => {
    const room = window.desk?.daily?.room('support');
    return all.map(({ what: _what, marker: _marker, ...caller }) => room?.dialIn(caller) ?? '');
  }, callers);
}

/** What the names have done to the page. */
function inspect(page: Page, markers: readonly string[]) {
  return page.evaluate((all) => {
    const made = document.querySelectorAll(
      '#page :is(script, img, svg:not(.icon):not(.map > svg), iframe, style, object, [onerror], [onfocus], [onload], a[href^="javascript"])',
    );
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const bare: string[] = [];
    while (texts.nextNode()) {
      const text = texts.currentNode.nodeValue ?? '';
      const isHostile = all.some((marker) => text.includes(marker));
      if (isHostile && !texts.currentNode.parentElement?.closest('bdi, pre')) bare.push(text);
    }
    return {
      hacked: (window as { hacked?: unknown }).hacked,
      polluted: ({} as { hacked?: unknown }).hacked,
      made: [...made].map(({ outerHTML }) => outerHTML.slice(0, 100)),
      bare,
      width: document.documentElement.scrollWidth,
    };
  }, markers);
}

const UNHARMED = { hacked: undefined, polluted: undefined, made: [], bare: [], width: 360 };

/** The dialog shows where the caller goes, in full and in view, whatever the name is. */
async function transfer(desk: Desk, sessionId: string): Promise<void> {
  await desk.page.locator(`input[value="${sessionId}"]`).check();
  await desk.aimAt(PBX);
  await desk.button.click();
  const dialog = desk.page.getByRole('dialog');
  await expect(dialog.getByText(PBX, { exact: true })).toBeInViewport({ ratio: 1 });
  const sure = dialog.getByRole('button', { name: /^Transfer/ });
  await expect(sure).toBeInViewport({ ratio: 1 });
  expect(await desk.page.locator('body').innerText()).not.toMatch(FULL_NUMBER);
  await sure.click();
  await desk.comesTo('Handed off');
}

async function readClipboard(page: Page): Promise<string> {
  await expect(page.getByRole('button', { name: 'Copied ✓' })).toBeVisible();
  return page.evaluate(() => navigator.clipboard.readText());
}

test('twenty hostile callers are shown as text, transferred, and written down masked', async ({
  desk,
}) => {
  const { page } = desk;
  const markers = HOSTILE_CALLERS.map(({ marker }) => marker);
  const ids = await letIn(desk, HOSTILE_CALLERS);
  await page.getByRole('button', { name: 'Choose a caller' }).click();
  await expect(desk.caller('Qqq')).toBeVisible();
  await desk.openTab('Events');
  await desk.panel.getByRole('button', { name: 'transferees-changed' }).first().click();
  await expect(page.getByRole('group', { name: 'JSON of the event' })).toContainText('Qqq');
  expect(await inspect(page, markers)).toEqual(UNHARMED);
  expect(await page.locator('body').innerText()).not.toMatch(FULL_NUMBER);

  for (const [index, sessionId] of ids.entries()) {
    await test.step(`the caller with ${HOSTILE_CALLERS[index]?.what}`, async () => {
      await transfer(desk, sessionId);
      expect(await inspect(page, markers)).toEqual(UNHARMED);
      await page.getByRole('button', { name: 'Choose a caller' }).click();
    });
  }
  const sent = await desk.sent();
  expect(sent.map(({ sessionId }) => sessionId)).toEqual(ids);
  expect(new Set(sent.map(({ toEndPoint }) => toEndPoint))).toEqual(new Set([PBX]));
  await expect(desk.rows).toHaveCount(HOSTILE_CALLERS.length);
  expect(await page.locator('body').innerText()).not.toMatch(FULL_NUMBER);

  await desk.press('Copy all shown');
  const events: unknown = JSON.parse(await readClipboard(page));
  expect(JSON.stringify(events)).not.toMatch(FULL_NUMBER);
  await desk.openTab('Record');
  await desk.press('Copy all');
  const history: unknown = JSON.parse(await readClipboard(page));
  expect(history).toHaveLength(HOSTILE_CALLERS.length);
  expect(JSON.stringify(history)).not.toMatch(FULL_NUMBER);
});

const HOSTILE_TARGETS: readonly string[] = [
  '<img src=x onerror="window.hacked=1">',
  "'; window.hacked = 1; //",
  '`${window.hacked = 1}`',
  '\\u0027;window.hacked=1//',
  '*/ window.hacked = 1 /*',
  'sip:\u202Emoc.elpmaxe@pbx.example.com',
  `sip:${'a'.repeat(10_000)}@pbx.example.com`,
  '__proto__',
  '</script><script>window.hacked=1</script>',
  'sip:a\u2028b@pbx.example.com',
];

test('whatever is written as a target stays text, also in the code that is shown', async ({
  desk,
}) => {
  await desk.openTab('Code');
  const code = desk.page.getByRole('group', { name: 'The component around it' });
  await desk.page.getByText('The component around it').click();
  for (const target of HOSTILE_TARGETS) {
    await desk.aimAt(target);
    await desk.page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
    const { diagnostics } = ts.transpileModule((await code.textContent()) ?? '', {
      reportDiagnostics: true,
      compilerOptions: { jsx: ts.JsxEmit.ReactJSX },
      fileName: 'code.tsx',
    });
    expect(diagnostics).toEqual([]);
    expect(await inspect(desk.page, [])).toEqual(UNHARMED);
  }
});
