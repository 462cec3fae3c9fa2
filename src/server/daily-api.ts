import { demand } from '../domain/mistakes.js';
import { readCapped, readRetryAfter } from './answer.js';
import { DailyApiError, readRefusal, type DailyAnswer } from './daily-api-error.js';
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

/** One request: the path under a room, and its body. */
export interface DailyApiRequest {
  readonly room: string;
  /** What is asked of the room, as in `sipCallTransfer`. */
  readonly action: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** Instead of the client's own. */
  readonly timeoutMs?: number | undefined;
}

/**
 * Daily's REST API as far as rooms go: each request is sent once and never again, redirects are not
 * followed, and answers of any shape and size are read without trust.
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
   * Posts once. Resolves with Daily's yes.
   *
   * @throws DailyApiError as a rejection; its `outcome` says whether the request may have been carried out
   */
  async post(request: DailyApiRequest): Promise<DailyAnswer> {
    const { room, action, body, timeoutMs = this.#timeoutMs } = request;
    const url = `${this.#baseUrl}/rooms/${encodeURIComponent(room)}/${action}`;
    const deadline = new Deadline(timeoutMs);
    try {
      const answer = await this.#ask(url, JSON.stringify(body), deadline);
      const refusal = readRefusal(answer);
      if (refusal) throw refusal;
      return answer;
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
      // `manual` where others say `error`, which workers do not know: either way nothing is followed.
      const init = { method: 'POST', headers, body, signal, redirect: 'manual' } as const;
      const sending = fetch(url, init);
      isCalled = true;
      return await this.#read(await deadline.before(sending), deadline);
    } catch (thrown) {
      if (signal.aborted) throw new DailyApiError('timed-out');
      const code = !isCalled || isUnsent(thrown) ? 'not-sent' : 'connection-lost';
      throw new DailyApiError(code, { cause: this.#clean(thrown) });
    }
  }

  /** The status stands whatever becomes of the body. */
  async #read(response: Response, deadline: Deadline): Promise<DailyAnswer> {
    const isOpaque = response.type === 'opaqueredirect';
    const text = await readCapped(response, deadline);
    const retryAfterMs = readRetryAfter(response.headers.get('retry-after'));
    return {
      status: isOpaque ? 302 : response.status,
      body: this.#parse(text),
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    };
  }

  #parse(text: string): unknown {
    try {
      return JSON.parse(this.#redact(text), (_key, value: unknown) =>
        typeof value === 'string' ? this.#redact(value) : value,
      ) as unknown;
    } catch {
      return text === '' ? undefined : this.#redact(text);
    }
  }

  /** What answers may echo; nobody who logs them is to find the key there. */
  #redact(text: string): string {
    return text.replaceAll(this.#apiKey, '•••');
  }

  /** What was thrown as it came, unless the key is in it. */
  #clean(thrown: unknown): unknown {
    return tell(thrown).includes(this.#apiKey) ? new Error('unable to fetch') : thrown;
  }
}

/**
 * The name of a room, as Daily's paths take it.
 *
 * @throws TypeError where it is empty, has control characters, or would lead to another path
 */
export function readRoomName(room: unknown): string {
  const isName =
    typeof room === 'string' &&
    room !== '' &&
    !/[\p{Cc}\p{Cs}]/u.test(room) &&
    !/^\.\.?$/.test(room);
  if (!isName) throw new TypeError('room must be the name of a Daily room');
  return room;
}

/** Is this a time that an answer can take, in milliseconds? */
export function isApiTimeout(value: unknown): boolean {
  return typeof value === 'number' && value >= 1 && value <= 180_000;
}

/** Codes of Node and Bun for a connection that never came about, so that no byte was sent. */
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
function tell(thrown: unknown): string {
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
