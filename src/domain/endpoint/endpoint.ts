import { withoutUndefined } from '../fields.js';
import { isInsideDaily, isUnder } from './daily-network.js';
import { type EndpointOptions, refuseNumber, refuseSipUri, textsIn } from './endpoint-policy.js';
import { ENDPOINT_PROBLEMS, type EndpointProblem } from './endpoint-problems.js';
import { parseNumber, parseTelUri, type PhoneNumber } from './phone-number.js';
import { parseSipUri, type SipUri } from './sip-uri.js';
import type { UriPart } from './uri-parts.js';

export { ENDPOINT_PROBLEMS };
export type { EndpointOptions, EndpointProblem, UriPart };

/**
 * A target as `parseEndpoint` understands it. `address` is the canonical text, the one that is decided
 * on, shown and sent; of a valid endpoint it begins with `sip:` or `+`, as daily-js asks for.
 */
export type Endpoint =
  | {
      readonly kind: 'sip';
      /** Inside or outside Daily's SIP network. */
      readonly scope: 'internal' | 'external';
      readonly address: string;
      /** Decoded once, case kept; absent if the address names a host alone. */
      readonly user?: string;
      /** In lower case, without a trailing dot. */
      readonly host: string;
      readonly port?: number;
      /** As lists, in their order, so that a name like `__proto__` is only a name. */
      readonly parameters: readonly UriPart[];
      readonly headers: readonly UriPart[];
    }
  | {
      readonly kind: 'phone';
      readonly scope: 'external';
      readonly address: string;
      /** E.164: `+` and 6 to 15 digits; the same as `address`. */
      readonly number: string;
      /** The digits of `;ext=`, to be dialled once the call is answered. */
      readonly extension?: string;
    }
  | {
      readonly kind: 'invalid';
      /** `malformed`: the text is broken. `refused`: the text is right, but it is not sent. */
      readonly fault: 'malformed' | 'refused';
      /** The text as it was given; empty if it was no text. */
      readonly text: string;
      readonly problem: EndpointProblem;
      /** One sentence for the user: what to do next. */
      readonly message: string;
      /** Where a refused SIP address would have gone. */
      readonly host?: string;
      readonly scope?: 'internal' | 'external';
    };

/** Where a transferee called from, or was dialled at. It was stated by the caller's system, not proven. */
export type Address =
  | {
      readonly kind: 'sip';
      readonly scope: 'internal' | 'external';
      /** Scheme, user, host and port; a password, parameters and headers are left out. */
      readonly address: string;
      readonly user?: string;
      readonly host: string;
    }
  | {
      readonly kind: 'phone';
      readonly scope: 'external';
      readonly address: string;
      readonly number: string;
    };

const MAX_LENGTH = 2048;
const MAX_LENGTH_BEFORE_HEADERS = 255;
const NATIONAL_NUMBER = /^[\d(][\d ().-]*$/;
const FEATURE_CODE = /^[*#][\d*#+().-]*$/;
const BROKEN_ESCAPE = /%(?![\da-f]{2})/i;
const SCHEME = /^[a-z][a-z\d+.-]*$/;
const WITHOUT_SCHEME = /^[^:@]*@/;
const NOT_IN_URI = /[^!-~]/;
// Blanks stand alone, and between other characters.
const NOT_IN_NUMBER = /[^ -~]| (?: |$)/;
const NAME_ADDRESS = /^(?: *"(?:[^"\\]|\\.)*" *|[^"<>]*)<([^<>]*)>$/;

/**
 * Reads the text of a target: a SIP address (`sip:…`, `user@host`) or a phone number (`+…`, `tel:+…`).
 * The grammar judges the whole text before the policy does, so that a broken text and a forbidden one are
 * told apart. Never throws, whatever it is given: a target that is not sent is an `invalid` endpoint, and
 * `ENDPOINT_PROBLEMS` lists what can be wrong.
 *
 * @example parseEndpoint('SIP:Bob@PBX.Example.COM.').address // 'sip:Bob@pbx.example.com'
 * @example parseEndpoint('+1 (415) 555-2671').address // '+14155552671'
 */
export function parseEndpoint(text: string, options?: EndpointOptions): Endpoint {
  const target = read(text);
  if (typeof target === 'string') return invalid(text, target);
  if (target.kind === 'phone') {
    const problem = isTooLong(text) ? 'too-long' : refuseNumber(target);
    return problem === undefined ? phoneEndpoint(target) : invalid(text, problem);
  }
  const { user, host, port, parameters, headers } = target;
  const address = target.base + target.tail;
  const scope = scopeOf(host, options);
  const isLong = isTooLong(text) || isTooLong(address);
  const problem = isLong ? 'too-long' : refuseSipUri(target, options ?? {});
  if (problem !== undefined) return { ...invalid(text, problem), host, scope };
  return withoutUndefined<Endpoint>({
    kind: 'sip',
    scope,
    address,
    user,
    host,
    port,
    parameters,
    headers,
  });
}

/**
 * Reads a caller's address by the grammar of `parseEndpoint`, alone or as in `Name <sip:…>`, and without
 * its policy, since nothing is sent there. `undefined` if it is missing, malformed or withheld: the host is
 * `anonymous.invalid` then (RFC 3323 §4.1.1.3). Never throws.
 */
export function parseAddress(
  text: string | undefined,
  options?: Pick<EndpointOptions, 'dailySipHosts'>,
): Address | undefined {
  const isShort = typeof text === 'string' && text.length <= MAX_LENGTH;
  const source = read(isShort ? (NAME_ADDRESS.exec(text)?.[1] ?? text) : text);
  if (typeof source === 'string') return undefined;
  if (source.kind === 'phone') {
    const { number } = source;
    return number.startsWith('+')
      ? { kind: 'phone', scope: 'external', address: number, number }
      : undefined;
  }
  const { host, user, base } = source;
  if (isUnder(host, 'anonymous.invalid')) return undefined;
  const scope = scopeOf(host, options);
  return withoutUndefined<Address>({ kind: 'sip', scope, address: base, user, host });
}

function scopeOf(host: string, options: EndpointOptions | undefined): 'internal' | 'external' {
  return isInsideDaily(host, textsIn(options?.dailySipHosts)) ? 'internal' : 'external';
}

function read(text: unknown): SipUri | PhoneNumber | EndpointProblem {
  if (typeof text !== 'string' || text === '') return 'empty';
  if (text.length > MAX_LENGTH) return 'too-long';
  if (NATIONAL_NUMBER.test(text)) return 'national-number';
  const isNumber = text.startsWith('+') && !text.includes('@');
  if ((isNumber ? NOT_IN_NUMBER : NOT_IN_URI).test(text)) return 'bad-character';
  if (isNumber) return parseNumber(text);
  if (BROKEN_ESCAPE.test(text)) return 'bad-escape';
  const scheme = text.slice(0, Math.max(text.indexOf(':'), 0)).toLowerCase();
  const rest = text.slice(scheme.length + 1);
  if (scheme === 'sip' || scheme === 'sips') return parseSipUri(scheme, rest);
  if (scheme === 'tel') return parseTelUri(rest);
  if (SCHEME.test(scheme)) return 'scheme';
  if (FEATURE_CODE.test(text)) return 'feature-code';
  // A colon before the @ would be a scheme that is none, or a password that nobody meant.
  return WITHOUT_SCHEME.test(text) ? parseSipUri('sip', text) : 'no-scheme';
}

/** The `?` that begins the headers stands after the `@`; one before it belongs to the user. */
function isTooLong(text: string): boolean {
  const query = text.indexOf('?', text.indexOf('@') + 1);
  const length = query < 0 ? text.length : query;
  return length > MAX_LENGTH_BEFORE_HEADERS || text.length > MAX_LENGTH;
}

function phoneEndpoint({ number, extension }: PhoneNumber): Endpoint {
  return withoutUndefined<Endpoint>({
    kind: 'phone',
    scope: 'external',
    address: number,
    number,
    extension,
  });
}

function invalid(text: unknown, problem: EndpointProblem): Endpoint & { kind: 'invalid' } {
  const { fault, message } = ENDPOINT_PROBLEMS[problem];
  return { kind: 'invalid', fault, text: typeof text === 'string' ? text : '', problem, message };
}
