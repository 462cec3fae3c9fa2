/** How the simulated API behaves. Everything left out is as it usually goes. */
export interface ApiBehaviour {
  /** How REST requests are answered. */
  readonly rest?: RestBehaviour | undefined;
  /** How events are told to the webhooks, by their type; `*` for every other type. */
  readonly webhooks?: Readonly<Record<string, WebhookBehaviour>> | undefined;
  /** The unit of `X-Webhook-Timestamp`, which Daily's docs do not say. Default `s`. */
  readonly timestampUnit?: 's' | 'ms' | undefined;
}

/** How REST requests are answered. */
export interface RestBehaviour {
  /**
   * `usual`: as documented. `rate-limited`: 429. `server-error`: 500. `lost`: it is done, and the answer says
   * 500 all the same. `never`: no answer before the API is closed. Default `usual`.
   */
  readonly answer?: 'usual' | 'rate-limited' | 'server-error' | 'lost' | 'never' | undefined;
  /** Seconds that a `Retry-After` names. Left out: there is none. */
  readonly retryAfterS?: number | undefined;
  /** Milliseconds before anything is done. Default 0. */
  readonly afterMs?: number | undefined;
  /** How many requests are answered so, before all goes on as usual. Left out: all. */
  readonly requests?: number | undefined;
}

/** How an event is told to the webhooks. */
export interface WebhookBehaviour {
  /** How often; 0 is never. Default 1. */
  readonly times?: number | undefined;
  /** Milliseconds from what happened to the first time. By these events overtake each other. Default 0. */
  readonly afterMs?: number | undefined;
  /** Milliseconds between one time and the next. Default 50. */
  readonly betweenMs?: number | undefined;
  /** Has each time an `id` of its own, as Daily's docs warn? Default no. */
  readonly freshIds?: boolean | undefined;
  /** How many seconds older than it is the signature says that the message is. Default 0. */
  readonly agedS?: number | undefined;
}
