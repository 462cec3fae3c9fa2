import { expect, test, type Desk } from './desk.js';

/** Follows the link to a scenario, and waits until its caller is chosen. */
async function open(desk: Desk, id: string): Promise<void> {
  await desk.page.goto(`/?undo=off#scenario=${id}`);
  await expect(desk.record).toHaveCount(0); // what was there before is gone
  await expect(desk.caller('Alice')).toBeChecked();
}

test('a link opens the page at its scenario, which ends as it says', async ({ desk }) => {
  await desk.page.goto('about:blank');
  await open(desk, 'never-leaves');
  await expect(desk.page.getByRole('heading', { name: 'Yes, but never leaves' })).toBeVisible();
  await expect(desk.page.getByRole('combobox', { name: 'Target', exact: true })).toHaveValue(
    'sip:queue@pbx.example.com',
  );
  await expect(desk.page.getByLabel('When a transfer is sent')).toHaveValue('scenario');
  await desk.transfer();
  await desk.comesTo('Unconfirmed');
  await expect(desk.record).toContainText('Ask the caller before you try again.');
});

test('a scenario that nobody knows opens the desk as usual', async ({ desk }) => {
  await desk.page.goto('about:blank');
  await desk.page.goto('/#scenario=nonsense');
  await expect(desk.caller('Erin')).toBeVisible();
  await expect(desk.caller('Alice')).not.toBeChecked();
  await expect(desk.page.getByText('Choose a scenario')).toBeVisible();
});

test('nothing happens but step by step', async ({ desk }) => {
  await open(desk, 'room-to-room');
  await expect(desk.page.getByRole('button', { name: 'Next step' })).toBeDisabled();
  await desk.press('Single steps');
  await expect(desk.page.getByText('Nothing waits.')).toBeVisible();
  await desk.transfer();
  await expect(desk.page.getByText('2 things wait.')).toBeVisible();
  await expect(desk.record).toContainText('Daily was asked.');
  await desk.press('Next step');
  await expect(desk.record).toContainText('Accepted');
  await expect(desk.page.getByText('1 thing waits.')).toBeVisible();
  await desk.press('Next step');
  await expect(desk.record).toContainText('Handed off');
  await desk.press('Single steps');
  await expect(desk.page.getByText('In room "billing": Alice')).toBeVisible();
});

test('another scenario can be opened whatever has become of the room', async ({ desk }) => {
  for (const [obstacle, scenario] of [
    ['Single steps', 'room-to-room'],
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
});
