import { test as base, type BrowserContext } from '@playwright/test';
import { expect } from './desk.js';
import {
  makeForgeries,
  makeWorseForgeries,
  PREMIUM,
  type Forgery,
  type Secrets,
} from './forgeries.js';
import { foreignFrame, strangers, type Encounter } from './strangers.js';

/** A test that fails when a page of its context throws, or prints an error: daily-js catches what listeners throw. */
const test = base.extend<{ origin: string }>({
  bypassCSP: true, // the desk lets no frame in; other apps do
  origin: async ({ context, baseURL }, use) => {
    const thrown: string[] = [];
    context.on('weberror', (error) => thrown.push(String(error.error())));
    context.on('console', (message) => {
      if (message.type() === 'error') thrown.push(message.text());
    });
    await context.addInitScript(watchArrivals);
    await use(baseURL ?? '');
    expect(thrown).toEqual([]);
  },
});

interface Watched extends Window {
  /** Names of the forgeries that came to this window, before the guard has its say. */
  arrived: string[];
  /** Names of those that came behind it, and which of Daily's events they raised. */
  passed: string[];
  raised: string[];
  /** What was known of everything at the last look. */
  known: unknown;
  /** What only this page can know: the call's id, and the stamp of its last request for a transfer. */
  secret: { callClientId?: string; callbackStamp?: string };
}

/** Runs before everything else in a page, so that its listener comes before the guard. */
function watchArrivals(): void {
  const page = window as unknown as Watched;
  Object.assign(page, { arrived: [], passed: [], raised: [], secret: {} });
  window.addEventListener('message', ({ data, source }) => {
    if (data?.forged && source !== window) page.arrived.push(data.forged);
    if (data?.forged || data?.action !== 'sip-call-transfer') return;
    page.secret = { callClientId: data.callClientId, callbackStamp: data.callbackStamp };
  });
}

/** A guard that is there and can stop nobody. */
async function disarmGuard(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    Event.prototype.stopImmediatePropagation = () => {};
  });
}

/** Alice is accepted and stays, Bob waits for Daily's answer; from now on it is watched what passes. */
async function startTransfers({ desk }: Encounter): Promise<void> {
  await transfer(desk, 'Alice', 'Daily says yes, the caller never leaves');
  await desk.comesTo('Accepted');
  await transfer(desk, 'Bob', 'Daily never answers, the caller stays');
  await desk.page.evaluate(() => {
    const page = window as unknown as Watched;
    const { call, controller } = window.desk ?? {};
    window.addEventListener('message', ({ data }) => data?.forged && page.passed.push(data.forged));
    for (const name of [
      'participant-left',
      'dialin-stopped',
      'left-meeting',
      'error',
      'app-message',
    ] as const)
      call?.on(name, () => page.raised.push(name));
    page.known = controller?.snapshot();
  });
}

async function transfer(desk: Encounter['desk'], name: string, answer: string): Promise<void> {
  await desk.answer(answer);
  await desk.choose(name);
  await desk.aimAt('sip:queue@acme.sip.daily.co');
  await desk.transfer();
}

/** As who could read along would learn them. */
async function learnSecrets({ desk }: Encounter): Promise<Secrets> {
  const secrets = await desk.page.evaluate(() => {
    const idOf = (name: string) =>
      window.desk?.controller.transferees.find((one) => one.name === name)?.sessionId ?? '';
    const { callClientId = '', callbackStamp = '' } = (window as unknown as Watched).secret;
    return { alice: idOf('Alice'), bob: idOf('Bob'), callClientId, callbackStamp };
  });
  expect(Object.values(secrets)).not.toContain('');
  return secrets;
}

/** Posts them, and waits until the last one is there. */
async function forge(encounter: Encounter, forgeries: readonly Forgery[]): Promise<void> {
  await encounter.forge(forgeries);
  const arrived = () => encounter.desk.page.evaluate(() => (window as unknown as Watched).arrived);
  await expect.poll(arrived).toEqual(forgeries.map(({ forged }) => forged));
}

function look({ desk }: Encounter) {
  return desk.page.evaluate((premium) => {
    const { passed, raised, known } = window as unknown as Watched;
    const { call, controller, daily } = window.desk ?? {};
    return {
      passed,
      raised,
      isUnchanged: controller?.snapshot() === known,
      meeting: call?.meetingState(),
      callers: controller?.transferees.map(({ name }) => name),
      transfers: controller?.transfers.map(({ status, code, confidence }) => ({
        status,
        code,
        confidence,
      })),
      hasObeyed: JSON.stringify(daily?.log).includes(premium),
    };
  }, PREMIUM);
}

for (const { who, meet } of strangers) {
  test(`F29: behind the guard nothing that ${who} makes up reaches daily-js, and what Daily says does`, async ({
    context,
    origin,
  }) => {
    const encounter = await meet(context, origin);
    await startTransfers(encounter);
    const secrets = await learnSecrets(encounter);
    await forge(encounter, [...makeForgeries(secrets), ...makeWorseForgeries(secrets)]);
    expect(await look(encounter)).toEqual({
      passed: [],
      raised: [],
      isUnchanged: true,
      meeting: 'joined-meeting',
      callers: ['Alice', 'Bob', 'Carol', 'Dave', 'Erin'],
      transfers: [
        { status: 'requested', code: undefined, confidence: 'none' },
        { status: 'accepted', code: undefined, confidence: 'none' },
      ],
      hasObeyed: false,
    });
    await encounter.desk.hangUp('Alice');
    const alice = encounter.desk.rows.filter({ hasText: 'Alice' });
    await expect(alice).toContainText('Handed off');
  });
}

test('F29: without the guard a frame of another origin is believed, but nothing throws or gets better than inferred', async ({
  context,
  origin,
}) => {
  await disarmGuard(context);
  const encounter = await foreignFrame.meet(context, origin);
  await startTransfers(encounter);
  const forgeries = makeForgeries(await learnSecrets(encounter));
  await forge(encounter, forgeries);
  await expect
    .poll(() => look(encounter))
    .toEqual({
      passed: forgeries.map(({ forged }) => forged),
      raised: [
        'dialin-stopped',
        'app-message',
        'participant-left',
        'participant-left',
        'left-meeting',
      ],
      isUnchanged: false,
      meeting: 'left-meeting',
      callers: [],
      transfers: [
        { status: 'unconfirmed', code: 'call-ended', confidence: 'none' },
        { status: 'handed-off', code: undefined, confidence: 'inferred' },
      ],
      hasObeyed: false,
    });
});

test('without the guard a frame can command the call machine, past every check of ours', async ({
  context,
  origin,
}) => {
  await disarmGuard(context);
  const encounter = await foreignFrame.meet(context, origin);
  await startTransfers(encounter);
  await forge(encounter, makeWorseForgeries(await learnSecrets(encounter)));
  const ended = { status: 'unconfirmed', code: 'call-ended', confidence: 'none' };
  await expect
    .poll(() => look(encounter))
    .toMatchObject({ raised: ['error'], transfers: [ended, ended], hasObeyed: true });
});
