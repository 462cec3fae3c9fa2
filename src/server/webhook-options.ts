import { demand, demandKnownKeys, demandObject } from '../domain/mistakes.js';
import { wallClock } from '../environment.js';
import type { AddressFact, TransferFact } from '../wire/fact.js';
import type { TransferRelay } from './relay.js';
import type { WebhookError } from './webhook-error.js';
import type { CallEndFact } from './webhook-facts.js';
import { decodeHmac, importHmac } from './webhook-signature.js';

/** What a webhook handler needs, and whom it tells. */
export interface WebhookHandlerOptions {
  /** The webhook's secret, as Daily shows it: base64. It stays on the server. */
  readonly hmac: string;
  /** Told every fact about a transfer as it arrives. Daily repeats facts and sends them out of order. */
  readonly onTransferFact?: ((fact: TransferFact) => unknown) | undefined;
  /** Told where a participant called from, or which address was dialled. */
  readonly onAddressFact?: ((fact: AddressFact) => unknown) | undefined;
  /** Told that a participant's call with Daily is over. */
  readonly onCallEndFact?: ((fact: CallEndFact) => unknown) | undefined;
  /** Tells the pages of the room: what `createTransferRelay()` made. */
  readonly relay?: Pick<TransferRelay, 'tell'> | undefined;
  /** Told everything that did not work. Without it nobody hears of that. */
  readonly onError?: ((error: WebhookError) => unknown) | undefined;
  /**
   * Keeps the platform alive for work that goes on after the answer, as `(work) => context.waitUntil(work)`.
   * Without it the answer waits for the work, five seconds at most.
   */
  readonly waitUntil?: ((work: Promise<void>) => unknown) | undefined;
  /** The largest body that is read, in bytes, from 1,024 up. Default 65,536. */
  readonly maxBodyBytes?: number | undefined;
  /** The clock, in milliseconds since 1970. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
}

/** The options, checked and with their defaults. */
export interface WebhookSettings extends Omit<WebhookHandlerOptions, 'hmac'> {
  readonly maxBodyBytes: number;
  readonly now: () => number;
  readonly readKey: () => Promise<CryptoKey>;
}

const OPTIONS: readonly (keyof WebhookHandlerOptions)[] = [
  'hmac',
  'onTransferFact',
  'onAddressFact',
  'onCallEndFact',
  'relay',
  'onError',
  'waitUntil',
  'maxBodyBytes',
  'now',
];

/** @throws TypeError naming the option that is not known or wrong */
export function readWebhookOptions(options: WebhookHandlerOptions): WebhookSettings {
  demandObject(options, 'options');
  demandKnownKeys(options, OPTIONS, 'createWebhookHandler()');
  const { maxBodyBytes = 65_536, now = wallClock, relay } = options;
  const secret = decodeHmac(options.hmac);
  const { onTransferFact, onAddressFact, onCallEndFact, onError, waitUntil } = options;
  const functions = { onTransferFact, onAddressFact, onCallEndFact, onError, waitUntil, now };
  for (const [name, value] of Object.entries(functions)) {
    demand(value === undefined || typeof value === 'function', `${name} must be a function`);
  }
  demand(
    relay === undefined || typeof relay?.tell === 'function',
    'relay must be one that createTransferRelay() made',
  );
  demand(
    Number.isSafeInteger(maxBodyBytes) && maxBodyBytes >= 1024,
    'maxBodyBytes must be a whole number of at least 1,024',
  );
  let key: Promise<CryptoKey> | undefined;
  // Not before the first request: some platforms allow no work outside of one.
  const readKey = () => (key ??= importHmac(secret));
  return { ...functions, relay, maxBodyBytes, now, readKey };
}
