import type { RoomNews } from '../link-protocol.js';
import { addRecent } from '../recent.js';
import type { ApiBehaviour, WebhookBehaviour } from './behaviour.js';
import { signWebhook } from './signature.js';
import { wait } from './wait.js';
import { createEvent, type WebhookEvent } from './webhook-event.js';

/** Where and how a webhook is told. */
export interface WebhookSettings {
  readonly url: string;
  /** The secret of its signatures, in base64. */
  readonly hmac: string;
  readonly domainId: string;
  /** Sent as `Authorization: Basic …`, if it is set. */
  readonly basicAuth?: string | undefined;
  readonly retryType: 'circuit-breaker' | 'exponential';
  /** The types of events that it wants; none named, all. */
  readonly eventTypes: readonly string[];
  readonly fetch: typeof globalThis.fetch;
  readonly behaviour: () => ApiBehaviour;
}

/** What the API says of a webhook. */
export interface WebhookState {
  readonly uuid: string;
  readonly url: string;
  readonly hmac: string;
  readonly basicAuth?: string | undefined;
  readonly retryType: 'circuit-breaker' | 'exponential';
  readonly eventTypes: readonly string[];
  readonly state: 'ACTIVE' | 'FAILED';
  readonly failedCount: number;
}

/** A message that was sent, and what came back: a status, or nothing in time. */
export interface Delivery {
  readonly type: string;
  readonly id: string;
  readonly status: number | undefined;
}

const failuresToBreak = 3;
const triesAtMost = 5;
const answerWithinMs = 8_000;
const testMessage = '{"test":"test"}';

/** One webhook of the simulated domain: it is told what happens by signed messages over HTTP, in order. */
export class Webhook {
  readonly uuid = crypto.randomUUID();
  readonly #settings: WebhookSettings;
  readonly #underWay = new Set<Promise<void>>();
  readonly #closing = new AbortController();
  #deliveries: readonly Delivery[] = [];
  #line: Promise<unknown> = Promise.resolve();
  #state: WebhookState['state'] = 'ACTIVE';
  #failedCount = 0;

  constructor(settings: WebhookSettings) {
    this.#settings = settings;
  }

  /** What was sent, oldest first; the last 2,000 messages. */
  get deliveries(): readonly Delivery[] {
    return this.#deliveries;
  }

  /** As `GET /webhooks` tells it. */
  get state(): WebhookState {
    const { url, hmac, basicAuth, retryType, eventTypes } = this.#settings;
    const state = { state: this.#state, failedCount: this.#failedCount };
    return { uuid: this.uuid, url, hmac, basicAuth, retryType, eventTypes, ...state };
  }

  /**
   * Sends the test message; a webhook that answers 200 is used, or used again. Resolves with the problem of
   * one that does not.
   */
  async findProblem(): Promise<string | undefined> {
    const status = await this.#post(testMessage, 0);
    this.#state = status === 200 ? 'ACTIVE' : 'FAILED';
    if (status !== 200) return status === undefined ? 'it did not answer' : `it answered ${status}`;
    this.#failedCount = 0;
    return undefined;
  }

  /** Tells what happened, as often and as late as the API behaves. */
  tell(news: RoomNews): void {
    const { domainId, eventTypes, behaviour } = this.#settings;
    if (eventTypes.length > 0 && !eventTypes.includes(news.type)) return;
    const { webhooks = {} } = behaviour();
    const how = (Object.hasOwn(webhooks, news.type) ? webhooks[news.type] : webhooks['*']) ?? {};
    const { times = 1, afterMs = 0, betweenMs = 50, freshIds = false } = how;
    const event = createEvent(news, domainId);
    for (let time = 0; time < times; time += 1) {
      const id = freshIds ? `${event.id}-${time}` : event.id;
      this.#keep(this.#sendLater({ ...event, id }, how, afterMs + time * betweenMs));
    }
  }

  /** Resolves when nothing is on its way any more. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  /** Tells nothing any more. */
  close(): void {
    this.#closing.abort();
  }

  /** What is not late goes in order, each after the answer to the one before. */
  #sendLater(event: Omit<WebhookEvent, 'event_ts'>, how: WebhookBehaviour, afterMs: number) {
    const send = (): Promise<void> => this.#send(event, how);
    if (afterMs > 0) return wait(afterMs, this.#closing.signal).then(send);
    const sent = this.#line.then(send);
    this.#line = sent;
    return sent;
  }

  async #send(event: Omit<WebhookEvent, 'event_ts'>, { agedS = 0 }: WebhookBehaviour) {
    const isPatient = this.#settings.retryType === 'exponential';
    for (let tried = 0; tried < (isPatient ? triesAtMost : 1); tried += 1) {
      if (tried > 0) await wait(1_000 * 2 ** tried, this.#closing.signal);
      if (this.#state === 'FAILED' || this.#closing.signal.aborted) return;
      const body = JSON.stringify({ ...event, event_ts: Date.now() / 1000 });
      const status = await this.#post(body, agedS);
      const delivery = { type: event.type, id: event.id, status };
      this.#deliveries = addRecent(this.#deliveries, delivery);
      this.#count(status === 200);
      if (status === 200) return;
    }
  }

  /** Three failures break the circuit; a success mends it. */
  #count(isWell: boolean): void {
    this.#failedCount = isWell ? 0 : this.#failedCount + 1;
    const breaks = this.#settings.retryType === 'circuit-breaker';
    if (breaks && this.#failedCount >= failuresToBreak) this.#state = 'FAILED';
  }

  async #post(body: string, agedS: number): Promise<number | undefined> {
    const { url, hmac, basicAuth, fetch, behaviour } = this.#settings;
    const at = Date.now() - agedS * 1000;
    const timestamp = behaviour().timestampUnit === 'ms' ? at : Math.floor(at / 1000);
    const headers = {
      'Content-Type': 'application/json',
      ...(await signWebhook(hmac, String(timestamp), body)),
      ...(basicAuth !== undefined && { Authorization: `Basic ${basicAuth}` }),
    };
    const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(answerWithinMs)]);
    try {
      const answer = await fetch(url, { method: 'POST', headers, body, signal });
      await answer.arrayBuffer();
      return answer.status;
    } catch {
      return undefined;
    }
  }

  #keep(sending: Promise<void>): void {
    const kept = sending.finally(() => this.#underWay.delete(kept));
    this.#underWay.add(kept);
  }
}
