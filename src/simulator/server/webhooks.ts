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
  /** The webhook that was there from the beginning, as long as it has not answered a test message. */
  #untested: Promise<Webhook | undefined> = Promise.resolve(undefined);
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
    this.#untested = webhook.findProblem().then((problem) => {
      if (problem !== undefined && !this.#isClosed) warn(webhook.state.url, problem);
      return problem === undefined ? undefined : webhook;
    });
  }

  /** Answers `GET /webhooks`, `POST /webhooks` and `POST /webhooks/:uuid`. */
  async manage(path: string, request: Request): Promise<Response> {
    const isList = path === '/v1/webhooks';
    if (isList && request.method === 'GET') return Response.json(this.states);
    const known = this.#list.find(({ uuid }) => path === `/v1/webhooks/${uuid}`);
    if (request.method !== 'POST' || !(isList || known)) return toResponse(NOT_FOUND);
    const body = readBody(await request.text());
    if (!body) return toResponse(NO_JSON);
    const webhook = known ?? this.#add(body);
    const problem = await webhook.findProblem();
    if (problem === undefined) return Response.json(webhook.state);
    if (!known) this.#list = this.#list.filter((one) => one !== webhook);
    return toResponse(badRequest(`the webhook failed its test message: ${problem}`));
  }

  /** Tells all of them what happened. The first one is tested before, if it has not answered yet. */
  async tell(news: RoomNews): Promise<void> {
    this.#untested = this.#untested.then(async (webhook) =>
      (await webhook?.findProblem()) === undefined ? undefined : webhook,
    );
    await this.#untested;
    this.#list.forEach((webhook) => webhook.tell(news));
  }

  /** Resolves when every message has been sent and answered. */
  async settled(): Promise<void> {
    await this.#untested;
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
