import { maskData } from '../domain/masking.js';

/**
 * What Daily's REST API said no with, or why it is not known what it said.
 *
 * Daily's stable error types under their own names (docs.daily.co/docs/rest-api/errors), and the
 * documented answers to a transfer: `room-not-hosting-call`, `invalid-session-id`, `room-not-on-sfu`,
 * `call-closed`. Without an answer: `not-sent` (no connection was made), `timed-out`, `connection-lost`,
 * `redirected` (redirects are not followed, since the API key would go along). `unknown`: an answer that
 * is none of these; `cause` has it whole.
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
  | 'unknown';

/** What an answer of Daily's was, as far as it could be read. */
export interface DailyAnswer {
  readonly status: number;
  /** The parsed JSON, else the text, else nothing; the API key is taken out of it. */
  readonly body: unknown;
  /** Milliseconds that Daily asks to wait (`Retry-After`). */
  readonly retryAfterMs?: number;
}

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
  unknown: 'Daily said no',
};

/**
 * A request to Daily's REST API that brought no yes. `message` is a plain sentence without numbers or
 * names; what Daily wrote is in `info` and `cause`, for your eyes only: JSON of it is masked and without
 * `cause`. The API key is in none of them.
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
   * What is known of the request: `refused` (Daily said no, and did nothing), `not-sent` (it never left),
   * `unknown` (it may have been carried out).
   */
  get outcome(): 'refused' | 'not-sent' | 'unknown' {
    if (this.code === 'not-sent') return 'not-sent';
    const { status } = this;
    const isRefusal =
      status !== undefined && (isSuccess(status) || (status >= 400 && status < 500));
    return isRefusal ? 'refused' : 'unknown';
  }

  toJSON(): unknown {
    const { name, code, message, status, info, retryAfterMs, outcome } = this;
    return maskData({ name, code, message, status, info, retryAfterMs, outcome });
  }
}

/**
 * The error that an answer is, or nothing where it is a yes. The status decides; the body only says more:
 * Daily's `ok` comes as text and as a boolean, and may be missing.
 */
export function readRefusal(answer: DailyAnswer): DailyApiError | undefined {
  const { status, body, retryAfterMs } = answer;
  const error = readText(body, 'error');
  const saysNo = Boolean(error) || ['false', 'no'].includes(String(readOwn(body, 'ok')));
  if (isSuccess(status) && !saysNo) return undefined;
  const info = readText(body, 'info');
  return new DailyApiError(findCode(status, error, info), {
    status,
    info: info ?? (isType(error) ? undefined : error),
    retryAfterMs,
    ...(body !== undefined && { cause: body }),
  });
}

/** The documented answers to a transfer, by status and by what is in `info` or `error` (Daily's REST pages). */
const ANSWERS: readonly (readonly [status: number, text: RegExp, code: DailyApiErrorCode])[] = [
  [404, /not hosting a call/i, 'room-not-hosting-call'],
  [404, /invalid session ?id/i, 'invalid-session-id'],
  [400, /not in sfu mode/i, 'room-not-on-sfu'],
  [400, /call closed before/i, 'call-closed'],
];

const TYPES = [
  'authentication-error',
  'authorization-header-error',
  'forbidden-error',
  'json-parsing-error',
  'invalid-request-error',
  'invalid-plan-type',
  'not-found',
  'rate-limit-error',
  'server-error',
] as const satisfies readonly DailyApiErrorCode[];

const BY_STATUS: Readonly<Record<number, DailyApiErrorCode>> = {
  401: 'authentication-error',
  403: 'forbidden-error',
  404: 'not-found',
  429: 'rate-limit-error',
};

function findCode(
  status: number,
  error: string | undefined,
  info: string | undefined,
): DailyApiErrorCode {
  if (status >= 300 && status < 400) return 'redirected';
  const said = `${error ?? ''}\n${info ?? ''}`;
  const answer = ANSWERS.find(([of, text]) => of === status && text.test(said));
  if (answer) return answer[2];
  if (isType(error)) return error;
  return status >= 500 ? 'server-error' : (BY_STATUS[status] ?? 'unknown');
}

function isType(error: string | undefined): error is (typeof TYPES)[number] {
  return (TYPES as readonly (string | undefined)[]).includes(error);
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

function readText(body: unknown, key: string): string | undefined {
  const value = readOwn(body, key);
  return typeof value === 'string' ? value : undefined;
}

/** By own key only: an answer is data, whatever it looks like. */
function readOwn(body: unknown, key: string): unknown {
  const isObject = typeof body === 'object' && body !== null;
  return isObject && Object.hasOwn(body, key) ? (body as Record<string, unknown>)[key] : undefined;
}
