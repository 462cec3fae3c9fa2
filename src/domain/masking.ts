/**
 * A number with its middle hidden: `+1•••2671`. At most the first digit after `+` and the last four
 * stay; of fewer than seven digits none does.
 */
export function maskNumber(number: string): string {
  const digits = number.replace(/\P{Nd}/gu, '');
  const plus = number.startsWith('+') ? '+' : '';
  if (digits.length < 7) return `${plus}•••`;
  return `${plus}${plus && digits.slice(0, 1)}•••${digits.slice(-4)}`;
}

/** Any text with what looks like a phone number, or the user of a SIP address, hidden. Linear in time. */
export function maskText(text: string): string {
  let masking = '';
  let plain = '';
  for (const piece of text.split(/([\s<>"]+)/)) {
    if (piece.includes('@')) {
      masking += maskDigits(plain) + maskHeaders(piece, maskAddress);
      plain = '';
    } else {
      plain += piece;
    }
  }
  return masking + maskDigits(plain);
}

/** A person's name: as other text, and with seven digits or more in it, however they are written, no longer plain. */
export function maskName(name: string): string {
  const text = maskText(name);
  const digits = text.match(/\p{Nd}/gu) ?? [];
  return digits.length < 7 ? text : text.replace(/\p{Nd}.*\p{Nd}/su, maskNumber);
}

/**
 * A target or an address, hidden but for what tells one from another: `+1•••2671`,
 * `sip:a•••@pbx.example.com`. Header values and what is dialled after a number go whole; text that is
 * neither a number nor an address too.
 */
export function maskEndpoint(text: string): string {
  if (isMasked(text)) return text;
  if (text.includes('@')) return maskHeaders(text, maskAddress);
  if (!text.startsWith('+')) return maskHost(text);
  const end = text.search(/[^+\d ().-]/);
  return end < 0 ? maskNumber(text) : `${maskNumber(text.slice(0, end))}•••`;
}

/**
 * The object, frozen, with a `toJSON` that hides numbers, SIP users, extensions and header values.
 * Raw values stay readable as properties. A copy made by spreading has no `toJSON`.
 */
export function masked<T extends object>(fields: T): Readonly<T> {
  return Object.freeze(Object.assign(Object.create(maskedPrototype) as T, fields));
}

/** The same data with every string hidden as far as its key calls for; what `toJSON` returns. */
export function maskData(value: unknown): unknown {
  return toData(value, maskString);
}

/** Plain objects and lists of the same data, each string written as `write` says; no `cause` in it. */
export function toData(
  value: unknown,
  write: (text: string, key: string) => string,
  key = '',
): unknown {
  if (typeof value === 'string') return write(value, key);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => toData(item, write, key));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, item]) => !isUnwritable(name, item))
      .map(([name, item]) => [name, toData(item, write, name)]),
  );
}

const maskedPrototype = {
  toJSON(this: object): unknown {
    return maskData(this);
  },
};

/** Never written: what Daily threw may hold anything, and an `AbortSignal` is no data. */
function isUnwritable(key: string, value: unknown): boolean {
  return key === 'cause' || (key === 'signal' && typeof value === 'object');
}

/** Ids and hosts may hold long runs of digits that are nobody's number. */
const OPEN: ReadonlySet<string> = new Set([
  'id',
  'sessionId',
  'sipCallId',
  'host',
  'joins',
  'fallback',
  'fallbackOf',
]);
const ENDPOINT: ReadonlySet<string> = new Set([
  'address',
  'toEndPoint',
  'transfereeAddress',
  'text',
  'number',
]);
/** May hold a code or a number of a person, and nobody needs it to tell one transfer from another. */
const SECRET: ReadonlySet<string> = new Set(['extension', 'value']);

function maskString(text: string, key: string): string {
  if (OPEN.has(key)) return text;
  if (SECRET.has(key)) return '•••';
  if (ENDPOINT.has(key)) return maskEndpoint(text);
  if (key === 'user') return maskUser(text);
  return key === 'name' ? maskName(text) : maskText(text);
}

/** Seven digits and more, as people write them; a UUID is an id, not a number. */
const NUMBER =
  /(\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b)|\+?\p{Nd}(?:[\s()./\p{Pd}]{0,3}\p{Nd}){6,}/giu;

function maskDigits(text: string): string {
  if (text.length < 7) return text;
  return text.replace(NUMBER, (found, uuid?: string) => uuid ?? maskNumber(found));
}

/** Is it hidden already, as a number or a user is? Then it stays, so that it can be told from others still. */
function isMasked(text: string): boolean {
  return text.includes('•••') && /^(?:(?:\+\d)?•••\d{4}|\P{Nd}?•••)$/u.test(text);
}

/** What follows the `?` after the `@` are headers, and may be anything. */
function maskHeaders(text: string, mask: (text: string) => string): string {
  const query = text.indexOf('?', text.indexOf('@'));
  return query < 0 ? mask(text) : `${mask(text.slice(0, query))}?•••`;
}

/** `scheme:user@host…`: the user goes, a host name stays, parameters lose their values. */
function maskAddress(text: string): string {
  const at = text.lastIndexOf('@');
  const scheme = /^(?:sips?|tel):/i.exec(text)?.[0] ?? '';
  const rest = text.slice(at + 1);
  const tail = rest.replace(HOST, '');
  const host = rest.slice(0, rest.length - tail.length);
  const place = HOST_NAME.test(host) ? host : maskDigits(host);
  return `${scheme}${maskUser(text.slice(scheme.length, at))}@${place}${maskDigits(tail).replace(/=[^;]*/g, '=•••')}`;
}

const HOST = /^(?:\[[\da-f:.]*\]|[\w.-]*)/i;
/** Its last label begins with a letter; anything else in the place of a host may be a number. */
const HOST_NAME = /(?:^|\.)[a-z][a-z\d-]*\.?$/i;

function maskUser(user: string): string {
  if (isMasked(user)) return user;
  if (/^\+|\p{Nd}(?:[().-]?\p{Nd}){6,}/u.test(user)) return maskNumber(user);
  return user.replace(/^(\P{Nd}?).*/su, '$1•••');
}

/** Text without a user: a bare host address stays, anything else may be a number and goes. */
function maskHost(text: string): string {
  return /^sips?:[a-z][^;?]*$/i.test(text) ? maskDigits(text) : '•••';
}
