import { expect, test } from './desk.js';

test('a caller goes to another room of the domain and arrives there', async ({ desk }) => {
  await desk.aimAt('SIP:billing@ACME.sip.daily.co.');
  await expect(desk.method).toHaveText('sipCallTransfer because the target is inside Daily');
  await desk.transfer();
  await desk.comesTo('Handed off');
  await expect(desk.stops).toHaveText([
    /Ready.*checks passed/,
    /Asked.*in\s0\.\d\ss/,
    /Daily.*said yes in\s\d\.\d\ss/,
    /Left.*in\s\d\.\d\ss, seen/,
    /Target.*cannot be seen/,
  ]);
  await expect(desk.page.getByText('In room “billing”: Alice')).toBeVisible();
  expect(await desk.sent()).toEqual([
    {
      action: 'sip-call-transfer',
      useSipRefer: false,
      sessionId: expect.any(String),
      toEndPoint: 'sip:billing@acme.sip.daily.co',
    },
  ]);
});

test('a caller from outside is referred to an outside SIP address', async ({ desk }) => {
  await desk.aimAt('queue@pbx.example.com');
  await expect(desk.method).toHaveText('sipRefer because both ends are outside Daily');
  await desk.transfer();
  await desk.comesTo('Handed off');
  await expect(desk.outcome).toContainText(
    'Alice left the room for PBX queue. Whether anybody picked up cannot be seen from here.',
  );
  await expect(desk.method).toHaveText('sipRefer because both ends are outside Daily');
  expect(await desk.sent()).toEqual([
    {
      action: 'sip-call-transfer',
      useSipRefer: true,
      sessionId: expect.any(String),
      toEndPoint: 'sip:queue@pbx.example.com',
    },
  ]);
});

test('a caller goes to a phone, with caller id and extension', async ({ desk }) => {
  await desk.choose('Bob');
  await desk.aimAt('+1 (415) 555-2671');
  await desk.set('Caller id', '3ae4c2b0-4f0c-4bd4-9f6e-3f4f8a7f3c21');
  await desk.set('Extension', '12#');
  await expect(desk.page.getByText('· phone number')).toBeVisible();
  await desk.transfer();
  await desk.comesTo('Handed off');
  expect(await desk.sent()).toEqual([
    {
      action: 'sip-call-transfer',
      useSipRefer: false,
      sessionId: expect.any(String),
      toEndPoint: '+14155552671',
      callerId: '3ae4c2b0-4f0c-4bd4-9f6e-3f4f8a7f3c21',
      extension: '12#',
    },
  ]);
});

test('what becomes impossible in the undo window is not sent, and the page says why', async ({
  page,
  desk,
}) => {
  await desk.setUndoWindow(10);
  await desk.holdTime();
  await desk.button.click();
  await desk.byHand('Remove owner rights');
  await desk.pass(11);
  await expect(desk.outcome).toHaveText(/Unable to transfer; you may not transfer callers/);
  await desk.openTab('Events');
  await expect(page.getByRole('list', { name: 'Events' })).toContainText('transfer-blocked');
  expect(await desk.sent()).toEqual([]);
});

test('a refused REFER leaves the caller here, and the button tries the other method', async ({
  desk,
}) => {
  await desk.page.goto('/desk/?undo=off#scenario=refer-unsupported');
  await desk.isOpen();
  await desk.transfer();
  await desk.comesTo('Failed');
  await expect(desk.outcome).toContainText(
    'Daily replied “REFER is not supported by the originating system”. Alice is still here.',
  );
  await expect(desk.outcome).not.toContainText('Ready');
  await expect(desk.caller('Alice')).toBeVisible();
  await expect(desk.button).toHaveText(/^Try sipCallTransfer/);
  await desk.button.click();
  await desk.comesTo('Handed off');
  await expect(desk.rows).toHaveText([/sipCallTransfer.*Handed off/, /sipRefer.*Failed/]);
  const sent = await desk.sent();
  expect(sent.map(({ useSipRefer }) => useSipRefer)).toEqual([true, false]);
});

test('double clicks send once, with an undo window too', async ({ desk }) => {
  await desk.button.dblclick();
  await desk.comesTo('Handed off');
  expect(await desk.sent()).toHaveLength(1);
  await desk.setUndoWindow(10);
  await desk.holdTime();
  await desk.choose('Erin');
  await desk.press('PBX queue');
  await desk.button.dblclick();
  await expect(desk.button).toHaveText(/^Undo · 10 s/);
  await desk.page.getByRole('button', { name: 'Send now' }).dblclick();
  await desk.comesTo('Handed off');
  expect(await desk.sent()).toHaveLength(2);
});

test('a target that nobody listed is shown whole, and can be cancelled', async ({ desk, page }) => {
  await desk.aimAt('sip:support+42@pbx.example.com');
  await desk.button.click();
  const dialog = page.getByRole('dialog', { name: 'Transfer Alice?' });
  await expect(dialog).toContainText('sip:support+42@pbx.example.com');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toHaveCount(0);
  expect(await desk.sent()).toEqual([]);
  await expect(desk.button).toBeFocused();
});
