import { readPost } from '../link-protocol.js';
import { addRecent } from '../recent.js';
import type { ApiBehaviour, RestBehaviour } from './behaviour.js';
import { allow, answerPreflight } from './cors.js';
import { LinkHub } from './link-hub.js';
import {
  badRequest,
  findKeyProblem,
  NO_JSON,
  NOT_FOUND,
  RATE_LIMITED,
  readBody,
  readRoomPath,
  SERVER_ERROR,
  toAnswer,
  toResponse,
} from './rest.js';
import { wait } from './wait.js';
import type { Delivery, WebhookState } from './webhook.js';
import { Webhooks } from './webhooks.js';

/** What a simulated API starts with. */
export interface SimulateDailyApiOptions {
  /** What requests must have as `Authorization: Bearer …`. */
  readonly apiKey: string;
  /** The base64 secret with which the first webhook's messages are signed. Left out: a fresh one. */
  readonly hmac?: string | undefined;
  /**
   * Who is told what happens, from the beginning. It gets the test message first. As long as it does not answer
   * one with 200, Node shows a warning, and each event brings another test.
   */
  readonly webhookUrl?: string | undefined;
  /** What stands before `/v1` in the paths, without a slash at its end. Default: nothing. */
  readonly basePath?: string | undefined;
  /**
   * The origin whose pages may link themselves (CORS), such as `http://localhost:5173`; `*` for any. Daily's
   * own paths stay closed to pages, because the API key belongs on a server. Default: none.
   */
  readonly allowOrigin?: string | undefined;
  readonly behaviour?: ApiBehaviour | undefined;
  /** With which webhooks are told. Default: the platform's own. */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/** A request of the REST API, and the status of its answer. */
export interface ApiLogEntry {
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

/**
 * Daily's REST API and webhooks for a simulated domain that lives in a browser window. Made by
 * `simulateDailyApi()`.
 */
export class SimulatedDailyApi {
  readonly #options: SimulateDailyApiOptions;
  readonly #hub = new LinkHub();
  readonly #closing = new AbortController();
  readonly #webhooks: Webhooks;
  #behaviour: ApiBehaviour;
  #behaved = 0;
  #log: readonly ApiLogEntry[] = [];

  /** @internal */
  constructor(options: SimulateDailyApiOptions) {
    const { webhookUrl, hmac, behaviour = {} } = options;
    const { fetch = (...given) => globalThis.fetch(...given) } = options;
    this.#options = options;
    this.#behaviour = behaviour;
    this.#webhooks = new Webhooks(() => this.#behaviour, fetch);
    if (webhookUrl !== undefined) this.#webhooks.start({ url: webhookUrl, hmac });
  }

  /** What was asked and how it was answered, oldest first; the last 2,000 requests. */
  get log(): readonly ApiLogEntry[] {
    return this.#log;
  }

  /** The webhooks, as `GET /webhooks` tells them. */
  get webhooks(): readonly WebhookState[] {
    return this.#webhooks.states;
  }

  /** What was sent to each webhook, oldest first; the last 2,000 messages. */
  get deliveries(): readonly Delivery[] {
    return this.#webhooks.deliveries;
  }

  /** Behaves so from now on. */
  behave(behaviour: ApiBehaviour): void {
    this.#behaviour = behaviour;
    this.#behaved = 0;
  }

  /** Resolves when every message to the webhooks has been sent and answered. */
  settled(): Promise<void> {
    return this.#webhooks.settled();
  }

  /** Ends the link and every waiting: nothing is sent any more. */
  close(): void {
    this.#closing.abort();
    this.#webhooks.close();
    this.#hub.close();
  }

  /**
   * Answers a request. Where the paths end up: `/v1/rooms/:name/…` and `/v1/webhooks` are Daily's;
   * `/simulation/link` is for the window, and a `POST /simulation/behaviour` is `behave()`.
   */
  readonly handle = async (request: Request): Promise<Response> => {
    const { basePath = '' } = this.#options;
    const { pathname } = new URL(request.url);
    if (!pathname.startsWith(`${basePath}/`)) return toResponse(NOT_FOUND);
    const path = pathname.slice(basePath.length);
    if (path.startsWith('/simulation/')) {
      return allow(this.#options.allowOrigin, await this.#simulate(path, request));
    }
    const answer = await this.#answer(path, request);
    const entry = { method: request.method, path, status: answer.status };
    this.#log = addRecent(this.#log, entry);
    return answer;
  };

  /** Answers the window. */
  async #simulate(path: string, request: Request): Promise<Response> {
    if (request.method === 'OPTIONS') return answerPreflight();
    if (path === '/simulation/link') return this.#link(request);
    if (path !== '/simulation/behaviour') return toResponse(NOT_FOUND);
    const behaviour = readBody(await request.text());
    if (!behaviour) return toResponse(NO_JSON);
    this.behave(behaviour);
    return Response.json({});
  }

  async #link(request: Request): Promise<Response> {
    if (request.method === 'GET') return this.#hub.open();
    const post = readPost(await request.text());
    if (!post) return toResponse(NO_JSON);
    if ('news' in post) await this.#webhooks.tell(post.news);
    else this.#hub.answer(post.id, post.reply);
    return Response.json({});
  }

  async #answer(path: string, request: Request): Promise<Response> {
    const { answer, afterMs = 0, retryAfterS } = this.#nextBehaviour();
    if (afterMs > 0) await wait(afterMs, this.#closing.signal);
    if (answer === 'never') await wait(Infinity, this.#closing.signal);
    const headers = retryAfterS === undefined ? {} : { 'Retry-After': String(retryAfterS) };
    if (answer === 'rate-limited') return toResponse(RATE_LIMITED, headers);
    if (answer === 'server-error') return toResponse(SERVER_ERROR, headers);
    const usual = await this.#answerUsually(path, request);
    return answer === 'lost' ? toResponse(SERVER_ERROR, headers) : usual;
  }

  async #answerUsually(path: string, request: Request): Promise<Response> {
    const problem = findKeyProblem(request.headers.get('authorization'), this.#options.apiKey);
    if (problem) return toResponse(problem);
    const asked = request.method === 'POST' ? readRoomPath(path) : undefined;
    if (!asked) return this.#webhooks.manage(path, request);
    const body = readBody(await request.text());
    if (!body) return toResponse(NO_JSON);
    const { verb, room, added, done, findProblem } = asked;
    const flaw = findProblem(body);
    if (flaw !== undefined) return toResponse(badRequest(flaw));
    return toAnswer(await this.#hub.ask({ verb, room, body: { ...body, ...added } }), done);
  }

  #nextBehaviour(): RestBehaviour {
    const { rest = {} } = this.#behaviour;
    this.#behaved += 1;
    return this.#behaved > (rest.requests ?? Infinity) ? {} : rest;
  }
}

/**
 * Simulates Daily's REST API and webhooks for servers, over any web-standard server: real HTTP, and behind
 * it the rooms of the `simulateDaily()` whose `link()` was given the address of this one.
 *
 * @example
 * ```ts
 * const api = simulateDailyApi({ apiKey: 'test', hmac, webhookUrl: 'http://127.0.0.1:8787/webhooks' });
 * createServer(toNodeListener(api.handle)).listen(8788);
 * // in the page: await daily.link('http://127.0.0.1:8788/simulation/link');
 * ```
 */
export function simulateDailyApi(options: SimulateDailyApiOptions): SimulatedDailyApi {
  return new SimulatedDailyApi(options);
}
