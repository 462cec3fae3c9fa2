import { address, expect, type Desk } from './desk.js';

/** What a person sees on the way: the name of a state, as a file could be called. */
export type Look = (state: string) => Promise<void>;

/** Leads through every state that the simulated page has, and stands still in each. */
export async function tour(desk: Desk, look: Look): Promise<void> {
  await look('start');
  await visitPlans(desk, look);
  await visitEnds(desk, look);
  await visitTransfer(desk, look);
  await visitInspector(desk, look);
  await visitPage(desk, look);
}

async function visitPlans(desk: Desk, look: Look): Promise<void> {
  await desk.target.focus();
  await desk.target.press('ArrowDown');
  await expect(desk.page.getByRole('listbox', { name: 'Directory' })).toBeVisible();
  await look('suggestions');
  await desk.aimAt('bobs desk');
  await look('no-entry');
  await desk.aimAt('sip:bob@evil.example.net');
  await desk.button.focus();
  await look('blocked');
  await desk.aimAt('+14155552672');
  await desk.unfold('Options');
  await look('phone');
  await desk.page.getByText('Options', { exact: true }).click();
  await desk.button.click();
  await expect(desk.page.getByRole('dialog')).toBeVisible();
  await look('confirm');
  await desk.page.keyboard.press('Escape');
  await desk.press('PBX queue');
  await expect(desk.method).toContainText('sipRefer');
  await look('refer');
}

/** One step of the simulated Daily at a time, so that nothing moves while somebody looks. */
async function visitTransfer(desk: Desk, look: Look): Promise<void> {
  await desk.page.goto(address('refer-accepted'));
  await expect(desk.rows).toHaveCount(0);
  await desk.isOpen();
  await desk.setUndoWindow(10);
  await desk.page.evaluate(() => window.desk?.daily?.useClock('stepped'));
  await desk.holdTime();
  await desk.button.click();
  await expect(desk.button).toContainText('Undo');
  await look('undo');
  await desk.press('Send now');
  await expect(desk.outcome).toContainText('Asked');
  await look('asked');
  const step = () => desk.page.evaluate(() => window.desk?.daily?.step());
  await step();
  await expect(desk.outcome).toContainText('Accepted');
  await look('accepted');
  await step();
  await expect(desk.outcome).toContainText('Handed off');
  await look('handed-off');
  await desk.page.clock.resume();
}

async function visitEnds(desk: Desk, look: Look): Promise<void> {
  for (const [scenario, title] of [
    ['busy', 'Failed'], // before time is passed: what a relay tells must be young by the page's clock
    ['refer-unsupported', 'Failed'],
    ['never-answered', 'Unconfirmed'],
    ['room-ends', 'Unconfirmed'],
  ] as const) {
    await desk.page.goto(address(scenario));
    await expect(desk.rows).toHaveCount(0);
    await desk.isOpen();
    await desk.transfer();
    if (scenario === 'busy') await expect(desk.outcome).toContainText(title);
    else await desk.comesTo(title);
    await look(scenario);
  }
}

async function visitInspector(desk: Desk, look: Look): Promise<void> {
  for (const tab of ['Checks', 'Code', 'Events', 'Record']) {
    await desk.openTab(tab);
    await look(`tab-${tab.toLowerCase()}`);
  }
}

async function visitPage(desk: Desk, look: Look): Promise<void> {
  const { page } = desk;
  await desk.press('More');
  await look('more');
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
  await look('help');
  await page.keyboard.press('Escape');
  await page.goto('/desk/?undo=off#view=agent');
  await desk.isOpen();
  await look('agent');
}
