/// <reference lib="esnext.disposable" preserve="true" />
import type { DailyAdvancedConfig, DailyFactoryOptions } from '@daily-co/daily-js';
import { answerBundleRequests } from './bundle.js';
import { createDailyConfig, type BundleOptions } from './daily-config.js';
import { SimulatedDomain } from './simulated-domain.js';
import { SimulatedRoom } from './simulated-room.js';
import { Simulation, type SimulationOptions } from './simulation.js';
import { WindowDoor } from './window-door.js';

/** What a simulated domain starts with. */
export interface SimulateDailyOptions extends SimulationOptions, BundleOptions {}

/** What `createCallObject()` needs of daily-js. */
export interface DailyFactory<Call extends CreatedCall> {
  /** Which daily-js it is, such as `0.92.2`. */
  version(): string;
  /** A call object that is in no room yet. */
  createCallObject(options?: DailyFactoryOptions): Call;
}

/** What the end of a simulation needs of a call object that it made. */
export interface CreatedCall {
  /** Was it destroyed already? */
  isDestroyed(): boolean;
  /** Leaves the room, and ends the call object. */
  destroy(): Promise<void>;
}

/** Who simulates which window now. Two simulations in one would both answer daily-js. */
const simulated = new WeakMap<Window, SimulatedDaily>();

/** A Daily domain that lives in this window, under the genuine daily-js. Made by `simulateDaily()`. */
export class SimulatedDaily extends SimulatedDomain {
  /** For `Daily.createCallObject({ dailyConfig })`: daily-js then loads nothing and talks to us. */
  readonly dailyConfig: DailyAdvancedConfig;
  readonly #calls = new Set<CreatedCall>();
  readonly #options: BundleOptions;
  readonly #stopAnswering: () => void;
  #disposed: Promise<void> | undefined;

  /** @internal */
  constructor(options: SimulateDailyOptions) {
    const dailyConfig = createDailyConfig(options);
    const simulation = new Simulation(options, (ears) => new WindowDoor(ears));
    super(simulation, (name) => new SimulatedRoom(name, simulation));
    this.#options = options;
    this.dailyConfig = dailyConfig;
    this.#stopAnswering = answerBundleRequests((url) => {
      simulation.note('no-daily-config', { url, why: FORGOTTEN });
    });
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

  /**
   * Ends the simulation: every page is out of its room, listeners and timers are gone, and nobody answers
   * daily-js any more. Resolves when the call objects made by `createCallObject()` are destroyed too. A
   * second time it does nothing more.
   */
  dispose(): Promise<void> {
    this.#disposed ??= this.#end();
    return this.#disposed;
  }

  /** `dispose()`, for `using daily = simulateDaily()`. */
  [Symbol.dispose](): void {
    void this.dispose();
  }

  static {
    // Where there is no `Symbol.dispose` yet, what compilers make of `using` looks for this one.
    const { prototype } = this;
    const name = Symbol.for('Symbol.dispose');
    if (!Symbol.dispose) Object.defineProperty(prototype, name, { value: prototype.dispose });
  }

  async #end(): Promise<void> {
    this.#stopAnswering();
    if (simulated.get(window) === this) simulated.delete(window);
    const calls = [...this.#calls].filter((call) => !call.isDestroyed());
    const destroyed = calls.map((call) => call.destroy()); // they ask to leave, and hear that they have
    await this.close();
    await Promise.all(destroyed);
  }
}

const FORGOTTEN =
  'a call object was made without the dailyConfig of the simulation, which answered for Daily';

/**
 * Simulates a Daily domain in this window, so that an app runs and is tested on the genuine daily-js without
 * an account or a network. Call-object mode only; no media but fake media. A window has one simulation: a new one ends the
 * one before, so that a test which failed leaves nothing behind.
 *
 * @throws TypeError where there is no window
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
  if (typeof window === 'undefined') {
    throw new TypeError(
      "simulateDaily() needs a window: in Vitest, environment: 'happy-dom' and setupFiles: ['daily-transfer/simulator/happy-dom']",
    );
  }
  void simulated.get(window)?.dispose();
  const daily = new SimulatedDaily(options);
  simulated.set(window, daily);
  return daily;
}
