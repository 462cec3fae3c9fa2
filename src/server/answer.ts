import { wallClock } from '../environment.js';
import type { Deadline } from './deadline.js';

/** Answers are read so far, in bytes; Daily's are some dozens. */
const BODY_CAP = 64 * 1024;
/** No Daily limit lasts as long; a longer wait is no use to anybody. */
const LONGEST_WAIT = 24 * 60 * 60 * 1000;

/** The text of the body as far as the cap and the deadline let it come. */
export async function readCapped(response: Response, deadline: Deadline): Promise<string> {
  if (!response.body) return '';
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let [text, left] = ['', BODY_CAP];
  try {
    while (left > 0) {
      const { done, value } = await deadline.before(reader.read());
      if (done) break;
      text += decoder.decode(value.subarray(0, left), { stream: true });
      left -= value.length;
    }
  } catch {
    // Cut off, broken or too slow: what came is what there is.
  }
  void reader.cancel().catch(() => {});
  return text;
}

/** `Retry-After` as seconds or as a date (RFC 9110 §10.2.3), in milliseconds. */
export function readRetryAfter(text: string | null): number | undefined {
  if (text === null) return undefined;
  const given = text.trim();
  const isDate = /^[a-z]{3,9}, /i.test(given);
  const atMs = isDate ? Date.parse(given) - wallClock() : Number.NaN;
  const ms = /^\d+$/.test(given) ? Number(given) * 1000 : atMs;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(0, ms), LONGEST_WAIT);
}
