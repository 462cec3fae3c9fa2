import { LOADED } from './bundle.js';
import type { Message, PageRequest } from './model/domain.js';
import { asRecord } from './model/record.js';

/** The mark of every message between daily-js and its call machine, read in daily-js 0.92.2. */
const dailyMark = 'iframe-call-message';

/** The mark of our own messages, with which we wait for our turn among the window's messages. */
const turnMark = 'daily-transfer-simulator-turn';

/**
 * The face toward daily-js: one listener for the window's messages, and the way back. daily-js cannot
 * tell it from the call machine that it would have loaded.
 */
export class WindowDoor {
  readonly #receive: (request: PageRequest) => void;
  readonly #onLoaded: () => void;
  readonly #turns = new Map<number, () => void>();
  #lastTurn = 0;
  #isClosed = false;

  constructor(receive: (request: PageRequest) => void, onLoaded: () => void) {
    this.#receive = receive;
    this.#onLoaded = onLoaded;
    window.addEventListener('message', this.#listener);
    window.addEventListener(LOADED, onLoaded);
  }

  /** Brings a copy of the message to daily-js. It arrives in a later task, after those sent before. */
  send(clientId: string, message: Message): void {
    const envelope = { what: dailyMark, from: 'embedded', callClientId: clientId };
    window.postMessage({ ...structuredClone(message), ...envelope }, ownOrigin());
  }

  /** Resolves when every message that is on its way has arrived, and those sent in answer to it too. */
  async settled(): Promise<void> {
    await this.#turn();
    await this.#turn();
  }

  /**
   * Stops listening. Whoever waits to be settled waits no longer. Resolves when what was sent before has
   * arrived.
   */
  close(): Promise<void> {
    const arrived = this.#isClosed ? Promise.resolve() : arrive();
    this.#isClosed = true;
    window.removeEventListener('message', this.#listener);
    window.removeEventListener(LOADED, this.#onLoaded);
    this.#turns.forEach((resolve) => resolve());
    this.#turns.clear();
    return arrived;
  }

  #turn(): Promise<void> {
    if (this.#isClosed) return Promise.resolve();
    this.#lastTurn += 1;
    const turn = this.#lastTurn;
    return new Promise((resolve) => {
      this.#turns.set(turn, resolve);
      window.postMessage({ what: turnMark, turn }, ownOrigin());
    });
  }

  readonly #listener = (event: MessageEvent<unknown>): void => {
    const { what, from, turn, callClientId, callbackStamp, ...body } = asRecord(event.data);
    if (what === turnMark) return this.#endTurn(Number(turn));
    if (what !== dailyMark || from !== 'module') return;
    this.#receive({
      clientId: String(callClientId),
      action: String(body['action']),
      ...(typeof callbackStamp === 'string' && { callbackStamp }),
      body: structuredClone(body),
    });
  };

  #endTurn(turn: number): void {
    this.#turns.get(turn)?.();
    this.#turns.delete(turn);
  }
}

/** Resolves when the messages before this one have arrived. */
function arrive(): Promise<void> {
  const last = { what: turnMark, turn: 0 };
  return new Promise((resolve) => {
    const listener = ({ data }: MessageEvent<unknown>): void => {
      const { what, turn } = asRecord(data);
      if (what !== turnMark || turn !== 0) return;
      window.removeEventListener('message', listener);
      resolve();
    };
    window.addEventListener('message', listener);
    window.postMessage(last, ownOrigin());
  });
}

/** As daily-js does it: a page from a file has no origin to name. */
function ownOrigin(): string {
  return window.location.protocol === 'file:' ? '*' : window.location.origin;
}
