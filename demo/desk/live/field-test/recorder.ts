import type { DailyCall } from '@daily-co/daily-js';
import type { TransferMethod } from 'daily-transfer';
import { shapeOf, type Shape } from './shape.js';

/** The events that tell of callers, of what was dialled, and of our own meeting. */
const WATCHED = [
  'joined-meeting',
  'left-meeting',
  'error',
  'participant-joined',
  'participant-left',
  'dialin-connected',
  'dialin-stopped',
  'dialin-warning',
  'dialin-error',
  'dialout-connected',
  'dialout-answered',
  'dialout-stopped',
  'dialout-warning',
  'dialout-error',
] as const;

/** One thing that happened: an event, our request, what its promise did, or the end of the watching. */
export interface Entry {
  readonly name: (typeof WATCHED)[number] | TransferMethod | 'resolved' | 'rejected' | 'stopped';
  /** Milliseconds since the watching began. */
  readonly atMs: number;
  readonly of?: 'caller' | 'us' | 'somebody';
  /** Of the event, of what was asked, or of what the promise came to. */
  readonly shape?: Shape;
}

interface Told extends Omit<Entry, 'of'> {
  readonly sessionId?: string | undefined;
}

/** More than any step needs; a room full of people does not make the report endless. */
const MAX_EVENTS = 200;

/**
 * Writes down what daily-js tells, and what becomes of one request; never a value, only shapes. A store for
 * `useSyncExternalStore()`: it listens to the call object while somebody listens to it.
 *
 * @example
 * const recorder = new Recorder(call);
 * const entries = useSyncExternalStore(recorder.subscribe, recorder.read);
 */
export class Recorder {
  readonly #call: DailyCall;
  readonly #now: () => number;
  readonly #beganAt: number;
  readonly #told: Told[] = [];
  #entries: readonly Entry[] = [];
  #callerId: string | undefined;
  #onChange: () => void = () => {};

  /** @param now milliseconds; default `performance.now()` */
  constructor(call: DailyCall, now = () => performance.now()) {
    this.#call = call;
    this.#now = now;
    this.#beganAt = now();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#onChange = listener;
    const stops = WATCHED.map((name) => {
      const hear = (event?: unknown): void => {
        if (this.#told.length < MAX_EVENTS) this.#add(name, event, sessionOf(event));
      };
      this.#call.on(name, hear);
      return () => void this.#call.off(name, hear);
    });
    return () => stops.forEach((stop) => stop());
  };

  readonly read = (): readonly Entry[] => this.#entries;

  /** Asks daily-js itself, so that its promise is seen as it is. */
  async send(
    method: TransferMethod,
    request: { readonly sessionId: string; readonly toEndPoint: string },
  ): Promise<void> {
    this.#callerId = request.sessionId;
    this.#add(method, { toEndPoint: request.toEndPoint, permissions: this.#readRights() });
    try {
      this.#add('resolved', await this.#call[method]({ ...request }));
    } catch (error) {
      this.#add('rejected', error);
    }
  }

  /** Everything so far, and that it is all. */
  end(): readonly Entry[] {
    this.#add('stopped', undefined);
    return this.#entries;
  }

  #readRights(): object {
    const { owner, permissions } = this.#call.participants().local;
    return { owner, canAdmin: permissions.canAdmin };
  }

  #add(name: Entry['name'], value: unknown, sessionId?: string): void {
    const atMs = Math.round(this.#now() - this.#beganAt);
    const shape = value === undefined ? {} : { shape: shapeOf(value) };
    this.#told.push({ name, atMs, ...shape, sessionId });
    const ourId = this.#call.participants().local?.session_id;
    const whose = (id: string) => (id === ourId ? 'us' : 'somebody');
    this.#entries = this.#told.map(({ sessionId: id, ...rest }) => {
      if (id === undefined) return rest;
      return { ...rest, of: id === this.#callerId ? 'caller' : whose(id) };
    });
    this.#onChange();
  }
}

function sessionOf(event: unknown): string | undefined {
  const { sessionId, participant } = (event ?? {}) as Readonly<Record<string, unknown>>;
  const id = sessionId ?? (participant as { session_id?: unknown } | null | undefined)?.session_id;
  return typeof id === 'string' ? id : undefined;
}
