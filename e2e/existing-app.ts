import { readFileSync } from 'node:fs';
import type { DailyAdvancedConfig } from '@daily-co/daily-js';
import type { BrowserContext, Locator, Page } from '@playwright/test';
import { test as base, type PlaywrightRoom } from 'daily-transfer/simulator/playwright';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

/** Where the app is, in a browser that has no network. */
export const HOME = 'https://desk.example';

const FILES = {
  '/': { contentType: 'text/html', body: read('existing-app/index.html') },
  '/app.js': { contentType: 'text/javascript', body: read('existing-app/app.js') },
};

/** How the app is served. */
export interface Served {
  /** Its Content-Security-Policy. Default none. */
  readonly policy?: string | undefined;
  /** The package of its daily-js. */
  readonly dailyJs?: '@daily-co/daily-js' | 'daily-js-before' | 'daily-js-oldest' | undefined;
}

/** Serves the app to every page of the context. */
export async function serveApp(context: BrowserContext, served: Served = {}): Promise<void> {
  const { policy, dailyJs = '@daily-co/daily-js' } = served;
  const headers = policy === undefined ? {} : { 'Content-Security-Policy': policy };
  const body = read(`../node_modules/${dailyJs}/dist/daily.js`);
  const files = { ...FILES, '/daily.js': { contentType: 'text/javascript', body } };
  for (const [path, file] of Object.entries(files))
    await context.route(HOME + path, (route) => route.fulfill({ ...file, headers }));
}

/** Who comes into which room, as the app's server says it to its page. */
export interface Seat {
  readonly url: string;
  readonly token: string;
  readonly userName: string;
  readonly dailyConfig?: DailyAdvancedConfig | undefined;
}

/** From now on, the pages of the context get this seat: an owner's, unless it has another token. */
export async function seat(
  context: BrowserContext,
  { url, ownerToken: token }: PlaywrightRoom,
  fields: Partial<Seat> = {},
): Promise<void> {
  const json: Seat = { url, token, userName: 'Ann', ...fields };
  await context.route(`${HOME}/api/room`, (route) => route.fulfill({ json }));
}

export const ALICE = { name: 'Alice', from: 'sip:alice@pbx.example.com' };

export const peopleOn = (page: Page): Locator => page.getByRole('list', { name: 'In the room' });
export const statusOf = (page: Page): Locator => page.getByRole('status');
export const transferAlice = (page: Page): Locator =>
  page.getByRole('button', { name: 'Transfer Alice' });

/** The fixture's `test`, with the app at its base address. */
export const test = base.extend<{ served: Served }>({
  baseURL: HOME,
  served: [{}, { option: true }],
  context: async ({ context, served }, use) => {
    await serveApp(context, served);
    await use(context);
  },
});

export { expect } from 'daily-transfer/simulator/playwright';
