import { expect, test as base, type Locator, type Page } from '@playwright/test';

/** What daily-js posted to its call machine for transfers, as it went over the window. */
type Posted = Readonly<Record<string, unknown>>;

/** The desk as a person uses it: by roles and visible text. */
export class Desk {
  readonly page: Page;
  /** What the page threw or printed as an error; a test that wants one takes it out. */
  readonly problems: string[] = [];

  constructor(page: Page) {
    this.page = page;
  }

  /** Opens the page at the scenario of that name if one is given; what is confirmed is sent at once, if not told otherwise. */
  async open(scenario?: string, { undo = 'off' } = {}): Promise<void> {
    await this.page.addInitScript(() => {
      const posted: unknown[] = [];
      Object.assign(window, { posted });
      window.addEventListener('message', ({ data }) => {
        if (data?.action === 'sip-call-transfer' && data.from === 'module') posted.push(data);
      });
    });
    await takeTime(this.page);
    await this.page.goto(address(scenario, undo));
    await this.isOpen();
  }

  /** The room is open, and its caller chosen. */
  async isOpen(): Promise<void> {
    await expect(this.caller('Alice')).toBeChecked();
    await expect(this.page.locator('.card')).toHaveCount(5);
  }

  caller(name: string): Locator {
    return this.page.getByRole('radio', { name });
  }

  get target(): Locator {
    return this.page.getByRole('combobox', { name: 'Target', exact: true });
  }

  /** The one button: it transfers, undoes, or tries again. */
  get button(): Locator {
    return this.page.locator('#act');
  }

  get method(): Locator {
    return this.page.locator('#method');
  }

  /** Where the chosen caller's transfer stands, in one sentence. */
  get outcome(): Locator {
    return this.page.locator('#outcome');
  }

  /** The five stops of the chosen caller's transfer. */
  get stops(): Locator {
    const composer = this.page.locator('.composer');
    return composer.getByRole('list', { name: 'Progress' }).getByRole('listitem');
  }

  get activity(): Locator {
    return this.page.getByRole('region', { name: /^Transfers/ });
  }

  /** What waits, runs or has ended, the newest first. */
  get rows(): Locator {
    return this.activity.locator('.row');
  }

  get panel(): Locator {
    return this.page.getByRole('tabpanel');
  }

  async openTab(name: string): Promise<void> {
    await this.page.getByRole('tab', { name }).click();
    await expect(this.panel).not.toBeEmpty(); // its code is loaded when it is opened
  }

  /** A check in the inspector, once its tab is open. */
  check(code: string): Locator {
    return this.panel
      .getByRole('listitem')
      .filter({ has: this.page.getByText(code, { exact: true }) });
  }

  async choose(name: string): Promise<void> {
    await this.caller(name).check();
  }

  async aimAt(target: string): Promise<void> {
    await this.target.fill(target);
    await this.target.press('Escape'); // and the suggestions close
  }

  /** Opens what is folded under this heading, if it is. */
  async unfold(heading: string): Promise<void> {
    const part = this.page
      .locator('details')
      .filter({ has: this.page.getByText(heading, { exact: true }) });
    const isOpen = await part.first().getAttribute('open');
    if (isOpen === null) await part.first().locator('summary').first().click();
  }

  /** Fills in one of the options. */
  async set(label: string, value: string): Promise<void> {
    await this.unfold('Options');
    await this.page.getByLabel(label, { exact: true }).fill(value);
  }

  async pick(label: string, value: string): Promise<void> {
    await this.unfold('Options');
    await this.page.getByLabel(label, { exact: true }).selectOption(value);
  }

  async press(name: string): Promise<void> {
    await this.page.getByRole('button', { name, exact: true }).click();
  }

  /** Does something in the panel under "More", and closes it. */
  async more(act: (panel: Locator) => Promise<void>): Promise<void> {
    await this.press('More');
    const panel = this.page.getByRole('group', { name: 'More' });
    await act(panel);
    await this.page.keyboard.press('Escape');
    await expect(panel).toBeHidden();
  }

  /** From now on the simulated Daily answers every transfer in this way. */
  answer(how: string): Promise<void> {
    return this.more(async (panel) => {
      await panel.getByLabel('When a transfer is sent').selectOption(how);
    });
  }

  /** Makes this happen in the simulated room. */
  byHand(verb: string): Promise<void> {
    return this.more((panel) => panel.getByRole('button', { name: verb, exact: true }).click());
  }

  setUndoWindow(seconds: number): Promise<void> {
    return this.more(async (panel) => {
      await panel.getByLabel('Undo window').selectOption(String(seconds));
    });
  }

  /** Somebody hangs up, or calls, while a person is at work on the page. */
  async hangUp(name: string): Promise<void> {
    await this.page.evaluate((who) => {
      const caller = window.desk?.controller.transferees.find((one) => one.name === who);
      if (caller) window.desk?.daily?.room('support').hangUp(caller.sessionId);
    }, name);
  }

  async callIn(...names: readonly string[]): Promise<void> {
    await this.page.evaluate((all) => {
      for (const name of all) window.desk?.daily?.room('support').dialIn({ name });
    }, names);
    await expect(this.caller(names.at(-1) ?? '')).toBeAttached();
  }

  /** Asks for the transfer that the fields say, and confirms it where the target is shown once more. */
  async transfer(): Promise<void> {
    await expect(this.button).toHaveAttribute('aria-disabled', 'false');
    await this.button.click();
    const sure = this.page.getByRole('dialog').getByRole('button', { name: /^Transfer / });
    const isShown = async () => (await sure.count()) > 0 || (await this.rows.count()) > 0;
    await expect.poll(isShown).toBe(true);
    if ((await sure.count()) > 0) await sure.click();
  }

  /** From now on the page's time stands still, but for what a test lets pass. */
  async holdTime(): Promise<void> {
    const now = await this.page.evaluate(() => Date.now());
    await this.page.clock.pauseAt(now + 60_000);
  }

  /** Lets so many seconds of the page's time pass at once. */
  async pass(seconds: number): Promise<void> {
    await this.page.clock.runFor(1000 * seconds);
  }

  /** Lets the page's time pass until the chosen caller's transfer has come to this, which may be long in its time and is short in ours. */
  async comesTo(title: string): Promise<void> {
    const look = async (): Promise<string> => {
      await this.pass(0.5);
      return (await this.outcome.allTextContents()).join();
    };
    await expect.poll(look, { intervals: [0] }).toContain(title);
  }

  /** Every transfer that went out, without the envelope that daily-js puts around each message. */
  async sent(): Promise<readonly Posted[]> {
    const posted = await this.page.evaluate(
      () => (window as unknown as { posted: Posted[] }).posted,
    );
    return posted.map(
      ({ what: _what, from: _from, callClientId: _id, callbackStamp: _stamp, ...message }) =>
        message,
    );
  }
}

/** Where the desk is served, at a scenario. */
export function address(scenario?: string, undo = 'off'): string {
  return `/desk/?undo=${undo}${scenario === undefined ? '' : `#scenario=${scenario}`}`;
}

/**
 * Takes over the page's clock and timers: they go on by themselves, and as much further as a test says. Frames stay
 * the browser's own, so that the page is drawn whatever the time is,
 * and each page has been opened at a time of its own.
 */
export async function takeTime(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const realFrame = window.requestAnimationFrame.bind(window);
    const realTimeout = window.setTimeout.bind(window);
    Object.assign(window, { realFrame, realTimeout, openedAt: performance.timeOrigin });
  });
  await page.clock.install();
  await page.addInitScript(() => {
    const { realFrame, openedAt } = window as unknown as Real;
    window.requestAnimationFrame = realFrame;
    Object.defineProperty(performance, 'timeOrigin', { value: openedAt });
  });
}

interface Real {
  readonly realFrame: typeof requestAnimationFrame;
  readonly openedAt: number;
}

/** A test on an open desk. It fails when the page throws or prints an error. */
export const test = base.extend<{ desk: Desk }>({
  desk: async ({ page }, use) => {
    const desk = new Desk(page);
    page.on('pageerror', (error) => desk.problems.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') desk.problems.push(message.text());
    });
    await desk.open();
    await use(desk);
    expect(desk.problems).toEqual([]);
  },
});

export { expect };
