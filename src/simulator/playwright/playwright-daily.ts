import type { BrowserContext } from '@playwright/test';
import { SimulatedDomain } from '../simulated-domain.js';
import { SimulatedRoom } from '../simulated-room.js';
import { Simulation, virtualBeginning, type SimulationOptions } from '../simulation.js';
import { PagesDoor } from './pages-door.js';

/** What the domain of a test starts with: `test.use({ dailyOptions: { domain: 'acme' } })`. */
export type PlaywrightDailyOptions = Pick<SimulationOptions, 'domain' | 'clock' | 'seed'>;

/**
 * A `SimulatedRoom` whose pages are Playwright's: every verb returns a promise, which resolves with what the
 * verb gives when the pages have heard of it and have had their say.
 */
export type PlaywrightRoom = {
  readonly [Key in keyof SimulatedRoom]: SimulatedRoom[Key] extends (
    ...given: infer Given
  ) => infer Result
    ? (...given: Given) => Promise<Result>
    : SimulatedRoom[Key];
};

/**
 * A Daily domain that lives in the test, with the pages of as many contexts as it is attached to. It is the
 * fixture `daily`.
 */
export class PlaywrightDaily extends SimulatedDomain<PlaywrightRoom> {
  readonly #pages: PagesDoor;
  readonly #simulation: Simulation;
  readonly #isReal: boolean;

  /** @internal */
  constructor(options: PlaywrightDailyOptions) {
    const pages = new PagesDoor();
    const simulation = new Simulation(options, (ears) => pages.open(ears));
    super(simulation, (name) => makeRoom(name, simulation));
    this.#pages = pages;
    this.#simulation = simulation;
    this.#isReal = (options.clock ?? 'real') === 'real';
  }

  /**
   * Puts the domain into every page that this context opens from now on. The test's own `context` has it
   * already; another agent has a context of its own: `await daily.attach(await browser.newContext())`.
   */
  async attach(context: BrowserContext): Promise<void> {
    await this.#pages.admit(context);
    const { clocks } = this.#pages;
    if (this.#isReal || clocks.has(context)) return;
    await context.clock.install({ time: virtualBeginning + this.#simulation.clock.now });
    clocks.add(context);
    context.once('close', () => clocks.delete(context));
  }

  /**
   * Ends it. Resolves when the pages know.
   *
   * @internal
   */
  end(): Promise<void> {
    return this.close();
  }
}

function makeRoom(name: string, simulation: Simulation): PlaywrightRoom {
  return new Proxy<object>(new SimulatedRoom(name, simulation), {
    get: (room, key) => {
      const value: unknown = Reflect.get(room, key, room);
      if (typeof value !== 'function') return value;
      return async (...given: unknown[]) => {
        const result: unknown = Reflect.apply(value, room, given);
        await simulation.settled();
        return result;
      };
    },
  }) as PlaywrightRoom;
}
