import { INSPECT, maskData } from '../domain/masking.js';
import type { DailyApiErrorCode } from './daily-api-error.js';

/**
 * What went wrong with a webhook, or with what followed from it.
 *
 * At start: `signing-key-unusable` (`reason` says what kind of key it is instead).
 *
 * The webhook is refused: `bad-signature` (it is not from Daily, or `hmac` belongs to another webhook),
 * `outside-window` (its time is missing, or more than five minutes away), `too-large`, `slow-body`,
 * `broken-body`.
 *
 * It is answered 200 all the same: `broken-event` (it cannot be read), `listener-failed` (a listener of
 * yours threw), `wait-until-failed` (`waitUntil` threw), `relay-failed` (Daily did not take the message),
 * `relay-dropped` (too many messages are waiting), `relay-late` (the work goes on after five seconds
 * without `waitUntil`, so the platform may end it).
 */
export type WebhookErrorCode =
  | 'signing-key-unusable'
  | 'bad-signature'
  | 'outside-window'
  | 'too-large'
  | 'slow-body'
  | 'broken-body'
  | 'broken-event'
  | 'listener-failed'
  | 'wait-until-failed'
  | 'relay-failed'
  | 'relay-dropped'
  | 'relay-late';

/**
 * What is wrong with a signing key. `public-key`: it is the half for the pages. `encrypted`: it needs a
 * passphrase. `sec1`: OpenSSL's older form of a private key. `rsa`: of another algorithm. `unreadable`: cut
 * off, on another curve, or no key at all.
 */
export type SigningKeyFault = 'public-key' | 'encrypted' | 'sec1' | 'rsa' | 'unreadable';

/** What an error can carry besides its code. */
export interface WebhookErrorDetails {
  /** Daily's name of the event, or of the fact. */
  readonly eventType?: string | undefined;
  readonly room?: string | undefined;
  readonly sessionId?: string | undefined;
  /** Why Daily did not take a message, or what is wrong with the signing key. */
  readonly reason?: DailyApiErrorCode | SigningKeyFault | undefined;
  /** Daily's HTTP status, if Daily answered. */
  readonly status?: number | undefined;
  /** Exactly what was thrown. It may hold anything, so no log of the error shows it. */
  readonly cause?: unknown;
}

const WHY: Readonly<Record<WebhookErrorCode, string>> = {
  'signing-key-unusable': 'sign messages; signingKey is no private ECDSA P-256 key in a known form',
  'bad-signature': 'read the webhook; its signature is missing or wrong',
  'outside-window': 'read the webhook; its time is missing or more than five minutes away',
  'too-large': 'read the webhook; its body is too large',
  'slow-body': 'read the webhook; its body did not arrive in time',
  'broken-body': 'read the webhook; its body ended early',
  'broken-event': 'use the webhook; it is no JSON object, or a field is missing or odd',
  'listener-failed': 'finish with the webhook; a listener threw',
  'wait-until-failed': 'go on after the answer; waitUntil threw',
  'relay-failed': 'relay the fact; Daily did not take it',
  'relay-dropped': 'relay the fact; too many are waiting',
  'relay-late': 'finish within five seconds; the webhook was answered before',
};

/**
 * Every failure of a webhook or of its relay. `message` is `unable to <operation>; <reason>` and holds no
 * number. JSON and Node's `util.inspect` of it are masked and leave `cause` out.
 */
export class WebhookError extends Error {
  override readonly name = 'WebhookError';
  readonly code: WebhookErrorCode;
  readonly eventType?: string;
  readonly room?: string;
  readonly sessionId?: string;
  readonly reason?: DailyApiErrorCode | SigningKeyFault;
  readonly status?: number;

  constructor(code: WebhookErrorCode, details: WebhookErrorDetails = {}) {
    super(`unable to ${WHY[code]}`, 'cause' in details ? { cause: details.cause } : {});
    this.code = code;
    const { eventType, room, sessionId, reason, status } = details;
    if (eventType !== undefined) this.eventType = eventType;
    if (room !== undefined) this.room = room;
    if (sessionId !== undefined) this.sessionId = sessionId;
    if (reason !== undefined) this.reason = reason;
    if (status !== undefined) this.status = status;
  }

  /** The error as masked data, as `JSON.stringify()` writes it. */
  toJSON(): unknown {
    const { name, code, message, eventType, room, sessionId, reason, status } = this;
    return maskData({ name, code, message, eventType, room, sessionId, reason, status });
  }

  /** What Node's `console.log` shows: an error with its stack, the rest masked as in JSON. */
  [INSPECT](): unknown {
    const { message, stack } = this;
    return Object.assign(new Error(message), maskData({ ...this }), { stack });
  }
}
