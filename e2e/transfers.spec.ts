import { expect, test } from './desk.js';

test('a caller goes to another room of the domain and arrives there', async ({ desk }) => {
  await desk.choose('Alice');
  await desk.aimAt('SIP:billing@ACME.sip.daily.co.');
  await expect(desk.method).toHaveText('sipCallTransfer because the target is inside Daily');
  await desk.transfer();
  await desk.comesTo('Handed off');
  await expect(desk.steps).toHaveText([
    /Asked Daily.*called Daily's method.*\+0\.\d s/,
    /Daily's answer.*Daily said yes/,
    /The caller.*the caller left the room/,
    /The target.*cannot be seen from this page/,
  ]);
  await expect(desk.page.getByText('In room "billing": Alice')).toBeVisible();
  await expect(desk.caller('Alice')).toHaveCount(0);
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
  await desk.choose('Alice');
  await desk.aimAt('queue@pbx.example.com');
  await expect(desk.method).toHaveText('sipRefer because both ends are outside Daily');
  await desk.transfer();
  await desk.comesTo('Handed off');
  await expect(desk.record).toContainText('Whether the target answered cannot be seen here.');
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
  await expect(desk.page.getByText('phone number, outside Daily')).toBeVisible();
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

test('what the rules do not allow is not sent, and the page says what to do', async ({ desk }) => {
  await desk.choose('Alice');
  await desk.aimAt('sip:bob@evil.example.net');
  await expect(desk.check('target-allowed')).toContainText(
    'This address may not be called from here.',
  );
  await desk.press('Transfer');
  await expect(desk.page.getByRole('alert')).toContainText(
    'unable to transfer; this address may not be called from here',
  );
  await expect(desk.events).toContainText('transfer-blocked');
  expect(await desk.sent()).toEqual([]);
});

test('a refusal leaves the caller in the room, with what Daily said', async ({ desk }) => {
  await desk.pick('When a transfer is sent', 'Daily says no');
  await desk.choose('Alice');
  await desk.aimAt('sip:queue@pbx.example.com');
  await desk.transfer();
  await expect(desk.record).toContainText(
    'Daily said no. The caller is still here. You can try again. The other way is sipCallTransfer, under For experts.',
  );
  await expect(desk.record).toContainText('Failedconfirmed');
  await expect(desk.page.getByRole('alert')).toHaveText(
    "Daily's words: REFER is not supported by the originating system",
  );
  await expect(desk.caller('Alice')).toBeVisible();
});

test('double clicks send once, with an undo window too', async ({ desk }) => {
  await desk.holdTime();
  await desk.page.getByLabel('Undo window').selectOption('10');
  await desk.choose('Alice');
  await desk.aimAt('sip:queue@pbx.example.com');
  for (const name of ['Transfer', 'Transfer the caller', 'Send now'])
    await desk.page.getByRole('button', { name, exact: true }).dblclick();
  await desk.comesTo('Handed off');
  expect(await desk.sent()).toHaveLength(1);
});
