import type { ClockKind, Pace } from './clock.js';
import { linkTo, type LinkOptions } from './link.js';
import type { LogEntry } from './log.js';
import type { SimulatedRoom } from './simulated-room.js';
import type { Simulation } from './simulation.js';

/** A simulated Daily domain, wherever its pages are: its rooms, its time, and what happened in it. */
export abstract class SimulatedDomain<Room = SimulatedRoom> {
  readonly #simulation: Simulation;
  readonly #makeRoom: (name: string) => Room;
  readonly #rooms = new Map<string, Room>();
  readonly #links = new Set<() => void>();

  /** @internal */
  constructor(simulation: Simulation, makeRoom: (name: string) => Room) {
    this.#simulation = simulation;
    this.#makeRoom = makeRoom;
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

  /** The room of that name. Rooms need not be made first. */
  room(name: string): Room {
    const room = this.#rooms.get(name) ?? this.#makeRoom(name);
    this.#rooms.set(name, room);
    return room;
  }

  /** Every room that was asked for, joined or reached by a transfer. */
  get rooms(): readonly Room[] {
    const names = [...this.#rooms.keys(), ...Object.keys(this.#simulation.domain.rooms)];
    return [...new Set(names)].map((name) => this.room(name));
  }

  /**
   * Lets time pass, and resolves when everything due in it has happened, has reached the pages, and they
   * have had their say. Where fake timers are on (Vitest, Jest, Sinon), their time passes too, so that the
   * deadlines of the page come. In real time without them it waits that long, at its speed.
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
   * Ends the links and the simulation. Resolves when the pages know.
   *
   * @internal
   */
  protected close(): Promise<void> {
    this.#links.forEach((unlink) => unlink());
    return this.#simulation.close();
  }
}
