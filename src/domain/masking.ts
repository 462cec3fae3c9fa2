/**
 * A number with its middle hidden: `+1•••2671`. At most the first digit after `+` and the last four
 * stay; of fewer than seven digits none does.
 */
export function maskNumber(number: string): string {
  const digits = number.replace(/\D/g, '');
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
      masking += maskDigits(plain) + maskAddress(piece);
      plain = '';
    } else {
      plain += piece;
    }
  }
  return masking + maskDigits(plain);
}

/**
 * A target or an address, hidden but for what tells one from another: `+1•••2671`,
 * `sip:a•••@pbx.example.com`. Header values go whole; text that is neither a number nor an address too.
 */
export function maskEndpoint(text: string): string {
  if (text.startsWith('+')) return maskNumber(text);
  return text.includes('@') ? maskAddress(text) : maskHost(text);
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
const OPEN: ReadonlySet<string> = new Set(['id', 'sessionId', 'sipCallId', 'host', 'joins', 'fallback', 'fallbackOf']); // prettier-ignore
const ENDPOINT: ReadonlySet<string> = new Set(['address', 'toEndPoint', 'transfereeAddress', 'text', 'number']); // prettier-ignore
/** Short secrets of a person: hidden whole, but for the first letter of a SIP user. */
const USER: ReadonlySet<string> = new Set(['user', 'extension', 'value']);

function maskString(text: string, key: string): string {
  if (OPEN.has(key)) return text;
  if (ENDPOINT.has(key)) return maskEndpoint(text);
  return USER.has(key) ? maskUser(text) : maskText(text);
}

function maskDigits(text: string): string {
  return text.replace(/\+?\d(?:[\s().-]{0,2}\d){6,}/g, maskNumber);
}

/** `scheme:user@host…`: the user goes, the host stays, parameters keep their short values. */
function maskAddress(text: string): string {
  const at = text.lastIndexOf('@');
  const scheme = /^[a-z]{1,5}:/i.exec(text)?.[0] ?? '';
  const rest = text.slice(at + 1);
  const end = rest.search(/[;?]/);
  const host = end < 0 ? rest : rest.slice(0, end);
  return `${scheme}${maskUser(text.slice(scheme.length, at))}@${host}${end < 0 ? '' : maskTail(rest.slice(end))}`;
}

function maskTail(tail: string): string {
  const headers = tail.indexOf('?');
  return headers < 0 ? maskDigits(tail) : `${maskDigits(tail.slice(0, headers))}?•••`;
}

function maskUser(user: string): string {
  if (/^\+|\d(?:[().-]?\d){6,}/.test(user)) return maskNumber(user);
  return /^\d*$/.test(user) ? '•••' : `${user.slice(0, 1)}•••`;
}

/** Text without a user: a bare host address stays, anything else may be a number and goes. */
function maskHost(text: string): string {
  return /^sips?:[a-z][^;?]*$/i.test(text) ? maskDigits(text) : '•••';
}
