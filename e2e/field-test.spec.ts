import { expect, test, type Page } from '@playwright/test';
import type { DialInOptions, TransferBehaviour } from 'daily-transfer/simulator';
import { QUESTIONS } from '../demo/desk/live/field-test/questions.js';
import type { Report } from '../demo/desk/live/field-test/report.js';
import type { Stage } from './field-test/main.js';
import { findFaults } from './looks.js';
import { servePage, type ServedPage } from './page-server.js';

declare global {
  interface Window {
    readonly stage: Stage;
  }
}

/** How Daily goes about the question of a step. */
interface Way {
  readonly before?: () => unknown;
  readonly caller?: DialInOptions;
  readonly daily?: TransferBehaviour;
  readonly passMs?: number;
  readonly after?: () => unknown;
  readonly answer?: string;
}

const NAME = 'Alice Ackermann';
const FROM = 'sip:alice@home.example.net';
/** What a careless server might put into its words. */
const NO = { errorMsg: `no REFER for ${NAME} <${FROM}>`, code: 603, 4155552671: 'token-abc' };
const REFUSAL = { reply: 'reject', error: NO } as const;
/** None of it may be in the report. */
const SECRETS = /alice|ackermann|agent|simulated|token-abc|home\.example|pbx|billing|acme|\d{6}/i;

const TARGETS: Readonly<Record<string, string>> = {
  room: 'sip:billing@acme.sip.daily.co',
  sip: 'sip:sales@pbx.example.com',
  phone: '+14155552672',
  busy: 'sip:busy@pbx.example.com',
};

const ADMIN: Way = {
  before: () =>
    window.stage.room.grant({ owner: false, canAdmin: new Set(['participants'] as const) }),
  after: () => window.stage.room.grant({ owner: true, canAdmin: true }),
};

/** Every question twice: Daily does what the library assumes, or it does not. */
const WAYS: Readonly<Record<string, { readonly held: Way; readonly contradicted: Way }>> = {
  rejection: {
    held: {},
    contradicted: {
      before: () => window.stage.room.goSilent(),
      after: () => {
        const { daily, room } = window.stage;
        room.wake();
        const asked = daily.log.find(({ action }) => action === 'sip-call-transfer');
        if (asked) daily.answer(asked);
      },
    },
  },
  promise: {
    held: { daily: { order: 'left-first' } },
    contradicted: {
      daily: { order: 'left-first', betweenMs: 10_001 },
      after: () =>
        window.stage.room.send({ action: 'dialout-answered', sessionId: 'x', provider: 'daily' }),
    },
  },
  'refused-refer': {
    held: { daily: REFUSAL },
    contradicted: { daily: { ...REFUSAL, leaves: true } },
  },
  'dial-out': { held: {}, contradicted: {} },
  'refer-webhooks': {
    held: { answer: 'only triggered and initiated' },
    contradicted: { answer: 'completed too, with a status or SIP codes' },
  },
  'phone-caller': {
    held: { caller: { type: 'pstn-dial-in', from: '+14155552671' } },
    contradicted: { caller: { from: 'sip:+14155552671@gateway.example.net' } },
  },
  'refer-to-daily': { held: { daily: REFUSAL }, contradicted: {} },
  anchored: { held: { answer: 'no' }, contradicted: { answer: 'yes' } },
  admin: { held: ADMIN, contradicted: { ...ADMIN, daily: REFUSAL } },
  busy: {
    held: { daily: { target: 'busy' } },
    contradicted: { daily: { target: 'busy' }, after: () => window.stage.room.dialIn() },
  },
  approval: { held: { daily: REFUSAL }, contradicted: {} },
  'webhook-time': {
    held: { answer: '10 digits, seconds' },
    contradicted: { answer: 'something else' },
  },
};

let served: ServedPage;

test.beforeAll(async () => {
  served = await servePage('field-test', ['react', 'react-dom/client', 'react/jsx-dev-runtime']);
});

test.afterAll(() => served.close());

for (const verdict of ['held', 'contradicted'] as const) {
  test(`every step says "${verdict}" where it is so`, async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const problems: string[] = [];
    page.on('pageerror', ({ message }) => problems.push(message));
    await page.goto(served.address);
    for (const { id } of QUESTIONS) await takeStep(page, id, WAYS[id]?.[verdict] ?? {});
    const cells = page.locator(`td[data-verdict="${verdict}"]`);
    await expect(cells).toHaveCount(QUESTIONS.length);
    await page.getByRole('button', { name: 'Copy JSON' }).click();
    await expect(page.getByRole('button', { name: 'Copied ✓' })).toBeVisible();
    const json = await page.evaluate(() => navigator.clipboard.readText());
    const { lines, dailyJs } = JSON.parse(json) as Report;
    expect(dailyJs).toBe('0.92.2');
    expect(lines.map((line) => line.verdict)).toEqual(QUESTIONS.map(() => verdict));
    expect(JSON.stringify(lines.map(({ seen }) => seen))).not.toMatch(SECRETS);
    expect(await findFaults(page)).toEqual([]);
    expect(problems).toEqual([]);
  });
}

/** As a person would: watch, call, send, wait, stop, tell; and on to the next. */
async function takeStep(page: Page, id: string, way: Way): Promise<void> {
  const question = QUESTIONS.find((one) => one.id === id);
  const { send, weigh, seenIn } = question ?? {};
  if ((send ?? weigh) && seenIn === undefined) {
    await page.getByRole('button', { name: 'Start' }).click();
    if (send?.of !== 'nobody') await callIn(page, way.caller ?? {});
    if (way.before) await page.evaluate(way.before);
    await page.evaluate((daily) => window.stage.room.onTransfer(() => daily), way.daily);
    if (send) {
      await page.getByLabel(/SIP address|Phone number|Target/).fill(TARGETS[send.to] ?? '');
      await page.getByRole('button', { name: send.method }).click();
    }
    await page.evaluate((ms) => window.stage.daily.advance(ms), way.passMs ?? 20_000);
    if (way.after) await page.evaluate(way.after);
    await page.evaluate(() => window.stage.daily.advance(0));
    await page.getByRole('button', { name: 'Stop' }).click();
  }
  if (way.answer !== undefined) await page.getByLabel(way.answer, { exact: true }).check();
  await page.getByRole('button', { name: 'Next step' }).click();
}

async function callIn(page: Page, caller: DialInOptions): Promise<void> {
  await page.evaluate(
    async (options) => {
      window.stage.room.dialIn(options);
      await window.stage.daily.settled();
    },
    { name: NAME, from: FROM, sipHeaders: { 'X-Account': NAME }, ...caller },
  );
  await expect(page.getByText(/participant-joined/).first()).toBeVisible();
}
