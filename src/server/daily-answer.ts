import { isFields, own, textOf } from '../domain/fields.js';
import { parseJson } from '../wire/json.js';
import { wallClock } from '../environment.js';
import { DailyApiError, type DailyApiErrorCode } from './daily-api-error.js';
import type { Deadline } from './deadline.js';

/** An HTTP answer, as far as it could be read. */
export interface DailyAnswer {
  readonly status: number;
  /** The parsed JSON, else the text, else nothing. */
  readonly body: unknown;
  /** `false` if the body was longer than the cap, broke off, or was too slow. */
  readonly isWhole: boolean;
  /** How many milliseconds Daily asks to wait (`Retry-After`). */
  readonly retryAfterMs?: number;
}

/** How many bytes of an answer are read. Daily's answers have a few dozen. */
const BODY_CAP = 64 * 1024;
/** Daily has no limit that lasts longer, and nobody can use a longer wait. */
const LONGEST_WAIT_MS = 24 * 60 * 60 * 1000;

/** Reads an answer before the deadline. Every text in it passes through `redact`. */
export async function readAnswer(
  response: Response,
  deadline: Deadline,
  redact: (text: string) => string,
): Promise<DailyAnswer> {
  const isHiddenRedirect = response.type === 'opaqueredirect';
  const { text, isWhole } = await readText(response, deadline);
  const retryAfterMs = readRetryAfter(response.headers.get('retry-after'));
  return {
    status: isHiddenRedirect ? 302 : response.status,
    body: readBody(text, redact),
    isWhole,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

/**
 * The error that an answer stands for; `undefined` if it is a yes. Daily says yes with `ok` or `sent`,
 * documented as the text `"true"` and sent as a boolean too. Whatever else comes with a status of success,
 * such as a proxy's own page, is no answer of Daily's.
 */
export function findError(answer: DailyAnswer): DailyApiError | undefined {
  const { status, body, isWhole, retryAfterMs } = answer;
  const [error, info] = [readField(body, 'error'), textOf(readField(body, 'info'))];
  const isSuccess = status >= 200 && status < 300;
  const details = { status, retryAfterMs, ...(body !== undefined && { cause: body }) };
  if (isSuccess && !error) {
    const isYes = isWhole && ['ok', 'sent'].some((key) => isTrue(readField(body, key)));
    return isYes ? undefined : new DailyApiError('unclear-answer', details);
  }
  const type = textOf(error);
  const code = findCode(status, type, info);
  return new DailyApiError(code, { ...details, info: info ?? (code === type ? undefined : type) });
}

async function readText(
  response: Response,
  deadline: Deadline,
): Promise<{ text: string; isWhole: boolean }> {
  if (!response.body) return { text: '', isWhole: true };
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let [text, left, isWhole] = ['', BODY_CAP, false];
  try {
    while (!isWhole && left > 0) {
      const { done, value } = await deadline.before(reader.read());
      if (done) isWhole = true;
      else {
        text += decoder.decode(value.subarray(0, left), { stream: true });
        left -= value.length;
      }
    }
  } catch {
    // It broke off or was too slow. What came is kept.
  }
  reader.cancel().catch(() => {});
  return { text, isWhole };
}

function readBody(text: string, redact: (text: string) => string): unknown {
  if (text === '') return undefined;
  const body = parseJson(redact(text), (value) =>
    // An escape in the JSON may have hidden the key from the first look.
    typeof value === 'string' ? redact(value) : value,
  );
  return body === undefined ? redact(text) : body;
}

/** `Retry-After` is seconds or a date (RFC 9110 §10.2.3). */
function readRetryAfter(header: string | null): number | undefined {
  const text = header?.trim() ?? '';
  const isDate = /^[a-z]{3,9}, /i.test(text);
  const dateMs = isDate ? Date.parse(text) - wallClock() : Number.NaN;
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : dateMs;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(0, ms), LONGEST_WAIT_MS);
}

/** Daily's documented answers to a transfer (REST pages), by status and by what `error` or `info` says. */
const TRANSFER_ANSWERS: readonly (readonly [number, RegExp, DailyApiErrorCode])[] = [
  [404, /not hosting a call/i, 'room-not-hosting-call'],
  [404, /invalid session ?id/i, 'invalid-session-id'],
  [400, /not in sfu mode/i, 'room-not-on-sfu'],
  [400, /call closed before/i, 'call-closed'],
];

/** Daily's stable error types (docs.daily.co/docs/rest-api/errors), and three that were seen. */
const TYPES: readonly DailyApiErrorCode[] = [
  'authentication-error',
  'authorization-header-error',
  'forbidden-error',
  'json-parsing-error',
  'invalid-request-error',
  'invalid-plan-type',
  'not-found',
  'rate-limit-error',
  'server-error',
];

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
  const known = TRANSFER_ANSWERS.find(([of, text]) => of === status && text.test(said));
  if (known) return known[2];
  const type = TYPES.find((one) => one === error);
  return type ?? (status >= 500 ? 'server-error' : (BY_STATUS[status] ?? 'unknown'));
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}

function readField(body: unknown, key: string): unknown {
  return isFields(body) ? own(body, key) : undefined;
}
