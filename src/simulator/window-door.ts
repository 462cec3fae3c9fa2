import type { Door, Ears } from './door.js';
import type { Message } from './model/domain.js';

/** What daily-js 0.92.2 reads of its call machine. */
interface CallMachine {
  readonly store: { readonly getState: () => object };
  readonly reset: () => void;
}

/** What daily-js keeps for its call machines on the window. It is daily-js that makes it. */
interface DailyGlobal {
  readonly pendings: string[];
  readonly instances: Record<string, { callMachine?: CallMachine }>;
}

/** As much of the fake timers of Vitest, Jest and Sinon as we need: they leave it on what they put in. */
interface FakeTimers {
  readonly tickAsync: (ms: number) => Promise<unknown>;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * The face toward daily-js: one listener for the window's messages, the way back, and a call machine where
 * daily-js looks for one. daily-js cannot tell it from the call machine that it would have loaded.
 *
 * It uses nothing of any other module, because in Playwright its text is put into the page.
 */
export class WindowDoor implements Door {
  /** The event of the window by which the bundle says that it was loaded. */
  static readonly LOADED = 'daily-transfer-simulator-loaded';

  /** The mark of every message between daily-js and its call machine, read in daily-js 0.92.2. */
  static readonly #DAILY = 'iframe-call-message';

  /** The mark of our own messages, with which we wait for our turn among the window's messages. */
  static readonly #TURN = 'daily-transfer-simulator-turn';

  readonly #ears: Ears;
  readonly #met = new Set<string>();
  readonly #turns = new Map<number, () => void>();
  #lastTurn = 0;
  #isClosed = false;

  constructor(ears: Ears) {
    this.#ears = ears;
    window.addEventListener('message', this.#listener);
    window.addEventListener(WindowDoor.LOADED, this.#onLoaded);
  }

  send(clientId: string, message: Message): void {
    const envelope = { what: WindowDoor.#DAILY, from: 'embedded', callClientId: clientId };
    this.#post({ ...structuredClone(message), ...envelope });
  }

  /** As far as fake timers are on. */
  passTime(ms: number): Promise<unknown> | undefined {
    return (setTimeout as { readonly clock?: FakeTimers }).clock?.tickAsync(ms);
  }

  async settled(): Promise<void> {
    await this.#turn();
    await this.#turn();
  }

  /** Whoever waits to be settled waits no longer. */
  close(): Promise<void> {
    if (this.#isClosed) return Promise.resolve();
    const alive = Object.keys(this.#daily?.instances ?? {}); // daily-js forgets what was destroyed
    alive.forEach((clientId) => this.send(clientId, { action: 'left-meeting' }));
    this.#isClosed = true;
    window.removeEventListener('message', this.#listener);
    window.removeEventListener(WindowDoor.LOADED, this.#onLoaded);
    this.#turns.forEach((resolve) => resolve());
    this.#turns.clear();
    return this.#arrive();
  }

  readonly #listener = ({ data }: MessageEvent<unknown>): void => {
    const { what, from, turn, callClientId, callbackStamp, ...body } = this.#read(data);
    if (what === WindowDoor.#TURN) return this.#endTurn(Number(turn));
    if (what !== WindowDoor.#DAILY || from !== 'module') return;
    const clientId = String(callClientId);
    this.#meet(clientId);
    this.#ears.receive({
      clientId,
      action: String(body['action']),
      ...(typeof callbackStamp === 'string' && { callbackStamp }),
      body: structuredClone(body),
    });
  };

  readonly #onLoaded = (): void => {
    const waiting = this.#daily?.pendings ?? [];
    [...waiting].forEach((clientId) => this.#meet(clientId));
  };

  get #daily(): DailyGlobal | undefined {
    return (window as { readonly _daily?: DailyGlobal })._daily;
  }

  /** The call machine of a call object has been loaded: from its bundle, or at the latest when it is spoken to. */
  #meet(clientId: string): void {
    if (this.#met.has(clientId)) return;
    this.#met.add(clientId);
    this.#installCallMachine(clientId);
    this.send(clientId, { action: 'loaded' });
  }

  /** Without a call machine, daily-js cannot read the first participant, and waits for the next bundle too. */
  #installCallMachine(clientId: string): void {
    const daily = this.#daily;
    const instance = this.#instanceOf(clientId);
    if (!daily || !instance) return;
    const others = daily.pendings.filter((pending) => pending !== clientId);
    daily.pendings.splice(0, Infinity, ...others);
    const getState = (): object => this.#ears.tracksOf(clientId);
    instance.callMachine = { store: { getState }, reset: () => this.#ears.reset(clientId) };
  }

  /** What daily-js keeps for a call object, as long as that is there. */
  #instanceOf(clientId: string): DailyGlobal['instances'][string] | undefined {
    const instances = this.#daily?.instances ?? {};
    return Object.hasOwn(instances, clientId) ? instances[clientId] : undefined;
  }

  #turn(): Promise<void> {
    if (this.#isClosed) return Promise.resolve();
    this.#lastTurn += 1;
    const turn = this.#lastTurn;
    return new Promise((resolve) => {
      this.#turns.set(turn, resolve);
      this.#post({ what: WindowDoor.#TURN, turn });
    });
  }

  #endTurn(turn: number): void {
    this.#turns.get(turn)?.();
    this.#turns.delete(turn);
  }

  /** Resolves when the messages before this one have arrived, without a listener for any other. */
  #arrive(): Promise<void> {
    return new Promise((resolve) => {
      const listener = ({ data }: MessageEvent<unknown>): void => {
        const { what, turn } = this.#read(data);
        if (what !== WindowDoor.#TURN || turn !== 0) return;
        window.removeEventListener('message', listener);
        resolve();
      };
      window.addEventListener('message', listener);
      this.#post({ what: WindowDoor.#TURN, turn: 0 });
    });
  }

  /** As daily-js does it: a page from a file has no origin to name. */
  #post(message: Fields): void {
    const { protocol, origin } = window.location;
    window.postMessage(message, protocol === 'file:' ? '*' : origin);
  }

  #read(data: unknown): Fields {
    return typeof data === 'object' && data !== null ? { ...data } : {};
  }
}
