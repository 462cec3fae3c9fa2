/// <reference lib="esnext.disposable" preserve="true" />
import type { DailyAdvancedConfig, DailyFactoryOptions } from '@daily-co/daily-js';
import type { ClockKind, Pace } from './clock.js';
import { createDailyConfig, type BundleOptions } from './daily-config.js';
import { linkTo, type LinkOptions } from './link.js';
import { SimulatedRoom } from './simulated-room.js';
import type { LogEntry } from './log.js';
import { Simulation } from './simulation.js';

/** What a simulated domain starts with. */
export interface SimulateDailyOptions extends BundleOptions {
  /** Your Daily sub-domain: `acme` for `acme.daily.co`. Default `simulated`. */
  readonly domain?: string | undefined;
  /** How time passes. Default `real`. */
  readonly clock?: ClockKind | undefined;
  /** Every id comes from it: the same seed and the same verbs give the same messages. Default 1. */
  readonly seed?: number | undefined;
  /**
   * `fake`: everybody has a moving picture and a tone, for what shows video and hears audio. It needs a
   * browser. Default `none`: nobody has a track.
   */
  readonly media?: 'none' | 'fake' | undefined;
  /**
   * In virtual and stepped time, called with each slice of time that `advance()` lets pass, so that other
   * timers keep pace: `alongside: (ms) => vi.advanceTimersByTimeAsync(ms)`.
   */
  readonly alongside?: ((ms: number) => unknown) | undefined;
}

/** What `createCallObject()` needs of daily-js. */
export interface DailyFactory<Call extends CreatedCall> {
  version(): string;
  createCallObject(options?: DailyFactoryOptions): Call;
}

/** What the end of a simulation needs of a call object that it made. */
export interface CreatedCall {
  isDestroyed(): boolean;
  destroy(): Promise<void>;
}

/** Who simulates which window now. Two simulations in one would both answer daily-js. */
const simulated = new WeakMap<Window, SimulatedDaily>();

/** A Daily domain that lives in this window, under the genuine daily-js. Made by `simulateDaily()`. */
export class SimulatedDaily {
  /** For `Daily.createCallObject({ dailyConfig })`: daily-js then loads nothing and talks to us. */
  readonly dailyConfig: DailyAdvancedConfig;
  readonly #simulation: Simulation;
  readonly #rooms = new Map<string, SimulatedRoom>();
  readonly #links = new Set<() => void>();
  readonly #calls = new Set<CreatedCall>();
  readonly #options: SimulateDailyOptions;

  /** @internal */
  constructor(options: SimulateDailyOptions) {
    this.#options = options;
    const { domain = 'simulated', seed = 1, clock = 'real', media = 'none', alongside } = options;
    this.dailyConfig = createDailyConfig(options);
    this.#simulation = new Simulation({ domain, seed, clock, media, alongside });
  }

  /** The name of the domain. */
  get domain(): string {
    return this.#simulation.domain.name;
  }

  /** What daily-js sent, what it was told, and what no page can see; oldest first, the last 2,000 lines. */
  get log(): readonly LogEntry[] {
    return this.#simulation.log;
  }

  /**
   * How many things wait for their time: answers, leavings, arrivals, what `after()` was given; in stepped
   * time also messages.
   */
  get pending(): number {
    return this.#simulation.clock.waiting;
  }

  /**
   * A call object of daily-js in this domain: `daily.createCallObject(Daily)`. It has the right
   * `dailyConfig`, there may be several in one window, and `dispose()` destroys it.
   */
  createCallObject<Call extends CreatedCall>(
    Daily: DailyFactory<Call>,
    options: DailyFactoryOptions = {},
  ): Call {
    const own = createDailyConfig({ ...this.#options, dailyVersion: Daily.version() });
    const call = Daily.createCallObject({
      allowMultipleCallInstances: true,
      ...options,
      dailyConfig: { ...options.dailyConfig, ...own },
    });
    this.#calls.add(call);
    return call;
  }

  /** The room of that name. Rooms need not be made first. */
  room(name: string): SimulatedRoom {
    const room = this.#rooms.get(name) ?? new SimulatedRoom(name, this.#simulation);
    this.#rooms.set(name, room);
    return room;
  }

  /** Every room that was asked for, joined or reached by a transfer. */
  get rooms(): readonly SimulatedRoom[] {
    const names = [...this.#rooms.keys(), ...Object.keys(this.#simulation.domain.rooms)];
    return [...new Set(names)].map((name) => this.room(name));
  }

  /**
   * Lets time pass, and resolves when everything due in it has happened, has reached the pages, and they
   * have had their say. In real time it waits that long, at its speed.
   */
  advance(ms: number): Promise<void> {
    return this.#simulation.clock.advance(ms);
  }

  /**
   * Delivers exactly the next message, or does the next thing that `after()` was given, whenever it is due;
   * resolves with whether there was any.
   */
  step(): Promise<boolean> {
    return this.#simulation.clock.step();
  }

  /** Resolves when everything on its way between daily-js and the rooms has arrived. */
  settled(): Promise<void> {
    return this.#simulation.settled();
  }

  /**
   * Does something when that much of the simulation's own time has passed, as a step of its own in stepped
   * time: `daily.after(500, () => room.networkDown())`. After `dispose()` nothing is done any more.
   */
  after(ms: number, act: () => void): void {
    this.#simulation.after(ms, act);
  }

  /**
   * Goes on with another kind of time: join in virtual time, then go step by step. In real time it can go
   * faster or slower: `daily.useClock('real', { speed: 0.25 })`. What waits keeps what is left of its time;
   * timers of the app, and those of a transfer, are not touched.
   *
   * @throws RangeError if the speed is not a number above 0.
   */
  useClock(kind: ClockKind, pace?: Pace): void {
    this.#simulation.clock.use(kind, pace);
  }

  /** Calls the listener after everything that happens here; returns the way to stop it. */
  subscribe(listener: () => void): () => void {
    return this.#simulation.subscribe(listener);
  }

  /**
   * Joins this domain to a simulated Daily API, made with `simulateDailyApi()` of
   * `daily-transfer/simulator/server`, by the address of its link: its webhooks hear what happens here, and
   * what servers ask of its rooms by REST happens here. Resolves, when both ways are open, with the way to
   * end it; `dispose()` ends it too.
   *
   * @throws Error if there is no such API at the address.
   */
  async link(url: string, options: LinkOptions = {}): Promise<() => void> {
    const unlink = await linkTo(this.#simulation, url, options);
    this.#links.add(unlink);
    return unlink;
  }

  /**
   * Answers a request of `log` by hand, for what the simulator does not know, or not as a test needs it. A
   * field `error` rejects the promise of the call with its value.
   *
   * @throws TypeError if the entry is no request that daily-js waits for.
   */
  answer(entry: LogEntry, fields: Readonly<Record<string, unknown>> = {}): void {
    this.#simulation.answer(entry, fields);
  }

  /**
   * Ends the simulation: every page is out of its room, the call objects made by `createCallObject()` are
   * destroyed, listeners and timers are gone, and nobody answers daily-js any more. A second time it does
   * nothing.
   */
  dispose(): void {
    this.#links.forEach((unlink) => unlink());
    const closed = this.#simulation.close();
    if (simulated.get(window) === this) simulated.delete(window);
    const destroy = (call: CreatedCall) => call.isDestroyed() || void call.destroy();
    void closed.then(() => this.#calls.forEach(destroy));
  }

  /** `dispose()`, for `using daily = simulateDaily()`. */
  [Symbol.dispose](): void {
    this.dispose();
  }
}

/**
 * Simulates a Daily domain in this window, so that an app runs and is tested on the genuine daily-js without
 * an account or a network. Call-object mode only; no media but fake media. A window has one simulation: a new one ends the
 * one before, so that a test which failed leaves nothing behind.
 *
 * @example
 * ```ts
 * const daily = simulateDaily({ domain: 'acme' });
 * const room = daily.room('support');
 * const call = daily.createCallObject(Daily);
 * await call.join({ url: room.url, token: room.ownerToken });
 * const sessionId = room.dialIn({ from: 'sip:alice@pbx.example.com', name: 'Alice' });
 * room.onTransfer(() => ({ reply: 'accept', afterMs: 120, order: 'left-first' }));
 * ```
 */
export function simulateDaily(options: SimulateDailyOptions = {}): SimulatedDaily {
  simulated.get(window)?.dispose();
  const daily = new SimulatedDaily(options);
  simulated.set(window, daily);
  return daily;
}
