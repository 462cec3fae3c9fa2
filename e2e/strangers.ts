import type { BrowserContext, Frame, Page } from '@playwright/test';
import { Desk } from './desk.js';
import type { Forgery } from './forgeries.js';

/** A desk with somebody beside it who can post messages to its window. */
export interface Encounter {
  readonly desk: Desk;
  forge(forgeries: readonly Forgery[]): Promise<void>;
}

/** Somebody who holds the desk's window, and how it comes to that. */
export interface Stranger {
  readonly who: string;
  meet(context: BrowserContext, deskOrigin: string): Promise<Encounter>;
}

const ELSEWHERE = 'https://stranger.example';
const EMPTY = { contentType: 'text/html', body: '<!doctype html><title>stranger</title>' };

/** The everyday one: an advertisement, a widget, a map. */
export const foreignFrame: Stranger = {
  who: 'a child frame of another origin',
  meet: (context) => withFrame(context, { src: `${ELSEWHERE}/frame` }),
};

/** Everybody that H3 names, and a frame without an origin. */
export const strangers: readonly Stranger[] = [
  foreignFrame,
  {
    who: 'a child frame of the same origin',
    meet: (context, origin) => withFrame(context, { src: `${origin}/stranger` }),
  },
  {
    who: 'a sandboxed child frame, of no origin',
    meet: (context) => withFrame(context, { srcdoc: EMPTY.body, sandbox: 'allow-scripts' }),
  },
  { who: 'the page that opened the desk', meet: withOpener },
  { who: 'a popup that the desk opened', meet: withPopup },
];

async function withFrame(
  context: BrowserContext,
  attributes: Readonly<Record<string, string>>,
): Promise<Encounter> {
  await openElsewhere(context);
  const desk = new Desk(await context.newPage());
  await desk.open();
  const attached = desk.page.waitForEvent('frameattached');
  await desk.page.evaluate(async (wanted) => {
    const frame = Object.assign(document.createElement('iframe'), wanted);
    const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
    document.body.append(frame);
    await loaded;
  }, attributes);
  const frame = await attached;
  return { desk, forge: (forgeries) => post(frame, 'parent', forgeries) };
}

async function withOpener(context: BrowserContext): Promise<Encounter> {
  await openElsewhere(context);
  const opener = await context.newPage();
  await opener.goto(`${ELSEWHERE}/opener`);
  const popup = opener.waitForEvent('popup');
  await opener.evaluate(() => Object.assign(window, { desk: window.open('about:blank') }));
  const desk = new Desk(await popup);
  await desk.open();
  return { desk, forge: (forgeries) => post(opener, 'desk', forgeries) };
}

async function withPopup(context: BrowserContext): Promise<Encounter> {
  await openElsewhere(context);
  const desk = new Desk(await context.newPage());
  await desk.open();
  const opened = desk.page.waitForEvent('popup');
  await desk.page.evaluate((url) => void window.open(url), `${ELSEWHERE}/popup`);
  const popup = await opened;
  await popup.waitForLoadState();
  await desk.page.bringToFront(); // a page in the background is drawn once in a while
  return { desk, forge: (forgeries) => post(popup, 'opener', forgeries) };
}

/** Pages of strangers are made here; nothing is asked of a network. */
async function openElsewhere(context: BrowserContext): Promise<void> {
  await context.route(/stranger/, (route) => route.fulfill(EMPTY));
}

/** By the stranger's own script, so that the browser names it as the source. */
function post(
  stranger: Page | Frame,
  target: 'parent' | 'opener' | 'desk',
  forgeries: readonly Forgery[],
): Promise<void> {
  return stranger.evaluate(
    ([name, messages]) => {
      const desk = (window as unknown as Record<string, Window>)[name];
      for (const message of messages) desk?.postMessage(message, '*');
    },
    [target, forgeries] as const,
  );
}
