import { Clock, type ClockKind } from './clock.js';
import type { Door, Ears } from './door.js';
import {
  createDomain,
  type Change,
  type DomainState,
  type Effect,
  type News,
  type Outgoing,
  type PageRequest,
} from './model/domain.js';
import {
  handleApiRequest,
  refuseApiRequest,
  type ApiRefusal,
  type ApiRequest,
} from './model/api-requests.js';
import { vanish } from './model/meeting.js';
import { admit, route } from './model/network.js';
import { pageOf, resetPage } from './model/pages.js';
import { transfer, type TransferBehaviour } from './model/transfers.js';
import { readAttempt } from './model/transfer-attempt.js';
import { FakeMedia } from './fake-media.js';
import { createHandlers, decide } from './handlers.js';
import type { LogEntry } from './log.js';
import { addRecent } from './recent.js';
import { describeTracks } from './track-store.js';

/** What a simulation starts with. */
export interface SimulationOptions {
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
}

/** Virtual and stepped time begin here, so that two runs with one seed are the same to the last byte. */
export const virtualBeginning = Date.UTC(2026, 0, 1);

/** Runs the pure model: keeps its state, gives its effects their time, and talks to the pages. */
export class Simulation {
  readonly clock: Clock;
  /** Who says how things go, by the name of the room. */
  readonly handlers = createHandlers();
  /** Hear what Daily would tell the webhooks of the domain. */
  readonly witnesses = new Set<(news: News) => void>();
  readonly #door: Door;
  readonly #isReal: boolean;
  readonly #media: FakeMedia | undefined;
  readonly #listeners = new Set<() => void>();
  #domain: DomainState;
  #log: readonly LogEntry[] = [];
  #isClosed = false;

  constructor(options: SimulationOptions, openDoor: (ears: Ears) => Door) {
    const { domain = 'simulated', seed = 1, clock = 'real', media } = options;
    this.#isReal = clock === 'real';
    this.#domain = createDomain(domain, seed, media === 'fake');
    this.#media = media === 'fake' ? new FakeMedia() : undefined;
    this.#door = openDoor({
      receive: (request) => this.#receive(request),
      reset: (clientId) => this.run(resetPage(clientId)),
      gone: (clientId) => this.run(vanish(clientId)),
      tracksOf: (clientId) => describeTracks(this.#domain, clientId, this.#media),
    });
    this.clock = new Clock({
      kind: clock,
      passTime: (ms) => this.#door.passTime(ms),
      settled: () => this.settled(),
    });
  }

  /** The domain as it is now. */
  get domain(): DomainState {
    return this.#domain;
  }

  /** What was received, sent and noted, oldest first; the last 2,000 lines. */
  get log(): readonly LogEntry[] {
    return this.#log;
  }

  /** Makes the change now; what follows from it happens in its time. */
  run(change: Change): void {
    if (this.#isClosed) return;
    const [domain, effects] = change({ ...this.#domain, time: this.#time() });
    this.#domain = domain;
    effects.forEach((effect) => this.#follow(effect));
    this.#tell();
  }

  /** Does something outside the model in the simulation's own time, as a step of its own. */
  after(afterMs: number, act: () => void): void {
    if (this.#isClosed) return;
    const run = (): void => {
      act();
      this.#tell();
    };
    this.clock.schedule({ afterMs, isStep: true, run });
    this.#tell();
  }

  /** Does what a server asks by REST, if the room can; a transfer goes as its handler says. */
  obeyApi(request: ApiRequest): { refusal?: ApiRefusal; behaviour?: TransferBehaviour } {
    const refusal = refuseApiRequest(this.#domain, request);
    if (refusal) return { refusal };
    if (request.verb !== 'transfer') {
      this.run(handleApiRequest(request.verb, request));
      return {};
    }
    const asked = { clientId: '', action: 'sip-call-transfer', body: request.body };
    const behaviour = this.handlers.transfer.get(request.room)?.(readAttempt(asked)) ?? {};
    this.#write({
      direction: 'noted',
      action: 'api-transfer',
      room: request.room,
      message: request.body,
    });
    this.run(transfer(request.room, asked, behaviour));
    return { behaviour };
  }

  /** Resolves when every message that is on its way has arrived. */
  settled(): Promise<void> {
    return this.#door.settled();
  }

  /** Calls the listener after everything that happens; returns the way to stop it. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /**
   * Ends the simulation: every page has left, and there is no listener, no timer, no message any more.
   * Resolves when the pages know.
   */
  close(): Promise<void> {
    this.#isClosed = true;
    this.clock.stop();
    this.#media?.stop();
    this.#listeners.clear();
    this.witnesses.clear();
    return this.#door.close();
  }

  /** Writes something into the log that no page can see. */
  note(action: string, message: LogEntry['message']): void {
    this.#write({ direction: 'noted', action, room: '', message });
    this.#tell();
  }

  /** Answers a request that is in the log, as the call machine of its page would. */
  answer({ clientId, action, callbackStamp }: LogEntry, fields: LogEntry['message']): void {
    if (clientId === undefined || callbackStamp === undefined) {
      throw new TypeError('unable to answer; the entry of the log is no request with a callback');
    }
    const message = { ...fields, action, callbackStamp };
    this.run((domain) => [domain, [{ kind: 'message', clientId, message }]]);
  }

  #follow(effect: Effect): void {
    switch (effect.kind) {
      case 'message':
        return this.#post(effect);
      case 'later': {
        const { afterMs, change } = effect;
        return this.clock.schedule({ afterMs, isStep: false, run: () => this.run(change) });
      }
      case 'note': {
        const { action, room, about } = effect;
        return this.#write({ direction: 'noted', action, room, message: about });
      }
      case 'news':
        return this.witnesses.forEach((tell) => tell(effect));
      case 'asked':
        return this.run(decide(this.handlers, effect));
    }
  }

  #post(outgoing: Outgoing): void {
    const [domain, routed] = route(outgoing)(this.#domain);
    this.#domain = domain;
    if (routed.length === 0) return;
    this.clock.schedule({ afterMs: 0, isStep: true, run: () => this.#deliver(outgoing) });
  }

  #deliver({ clientId, message }: Outgoing): void {
    this.#door.send(clientId, message);
    const room = pageOf(this.#domain, clientId).room;
    this.#write({ direction: 'sent', action: message.action, clientId, room, message });
  }

  #receive(request: PageRequest): void {
    const { clientId, action, callbackStamp, body } = request;
    if (action === 'transmit-log') return;
    const room = pageOf(this.#domain, clientId).room;
    const line = { direction: 'received', action, clientId, room, message: body } as const;
    this.#write({ ...line, ...(callbackStamp !== undefined && { callbackStamp }) });
    this.run(admit(request));
  }

  #tell(): void {
    this.#listeners.forEach((listener) => listener());
  }

  #write(line: Omit<LogEntry, 'atMs' | 'room'> & { readonly room: string | undefined }): void {
    const { room, ...rest } = line;
    const entry = { atMs: this.clock.now, ...rest, ...(room !== undefined && { room }) };
    this.#log = addRecent(this.#log, entry);
  }

  #time(): number {
    return this.#isReal ? Date.now() : virtualBeginning + this.clock.now;
  }
}
