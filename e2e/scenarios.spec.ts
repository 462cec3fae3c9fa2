import { expect, test, type Desk } from './desk.js';

/** Follows the link to a scenario, and waits until its caller is chosen. */
async function open(desk: Desk, id: string): Promise<void> {
  await desk.page.goto(`/#scenario=${id}`);
  await expect(desk.caller('Alice')).toBeChecked();
}

/** When the caller was seen to leave, in seconds after the request. */
async function leavingTime(desk: Desk): Promise<number> {
  await expect(desk.record).toContainText('Handed off');
  const words = await desk.steps.filter({ hasText: 'the caller left the room' }).innerText();
  return Number(/([\d.]+) s/.exec(words)?.[1]);
}

const HANDED_OFF =
  'The caller has left the room for the target. Whether the target answered cannot be seen here.';
const ASK = 'The caller is still here. Ask the caller before you try again.';

/** By the settlement table of the lifecycle: the status, and what the page says to a person. */
const ENDS = [
  ['room-to-room', 'Handed off', HANDED_OFF],
  ['refer-accepted', 'Handed off', HANDED_OFF],
  [
    'refer-refused',
    'Failed',
    'Daily said no. The caller is still here. You can try again. The other way is sipCallTransfer, under For experts.',
  ],
  [
    'refer-unsupported',
    'Handed off',
    `Daily had refused the REFER; this is the second try. ${HANDED_OFF}`,
  ],
  [
    'caller-hangs-up',
    'Failed',
    'The caller had left when Daily said no: most likely hung up, or was moved by somebody else.',
  ],
  [
    'never-answered',
    'Unconfirmed',
    `Daily did not answer in time. The first request may still run. ${ASK}`,
  ],
  [
    'leaves-unanswered',
    'Unconfirmed',
    'The caller left, but Daily never answered: handed off or hung up, nobody can tell. Look where they should have arrived, or call them back.',
  ],
  [
    'never-leaves',
    'Unconfirmed',
    `Daily said yes, but the caller did not leave in time. The first request may still run. ${ASK}`,
  ],
  ['network-drops', 'Handed off', HANDED_OFF],
  ['owner-revoked', 'Handed off', HANDED_OFF],
  ['room-ends', 'Unconfirmed', 'Our own call ended first. The caller may have been moved.'],
  [
    'two-agents',
    'Failed',
    'The caller had left when Daily said no: most likely hung up, or was moved by somebody else.',
  ],
  ['storm', 'Handed off', HANDED_OFF],
] as const;

for (const [id, status, sentence] of ENDS) {
  test(`the scenario ${id} ends as the lifecycle demands`, async ({ desk }) => {
    await open(desk, id);
    await desk.transfer();
    await expect(desk.record).toContainText(status, { timeout: 12_000 });
    await expect(desk.record.getByText(sentence, { exact: true })).toBeVisible();
    expect((await desk.sent()).length).toBe(id === 'refer-unsupported' ? 2 : 1);
  });
}

test('there is no scenario without an end', async ({ desk }) => {
  const links = desk.page.getByRole('navigation', { name: 'Scenarios' }).getByRole('link');
  const ids = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  expect(ids).toEqual(ENDS.map(([id]) => `#scenario=${id}`));
});

test('a link opens the page at its scenario', async ({ desk }) => {
  await desk.page.goto('about:blank');
  await open(desk, 'never-leaves');
  await expect(desk.page.getByRole('heading', { name: 'Yes, but never leaves' })).toBeVisible();
  await expect(desk.page.getByRole('combobox', { name: 'Target', exact: true })).toHaveValue(
    'sip:queue@pbx.example.com',
  );
  await expect(desk.page.getByLabel('When a transfer is sent')).toHaveValue('scenario');
});

test('a scenario that nobody knows opens the desk as usual', async ({ desk }) => {
  await desk.page.goto('about:blank');
  await desk.page.goto('/#scenario=nonsense');
  await expect(desk.caller('Erin')).toBeVisible();
  await expect(desk.caller('Alice')).not.toBeChecked();
  await expect(desk.page.getByText('Choose a scenario')).toBeVisible();
});

test('a refused REFER is followed by the other method', async ({ desk }) => {
  await open(desk, 'refer-unsupported');
  await desk.transfer();
  await expect(desk.record).toContainText('Handed off');
  const sent = await desk.sent();
  expect(sent.map(({ useSipRefer }) => useSipRefer)).toEqual([true, false]);
});

test('a right that was taken stops the next transfer', async ({ desk }) => {
  await open(desk, 'owner-revoked');
  await desk.transfer();
  await expect(desk.record).toContainText('Handed off');
  await desk.choose('Bob');
  await expect(desk.page.getByText('In the way:')).toBeVisible();
  await expect(desk.check('may-transfer')).toContainText('may not transfer');
  await desk.byHand('Give owner right');
  await expect(desk.page.getByText('In the way:')).toBeHidden();
});

test('the caller whom another agent took is found in the other room', async ({ desk }) => {
  await open(desk, 'two-agents');
  await desk.transfer();
  await expect(desk.page.getByText('In room "sales": Alice')).toBeVisible();
  await expect(desk.record).toContainText('Failed');
});

test('an answer that a person picks takes the place of the scenario', async ({ desk }) => {
  await open(desk, 'never-answered');
  await desk.pick('When a transfer is sent', 'Daily says no');
  await desk.transfer();
  await expect(desk.record).toContainText('Daily said no.');
  await desk.press('Start again');
  await expect(desk.page.getByLabel('When a transfer is sent')).toHaveValue('scenario');
  await expect(desk.record).toHaveCount(0);
});

test('the simulated Daily goes slower and faster', async ({ desk }) => {
  await open(desk, 'room-to-room');
  await desk.page.getByRole('radio', { name: '¼×' }).check();
  await desk.transfer();
  const slow = await leavingTime(desk);
  expect(slow).toBeGreaterThanOrEqual(1.2);
  await desk.press('Start again');
  await expect(desk.record).toHaveCount(0);
  await expect(desk.page.getByRole('radio', { name: '¼×' })).toBeChecked();
  await desk.page.getByRole('radio', { name: '4×' }).check();
  await expect(desk.caller('Alice')).toBeChecked();
  await desk.transfer();
  expect(await leavingTime(desk)).toBeLessThan(slow);
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

test('what needs a caller says so while none is chosen', async ({ desk }) => {
  await desk.unfold('By hand');
  const hangUp = desk.page.getByRole('button', { name: 'Caller hangs up' });
  await expect(hangUp).toBeDisabled();
  await expect(hangUp).toHaveAccessibleDescription(/Choose a caller first/);
  await desk.choose('Erin');
  await desk.press('Dialled party picks up');
  await desk.press('Caller is hidden');
  await expect(desk.caller('Erin')).toHaveCount(0);
  await desk.press('Hidden callers are shown again');
  await expect(desk.caller('Erin')).toBeVisible();
});

for (const obstacle of [
  'Single steps',
  'Call machine goes silent',
  'Network down',
  'End the meeting',
]) {
  test(`another scenario can be opened after: ${obstacle}`, async ({ desk }) => {
    await desk.byHand(obstacle);
    await open(desk, 'room-to-room');
    await desk.transfer();
    await expect(desk.record).toContainText('Handed off');
  });
}
