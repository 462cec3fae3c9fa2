import type { TransferBehaviour } from 'daily-transfer/simulator';
import type { ApiBehaviour } from 'daily-transfer/simulator/server';
import { expect, test as base, type Desk } from './desk.js';

const PHONE = '+14155552671';
const QUEUE = 'sip:queue@pbx.example.com';

/** A desk whose room is opened anew with webhooks, and the API behind it. */
class Wired {
  readonly desk: Desk;
  /** Under which address the API of this window is served. */
  readonly api: string;

  constructor(desk: Desk, api: string) {
    this.desk = desk;
    this.api = api;
  }

  /** How the API behaves from now on. */
  async behave(behaviour: ApiBehaviour): Promise<void> {
    const answer = await this.desk.page.request.post(`${this.api}/simulation/behaviour`, {
      data: behaviour,
    });
    expect(answer.status()).toBe(200);
  }

  /** How the simulated room takes transfers from now on. */
  onTransfer(behaviour: TransferBehaviour): Promise<void> {
    return this.desk.page.evaluate((how) => {
      window.desk?.daily?.room('support').onTransfer(() => how);
    }, behaviour);
  }

  async transfer(caller: string, target: string): Promise<void> {
    await this.desk.choose(caller);
    await this.desk.aimAt(target);
    await this.desk.transfer();
  }

  /** The signals of the newest transfer, in the order in which they came. */
  async signals(): Promise<readonly string[]> {
    const timeline = await this.desk.page.evaluate(
      () => window.desk?.controller.transfers[0]?.timeline ?? [],
    );
    return timeline.map(({ signal }) => signal);
  }

  /** Each of them once for each time. */
  async sorted(): Promise<readonly string[]> {
    return [...(await this.signals())].sort();
  }

  /** What the newest transfer has come to. */
  newest(): Promise<object | undefined> {
    return this.desk.page.evaluate(() => {
      const { status, code, confidence } = window.desk?.controller.transfers[0] ?? {};
      return status && confidence && { status, code, confidence };
    });
  }

  /** Every message of the relay that came, as any page in the room could keep it. */
  heard(): Promise<readonly unknown[]> {
    return this.desk.page.evaluate(() => (window as unknown as { heard: unknown[] }).heard);
  }
}

const test = base.extend<{ wired: Wired }>({
  wired: async ({ desk }, use) => {
    const asked = desk.page.waitForRequest(/\/simulated-daily\/[^/]+\/keys$/);
    await desk.more((panel) => panel.getByRole('checkbox', { name: 'With webhooks' }).check());
    const api = (await asked).url().replace(/\/keys$/, '');
    const isWired = () => desk.page.evaluate(() => window.desk?.options.relay !== undefined);
    await expect.poll(isWired).toBe(true);
    await desk.isOpen();
    await desk.page.evaluate(() => {
      const heard: unknown[] = [];
      Object.assign(window, { heard });
      window.desk?.call.on('app-message', ({ data }) => heard.push(data));
    });
    await use(new Wired(desk, api));
  },
});

test('an inferred hand-off becomes an answered call, confirmed by webhooks', async ({ wired }) => {
  const { desk } = wired;
  await wired.onTransfer({ targetAfterMs: 800 });
  await wired.transfer('Bob', PHONE);
  await expect(desk.outcome).toContainText('Answered');
  await expect(desk.outcome).toContainText('Doctor on call picked up.');
  await expect(desk.outcome).toContainText('confirmed');
  await expect(desk.stops.last()).toHaveText(/Target.*picked up.*webhook/);
  expect(await wired.newest()).toEqual({ status: 'answered', confidence: 'confirmed' });
  expect(await wired.sorted()).toEqual([
    'answered',
    'daily-said-yes',
    'initiated',
    'sent',
    'transferee-left',
  ]);
});

test('a REFER that the target declines is seen on the desk', async ({ wired }) => {
  const { desk } = wired;
  await desk.answer('The caller leaves, the target declines');
  await wired.transfer('Alice', QUEUE);
  await expect(desk.outcome).toContainText('Failed');
  await expect(desk.outcome).toContainText('PBX queue declined the call.');
  expect(await wired.newest()).toEqual({
    status: 'failed',
    code: 'declined',
    confidence: 'confirmed',
  });
});

test('the relay comes through Daily’s 429 and 500', async ({ wired }) => {
  await wired.behave({ rest: { answer: 'rate-limited', retryAfterS: 1, requests: 1 } });
  await wired.transfer('Bob', PHONE);
  await expect.poll(() => wired.newest()).toEqual({ status: 'answered', confidence: 'confirmed' });
});

test('a participant who sends look-alike app-messages changes nothing', async ({ wired }) => {
  const { desk } = wired;
  await wired.transfer('Bob', PHONE);
  await expect.poll(() => wired.newest()).toEqual({ status: 'answered', confidence: 'confirmed' });
  await desk.answer('Daily says yes, the caller never leaves');
  await wired.transfer('Alice', QUEUE);
  await expect(desk.outcome).toContainText('Accepted');
  await expect.poll(async () => (await wired.heard()).length).toBe(4); // with Alice's `triggered`
  const before = [await wired.newest(), await wired.signals()];
  const sent = await desk.page.evaluate((to) => {
    const { daily, controller } = window.desk ?? {};
    const room = daily?.room('support');
    const genuine = (window as unknown as { heard: { m: string; s: string }[] }).heard;
    const sessionId = controller?.transfers[0]?.plan.request.sessionId;
    const at = Date.now();
    const fact = {
      kind: 'transfer',
      type: 'ended',
      room: 'support',
      sessionId,
      toEndPoint: to,
      at,
      sentAt: at,
    };
    const m = JSON.stringify(fact);
    const lookAlikes: unknown[] = [
      fact,
      { type: 'daily-transfer', v: 1, m },
      { type: 'daily-transfer', v: 1, m, s: 'A'.repeat(86) },
      { ...fact, type: 'daily-transfer', v: 1 },
      ...genuine,
      ...genuine.map(({ s }) => ({ type: 'daily-transfer', v: 1, m, s })),
      ...genuine.map(({ s, m: said }) => ({
        type: 'daily-transfer',
        v: 1,
        s,
        m: said.replace(/"sessionId":"[^"]*"/, `"sessionId":"${sessionId}"`),
      })),
    ];
    const guest = room?.joinWeb({ name: 'Mallory' });
    for (const data of lookAlikes) {
      for (const fromId of [guest, 'API']) room?.send({ action: 'app-message', data, fromId });
    }
    return 2 * lookAlikes.length;
  }, QUEUE);
  await expect.poll(async () => (await wired.heard()).length).toBeGreaterThanOrEqual(sent);
  await desk.pass(1);
  expect([await wired.newest(), await wired.signals()]).toEqual(before);
  expect(sent).toBeGreaterThan(20);
  // Told once, for a developer who has mixed up the keys.
  expect(desk.problems.splice(0)).toEqual([
    expect.stringContaining('a confirmation could not be verified'),
  ]);
});

test('the address of a caller of whom the page was told nothing comes by session data', async ({
  wired,
}) => {
  const { desk } = wired;
  await desk.choose('Dave');
  await desk.aimAt(QUEUE);
  await expect(desk.method).toHaveText('sipRefer because both ends are outside Daily');
  const keys = () =>
    desk.page.evaluate(
      () => Object.keys(window.desk?.call.meetingSessionState().data ?? {}).length,
    );
  const before = await keys();
  await desk.byHand('Hang up');
  await expect.poll(keys).toBe(before - 1);
});

test('off again, the room is as it was before', async ({ wired }) => {
  const { desk } = wired;
  await desk.more((panel) => panel.getByRole('checkbox', { name: 'With webhooks' }).uncheck());
  const hasRelay = () => desk.page.evaluate(() => window.desk && 'relay' in window.desk.options);
  await expect.poll(hasRelay).toBe(false);
  await desk.isOpen();
  await wired.transfer('Bob', PHONE);
  await expect.poll(() => wired.newest()).toEqual({ status: 'handed-off', confidence: 'inferred' });
});

base('without servers beside the page the switch says why it is off', async ({ desk }) => {
  await desk.page.route('**/simulated-daily/', (route) => route.fulfill({ body: '<html></html>' }));
  await desk.page.reload();
  await desk.isOpen();
  await desk.more(async (panel) => {
    await expect(panel.getByRole('checkbox', { name: 'With webhooks' })).toBeDisabled();
    await expect(panel.getByText('This page is served without its server')).toBeVisible();
  });
});
