import type { EndpointProblem } from './endpoint-problems.js';
import { canonicalEscapes, decodeEscapes } from './percent-escapes.js';
import { parseHost } from './sip-host.js';

/** A parameter (`;name=value`, or `;name` alone) or a header (`name=value` after `?`), decoded once. */
export interface UriPart {
  /** Of a parameter in lower case, of a header as written. */
  readonly name: string;
  readonly value?: string;
}

/** A SIP URI as its grammar reads it, before any policy. */
export interface SipUri {
  readonly kind: 'sip';
  readonly scheme: 'sip' | 'sips';
  /** Decoded once. */
  readonly user: string | undefined;
  readonly hasPassword: boolean;
  /** In lower case, without a trailing dot; IPv6 with its brackets. */
  readonly host: string;
  readonly isIp: boolean;
  readonly port: number | undefined;
  readonly parameters: readonly UriPart[];
  readonly headers: readonly UriPart[];
  /** Scheme, user, host and port in canonical form. */
  readonly base: string;
  /** Parameters and headers in canonical form. */
  readonly tail: string;
}

const BROKEN_ESCAPE = /%(?![\da-f]{2})/i;
// Each class takes any `%`, since broken escapes have been turned away before.
const USER = /^[\w.!~*'()%&=+$,;?/-]+$/;
const PASSWORD = /^[\w.!~*'()%&=+$,-]*$/;
const PARAMETER = /^[\w.!~*'()%[\]/:&+$-]+$/;
const HEADER = /^[\w.!~*'()%[\]/?:+$-]*$/;
const TOKEN = /^[\w.!~*'%+-]+$/;

/**
 * Reads what follows `sip:` or `sips:` by the grammar of RFC 3261 §25.1 and its numeric limits, the
 * whole text or nothing, in linear time. All is split before anything is decoded, so an escaped `@`
 * stays a part of the user.
 */
export function parseSipUri(scheme: 'sip' | 'sips', text: string): SipUri | EndpointProblem {
  const at = text.indexOf('@');
  if (at !== text.lastIndexOf('@')) return 'two-at-signs';
  if (BROKEN_ESCAPE.test(text)) return 'bad-escape';
  const [place, headerText] = splitOnce(text.slice(at + 1), '?');
  const [hostPort, parameterText] = splitOnce(place, ';');

  const user = parseUser(at < 0 ? undefined : text.slice(0, at));
  if (typeof user === 'string') return user;
  const host = parseHostPort(hostPort);
  if (typeof host === 'string') return host;
  const parameters = parseParameters(parameterText);
  if (typeof parameters === 'string') return parameters;
  const headers = parseHeaders(headerText);
  if (typeof headers === 'string') return headers;

  return {
    kind: 'sip',
    scheme,
    user: user.user,
    hasPassword: user.hasPassword,
    host: host.host,
    isIp: host.isIp,
    port: host.port,
    parameters: parameters.parts,
    headers: headers.parts,
    base: `${scheme}:${user.text}${host.text}`,
    tail: parameters.text + headers.text,
  };
}

function parseUser(text: string | undefined) {
  if (text === undefined) return { user: undefined, hasPassword: false, text: '' };
  const [user, password] = splitOnce(text, ':');
  if (!USER.test(user) || !PASSWORD.test(password ?? '')) return 'bad-user';
  const plain = canonicalEscapes(user);
  return { user: decodeEscapes(plain), hasPassword: password !== undefined, text: `${plain}@` };
}

function parseHostPort(text: string) {
  // The colons of an IPv6 address are inside its brackets (RFC 5118 §4.3).
  const colon = text.indexOf(':', text.indexOf(']') + 1);
  const host = parseHost(colon < 0 ? text : text.slice(0, colon));
  if (host === undefined) return 'bad-host';
  if (colon < 0) return { ...host, port: undefined, text: host.host };
  const digits = text.slice(colon + 1);
  const port = Number(digits);
  if (!/^\d+$/.test(digits) || port > 65_535) return 'bad-port';
  return { ...host, port, text: `${host.host}:${port}` };
}

function parseParameters(text: string | undefined) {
  if (text === undefined) return { parts: [], text: '' };
  const parts: UriPart[] = [];
  let plainText = '';
  for (const piece of text.split(';')) {
    const [rawName, rawValue] = splitOnce(piece, '=');
    if (!PARAMETER.test(rawName) || !PARAMETER.test(rawValue ?? '-')) return 'bad-parameter';
    // Twice, since the first may lay bare a capital and lower case spoils the escapes that stay.
    const name = canonicalEscapes(canonicalEscapes(rawName).toLowerCase());
    if (rawValue !== undefined && isOddValue(name, rawValue)) return 'bad-parameter';
    const [part, plain] = makePart(name, rawValue);
    parts.push(part);
    plainText += `;${plain}`;
  }
  const names = new Set(parts.map((part) => part.name));
  return names.size < parts.length ? 'duplicate-parameter' : { parts, text: plainText };
}

function parseHeaders(text: string | undefined) {
  if (text === undefined) return { parts: [], text: '' };
  const parts: UriPart[] = [];
  let plainText = '';
  for (const piece of text.split('&')) {
    const [name, value] = splitOnce(piece, '=');
    if (name === '' || value === undefined || !HEADER.test(name) || !HEADER.test(value)) {
      return 'bad-header';
    }
    const [part, plain] = makePart(canonicalEscapes(name), value);
    parts.push(part);
    plainText += `${plainText === '' ? '?' : '&'}${plain}`;
  }
  return { parts, text: plainText };
}

function makePart(name: string, rawValue: string | undefined): [UriPart, string] {
  if (rawValue === undefined) return [{ name: decodeEscapes(name) }, name];
  const value = canonicalEscapes(rawValue);
  return [{ name: decodeEscapes(name), value: decodeEscapes(value) }, `${name}=${value}`];
}

/** RFC 3261 gives these parameters a grammar of their own; they are tested before decoding, like it. */
function isOddValue(name: string, value: string): boolean {
  switch (name) {
    case 'transport':
    case 'user':
    case 'method':
      return !TOKEN.test(value);
    case 'maddr':
      return parseHost(value) === undefined;
    case 'ttl':
      return !/^\d{1,3}$/.test(value) || Number(value) > 255;
    default:
      return false;
  }
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const index = text.indexOf(separator);
  return index < 0 ? [text, undefined] : [text.slice(0, index), text.slice(index + 1)];
}
