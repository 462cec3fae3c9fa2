const ALGORITHM = { name: 'HMAC', hash: 'SHA-256' } as const;
const BASE64 = /^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/;

/** 32 bytes, written in the one way that base64 has for them. */
const SIGNATURE = /^[A-Za-z\d+/]{42}[AEIMQUYcgkosw048]=$/;

/** Digits, with a fraction at most; nothing else is a time. */
const TIMESTAMP = /^\d{1,16}(?:\.\d{1,9})?$/;

/** As seconds this is in the year 5138, as milliseconds in 1973: no time of ours is near it. */
const FIRST_MILLISECONDS = 1e11;

/** How far a webhook's time may be from ours, to either side; a repetition within it is for the page to see. */
export const WINDOW_MS = 300_000;

/** The two headers of Daily's that a webhook stands on, and the bytes that came with them. */
export interface SignedRequest {
  readonly signature: string | null;
  readonly timestamp: string | null;
  readonly body: Uint8Array<ArrayBuffer>;
}

/**
 * Reads the secret of a webhook: the base64 that Daily calls `hmac`.
 *
 * @throws TypeError if it is no base64 text, or empty. The text is never in the message.
 */
export function decodeHmac(hmac: unknown): Uint8Array<ArrayBuffer> {
  const isText = typeof hmac === 'string' && hmac !== '' && BASE64.test(hmac);
  if (!isText) throw new TypeError("hmac must be the webhook's secret, as base64 text");
  return fromBase64(hmac);
}

/** The secret as a key that can verify and nothing else. */
export function importHmac(bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bytes, ALGORITHM, false, ['verify']);
}

/** A time of Daily's in milliseconds: seconds or milliseconds by its magnitude, as a number or its text. */
export function readTimestamp(value: unknown): number | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || !TIMESTAMP.test(text)) return undefined;
  const time = Number(text);
  return Math.round(time < FIRST_MILLISECONDS ? time * 1000 : time);
}

/** Was it sent within five minutes of now? Daily's clock and ours may differ, so to both sides. */
export function isWithinWindow(timestamp: string | null, now: number): boolean {
  const sentAt = readTimestamp(timestamp);
  return sentAt !== undefined && Math.abs(now - sentAt) <= WINDOW_MS;
}

/**
 * What Daily signed, as text; `undefined` if Daily did not. The raw bytes come first. Daily's own sample
 * signs `JSON.stringify` of the parsed body instead (docs.daily.co, "webhooks"), so that is the second
 * choice; the text that is returned is always the one with the signature, never the one that came.
 */
export async function readSigned(
  { signature, timestamp, body }: SignedRequest,
  key: CryptoKey,
): Promise<string | undefined> {
  if (signature === null || timestamp === null || !SIGNATURE.test(signature)) return undefined;
  const mac = fromBase64(signature);
  const isSigned = (bytes: Uint8Array<ArrayBuffer>) =>
    // The comparison takes the same time wherever two signatures differ.
    crypto.subtle.verify(ALGORITHM, key, mac, join(`${timestamp}.`, bytes));
  const raw = decode(body) ?? '';
  if (await isSigned(body)) return raw;
  const canonical = writeAgain(raw);
  if (canonical === undefined) return undefined;
  return (await isSigned(new TextEncoder().encode(canonical))) ? canonical : undefined;
}

/** Text of strict UTF-8; a mark at its beginning stays. */
export function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function writeAgain(text: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function join(prefix: string, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const head = new TextEncoder().encode(prefix);
  const whole = new Uint8Array(head.length + bytes.length);
  whole.set(head);
  whole.set(bytes, head.length);
  return whole;
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}
