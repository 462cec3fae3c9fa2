import type { BrowserContext } from '@playwright/test';
import {
  ALICE,
  expect,
  HOME,
  peopleOn,
  seat,
  serveApp,
  statusOf,
  test,
  transferAlice,
} from './existing-app.js';

test.use({ dailyOptions: { domain: 'acme' } });

test('an app as it is joins, and has seen what happened when a verb has returned', async ({
  page,
  context,
  daily,
}) => {
  const [requests, problems]: [string[], string[]] = [[], []];
  page.on('request', (request) => requests.push(request.url()));
  page.on('pageerror', ({ message }) => problems.push(message));
  const room = daily.room('support');
  await seat(context, room);
  await page.goto('/');
  await expect(peopleOn(page)).toHaveText('Ann (you), owner');
  const alice = await room.dialIn(ALICE);
  expect(await peopleOn(page).getByRole('listitem').allInnerTexts()).toEqual([
    'Ann (you), owner',
    'Alice Transfer Alice',
  ]);
  expect(room.callers).toMatchObject([{ sessionId: alice, name: 'Alice', type: 'sip-dial-in' }]);
  await room.hangUp(alice);
  expect(await transferAlice(page).count()).toBe(0);
  const [machine, ...others] = requests.filter(
    (url) => url.startsWith('http') && !url.startsWith(HOME),
  );
  expect(machine).toMatch(/^https:\/\/c\.daily\.co\/.+\/call-machine-object-bundle\.js$/);
  expect(others).toEqual([]);
  expect(problems).toEqual([]);
});

test('two agents in contexts of their own see each other, and a caller who is moved by one', async ({
  page,
  context,
  browser,
  daily,
}) => {
  const [support, billing] = [daily.room('support'), daily.room('billing')];
  const others = { Bob: support, Cleo: billing };
  await seat(context, support);
  await page.goto('/');
  const [bob, cleo] = await Promise.all(
    Object.entries(others).map(async ([userName, room]) => {
      const own = await browser.newContext();
      await daily.attach(own);
      await serveApp(own);
      await seat(own, room, { userName });
      const desk = await own.newPage();
      await desk.goto('/');
      await expect(peopleOn(desk)).toContainText(`${userName} (you), owner`);
      return desk;
    }),
  );
  if (!bob || !cleo) throw new Error('two desks were opened');
  await expect(peopleOn(page)).toContainText('Bob, owner');
  await expect(peopleOn(bob)).toContainText('Ann, owner');
  const alice = await support.dialIn(ALICE);
  await expect(transferAlice(bob)).toBeVisible();
  await expect(transferAlice(cleo)).toBeHidden();

  await transferAlice(page).click();
  await expect(statusOf(page)).toHaveText('Alice was transferred');
  await expect(transferAlice(page)).toBeHidden();
  await expect(transferAlice(bob)).toBeHidden();
  await expect(transferAlice(cleo)).toBeVisible();
  expect(support.transfers).toMatchObject([
    { sessionId: alice, method: 'sipCallTransfer', toEndPoint: billing.sipUri },
  ]);
});

test('a guest is refused what an owner or an admin may do', async ({ page, context, daily }) => {
  const room = daily.room('support');
  for (const { token, outcome } of [
    { token: room.guestToken, outcome: /^Alice was not transferred: not allowed/ },
    { token: room.adminToken, outcome: 'Alice was transferred' },
  ]) {
    await seat(context, room, { token });
    await page.goto('/');
    await expect(peopleOn(page)).toContainText('Ann (you)');
    await expect(peopleOn(page)).not.toContainText('owner');
    if (room.callers.length === 0) await room.dialIn(ALICE);
    await transferAlice(page).click();
    await expect(statusOf(page)).toHaveText(outcome);
  }
  expect(daily.log.filter(({ action }) => action.startsWith('refused'))).toHaveLength(1);
});

test('a transfer goes as the test says', async ({ page, context, daily }) => {
  const room = daily.room('support');
  await room.onTransfer(({ toEndPoint }) => ({
    reply: 'reject',
    error: `${toEndPoint} is closed`,
    afterMs: 0,
  }));
  await seat(context, room);
  await page.goto('/');
  await room.dialIn(ALICE);
  await transferAlice(page).click();
  await expect(statusOf(page)).toHaveText(
    'Alice was not transferred: sip:billing@acme.sip.daily.co is closed',
  );
  await room.onTransfer();
  await transferAlice(page).click();
  await expect(statusOf(page)).toHaveText('Alice was transferred');
});

test("the time of the page is Playwright's", async ({ page, context, daily }) => {
  const room = daily.room('support');
  await room.onTransfer(() => ({ reply: 'silent', leaves: false }));
  await room.dialIn(ALICE);
  await seat(context, room);
  await page.clock.install();
  await page.goto('/');
  await transferAlice(page).click();
  await page.clock.runFor(30_000);
  await expect(statusOf(page)).toHaveText('Alice was not transferred: no answer');
});

test.describe('in virtual time', () => {
  test.use({ dailyOptions: { domain: 'acme', clock: 'virtual' } });

  test("Daily's time and the page's go together", async ({ page, context, daily }) => {
    const room = daily.room('support');
    await room.onTransfer(() => ({ afterMs: 5_000 }));
    await room.dialIn(ALICE);
    await seat(context, room);
    await page.clock.pauseAt('2026-02-01'); // else it goes on by itself
    await page.goto('/');
    await transferAlice(page).click();
    await expect(statusOf(page)).toHaveText('Alice is being transferred, 0 s');
    await daily.advance(4_500);
    await expect(statusOf(page)).toHaveText('Alice is being transferred, 4 s');
    await daily.advance(500);
    await expect(statusOf(page)).toHaveText('Alice was transferred');
    await expect(transferAlice(page)).toBeVisible();
    await daily.advance(200);
    await expect(transferAlice(page)).toBeHidden();
  });
});

test('who reloads or closes a page has left', async ({ page, context, daily }) => {
  const room = daily.room('support');
  await seat(context, room);
  await page.goto('/');
  await expect(peopleOn(page)).toHaveText('Ann (you), owner');
  await seat(context, room, { userName: 'Bob' });
  const bob = await context.newPage();
  await bob.goto('/');
  await expect(peopleOn(page)).toContainText('Bob, owner');
  const before = room.participants.map(({ sessionId }) => sessionId);
  await bob.reload();
  await expect(peopleOn(bob)).toContainText('Bob (you), owner');
  await daily.settled();
  expect(room.participants.map(({ name }) => name)).toEqual(['Ann', 'Bob']);
  expect(room.participants[0]?.sessionId).toBe(before[0]);
  expect(room.participants[1]?.sessionId).not.toBe(before[1]);
  await expect(peopleOn(page).getByText('Bob')).toHaveCount(1);
  await bob.close();
  await expect(peopleOn(page)).toHaveText('Ann (you), owner');
});

test('an app in a frame works, and has left when the frame is gone', async ({
  page,
  context,
  daily,
}) => {
  const room = daily.room('support');
  await seat(context, room);
  await context.route(`${HOME}/outside`, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<iframe src="/"></iframe>' }),
  );
  await page.goto('/outside');
  const people = page.frameLocator('iframe').getByRole('list');
  await expect(people).toHaveText('Ann (you), owner');
  await room.dialIn(ALICE);
  await expect(people).toContainText('Alice');
  await page.locator('iframe').evaluate((frame) => frame.remove());
  await expect.poll(() => room.participants.map(({ name }) => name)).toEqual(['Alice']);
});

test.describe('one test after another, in a context that outlives them', () => {
  test.describe.configure({ mode: 'serial' });
  let context: BrowserContext;
  let hasComeToItsEnd = false;

  test.beforeAll(async ({ browser }) => {
    context = await browser.newContext();
    await serveApp(context);
  });
  test.afterAll(() => context.close());

  test('the first leaves everything in disorder, and fails', async ({ daily }) => {
    test.fail(true, 'what a handler throws is found when the test has ended');
    await daily.attach(context);
    const room = daily.room('support');
    await seat(context, room);
    const page = await context.newPage();
    await page.goto(HOME);
    await expect(peopleOn(page)).toHaveText('Ann (you), owner');
    await room.dialIn(ALICE);
    await room.onTransfer(() => {
      throw new Error('this fails the test');
    });
    await transferAlice(page).click();
    await daily.settled();
    await room.networkDown();
    hasComeToItsEnd = true;
  });

  test('the second finds a domain as new, and the page of the first out of its room', async ({
    daily,
  }) => {
    expect(hasComeToItsEnd).toBe(true);
    const [before] = context.pages();
    if (!before) throw new Error('the page of the first test is open');
    await expect(statusOf(before)).toHaveText('Out of the room');
    await daily.attach(context);
    const room = daily.room('support');
    const page = await context.newPage();
    await page.goto(HOME);
    await expect(peopleOn(page)).toHaveText('Ann (you), owner');
    await room.dialIn(ALICE);
    await transferAlice(page).click();
    await expect(transferAlice(page)).toBeHidden();
    await before.reload();
    await expect(peopleOn(before)).toContainText('Ann (you), owner');
    expect(room.participants.map(({ name }) => name)).toEqual(['Ann', 'Ann']);
  });
});
