import { expect, test as base, type Locator, type Page } from '@playwright/test';

/** What daily-js posted to its call machine for transfers, as it went over the window. */
type Posted = Readonly<Record<string, unknown>>;

/** The demo page as a person uses it: by roles and visible text. */
export class Desk {
  readonly page: Page;
  /** What the page threw or printed as an error; a test that wants one takes it out. */
  readonly problems: string[] = [];

  constructor(page: Page) {
    this.page = page;
  }

  /** Opens the page with the undo window off, at the scenario of that name if one is given. */
  async open(scenario?: string): Promise<void> {
    await this.page.addInitScript(() => {
      const posted: unknown[] = [];
      Object.assign(window, { posted });
      window.addEventListener('message', ({ data }) => {
        if (data?.action === 'sip-call-transfer' && data.from === 'module') posted.push(data);
      });
    });
    await takeTime(this.page);
    await this.page.goto(`/?undo=off${scenario === undefined ? '' : `#scenario=${scenario}`}`);
    await expect(this.caller('Erin')).toBeVisible();
  }

  caller(name: string): Locator {
    return this.page.getByRole('radio', { name });
  }

  check(code: string): Locator {
    return this.page
      .getByRole('list', { name: 'Checks' })
      .getByRole('listitem')
      .filter({ has: this.page.getByText(code, { exact: true }) });
  }

  get method(): Locator {
    return this.page.locator('#method');
  }

  /** What has become of the transfer that is under way, or was last. */
  get record(): Locator {
    return this.page.getByRole('status').filter({ has: this.page.locator('.status') });
  }

  /** Its four steps. */
  get steps(): Locator {
    return this.page.getByRole('list', { name: 'The transfer' }).getByRole('listitem');
  }

  /** The timeline of the newest transfer, once its history is open. */
  get timeline(): Locator {
    return this.page.getByRole('list', { name: 'Timeline' }).first().getByRole('listitem');
  }

  get refusal(): Locator {
    return this.page.getByRole('alert').filter({ hasText: /./ });
  }

  get events(): Locator {
    return this.page.getByRole('list', { name: 'Events' });
  }

  async choose(name: string): Promise<void> {
    await this.caller(name).check();
  }

  async aimAt(target: string): Promise<void> {
    const field = this.page.getByRole('combobox', { name: 'Target', exact: true });
    await field.fill(target);
    await field.press('Tab'); // and the suggestions close
  }

  /** Opens the newest transfer of the history. */
  async openNewest(): Promise<void> {
    const history = this.page.getByRole('region', { name: 'Transfers' });
    await history.locator('summary').first().click();
  }

  /** Opens what is folded under this heading, if it is. */
  async unfold(heading: string): Promise<void> {
    const part = this.page
      .locator('details')
      .filter({ has: this.page.getByText(heading, { exact: true }) });
    const isOpen = await part.first().getAttribute('open');
    if (isOpen === null) await part.first().locator('summary').first().click();
  }

  async set(label: string, value: string): Promise<void> {
    await this.#showField(label);
    await this.page.getByLabel(label, { exact: true }).fill(value);
  }

  async pick(label: string, value: string): Promise<void> {
    await this.#showField(label);
    await this.page.getByLabel(label, { exact: true }).selectOption(value);
  }

  async #showField(label: string): Promise<void> {
    if (EXPERT_FIELDS.has(label)) await this.unfold('For experts');
  }

  async press(name: string): Promise<void> {
    await this.page.getByRole('button', { name, exact: true }).click();
  }

  /** Presses a button of the simulated room's verbs. */
  async byHand(verb: string): Promise<void> {
    await this.unfold('By hand');
    await this.press(verb);
  }

  /** Asks for the transfer that the form says, and confirms it. It is sent at once. */
  async transfer(): Promise<void> {
    await this.press('Transfer');
    await this.press('Transfer the caller');
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

  /** Lets the page's time pass until the transfer has come to this, which may be long in its time and is short in ours. */
  async comesTo(title: string): Promise<void> {
    const look = async (): Promise<string> => {
      await this.pass(0.5);
      return (await this.record.allTextContents()).join();
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

/** Fields that most people never need, and that are folded away. */
const EXPERT_FIELDS: ReadonlySet<string> = new Set(['Method', 'Way', 'Deadline, seconds']);

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
