import { address, expect, test, type Desk } from './desk.js';
import { drawn, watchShifts } from './shifts.js';

/** Follows the link to a scenario, and waits until its caller is chosen and nothing was sent. */
async function open(desk: Desk, id: string): Promise<void> {
  await desk.page.goto(address(id));
  await expect(desk.rows).toHaveCount(0); // what was there before is gone
  await desk.isOpen();
}

/** What each scenario ends as, and what is said of it. */
const ENDS: readonly (readonly [id: string, title: string, says: string])[] = [
  ['room-to-room', 'Handed off', 'Alice left the room for Billing.'],
  ['refer-accepted', 'Handed off', 'Alice left the room for PBX queue.'],
  ['refer-unsupported', 'Failed', 'Daily replied “REFER is not supported'],
  ['caller-hangs-up', 'Failed', 'Alice had left when it was refused'],
  ['never-answered', 'Unconfirmed', 'Daily did not reply in time.'],
  ['refer-declined', 'Failed', 'Daily replied “603 Decline”. Alice is still here.'],
  ['leaves-unanswered', 'Unconfirmed', 'Alice left, but Daily never replied'],
  ['never-leaves', 'Unconfirmed', 'Daily said yes, but Alice did not leave in time.'],
  ['network-drops', 'Handed off', 'Alice left the room for PBX queue.'],
  ['owner-revoked', 'Handed off', 'Alice left the room for PBX queue.'],
  ['room-ends', 'Unconfirmed', 'The call ended first. Alice may have been moved: ask PBX queue.'],
  ['two-agents', 'Failed', 'Alice had left when it was refused'],
  ['storm', 'Handed off', 'Alice left the room for Billing.'],
];

test('every scenario opens by its link, with a plan, and ends in its status and sentence; nothing moves', async ({
  desk,
}) => {
  test.slow();
  for (const [id, title, says] of ENDS) {
    await test.step(id, async () => {
      await open(desk, id);
      await desk.transfer();
      await drawn(desk.page);
      const readShifts = await watchShifts(desk.page);
      await desk.comesTo(title);
      await expect(desk.outcome).toContainText(says);
      await expect(desk.rows.first()).toContainText(says);
      expect(await readShifts()).toEqual([]);
    });
  }
});

test('a busy target is told by webhooks', async ({ desk }) => {
  await open(desk, 'busy');
  await desk.transfer();
  // Nobody passes time here: what a relay tells must be young by the page's clock.
  await expect(desk.outcome).toContainText('Doctor on call was busy.');
  await expect(desk.outcome).toContainText('Failed');
  await expect(desk.stops.last()).toHaveText(/Target.*busy.*webhook/);
});

test('the page opens with Alice, Billing and a plan; a scenario that nobody knows does too', async ({
  desk,
}) => {
  await desk.page.goto('about:blank');
  await open(desk, 'nonsense');
  await expect(desk.target).toHaveValue('Billing');
  await expect(desk.button).toHaveText(/^Transfer Alice to Billing/);
  await expect(desk.outcome).toHaveText('○ Ready Nothing has been sent yet.');
  expect(await desk.sent()).toEqual([]);
});

test('nothing happens but step by step', async ({ desk, page }) => {
  const step = page.getByRole('button', { name: 'Next step' });
  await expect(step).toBeDisabled();
  await desk.press('Pause the simulated Daily');
  await expect(page.getByText('0 things wait')).toBeVisible();
  await desk.transfer();
  await expect(page.getByText('2 things wait')).toBeVisible();
  await expect(desk.outcome).toContainText('Daily was asked.');
  await step.click();
  await expect(desk.outcome).toContainText('Accepted');
  await expect(page.getByText('1 thing waits')).toBeVisible();
  await step.click();
  await expect(desk.outcome).toContainText('Handed off');
  await desk.press('Go on');
  await expect(page.getByText('In room “billing”: Alice')).toBeVisible();
});

test('another scenario can be opened whatever has become of the room', async ({ desk }) => {
  for (const [obstacle, scenario] of [
    ['Call machine goes silent', 'refer-accepted'],
    ['Network down', 'room-to-room'],
    ['End the meeting', 'refer-accepted'],
  ] as const) {
    await test.step(obstacle, async () => {
      await desk.byHand(obstacle);
      await open(desk, scenario);
      await desk.transfer();
      await desk.comesTo('Handed off');
    });
  }
  await desk.press('Pause the simulated Daily');
  await desk.press('Start again');
  await desk.isOpen();
  await desk.transfer();
  await desk.comesTo('Handed off');
});
