import type { Message, PageRequest } from './model/domain.js';
import type { TrackStore } from './track-store.js';

/** The way between a simulation and daily-js, wherever its pages are. */
export interface Door {
  /** Brings a copy of the message to daily-js. It arrives in a later task, after those sent before. */
  send(clientId: string, message: Message): void;
  /** Resolves when every message that is on its way has arrived, and those sent in answer to it too. */
  settled(): Promise<void>;
  /** Lets that much time pass in pages whose timers stand still; nothing where they go on by themselves. */
  passTime(ms: number): Promise<unknown> | undefined;
  /** Every page has left, and nothing is heard any more. Resolves when the pages know. */
  close(): Promise<void>;
}

/** What a simulation hears by its door, and what it says there at once. */
export interface Ears {
  readonly receive: (request: PageRequest) => void;
  /** daily-js has loaded the call machine of this call object again. */
  readonly reset: (clientId: string) => void;
  /** The page of this call object was closed, or shows something else now. */
  readonly gone: (clientId: string) => void;
  readonly tracksOf: (clientId: string) => TrackStore;
}
