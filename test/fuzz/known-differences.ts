import type { EndpointProblem } from '../../src/domain/endpoint/endpoint.js';

/** What a stack reads in a SIP URI, in forms that can be compared: decoded, names in lower case, sorted. */
export interface Reading {
  readonly host: string;
  readonly port: string;
  readonly user: string;
  readonly parameters: string;
  readonly headers: string;
}

/** One thing in which we and another stack differ about one text. */
export interface Difference {
  readonly stack: 'SIP.js' | 'JsSIP';
  readonly text: string;
  readonly what: 'only we take it' | 'only they take it' | 'they throw' | keyof Reading;
  /** What we read, or why we do not. */
  readonly ours: string;
  readonly theirs: string;
}

/** A class of differences that somebody has looked at, and why we are right to differ. */
export interface KnownDifference {
  readonly name: string;
  readonly reason: string;
  readonly covers: (difference: Difference) => boolean;
}

const IPV6 = /[@:]\[[\da-f:.]+\]/i;
const HOST_WITH_DOT = /(?:^sips?:|@)[^@;?:]+\.(?=[;?:]|$)/i;

function onlyThey(problem: EndpointProblem, when: RegExp = /^/): KnownDifference['covers'] {
  return ({ what, ours, text }) =>
    what === 'only they take it' && ours === problem && when.test(text);
}

/** The reviewed list: what is not in it makes the differential test fail. */
export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  {
    name: 'a trailing dot of the host',
    reason: 'RFC 3261 §25.1 has it in `hostname`; the others refuse it.',
    covers: ({ what, text }) => what === 'only we take it' && HOST_WITH_DOT.test(text),
  },
  {
    name: 'escapes that are not UTF-8',
    reason:
      'The grammar has any two hexadecimal digits. We take them for unprintable by policy; SIP.js refuses them, and JsSIP throws a URIError out of its parser, which is the very bug to avoid.',
    covers: ({ what, text, ours }) =>
      ((what === 'only we take it' || what === 'they throw') && /%[89a-f]/i.test(text)) ||
      ours.includes('\uFFFD'),
  },
  {
    name: 'an IPv6 host',
    reason: 'RFC 3986 and RFC 5118 allow forms that the grammars of the others do not list.',
    covers: ({ what, text }) => what === 'only we take it' && IPV6.test(text),
  },
  {
    name: 'maddr for the host',
    reason:
      'Both overwrite the host with the value of maddr, so a page would show another host than the one in the text. We read the host, and refuse maddr by policy.',
    covers: ({ what, text, theirs }) =>
      what === 'host' && text.toLowerCase().includes(`;maddr=${theirs}`),
  },
  {
    name: 'the password in the user',
    reason: 'Both leave the password behind the user, with its colon. We refuse passwords.',
    covers: ({ what, ours, theirs }) => what === 'user' && theirs.startsWith(`${ours}:`),
  },
  {
    name: 'the value of lr',
    reason:
      '`lr-param` has no value; `lr=on` is an other-param that both take for lr. We refuse both.',
    covers: ({ what, ours, theirs }) =>
      what === 'parameters' && without(ours, /^lr/) === without(theirs, /^lr/),
  },
  {
    name: 'ttl is lost',
    reason: 'Both drop the parameter, as they test its number for a text. We refuse ttl.',
    covers: ({ what, ours, theirs }) =>
      what === 'parameters' && without(ours, /^(?:ttl=|lr)/) === without(theirs, /^lr/),
  },
  {
    name: 'a word that begins like a known one',
    reason:
      'Their grammars stop at the first word that fits (`tls` of `tlsx`, `lr` of `lrx`) and refuse the rest of it.',
    covers: ({ what, text }) =>
      what === 'only we take it' &&
      /;(?:transport=(?:udp|tcp|sctp|tls)|user=(?:phone|ip)|ttl=\d{1,3}|lr(?:=[\w]*)?)[^;?\w=]?[^;?]/i.test(
        text,
      ),
  },
  {
    name: 'a parameter twice',
    reason: 'RFC 3261 §19.1.1: a parameter name appears once. Both keep the last one.',
    covers: onlyThey('duplicate-parameter'),
  },
  {
    name: 'a port that is none',
    reason: 'Both take an empty port and one above 65535.',
    covers: onlyThey('bad-port', /:(?:\d{5,})?(?=[;?]|$)/),
  },
  {
    name: 'a port of more than five digits',
    reason: 'RFC 3261 §25.1 has 1*DIGIT, so `:005060` is 5060; the others count digits instead.',
    covers: ({ what, text }) => what === 'only we take it' && /:0\d{5,}(?=[;?]|$)/.test(text),
  },
  {
    name: 'a host label that begins or ends with a hyphen, or has an underscore',
    reason:
      'RFC 3261 §25.1 has neither in `domainlabel`; both take them, since some networks use them.',
    covers: onlyThey('bad-host', /_|-\.|-$|[.@:]-|-[;?:]/),
  },
  {
    name: 'values of parameters that have their own grammar',
    reason:
      'RFC 3261 §25.1: user, transport and method are tokens, maddr is a host, ttl at most 255.',
    covers: onlyThey(
      'bad-parameter',
      /;(?:user|%75ser|transport|method|maddr|ttl|m%61ddr|m%65thod)=/i,
    ),
  },
  {
    name: 'a lone % in a token',
    reason:
      'The ABNF of `token` has % as a character of its own, so `user=%x` can be read as right. We take % for the begin of an escape everywhere, as RFC 3261 §19.1.2 does for URIs, and refuse what is none.',
    covers: onlyThey('bad-escape', /;(?:user|transport|method)=[^;?]*%/i),
  },
  {
    name: 'the underscore in a header name',
    reason: 'Both write it as a hyphen, which makes another header of it.',
    covers: ({ what, ours, theirs }) => what === 'headers' && hyphened(ours) === hyphened(theirs),
  },
];

function without(list: string, gone: RegExp): string {
  return list
    .split(' ')
    .filter((piece) => !gone.test(piece))
    .join(' ');
}

/** Names with a hyphen for each underscore, in order again. */
function hyphened(list: string): string {
  return list.replaceAll('_', '-').split(' ').sort().join(' ');
}
