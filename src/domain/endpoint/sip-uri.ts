import type { EndpointProblem } from './endpoint-problems.js';
import { canonicalEscapes, decodeEscapes } from './percent-escapes.js';
import { parseHost } from './uri-host.js';
import { hasTwins, parseParts, splitOnce, type UriPart } from './uri-parts.js';

/** A SIP URI as its grammar reads it, before any policy. */
export interface SipUri {
  readonly kind: 'sip';
  readonly scheme: 'sip' | 'sips';
  /** Decoded once. */
  readonly user: string | undefined;
  readonly hasPassword: boolean;
  /** In lower case, without a trailing dot; IPv6 with its brackets. */
  readonly host: string;
  readonly port: number | undefined;
  readonly parameters: readonly UriPart[];
  readonly headers: readonly UriPart[];
  /** Scheme, user, host and port in canonical form. */
  readonly base: string;
  /** Parameters and headers in canonical form. */
  readonly tail: string;
}

// Each class takes any `%`, since broken escapes have been turned away before.
const USER = /^[\w.!~*'()%&=+$,;?/-]+$/;
const PASSWORD = /^[\w.!~*'()%&=+$,-]*$/;
const PARAMETER = /^[\w.!~*'()%[\]/:&+$-]+$/;
const HEADER = /^[\w.!~*'()%[\]/?:+$-]*$/;
const DIGITS = /^\d+$/;
const TOKEN = /^[\w.!~*'%+-]+$/;

/**
 * Reads what follows `sip:` or `sips:` by the grammar of RFC 3261 §25.1 and its numeric limits, the
 * whole text or nothing, in linear time. Escapes are known to be whole; all is split before anything is
 * decoded, so an escaped `@` stays a part of the user.
 */
export function parseSipUri(scheme: 'sip' | 'sips', text: string): SipUri | EndpointProblem {
  const at = text.indexOf('@');
  if (text.includes('@', at + 1)) return 'two-at-signs';
  const hasUser = at >= 0;
  const [rawUser, password] = splitOnce(hasUser ? text.slice(0, at) : '-', ':');
  if (!USER.test(rawUser) || !PASSWORD.test(password ?? '')) return 'bad-user';

  const [place, headerText] = splitOnce(text.slice(at + 1), '?');
  const [hostPort, parameterText] = splitOnce(place, ';');
  // The colons of an IPv6 address are inside its brackets (RFC 5118 §4.3).
  const [hostText, portText] = splitOnce(hostPort, ':', hostPort.indexOf(']'));
  const host = parseHost(hostText);
  if (host === undefined) return 'bad-host';
  if (portText !== undefined && !isPort(portText)) return 'bad-port';
  const port = portText === undefined ? undefined : Number(portText);

  const parameters = parseParts(parameterText, ';', isParameter);
  if (parameters === undefined) return 'bad-parameter';
  if (hasTwins(parameters.list)) return 'duplicate-parameter';
  const headers = parseParts(headerText, '&', isHeader);
  if (headers === undefined) return 'bad-header';

  const plainUser = hasUser ? canonicalEscapes(rawUser) : undefined;
  return {
    kind: 'sip',
    scheme,
    user: plainUser && decodeEscapes(plainUser),
    hasPassword: password !== undefined,
    host,
    port,
    parameters: parameters.list,
    headers: headers.list,
    base: `${scheme}:${hasUser ? `${plainUser}@` : ''}${host}${port === undefined ? '' : `:${port}`}`,
    tail: parameters.text + (headers.text && `?${headers.text.slice(1)}`),
  };
}

function isPort(text: string): boolean {
  return DIGITS.test(text) && Number(text) <= 65_535;
}

/** RFC 3261 gives some parameters a grammar of their own. */
function isParameter(name: string, value?: string): boolean {
  if (!PARAMETER.test(name)) return false;
  if (value === undefined) return true;
  switch (name) {
    case 'transport':
    case 'user':
    case 'method':
      return TOKEN.test(value);
    case 'maddr':
      return parseHost(value) !== undefined;
    case 'ttl':
      return DIGITS.test(value) && value.length < 4 && Number(value) < 256;
    default:
      return PARAMETER.test(value);
  }
}

function isHeader(name: string, value?: string): boolean {
  return name !== '' && value !== undefined && HEADER.test(name) && HEADER.test(value);
}
