import { expect, test } from './desk.js';

/** Text that nobody may send: the check that says no, and what it tells the person to do. */
const TARGETS: readonly (readonly [target: string, check: string, says: RegExp])[] = [
  ['', 'target-valid', /Enter a SIP address or a phone number/],
  ['sip:', 'target-valid', /host/i],
  ['tel:911', 'target-valid', /country code/],
  ['sips:a@b.c', 'target-valid', /sip:/],
  ['sip:acme.sip.daily.co;x=1@evil.com', 'target-valid', /name or a number before @/],
  ['sip:x@sip.daily.co.evil.com', 'target-allowed', /may not be called from here/],
  ['+442071838750', 'target-allowed', /This number may not be called/],
  ['sip:+19005550191@pbx.example.com', 'target-allowed', /ask who looks after this app/],
];

test('a target that may not be is not sent, and the page says what to do', async ({ desk }) => {
  await desk.choose('Alice');
  for (const [target, check, says] of TARGETS) {
    await test.step(`"${target}"`, async () => {
      await desk.aimAt(target);
      await expect(desk.check(check)).toContainText(says);
      const verdict = target === '' ? 'Now say where the caller goes.' : `In the way: ${check}`;
      await expect(desk.page.getByText(verdict, { exact: true })).toBeVisible();
      await desk.press('Transfer');
      await expect(desk.page.getByRole('alert')).toContainText('unable to transfer; ');
    });
  }
  expect(await desk.sent()).toEqual([]);
});

test('who may not transfer is told so', async ({ desk }) => {
  await desk.choose('Alice');
  await desk.aimAt('sip:queue@pbx.example.com');
  await desk.byHand('Take owner right');
  await expect(desk.check('may-transfer')).toContainText('You may not transfer callers');
  await desk.press('Transfer');
  expect(await desk.sent()).toEqual([]);
  await desk.byHand('Give owner right');
  await expect(desk.page.getByText('Ready: nothing stands in the way.')).toBeVisible();
});
