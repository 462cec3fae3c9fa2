import { maskData } from '../domain/masking.js';
import type { DailyApiErrorCode } from './daily-api-error.js';

/**
 * What went wrong with a webhook or with what followed from it.
 *
 * Refused: `bad-signature` (it is not from Daily, or `hmac` is another webhook's), `outside-window` (its
 * time is missing, or more than five minutes away), `too-large`, `broken-body`.
 * Answered 200 all the same: `broken-event` (of a type that matters, but it cannot be read),
 * `listener-failed` (a listener of yours threw), `relay-failed` (Daily did not take the message),
 * `relay-dropped` (too many messages are waiting), `relay-late` (the work goes on after five seconds
 * without `waitUntil`, so that the platform may end it).
 */
export type WebhookErrorCode =
  | 'bad-signature'
  | 'outside-window'
  | 'too-large'
  | 'broken-body'
  | 'broken-event'
  | 'listener-failed'
  | 'relay-failed'
  | 'relay-dropped'
  | 'relay-late';

/** What an error can carry besides its code: what is needed to act, and nobody's number. */
export interface WebhookErrorDetails {
  /** Daily's name of the event, or of the fact. */
  readonly eventType?: string | undefined;
  readonly room?: string | undefined;
  readonly sessionId?: string | undefined;
  /** Why Daily did not take a message. */
  readonly reason?: DailyApiErrorCode | undefined;
  /** Daily's HTTP status, where Daily answered. */
  readonly status?: number | undefined;
  /** Exactly what was thrown. It may hold anything, and is in no JSON of the error. */
  readonly cause?: unknown;
}

const WHY: Readonly<Record<WebhookErrorCode, string>> = {
  'bad-signature': 'read the webhook; its signature is missing or wrong',
  'outside-window': 'read the webhook; its time is missing or more than five minutes away',
  'too-large': 'read the webhook; its body is too large',
  'broken-body': 'read the webhook; its body is no JSON object, or ended early',
  'broken-event': 'use the webhook; a field that it needs is missing or odd',
  'listener-failed': 'finish with the webhook; a listener threw',
  'relay-failed': 'relay the fact; Daily did not take it',
  'relay-dropped': 'relay the fact; too many are waiting',
  'relay-late': 'finish within five seconds; the webhook was answered before',
};

/** Every failure of a webhook or of its relay. `message` is `unable to <operation>; <reason>` and holds no number. */
export class WebhookError extends Error {
  override readonly name = 'WebhookError';
  readonly code: WebhookErrorCode;
  readonly eventType?: string;
  readonly room?: string;
  readonly sessionId?: string;
  readonly reason?: DailyApiErrorCode;
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

  toJSON(): unknown {
    const { name, code, message, eventType, room, sessionId, reason, status } = this;
    return maskData({ name, code, message, eventType, room, sessionId, reason, status });
  }
}
