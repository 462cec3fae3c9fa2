import { readFileSync, writeFileSync } from 'node:fs';
import type Daily from '@daily-co/daily-js';
import type { DailyCall } from '@daily-co/daily-js';
import { expect, test, type Frame, type Page } from '@playwright/test';
import { test as testInRoom } from 'daily-transfer/simulator/playwright';
import ts from 'typescript';
import type { guardCallMachine } from 'daily-transfer';

/** A page with daily-js and the guard, and nothing of ours besides. */
interface GuardPage extends Window {
  readonly Daily: typeof Daily;
  readonly guardCallMachine: typeof guardCallMachine;
  call: DailyCall;
  heard: unknown[];
  arrived: unknown[];
}

const PAGE = 'https://desk.example/';
const ROOM = 'https://acme.daily.co/support';
const MESSAGE = { what: 'iframe-call-message', from: 'embedded', action: 'app-message' };

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const dailyJs = read('../node_modules/@daily-co/daily-js/dist/daily.js');
const guard = ts.transpile(read('../src/daily/guard.ts'), {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
});
const body = `<!doctype html><script src="${PAGE}daily.js"></script>
<script type="module">${guard}; Object.assign(window, { guardCallMachine, heard: [] });</script>`;

async function open(page: Page): Promise<void> {
  await watchArrivals(page);
  await page.route(/^https:(?!.*\/call-machine-object-bundle\.js)/, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }),
  );
  await page.route(PAGE, (route) => route.fulfill({ contentType: 'text/html', body }));
  await page.route(`${PAGE}daily.js`, (route) =>
    route.fulfill({ contentType: 'text/javascript', body: dailyJs }),
  );
  await page.goto(PAGE);
  await page.waitForFunction(() => 'guardCallMachine' in window);
}

/** The call's frame as daily-js makes it, at the address of its room. */
async function frameOfCall(page: Page): Promise<Frame> {
  await page.evaluate((url) => {
    const app = window as unknown as GuardPage;
    app.guardCallMachine({ frames: () => [app.call?.iframe()] });
    app.call = app.Daily.createFrame({ url });
    app.call.on('app-message', ({ data }) => void app.heard.push(data));
    void app.call.load().catch(() => {});
  }, ROOM);
  return awaitFrame(page, ROOM);
}

async function otherFrame(page: Page, url: string): Promise<Frame> {
  await page.evaluate((src) => {
    document.body.append(Object.assign(document.createElement('iframe'), { src }));
  }, url);
  return awaitFrame(page, url);
}

async function awaitFrame(page: Page, url: string): Promise<Frame> {
  const find = () => page.frames().find((frame) => frame.url().startsWith(url));
  await expect.poll(find).toBeDefined();
  const frame = find();
  if (!frame) throw new Error(`no frame at ${url}`);
  await frame.waitForLoadState();
  return frame;
}

/** Posts it, and waits until it has arrived. Who listens behind the guard has heard it then, or never will. */
async function say(page: Page, from: Frame, data: string): Promise<void> {
  await from.evaluate((message) => parent.postMessage(message, '*'), { ...MESSAGE, data });
  await awaitArrival(page, data);
}

async function awaitArrival(page: Page, data: string): Promise<void> {
  const arrived = () => page.evaluate(() => (window as unknown as GuardPage).arrived);
  await expect.poll(arrived).toContain(data);
}

/** Its listener comes before the guard's. */
async function watchArrivals(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const arrived: unknown[] = [];
    Object.assign(window, { arrived });
    window.addEventListener('message', ({ data }) => arrived.push(data?.data));
  });
}

/** What daily-js told. */
function heard(page: Page): Promise<unknown[]> {
  return page.evaluate(() => (window as unknown as GuardPage).heard);
}

test('the frame of the call is heard; another frame of Daily, and its own gone elsewhere, are not', async ({
  page,
}) => {
  await open(page);
  const frame = await frameOfCall(page);
  await say(page, frame, 'from the call');
  await say(
    page,
    await otherFrame(page, 'https://acme.daily.co/other'),
    'from another frame of Daily',
  );
  await say(page, await otherFrame(page, 'https://evil.example/'), 'from a stranger');
  expect(await heard(page)).toEqual(['from the call']);
  await frame.goto('https://evil.example/support');
  await say(page, frame, 'from a stranger in its place');
  expect(await heard(page)).toEqual(['from the call']);
});

test('a guard after the call object says that it is too late, as the genuine daily-js would not heed it', async ({
  page,
}) => {
  await open(page);
  const error = await page.evaluate(() => {
    const app = window as unknown as GuardPage;
    app.call = app.Daily.createCallObject();
    app.call.on('app-message', ({ data }) => void app.heard.push(data));
    try {
      app.guardCallMachine();
      return 'no error';
    } catch (thrown) {
      return String(thrown);
    }
  });
  expect(error).toContain('before createCallObject()');
  await say(page, await otherFrame(page, 'https://evil.example/'), 'from a stranger');
  expect(await heard(page)).toEqual(['from a stranger']);
});

test('a page from a file hears itself', async ({ page }, info) => {
  await page.route(`${PAGE}daily.js`, (route) =>
    route.fulfill({ contentType: 'text/javascript', body: dailyJs }),
  );
  await watchArrivals(page);
  const file = info.outputPath('page.html');
  writeFileSync(file, body);
  await page.goto(`file://${file}`);
  await page.waitForFunction(() => 'guardCallMachine' in window);
  await page.evaluate(
    (message) => {
      const app = window as unknown as GuardPage;
      app.guardCallMachine();
      app.call = app.Daily.createCallObject();
      app.call.on('app-message', ({ data }) => void app.heard.push(data));
      window.postMessage(message, '*');
    },
    { ...MESSAGE, data: 'from itself' },
  );
  await awaitArrival(page, 'from itself');
  expect(await heard(page)).toEqual(['from itself']);
});

testInRoom(
  'a guarded call object joins and hears its room, and no stranger who speaks as the room does',
  async ({ page, daily }) => {
    await open(page);
    const room = daily.room('support');
    const alice = await room.dialIn({ name: 'Alice' });
    await page.evaluate(
      ({ url, token }) => {
        const app = window as unknown as GuardPage;
        app.guardCallMachine();
        app.call = app.Daily.createCallObject();
        app.call.on(
          'participant-left',
          ({ participant }) => void app.heard.push(participant.user_name),
        );
        return app.call.join({ url, token });
      },
      { url: room.url, token: room.ownerToken },
    );
    const stranger = await otherFrame(page, 'https://evil.example/');
    await stranger.evaluate((message) => parent.postMessage(message, '*'), {
      ...MESSAGE,
      action: 'participant-left',
      participant: { session_id: alice },
      data: 'from a stranger',
    });
    await awaitArrival(page, 'from a stranger');
    await room.hangUp(alice);
    expect(await heard(page)).toEqual(['Alice']);
  },
);
