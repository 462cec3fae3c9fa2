import { withoutUndefined, type WithUndefined } from './fields.js';
import { isHostName, parseHost } from './endpoint/uri-host.js';

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

/**
 * The text as it may be logged: whatever looks like a phone number is hidden (`+1•••2671`), and the user of
 * every SIP address (`sip:a•••@pbx.example.com`). Everything that leaves this library as text is masked so.
 *
 * @example console.log(mask(`no answer from ${target}`))
 */
export function mask(text: string): string {
  return maskDigits(text)
    .split(/([\s<>"]+)/)
    .map((piece) => (piece.includes('@') ? maskAddress(piece) : piece))
    .join('');
}

/** A person's name: as other text, and seven digits or more are a number in it, whatever stands between them. */
export function maskName(name: string): string {
  const text = mask(name);
  const digits = text.match(/\p{Nd}/gu) ?? [];
  return digits.length < 7 ? text : text.replace(/\p{Nd}.*\p{Nd}/su, maskNumber);
}

/**
 * A target or an address, hidden but for what tells one from another: `+1•••2671`,
 * `sip:a•••@pbx.example.com`. Text that is neither a number nor an address is hidden whole.
 */
export function maskEndpoint(text: string): string {
  if (isMasked(text)) return text;
  if (text.includes('@')) return maskAddress(text);
  if (!text.startsWith('+')) return maskHost(text);
  const end = text.search(/[^+\d ().-]/);
  return end < 0 ? maskNumber(text) : `${maskNumber(text.slice(0, end))}•••`;
}

/**
 * The fields that are not `undefined`, as a frozen object which hides numbers, SIP users, extensions and header
 * values in JSON and, on Node, in `util.inspect` and `console.log`. Raw values stay readable as properties. A
 * copy made by spreading hides nothing.
 */
export function masked<T extends object>(fields: WithUndefined<T>): Readonly<T> {
  return Object.freeze(withoutUndefined<T>(fields, maskedPrototype));
}

/** The same data with every string hidden as far as its key calls for; what `toJSON` returns. */
export function maskData(value: unknown): unknown {
  return toData(value, (text, key) => (MASKS.get(key) ?? mask)(text));
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

/** What Node's `util.inspect` calls, and with it `console.log`. */
export const INSPECT = Symbol.for('nodejs.util.inspect.custom');

const maskedPrototype = {
  toJSON(this: object): unknown {
    return maskData(this);
  },
  [INSPECT](this: object): unknown {
    return maskData(this);
  },
};

/** Never written: what Daily threw may hold anything, and an `AbortSignal` is no data. */
function isUnwritable(key: string, value: unknown): boolean {
  return key === 'cause' || (key === 'signal' && typeof value === 'object');
}

const asIs = (text: string): string => text;
const hideWhole = (): string => '•••';

/** By the key of a string; any other is masked as text. */
const MASKS = new Map<string, (text: string) => string>([
  // Ids and hosts may hold long runs of digits that are nobody's number.
  ['id', asIs],
  ['sessionId', asIs],
  ['sipCallId', asIs],
  ['host', asIs],
  ['joins', asIs],
  ['address', maskEndpoint],
  ['toEndPoint', maskEndpoint],
  ['transfereeAddress', maskEndpoint],
  ['text', maskEndpoint],
  ['number', maskEndpoint],
  // May hold a code or a number of a person, and nobody needs it to tell one transfer from another.
  ['extension', hideWhole],
  ['value', hideWhole],
  ['user', maskUser],
  ['name', maskName],
]);

/**
 * Seven digits and more, with up to three characters between them that are no letters, seen or not. A UUID is
 * an id, not a number, and what is hidden already stays as it is.
 */
const NUMBER =
  /(\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b)|\+?\p{Nd}(?:[^\p{L}\p{Nd}•]{0,3}\p{Nd}){6,}/giu;

function maskDigits(text: string): string {
  return text.replace(NUMBER, (found, uuid?: string) => uuid ?? maskNumber(found));
}

/** Is it hidden already, as a number or a user is? Then it stays, so that it can still be told from others. */
function isMasked(text: string): boolean {
  return /^(?:(?:\+\d)?•••\d{4}|\P{Nd}?•••)$/u.test(text);
}

type Place = readonly [all: string, host: string, port: string, tail: string];

/** Host, port, and whatever follows; it matches any text. */
const PLACE = /^(\[[\da-f:.]*\]|[\w.-]*)((?::\d{1,5}(?!\d))?)(.*)$/is;
/** What may follow a host and be shown: known parameters, or the punctuation of a sentence. */
const HARMLESS_TAIL = /^(?:(?:;(?:transport|user)=[a-z]+)*|[^\p{L}\p{N}]{1,3})$/iu;

/**
 * `scheme:user@host:port`: the user is hidden, the host shown. What follows is hidden whole unless it is well
 * known, and so is what stands in the place of a host and is none; headers may be anything.
 */
function maskAddress(text: string): string {
  const query = text.indexOf('?', text.indexOf('@'));
  if (query >= 0) return `${maskAddress(text.slice(0, query))}?•••`;
  const at = text.lastIndexOf('@');
  const scheme = /^(?:sips?|tel):/i.exec(text)?.[0] ?? '';
  const user = `${scheme}${maskUser(text.slice(scheme.length, at))}@`;
  const [, host, port, tail] = PLACE.exec(text.slice(at + 1)) as unknown as Place;
  if (parseHost(host) === undefined) return `${user}•••`;
  const shown = isHostName(host) ? host : maskDigits(host);
  return user + shown + port + (HARMLESS_TAIL.test(tail) ? tail : '•••');
}

function maskUser(user: string): string {
  if (isMasked(user)) return user;
  if (/^\+|\p{Nd}(?:[().-]?\p{Nd}){6,}/u.test(user)) return maskNumber(user);
  return user.replace(/^(\P{Nd}?).*/su, '$1•••');
}

/** Text without a user: the bare address of a host stays, anything else may be a number and goes. */
function maskHost(text: string): string {
  const host = /^sips?:([^:]*)(?::\d{1,5})?$/i.exec(text)?.[1] ?? '';
  return isHostName(host) ? maskDigits(text) : '•••';
}
