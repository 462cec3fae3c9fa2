import type { Chance } from './chance.js';

/*
 * Targets as their grammars have them: SIP URIs by RFC 3261 §25.1, tel URIs by RFC 3966 §3, and numbers
 * as people write them. Each piece is a function from chance to text.
 */

const ALPHA = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const DIGIT = '0123456789';
const HEX = '0123456789abcdefABCDEF';
const UNRESERVED = `${ALPHA}${DIGIT}-_.!~*'()`;
const IN_USER = `${UNRESERVED}&=+$`;
/** The grammar has these in a user part, and the policy refuses them. */
const SEPARATORS = [',', ';', '?', '/', '%2C', '%3b', '%3F', '%2f', '%3A', '%40', '%3e', '%25'];
const IN_PASSWORD = `${UNRESERVED}&=+$,`;
const IN_PARAMETER = `${UNRESERVED}[]/:&+$`;
const IN_HEADER = `${UNRESERVED}[]/?:+$`;
const IN_TOKEN = `${ALPHA}${DIGIT}-.!%*_+'~`;

/** Hosts that the rules of the tests allow, hosts of Daily, and hosts that only look like one of them. */
export const HOSTS: readonly string[] = [
  'pbx.example.com',
  'sub.branch.example.com',
  'branch.example.com',
  'acme.sip.daily.co',
  'acme.sip-us-west-2.daily.co',
  'other.sip.daily.co',
  'daily.co',
  'x.dailywebrtc.com',
  'dailywebrtc.net',
  'partner.example',
  'sbc.partner.example',
  'daily-0a1b2c-app.dapp.signalwire.com',
  'daily-evil-app.dapp.signalwire.com',
  'x.daily-0a1b-app.dapp.signalwire.com',
  'evil.com',
  'sip.daily.co.evil.com',
  'evilsip.daily.co.net',
  'acme-sip.daily.co.org',
  'adaily.co',
  'notpbx.example.com',
  'pbx.example.com.evil.com',
  'notpartner.example',
  'xn--cme-5cd.sip.daily.co',
  'anonymous.invalid',
  'localhost',
];

const ROUTING =
  'maddr m%61ddr fs_path route alias received rn tgrp trunk-context phone-context method m%65thod'.split(
    ' ',
  );
const USERS = ['bob', 'Alice', 'billing', 'agent-7', '911', 'room.0', 'acme.sip.daily.co', '~x'];
const ESCAPES = ['%41', '%7e', '%20', '%2B', '%c3%a9', '%23', '%e6%97%a5'];
const SEPARATING_ESCAPES = ['%40', '%25', '%3a', '%3B', '%3F'];

/** One of these stands for a byte that hides something: a control, a broken letter, a mark of direction. */
export const HIDDEN_ESCAPES: readonly string[] = [
  '%0d%0a',
  '%00',
  '%09',
  '%7F',
  '%ff',
  '%c3',
  '%e2%80%ae',
  '%EF%BB%BF',
  '%250d%250a',
  '%2541',
];

/** A host: mostly a name that means something to the rules, seldom a random one. */
export function host(chance: Chance): string {
  const name = chance.percent(80) ? chance.pick(HOSTS) : randomName(chance);
  const cased = chance.percent(15) ? name.toUpperCase() : name;
  return chance.percent(8) ? `${cased}.` : cased;
}

/** An IP address, v4 or v6, with the short forms that the grammar has. */
export function ipAddress(chance: Chance): string {
  const v4 = () => Array.from({ length: 4 }, () => chance.below(256)).join('.');
  if (chance.percent(50)) return chance.percent(20) ? '127.0.0.1' : v4();
  const groups = (count: number) =>
    Array.from({ length: count }, () => chance.below(0x1_0000).toString(16)).join(':');
  if (chance.percent(40)) return `[${groups(8)}]`;
  if (chance.percent(50)) return `[${groups(chance.below(4))}::${groups(chance.below(4))}]`;
  return `[${chance.pick(['::', '::ffff:', '2001:db8::'])}${v4()}]`;
}

/** A user: a word, a number as PBXs take it, or any characters and escapes that the grammar allows. */
export function user(chance: Chance): string {
  if (chance.percent(50)) return chance.pick(USERS);
  if (chance.percent(30)) return chance.pick(['', '+', '00', '011']) + digits(chance, 12);
  return chars(chance, { alphabet: IN_USER, escapes: ESCAPES });
}

/** A user that seems to hold another part of an address: parameters, headers, a second host. */
export function misleadingUser(chance: Chance): string {
  if (chance.percent(30)) {
    const number = `+${subscriber(chance)}`;
    return `${number};${chance.pick(['phone-context=', 'rn=', 'tgrp=', 'ext='])}${digits(chance, 9)}`;
  }
  return `${user(chance)}${chance.pick(SEPARATORS)}${chance.percent(50) ? host(chance) : 'a=1'}`;
}

/** What may stand as a password. */
export function password(chance: Chance): string {
  const escapes = [...ESCAPES, ...SEPARATING_ESCAPES];
  return chance.percent(10) ? '' : chars(chance, { alphabet: IN_PASSWORD, escapes });
}

/** Parameters that may be sent, or none: each name stands there once. */
export function parameters(chance: Chance): string[] {
  const transport = chance.pick([';transport=udp', ';Transport=TCP', ';transport=tls']);
  const kind = chance.pick([';user=phone', ';user=ip', ';USER=Phone', ';%75ser=ip']);
  switch (chance.below(6)) {
    case 0:
      return [transport];
    case 1:
      return [kind];
    case 2:
      return [transport, kind];
    default:
      return [];
  }
}

/** A parameter that can send the call somewhere else, or that says what no target says. */
export function offendingParameter(chance: Chance): string {
  switch (chance.below(4)) {
    case 0:
      return `;${chance.pick(ROUTING)}=${host(chance)}`;
    case 1:
      return chance.pick([';lr', ';LR=on', ';l%72', ';npdi', ';ob', ';maddr', ';ttl=1']);
    case 2:
      return `;${chance.pick(['transport', 'user'])}=${token(chance)}x`;
    default:
      return `;${chance.char(ALPHA)}${chars(chance, { alphabet: IN_PARAMETER, escapes: ESCAPES })}`;
  }
}

/** A header that may be sent, without the mark before it. */
export function header(chance: Chance): string {
  const name = `${chance.pick(['X-', 'x-'])}${chance.char(ALPHA)}${token(chance)}`;
  const escapes = [...ESCAPES, ...SEPARATING_ESCAPES];
  const value = chars(chance, { alphabet: IN_HEADER, escapes });
  return `${name}=${chance.percent(10) ? '' : value}`;
}

/** The digits of a number, the first of them no zero, with separators between them or without. */
export function subscriber(chance: Chance, separators = '-.()'): string {
  const number = chance.char('123456789') + digits(chance, 14);
  if (chance.percent(50)) return number;
  return [...number]
    .map((digit) => (chance.percent(20) ? digit + chance.char(separators) : digit))
    .join('');
}

/** A token of RFC 3261, as transports and methods are. */
export function token(chance: Chance): string {
  const text = chars(chance, { alphabet: IN_TOKEN.replace('%', ''), escapes: [] });
  return text.replaceAll('%', '');
}

/** Digits: at least five, at most so many. */
export function digits(chance: Chance, most: number): string {
  return chars(chance, { alphabet: DIGIT, escapes: [], least: 5, most });
}

function randomName(chance: Chance): string {
  const label = () =>
    chance.char(ALPHA) +
    chars(chance, { alphabet: `${ALPHA}${DIGIT}-`, escapes: [] }) +
    chance.char(HEX);
  const labels = Array.from({ length: chance.below(3) }, label);
  return [...labels, chance.pick(['com', 'example', 'co', 'test', 'x-1'])].join('.');
}

function chars(
  chance: Chance,
  {
    alphabet,
    escapes,
    least = 1,
    most = 8,
  }: {
    readonly alphabet: string;
    readonly escapes: readonly string[];
    readonly least?: number;
    readonly most?: number;
  },
): string {
  let text = '';
  for (let left = least + chance.below(most - least + 1); left > 0; left -= 1) {
    text += escapes.length > 0 && chance.percent(8) ? chance.pick(escapes) : chance.char(alphabet);
  }
  return text;
}
