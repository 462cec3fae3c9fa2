import {
  ALICE,
  expect,
  HOME,
  peopleOn,
  seat,
  statusOf,
  test,
  transferAlice,
  type Seat,
  type Served,
} from './existing-app.js';

test.use({ dailyOptions: { domain: 'acme' } });

/** How apps come by their call machine, besides the usual way of the newest daily-js. */
const WAYS: Readonly<Record<string, Served & Pick<Seat, 'dailyConfig'>>> = {
  'with daily-js 0.87.0': { dailyJs: 'daily-js-before' },
  'with daily-js 0.78.0': { dailyJs: 'daily-js-oldest' },
  'by a script': { dailyConfig: { avoidEval: true } },
  "by a script, where a policy lets in Daily's and the app's own": {
    policy: "default-src 'self'; script-src 'self' https://c.daily.co",
    dailyConfig: { avoidEval: true },
  },
  "by a script of the app's own server, where a policy lets in nothing else": {
    policy: "default-src 'none'; script-src 'self'; connect-src 'self'",
    dailyConfig: { avoidEval: true, bundlePathOverride: `${HOME}/daily` },
  },
};

for (const [way, { dailyConfig, ...served }] of Object.entries(WAYS)) {
  test.describe(`an app that loads the call machine ${way}`, () => {
    test.use({ served });

    test('works as well', async ({ page, context, daily }) => {
      const room = daily.room('support');
      await seat(context, room, { dailyConfig });
      await page.goto('/');
      await expect(peopleOn(page)).toHaveText('Ann (you), owner');
      await room.dialIn(ALICE);
      await transferAlice(page).click();
      await expect(statusOf(page)).toHaveText('Alice was transferred');
    });
  });
}

test.describe("a policy that would keep Daily's call machine out", () => {
  test.use({ served: { policy: "script-src 'self'" } });

  test('keeps it out here too', async ({ page, context, daily }) => {
    await seat(context, daily.room('support'));
    await page.clock.install();
    await page.goto('/');
    const end = async (): Promise<string> => {
      await page.clock.runFor(3_000);
      return statusOf(page).innerText();
    };
    await expect.poll(end).toMatch(/^Not in the room: .*call object bundle/);
    expect(daily.room('support').participants).toEqual([]);
  });
});
