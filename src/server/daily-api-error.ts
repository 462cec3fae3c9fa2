import { INSPECT, maskData } from '../domain/masking.js';

/**
 * Why a request to Daily's REST API brought no yes.
 *
 * Daily said no: Daily's stable error types under their own names (docs.daily.co/docs/rest-api/errors),
 * the documented answers to a transfer (`room-not-hosting-call`, `invalid-session-id`, `room-not-on-sfu`,
 * `call-closed`), and `unknown` for any other no; `cause` has the whole answer.
 *
 * No answer of Daily's came: `not-sent` (no connection was made), `timed-out`, `connection-lost`,
 * `redirected` (redirects are not followed, because the API key would go along), `unclear-answer` (the
 * status was one of success, but the body was neither a yes nor an error: a proxy's page, or cut off).
 */
export type DailyApiErrorCode =
  | 'authentication-error'
  | 'authorization-header-error'
  | 'forbidden-error'
  | 'json-parsing-error'
  | 'invalid-request-error'
  | 'invalid-plan-type'
  | 'not-found'
  | 'rate-limit-error'
  | 'server-error'
  | 'room-not-hosting-call'
  | 'invalid-session-id'
  | 'room-not-on-sfu'
  | 'call-closed'
  | 'not-sent'
  | 'timed-out'
  | 'connection-lost'
  | 'redirected'
  | 'unclear-answer'
  | 'unknown';

/** What a `DailyApiError` is made of. */
export interface DailyApiErrorDetails {
  readonly status?: number | undefined;
  readonly info?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
}

const WHY: Readonly<Record<DailyApiErrorCode, string>> = {
  'authentication-error': 'Daily does not know the API key',
  'authorization-header-error': 'Daily could not read the authorization',
  'forbidden-error': 'the API key may not do this',
  'json-parsing-error': 'Daily could not read the request',
  'invalid-request-error': 'Daily found the request invalid',
  'invalid-plan-type': 'the plan of the Daily domain does not include this',
  'not-found': 'Daily knows no such room',
  'rate-limit-error': 'Daily was asked too often',
  'server-error': 'Daily answered with an error of its own',
  'room-not-hosting-call': 'the room is not hosting a call',
  'invalid-session-id': 'nobody who can be transferred has this session id',
  'room-not-on-sfu': 'the call is not on an SFU',
  'call-closed': 'the call closed before Daily could do it',
  'not-sent': 'Daily could not be reached, and nothing was sent',
  'timed-out': 'Daily did not answer in time',
  'connection-lost': 'the connection broke before Daily answered',
  redirected: 'the answer was a redirect, which is not followed',
  'unclear-answer': 'the answer was neither a yes nor an error',
  unknown: 'Daily said no',
};

/**
 * A request to Daily's REST API that brought no yes. `message` is a plain sentence without numbers or
 * names. What Daily wrote is in `info` and `cause`; JSON and Node's `util.inspect` show `info` masked and
 * leave `cause` out. The API key is in none of them.
 */
export class DailyApiError extends Error {
  override readonly name = 'DailyApiError';
  readonly code: DailyApiErrorCode;
  /** The HTTP status; none where there was no answer. */
  readonly status?: number;
  /** Daily's own sentence for people; it may change, and may hold what was sent. */
  readonly info?: string;
  /** Milliseconds after which Daily may be asked again, where it said so. */
  readonly retryAfterMs?: number;

  constructor(code: DailyApiErrorCode, details: DailyApiErrorDetails = {}) {
    super(WHY[code], 'cause' in details ? { cause: details.cause } : {});
    this.code = code;
    const { status, info, retryAfterMs } = details;
    if (status !== undefined) this.status = status;
    if (info !== undefined) this.info = info;
    if (retryAfterMs !== undefined) this.retryAfterMs = retryAfterMs;
  }

  /**
   * What became of the request: `refused` (Daily said no and did nothing), `not-sent` (it never left),
   * `unknown` (Daily may have carried it out).
   */
  get outcome(): 'refused' | 'not-sent' | 'unknown' {
    const { code, status = 0 } = this;
    if (code === 'not-sent') return 'not-sent';
    if (code === 'unclear-answer') return 'unknown';
    const saidNo = (status >= 200 && status < 300) || (status >= 400 && status < 500);
    return saidNo ? 'refused' : 'unknown';
  }

  /** The error as masked data, as `JSON.stringify()` writes it. */
  toJSON(): unknown {
    const { name, code, message, status, info, retryAfterMs, outcome } = this;
    return maskData({ name, code, message, status, info, retryAfterMs, outcome });
  }

  /** What Node's `console.log` shows: an error with its stack, the rest masked as in JSON. */
  [INSPECT](): unknown {
    const { message, stack } = this;
    return Object.assign(new Error(message), maskData({ ...this }), { stack });
  }
}
