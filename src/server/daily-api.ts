import { demand } from '../domain/mistakes.js';
import { readRoomName } from '../wire/fact.js';
import { findError, readAnswer, type DailyAnswer } from './daily-answer.js';
import { DailyApiError } from './daily-api-error.js';
import { Deadline } from './deadline.js';

/** How Daily's REST API is reached. */
export interface DailyApiOptions {
  /** The API key of your Daily domain: on servers only, and in nothing that this package writes. */
  readonly apiKey: string;
  /** The platform's `fetch` by default. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** `https://api.daily.co/v1` by default; `http:` on this machine's own addresses only. */
  readonly baseUrl?: string | undefined;
  /** Milliseconds from the send until Daily's answer counts as missing, 1 to 180,000; 20,000 by default. */
  readonly timeoutMs?: number | undefined;
}

/** The keys of `DailyApiOptions`. */
export const DAILY_API_OPTIONS: readonly (keyof DailyApiOptions)[] = [
  'apiKey',
  'fetch',
  'baseUrl',
  'timeoutMs',
];

/** One request to a room: the end of its path, and its body. */
export interface DailyApiRequest {
  /** A name that `demandRoomName` let through, so that it is one part of the path. */
  readonly room: string;
  /** What is asked of the room, as in `sipCallTransfer`. */
  readonly action: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** Instead of the client's own. */
  readonly timeoutMs?: number | undefined;
}

/**
 * Daily's REST API for rooms. Each request is sent once, redirects are not followed, and answers may have
 * any shape and size.
 */
export class DailyApi {
  readonly #apiKey: string;
  readonly #fetch: typeof globalThis.fetch;
  readonly #baseUrl: string;
  readonly #timeoutMs: number;

  /** @throws TypeError naming the option that is wrong */
  constructor(options: DailyApiOptions) {
    demand(typeof options === 'object' && options !== null, 'options must be an object');
    const { apiKey, fetch, baseUrl = 'https://api.daily.co/v1', timeoutMs = 20_000 } = options;
    const isKey = typeof apiKey === 'string' && /^[\x21-\x7e]{8,512}$/.test(apiKey);
    demand(isKey, 'apiKey must be the API key of your Daily domain');
    demand(fetch === undefined || typeof fetch === 'function', 'fetch must be a function');
    demand(isApiTimeout(timeoutMs), 'timeoutMs must be from 1 to 180000');
    this.#apiKey = apiKey;
    this.#fetch = fetch ?? ((input, init) => globalThis.fetch(input, init));
    this.#baseUrl = readBaseUrl(baseUrl);
    this.#timeoutMs = timeoutMs;
  }

  /**
   * Posts once, and resolves when Daily says yes.
   *
   * @throws DailyApiError as a rejection; its `outcome` says whether Daily may have carried it out
   */
  async post(request: DailyApiRequest): Promise<void> {
    const { room, action, body, timeoutMs = this.#timeoutMs } = request;
    const deadline = new Deadline(timeoutMs);
    try {
      const url = `${this.#baseUrl}/rooms/${room}/${action}`;
      const error = findError(await this.#ask(url, JSON.stringify(body), deadline));
      if (error) throw error;
    } finally {
      deadline.lift();
    }
  }

  async #ask(url: string, body: string, deadline: Deadline): Promise<DailyAnswer> {
    const fetch = this.#fetch;
    const headers = {
      Authorization: `Bearer ${this.#apiKey}`,
      'Content-Type': 'application/json',
      Accept: 'application/json',
    };
    const { signal } = deadline;
    let isCalled = false;
    try {
      // Workers do not know `redirect: 'error'`. With `manual` nothing is followed either.
      const sending = fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
      isCalled = true;
      const response = await deadline.before(sending);
      return await readAnswer(response, deadline, (text) => this.#redact(text));
    } catch (thrown) {
      if (signal.aborted) throw new DailyApiError('timed-out');
      const code = !isCalled || isUnsent(thrown) ? 'not-sent' : 'connection-lost';
      throw new DailyApiError(code, { cause: this.#clean(thrown) });
    }
  }

  /** An answer may echo the API key, and may end up in a log. */
  #redact(text: string): string {
    return text.replaceAll(this.#apiKey, '•••');
  }

  /** What was thrown as it came, unless the key is in it. */
  #clean(thrown: unknown): unknown {
    return show(thrown).includes(this.#apiKey) ? new Error('unable to fetch') : thrown;
  }
}

/**
 * The name of a room, which becomes one part of a path.
 *
 * @throws TypeError unless it is a name as Daily has them, and not an address
 */
export function demandRoomName(room: unknown): string {
  const name = readRoomName(room);
  if (name !== undefined) return name;
  throw new TypeError(
    "room must be the name of a Daily room: letters, digits, '-' and '_', without its address",
  );
}

/** Is it a timeout that the client takes, in milliseconds? */
export function isApiTimeout(value: unknown): boolean {
  return typeof value === 'number' && value >= 1 && value <= 180_000;
}

/** How Node and Bun say that there was no connection, so that no byte was sent. */
const UNSENT: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'ConnectionRefused',
]);

function isUnsent(thrown: unknown): boolean {
  const { code, cause } = Object(thrown) as { code?: unknown; cause?: unknown };
  return UNSENT.has(code) || UNSENT.has((Object(cause) as { code?: unknown }).code);
}

/** All that a log would show of it, one cause deep. */
function show(thrown: unknown): string {
  const one = (value: unknown) => {
    const { message, stack } = Object(value) as { message?: unknown; stack?: unknown };
    return `${String(message)}${String(stack)}${write(value)}`;
  };
  return one(thrown) + one((Object(thrown) as { cause?: unknown }).cause);
}

function write(value: unknown): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    return '';
  }
}

function readBaseUrl(text: string): string {
  const message = 'baseUrl must be an https: address without user, query or fragment';
  const url = typeof text === 'string' && URL.canParse(text) ? new URL(text) : undefined;
  if (!url) throw new TypeError(message);
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  demand(url.protocol === 'https:' || (url.protocol === 'http:' && isHere), message);
  demand(`${url.username}${url.password}${url.search}${url.hash}` === '', message);
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}
