import { readPost, type RoomNews } from '../link-protocol.js';
import type { ApiBehaviour, RestBehaviour } from './behaviour.js';
import { LinkHub } from './link-hub.js';
import {
  badRequest,
  findKeyProblem,
  NO_JSON,
  NOT_FOUND,
  RATE_LIMITED,
  readBody,
  readRoomBody,
  readRoomPath,
  SERVER_ERROR,
  toAnswer,
  toResponse,
} from './rest.js';
import { createSecret } from './signature.js';
import { wait } from './wait.js';
import { Webhook, type Delivery, type WebhookSettings, type WebhookState } from './webhook.js';

/** What a simulated API starts with. */
export interface SimulateDailyApiOptions {
  /** What requests must have as `Authorization: Bearer …`. */
  readonly apiKey: string;
  /** The base64 secret with which the first webhook's messages are signed. Left out: a fresh one. */
  readonly hmac?: string | undefined;
  /** Who is told what happens, from the beginning. It gets the test message first. */
  readonly webhookUrl?: string | undefined;
  /** What stands before `/v1` in the paths, without a slash at its end. Default: nothing. */
  readonly basePath?: string | undefined;
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

const logLimit = 2_000;

/**
 * Daily's REST API and webhooks for a simulated domain that lives in a browser window. Made by
 * `simulateDailyApi()`.
 */
export class SimulatedDailyApi {
  readonly #options: SimulateDailyApiOptions;
  readonly #hub = new LinkHub();
  readonly #domainId = crypto.randomUUID();
  readonly #closing = new AbortController();
  #webhooks: readonly Webhook[] = [];
  #behaviour: ApiBehaviour;
  #behaved = 0;
  #log: readonly ApiLogEntry[] = [];
  #probed: Promise<unknown> = Promise.resolve();

  /** @internal */
  constructor(options: SimulateDailyApiOptions) {
    const { webhookUrl, hmac, behaviour = {} } = options;
    this.#options = options;
    this.#behaviour = behaviour;
    if (webhookUrl !== undefined) this.#probed = this.#add({ url: webhookUrl, hmac }).probe();
  }

  /** What was asked and how it was answered, oldest first; the last 2,000 requests. */
  get log(): readonly ApiLogEntry[] {
    return this.#log;
  }

  /** The webhooks, as `GET /webhooks` tells them. */
  get webhooks(): readonly WebhookState[] {
    return this.#webhooks.map(({ state }) => state);
  }

  /** What was sent to each webhook, oldest first; the last 2,000 messages. */
  get deliveries(): readonly Delivery[] {
    return this.#webhooks.flatMap(({ deliveries }) => deliveries);
  }

  /** Behaves so from now on. */
  behave(behaviour: ApiBehaviour): void {
    this.#behaviour = behaviour;
    this.#behaved = 0;
  }

  /** Resolves when every message to the webhooks has been sent and answered. */
  async settled(): Promise<void> {
    await this.#probed;
    await Promise.all(this.#webhooks.map((webhook) => webhook.settled()));
  }

  /** Ends the link and every waiting: nothing is sent any more. */
  close(): void {
    this.#closing.abort();
    this.#webhooks.forEach((webhook) => webhook.close());
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
    if (path.startsWith('/simulation/')) return this.#simulate(path, request);
    const answer = await this.#answer(path, request);
    const entry = { method: request.method, path, status: answer.status };
    this.#log = [...this.#log.slice(1 - logLimit), entry];
    return answer;
  };

  /** Answers the window. */
  async #simulate(path: string, request: Request): Promise<Response> {
    if (path === '/simulation/link') return this.#link(request);
    if (path !== '/simulation/behaviour') return toResponse(NOT_FOUND);
    const behaviour = request.method === 'POST' ? readBody(await request.text()) : undefined;
    if (!behaviour) return toResponse(NO_JSON);
    this.behave(behaviour);
    return Response.json({});
  }

  async #link(request: Request): Promise<Response> {
    if (request.method === 'GET') return this.#hub.open();
    const post = request.method === 'POST' ? readPost(await request.text()) : undefined;
    if (!post) return toResponse(NO_JSON);
    if ('news' in post) await this.#tell(post.news);
    else this.#hub.answer(post.id, post.reply);
    return Response.json({});
  }

  async #answer(path: string, request: Request): Promise<Response> {
    const { answer = 'usual', afterMs = 0, retryAfterS } = this.#nextBehaviour();
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
    if (!asked) return this.#manage(path, request);
    const read = readRoomBody(path, await request.text());
    if (read.error) return toResponse(read.error);
    const { verb, room, useSipRefer, done } = asked;
    const { body } = read;
    const meant = useSipRefer === undefined ? body : { ...body, useSipRefer };
    return toAnswer(await this.#hub.ask({ verb, room, body: meant }), done);
  }

  /** `GET /webhooks`, `POST /webhooks` and `POST /webhooks/:uuid`. */
  async #manage(path: string, request: Request): Promise<Response> {
    const [, uuid] = /^\/v1\/webhooks(?:\/([^/]+))?$/.exec(path) ?? [];
    if (path === '/v1/webhooks' && request.method === 'GET') return Response.json(this.webhooks);
    if (request.method !== 'POST' || !path.startsWith('/v1/webhooks')) return toResponse(NOT_FOUND);
    const body = readBody(await request.text());
    if (!body) return toResponse(NO_JSON);
    const webhook =
      uuid === undefined ? this.#add(body) : this.#webhooks.find((one) => one.uuid === uuid);
    if (!webhook) return toResponse(NOT_FOUND);
    if (await webhook.probe()) return Response.json(webhook.state);
    if (uuid === undefined) this.#webhooks = this.#webhooks.filter((one) => one !== webhook);
    return toResponse(badRequest('the webhook did not answer 200 to the test message'));
  }

  #add({
    url,
    hmac,
    basicAuth,
    retryType,
    eventTypes,
  }: Readonly<Record<string, unknown>>): Webhook {
    const { fetch = (...given) => globalThis.fetch(...given) } = this.#options;
    const settings: WebhookSettings = {
      url: String(url),
      hmac: typeof hmac === 'string' ? hmac : createSecret(),
      domainId: this.#domainId,
      basicAuth: typeof basicAuth === 'string' ? basicAuth : undefined,
      retryType: retryType === 'exponential' ? 'exponential' : 'circuit-breaker',
      eventTypes: Array.isArray(eventTypes) ? eventTypes.map(String) : [],
      fetch,
      behaviour: () => this.#behaviour,
    };
    const webhook = new Webhook(settings);
    this.#webhooks = [...this.#webhooks, webhook];
    return webhook;
  }

  async #tell(news: RoomNews): Promise<void> {
    await this.#probed;
    this.#webhooks.forEach((webhook) => webhook.tell(news));
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
