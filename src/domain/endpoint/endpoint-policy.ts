import type { EndpointProblem } from './endpoint-problems.js';
import { isPrintable } from './percent-escapes.js';
import type { PhoneNumber } from './phone-number.js';
import type { SipUri } from './sip-uri.js';
import { hasTwins, type UriPart } from './uri-parts.js';

/** What an app allows beyond the defaults, and what it counts as Daily's. */
export interface EndpointOptions {
  /** Further hosts inside Daily's SIP network, each with everything under it. */
  readonly dailySipHosts?: readonly string[] | undefined;
  /** The ports that an address may name; 5060 and 5061 by default. */
  readonly ports?: readonly number[] | undefined;
  /** Whether a host may be an IP address; by default it may not. */
  readonly allowIp?: boolean | undefined;
  /**
   * Names of further URI parameters that an address may have, in any letter case. Parameters can send a
   * call past the host and number that were checked, so name only what your own SIP system needs.
   */
  readonly parameters?: readonly string[] | undefined;
}

const MAX_HEADERS = 10;
// A host name ends in a label that begins with a letter.
const IP_ADDRESS = /^[\d.]+$|\]/;
// Some systems read such a part as octal, so the address would name two hosts.
const LEADING_ZERO = /(?:^|[.:])0\d+\.|\.0\d/;
/**
 * What a decoded user part may hold: letters and digits, a blank, and what RFC 3261 §25.1 allows unescaped,
 * apart from the characters `, ; / ?`. They and an escaped `: @ < > "` separate the parts of an address
 * for people and for systems that decode before they split, which would call somewhere else.
 */
const USER = /^[\p{L}\p{M}\p{N} _.!~*'()&=+$#-]*$/u;
const KNOWN_PARAMETER = /^(?:transport=(?:udp|tcp|tls)|user=(?:phone|ip))$/i;
const HEADER_NAME = /^x-[\w.!~*+-]+$/i;

/** Why a SIP URI that is right by its grammar is not sent; `undefined` if it is. */
export function refuseSipUri(uri: SipUri, options: EndpointOptions): EndpointProblem | undefined {
  const { host, port, user = '', parameters, headers } = uri;
  if (uri.scheme === 'sips') return 'sips';
  if (uri.hasPassword) return 'password';
  if (IP_ADDRESS.test(host) && (options.allowIp !== true || LEADING_ZERO.test(host)))
    return 'ip-host';
  if (port !== undefined && !isPortAllowed(port, options.ports)) return 'port';
  if (!areParametersAllowed(parameters, options.parameters)) return 'parameter';
  if (headers.length > MAX_HEADERS) return 'too-many-headers';
  if (hasTwins(headers) || !headers.every(({ name }) => HEADER_NAME.test(name))) return 'header';
  if (![{ name: user }, ...parameters, ...headers].every(isShown)) return 'unprintable';
  return USER.test(user) ? undefined : 'user';
}

/** Why a phone number that is right by its grammar is not sent; `undefined` if it is. */
export function refuseNumber({ number, hasMore }: PhoneNumber): EndpointProblem | undefined {
  if (hasMore) return 'tel-parameter';
  if (number[1] === '0') return 'country-code';
  return number.length < 7 || number.length > 16 ? 'number-length' : undefined;
}

/** The texts in a list that an app gave; none in what is no list, so that reading a target never throws. */
export function textsIn(list: unknown): readonly string[] {
  return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : [];
}

function isPortAllowed(port: number, ports: EndpointOptions['ports']): boolean {
  return (Array.isArray(ports) ? ports : [5060, 5061]).includes(port);
}

function areParametersAllowed(
  parameters: readonly UriPart[],
  allowed: EndpointOptions['parameters'],
): boolean {
  return parameters.every(
    ({ name, value = '' }) =>
      KNOWN_PARAMETER.test(`${name}=${value}`) ||
      textsIn(allowed).some((own) => own.toLowerCase() === name),
  );
}

function isShown({ name, value = '' }: UriPart): boolean {
  return isPrintable(name) && isPrintable(value);
}
