import type { EndpointProblem } from './endpoint-problems.js';
import { isPrintable } from './percent-escapes.js';
import type { PhoneNumber } from './phone-number.js';
import type { SipUri } from './sip-uri.js';
import { hasTwins, type UriPart } from './uri-parts.js';

/** What an app allows beyond the defaults, and what it counts as Daily's. */
export interface EndpointOptions {
  /** Further hosts inside Daily's SIP network, each with everything under it. */
  readonly dailySipHosts?: readonly string[] | undefined;
  /** Ports that may be written out; 5060 and 5061 by default. */
  readonly ports?: readonly number[] | undefined;
  /** Whether IP addresses may stand for a host; by default they may not. */
  readonly allowIp?: boolean | undefined;
}

const MAX_HEADERS = 10;
// A host name ends in a label that begins with a letter.
const IP_ADDRESS = /^[\d.]+$|\]/;
const TRANSPORT = /^(?:udp|tcp|tls)$/i;
const HEADER_NAME = /^x-[\w.!~*+-]+$/i;
// Some systems read such a part as octal, so it may name two hosts.
const LEADING_ZERO = /(?:^|[.:])0\d+\.|\.0\d/;

/** Why a SIP URI that is right by its grammar is not sent; `undefined` if it is. */
export function refuseSipUri(uri: SipUri, options: EndpointOptions): EndpointProblem | undefined {
  if (uri.scheme === 'sips') return 'sips';
  if (uri.hasPassword) return 'password';
  if (IP_ADDRESS.test(uri.host) && (options.allowIp !== true || LEADING_ZERO.test(uri.host)))
    return 'ip-host';
  if (uri.port !== undefined && !(options.ports ?? [5060, 5061]).includes(uri.port)) return 'port';
  return refuseParameters(uri.parameters) ?? refuseHeaders(uri.headers) ?? refuseHidden(uri);
}

/** Why a phone number that is right by its grammar is not sent; `undefined` if it is. */
export function refuseNumber({ number, hasMore }: PhoneNumber): EndpointProblem | undefined {
  if (hasMore) return 'tel-parameter';
  if (number[1] === '0') return 'country-code';
  return number.length < 7 || number.length > 16 ? 'number-length' : undefined;
}

function refuseParameters(parameters: readonly UriPart[]): EndpointProblem | undefined {
  for (const { name, value = '' } of parameters) {
    switch (name) {
      case 'maddr':
      case 'method':
      case 'ttl':
      case 'lr':
        return name;
      case 'transport':
        if (!TRANSPORT.test(value)) return name;
    }
  }
  return undefined;
}

function refuseHeaders(headers: readonly UriPart[]): EndpointProblem | undefined {
  if (headers.length > MAX_HEADERS) return 'too-many-headers';
  const isFine = !hasTwins(headers) && headers.every(({ name }) => HEADER_NAME.test(name));
  return isFine ? undefined : 'header';
}

function refuseHidden({ user = '', parameters, headers }: SipUri): EndpointProblem | undefined {
  const isShown = ({ name, value = '' }: UriPart) => isPrintable(name + value);
  const isFine = isPrintable(user) && parameters.every(isShown) && headers.every(isShown);
  return isFine ? undefined : 'unprintable';
}
