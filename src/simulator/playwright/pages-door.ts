import type { BrowserContext, Frame, Page } from '@playwright/test';
import { BUNDLE } from '../bundle.js';
import type { Door, Ears } from '../door.js';
import type { Message } from '../model/domain.js';
import { DOOR, pageScript, TELL, type PageDoor, type Said } from './page-script.js';

/** Who hears the pages of each context. What was put into a context stays in it; who hears it may change. */
const doors = new WeakMap<BrowserContext, PagesDoor>();

/** The door to daily-js in every page of the contexts that were let in. */
export class PagesDoor implements Door {
  /** The contexts whose clocks stand still by themselves. */
  readonly clocks = new Set<BrowserContext>();
  readonly #pages = new WeakSet<Page>();
  /** The frames that have a document, and when all that was sent to each has arrived. */
  readonly #sent = new Map<Frame, Promise<void>>();
  /** Where each call object is. */
  readonly #frames = new Map<string, Frame>();
  readonly #problems: unknown[] = [];
  #ears: Ears | undefined;

  /** From now on what pages say is heard. */
  open(ears: Ears): this {
    this.#ears = ears;
    return this;
  }

  /** Lets in every document that the context opens from now on. */
  async admit(context: BrowserContext): Promise<void> {
    const isPrepared = doors.has(context);
    doors.set(context, this);
    if (isPrepared) return;
    await context.exposeBinding(TELL, ({ frame }, said: Said) => {
      doors.get(context)?.hear(frame, said);
    });
    await context.addInitScript({ content: pageScript });
    await context.route(/\/call-machine-object-bundle\.js(\?|$)/, (route) =>
      route.fulfill({
        contentType: 'text/javascript',
        headers: { 'Access-Control-Allow-Origin': '*' },
        body: BUNDLE,
      }),
    );
  }

  send(clientId: string, message: Message): void {
    const frame = this.#frames.get(clientId);
    const sent = frame && this.#sent.get(frame);
    if (!sent) return;
    const copy = structuredClone(message);
    this.#sent.set(
      frame,
      sent.then(() => callDoor(frame, 'send', clientId, copy)),
    );
  }

  passTime(ms: number): Promise<unknown> | undefined {
    if (this.clocks.size === 0) return undefined;
    return Promise.all([...this.clocks].map(({ clock }) => clock.runFor(ms)));
  }

  async settled(): Promise<void> {
    await this.#each('settled');
    await this.#each('settled');
  }

  /** @throws what went wrong when something that a page said was heard, such as an error of a handler. */
  async close(): Promise<void> {
    this.#ears = undefined;
    await this.#each('close');
    if (this.#problems.length > 0) throw this.#problems[0];
  }

  /** Takes what the script of a page says. */
  hear(frame: Frame, said: Said): void {
    try {
      this.#take(frame, said);
    } catch (error) {
      this.#problems.push(error); // It is the test's, not the page's.
    }
  }

  /** Resolves when what was sent has arrived, and what the pages said meanwhile was heard. */
  async #each(method: 'settled' | 'close'): Promise<void> {
    const all = [...this.#sent].map(async ([frame, sent]) => {
      await sent;
      await callDoor(frame, method);
    });
    await Promise.all(all);
  }

  #take(frame: Frame, said: Said): void {
    switch (said.kind) {
      case 'opened':
        this.#lose(frame);
        this.#watch(frame.page());
        return void this.#sent.set(frame, Promise.resolve());
      case 'request':
        this.#frames.set(said.request.clientId, frame);
        return this.#ears?.receive(said.request);
      case 'reset':
        return this.#ears?.reset(said.clientId);
    }
  }

  #watch(page: Page): void {
    if (this.#pages.has(page)) return;
    this.#pages.add(page);
    const loseAll = (): void => {
      const frames = [...this.#sent.keys()].filter((frame) => frame.page() === page);
      frames.forEach((frame) => this.#lose(frame));
    };
    page.on('framedetached', (frame) => this.#lose(frame));
    page.on('crash', loseAll);
    page.on('close', loseAll);
  }

  /** What the frame showed is over, and its call objects with it. */
  #lose(frame: Frame): void {
    this.#sent.delete(frame);
    const clients = [...this.#frames].filter(([, its]) => its === frame);
    for (const [clientId] of clients) {
      this.#frames.delete(clientId);
      this.#ears?.gone(clientId);
    }
  }
}

/** Calls the door of the document in the frame. What does not reach a document that is over is lost. */
async function callDoor(frame: Frame, method: keyof PageDoor, ...given: unknown[]): Promise<void> {
  const call = (asked: { name: string; method: string; given: unknown[] }) =>
    Reflect.get(window, asked.name)?.[asked.method](...asked.given);
  await frame.evaluate(call, { name: DOOR, method, given }).catch(() => undefined);
}
