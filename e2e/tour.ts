import { expect, type Desk } from './desk.js';

/** What a person sees on the way: the name of a state, as a file could be called. */
export type Look = (state: string) => Promise<void>;

const PBX = 'sip:queue@pbx.example.com';

/** Leads through every state that the simulated page has, and stands still in each. */
export async function tour(desk: Desk, look: Look): Promise<void> {
  await desk.holdTime();
  await look('start');
  await visitPlans(desk, look);
  await visitTransfer(desk, look);
  await visitEnds(desk, look);
  await visitRecords(desk, look);
}

async function visitPlans(desk: Desk, look: Look): Promise<void> {
  await desk.choose('Bob');
  await desk.aimAt('+14155552671');
  await expect(desk.page.getByLabel('Caller id')).toBeVisible();
  await desk.unfold('For experts');
  await look('plan-call-transfer');
  await desk.page.getByText('For experts').click();
  await desk.choose('Alice');
  await desk.aimAt('sip:bob@evil.example.net');
  await desk.press('Transfer');
  await expect(desk.refusal).toContainText('unable to transfer');
  await look('blocked');
  await desk.aimAt('');
  await desk.page.getByRole('combobox', { name: 'Target', exact: true }).press('ArrowDown');
  await expect(desk.page.getByRole('listbox', { name: 'Directory' })).toBeVisible();
  await look('suggestions');
  await desk.aimAt(PBX);
  await desk.page.getByRole('heading', { name: 'The plan' }).click();
  await expect(desk.method).toContainText('sipRefer');
  await look('plan-refer');
}

/** One step of the simulated Daily at a time, so that nothing moves while somebody looks. */
async function visitTransfer(desk: Desk, look: Look): Promise<void> {
  await desk.press('Single steps');
  await expect(desk.page.getByText('Nothing waits.')).toBeVisible();
  await desk.page.getByLabel('Undo window').selectOption('10');
  await desk.press('Transfer');
  await expect(desk.page.getByRole('dialog')).toBeVisible();
  await look('confirm');
  await desk.press('Transfer the caller');
  await expect(desk.page.getByText('Nothing has been sent yet.')).toBeVisible();
  await look('undo');
  await desk.press('Send now');
  await awaitStatus(desk, 'Asked');
  await look('requested');
  await desk.press('Next step');
  await awaitStatus(desk, 'Accepted');
  await look('accepted');
  await desk.press('Next step');
  await awaitStatus(desk, 'Handed off');
  await look('handed-off');
  await desk.press('Single steps');
  await desk.page.getByLabel('Undo window').selectOption('0');
}

async function visitEnds(desk: Desk, look: Look): Promise<void> {
  await desk.choose('Erin');
  await desk.pick('When a transfer is sent', 'refuse');
  await desk.transfer();
  await desk.comesTo('Failed');
  await look('failed');
  await desk.pick('When a transfer is sent', 'stay');
  await desk.set('Deadline, seconds', '5');
  await desk.transfer();
  await desk.comesTo('Unconfirmed');
  await look('unconfirmed');
}

async function visitRecords(desk: Desk, look: Look): Promise<void> {
  await desk.page.locator('.records summary').nth(1).click();
  await expect(desk.timeline.first()).toBeVisible();
  await desk.events.getByRole('button', { name: 'transfer-unconfirmed' }).click();
  await expect(desk.page.getByRole('group', { name: 'JSON of the event' })).toBeVisible();
  await desk.unfold('By hand');
  await look('history-and-log');
  await desk.page.getByRole('button', { name: 'Keyboard' }).click();
  await expect(desk.page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
  await look('help');
}

async function awaitStatus(desk: Desk, title: string): Promise<void> {
  await expect(desk.record.locator('.status')).toContainText(title);
}
