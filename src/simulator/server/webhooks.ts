import type { RoomNews } from '../link-protocol.js';
import type { ApiBehaviour } from './behaviour.js';
import { badRequest, NO_JSON, NOT_FOUND, readBody, toResponse } from './rest.js';
import { createSecret } from './signature.js';
import { Webhook, type Delivery, type WebhookState } from './webhook.js';

/** Whom the simulated domain tells what happens. */
export class Webhooks {
  readonly #fetch: typeof globalThis.fetch;
  readonly #behaviour: () => ApiBehaviour;
  readonly #domainId = crypto.randomUUID();
  #list: readonly Webhook[] = [];
  /** Did the webhook that was there from the beginning answer its test message? */
  #isStarted: Promise<boolean> = Promise.resolve(true);
  #isClosed = false;

  constructor(behaviour: () => ApiBehaviour, fetch: typeof globalThis.fetch) {
    this.#behaviour = behaviour;
    this.#fetch = fetch;
  }

  /** As `GET /webhooks` tells them. */
  get states(): readonly WebhookState[] {
    return this.#list.map(({ state }) => state);
  }

  /** What was sent, webhook by webhook, oldest first. */
  get deliveries(): readonly Delivery[] {
    return this.#list.flatMap(({ deliveries }) => deliveries);
  }

  /** Adds a webhook that does not have to answer at once: its server may not be there yet. */
  start(body: Readonly<Record<string, unknown>>): void {
    const webhook = this.#add(body);
    this.#isStarted = webhook.findProblem().then((problem) => {
      if (problem !== undefined && !this.#isClosed) warn(webhook.state.url, problem);
      return problem === undefined;
    });
  }

  /** Answers `GET /webhooks`, `POST /webhooks` and `POST /webhooks/:uuid`. */
  async manage(path: string, request: Request): Promise<Response> {
    const [, uuid] = /^\/v1\/webhooks(?:\/([^/]+))?$/.exec(path) ?? [];
    if (path === '/v1/webhooks' && request.method === 'GET') return Response.json(this.states);
    if (request.method !== 'POST' || !path.startsWith('/v1/webhooks')) return toResponse(NOT_FOUND);
    const body = readBody(await request.text());
    if (!body) return toResponse(NO_JSON);
    const webhook =
      uuid === undefined ? this.#add(body) : this.#list.find((one) => one.uuid === uuid);
    if (!webhook) return toResponse(NOT_FOUND);
    const problem = await webhook.findProblem();
    if (problem === undefined) return Response.json(webhook.state);
    if (uuid === undefined) this.#list = this.#list.filter((one) => one !== webhook);
    return toResponse(badRequest(`the webhook failed its test message: ${problem}`));
  }

  /** Tells all of them what happened. The first one is tested before, if it has not answered yet. */
  async tell(news: RoomNews): Promise<void> {
    const [first] = this.#list;
    this.#isStarted = this.#isStarted.then(
      async (isStarted) => isStarted || (await first?.findProblem()) === undefined,
    );
    await this.#isStarted;
    this.#list.forEach((webhook) => webhook.tell(news));
  }

  /** Resolves when every message has been sent and answered. */
  async settled(): Promise<void> {
    await this.#isStarted;
    await Promise.all(this.#list.map((webhook) => webhook.settled()));
  }

  /** Sends nothing any more. */
  close(): void {
    this.#isClosed = true;
    this.#list.forEach((webhook) => webhook.close());
  }

  #add(body: Readonly<Record<string, unknown>>): Webhook {
    const { url, hmac, basicAuth, retryType, eventTypes } = body;
    const webhook = new Webhook({
      url: String(url),
      hmac: typeof hmac === 'string' ? hmac : createSecret(),
      domainId: this.#domainId,
      basicAuth: typeof basicAuth === 'string' ? basicAuth : undefined,
      retryType: retryType === 'exponential' ? 'exponential' : 'circuit-breaker',
      eventTypes: Array.isArray(eventTypes) ? eventTypes.map(String) : [],
      fetch: this.#fetch,
      behaviour: this.#behaviour,
    });
    this.#list = [...this.#list, webhook];
    return webhook;
  }
}

/** Node, Deno and Bun show it on the console. */
function warn(url: string, problem: string): void {
  globalThis.process?.emitWarning(
    `the webhook at ${url} failed its test message: ${problem}. Nothing is sent to it before it answers one with 200; the next event brings another test.`,
  );
}
