import type { Chance } from './chance.js';
import { HOSTILE_TEXTS, mutate } from './mutations.js';
import * as grammar from './target-grammar.js';

/** The parts of a SIP URI before they are put together. */
interface SipParts {
  scheme: string;
  /** With its `@`; empty if there is none. */
  userInfo: string;
  host: string;
  port: string;
  parameters: string[];
  headers: string[];
}

/** What the grammar allows and the policy refuses, each in the place where it belongs. */
const OFFENCES: readonly ((parts: SipParts, chance: Chance) => void)[] = [
  (parts) => void (parts.scheme = 'sips:'),
  (parts) => void (parts.scheme = 'SIPS:'),
  (parts, chance) =>
    void (parts.scheme = chance.pick(['mailto:', 'http:', 'callto:', 'urn:', 'im:'])),
  (parts, chance) => void (parts.userInfo = `${grammar.user(chance)}:${grammar.password(chance)}@`),
  (parts, chance) => void (parts.userInfo = `bob:${grammar.password(chance)}@`),
  (parts, chance) => void (parts.host = grammar.ipAddress(chance)),
  (parts, chance) => void (parts.host = grammar.ipAddress(chance)),
  (parts, chance) => void (parts.port = `:${chance.below(65_536)}`),
  (parts, chance) =>
    void (parts.userInfo = `${grammar.user(chance)}${chance.pick(grammar.HIDDEN_ESCAPES)}@`),
  (parts, chance) => void parts.headers.push(`X-A=${chance.pick(grammar.HIDDEN_ESCAPES)}`),
  (parts, chance) => void (parts.userInfo = `${grammar.misleadingUser(chance)}@`),
  (parts, chance) => void (parts.userInfo = `${grammar.misleadingUser(chance)}@`),
  (parts, chance) => void parts.parameters.push(grammar.offendingParameter(chance)),
  (parts, chance) => void parts.parameters.push(grammar.offendingParameter(chance)),
  (parts, chance) =>
    void parts.headers.push(
      chance.pick(['Replaces=a', '%52eplaces=y', 'Route=%3Csip:b%3E', 'body=x', 'X-A=1&x-a=2']),
    ),
  (parts, chance) => {
    const length = 11 + chance.below(3);
    parts.headers = Array.from({ length }, (_, index) => `X-${index}=`);
  },
  (parts, chance) => {
    const length = 11 + chance.below(3);
    parts.headers = Array.from({ length }, (_, index) => `X-${index}=${chance.below(9)}`);
  },
  (parts, chance) => void parts.parameters.push(`;long=${'a'.repeat(240 + chance.below(40))}`),
  (parts, chance) => void parts.parameters.push(`;long=${'%41'.repeat(80 + chance.below(9))}`),
];

/** A SIP URI that the grammar allows; offends so many times of a hundred against the policy. */
function sipUri(chance: Chance, offending: number): string {
  const parts: SipParts = {
    scheme: chance.percent(85) ? 'sip:' : chance.pick(['SIP:', 'Sip:', '']),
    userInfo: chance.percent(92) ? `${grammar.user(chance)}@` : '',
    host: grammar.host(chance),
    port: chance.percent(20) ? chance.pick([':5060', ':5061', ':05060']) : '',
    parameters: grammar.parameters(chance),
    headers: [],
  };
  for (let left = chance.below(6) - 3; left > 0; left -= 1) {
    parts.headers.push(grammar.header(chance));
  }
  if (chance.percent(offending)) chance.pick(OFFENCES)(parts, chance);
  const query = parts.headers.length > 0 ? `?${parts.headers.join('&')}` : '';
  return (
    parts.scheme + parts.userInfo + parts.host + parts.port + parts.parameters.join('') + query
  );
}

/** A phone number: as people write it, as a tel URI, and what is right by its grammar and not sent. */
function phone(chance: Chance): string {
  const scheme = chance.pick(['tel:', 'tel:', 'TEL:']);
  switch (chance.below(16)) {
    case 0:
      return `${scheme}${grammar.digits(chance, 10)};phone-context=${grammar.host(chance)}`;
    case 1:
      return `${scheme}+${grammar.subscriber(chance)};isub=1`;
    case 2:
    case 9:
      return `+0${grammar.digits(chance, 12)}`;
    case 3:
    case 10:
      return chance.pick(['+', 'tel:+']) + grammar.subscriber(chance).slice(0, 4);
    case 4:
    case 13:
      return `+${grammar.subscriber(chance)}${chance.pick([',,12', ';ext=12', 'p1', 'w12#', '*1'])}`;
    case 5:
    case 11:
      return chance.pick(['*67', '#31#', '*']) + grammar.digits(chance, 10);
    case 6:
    case 12:
      return grammar.digits(chance, 12);
    case 7:
      return `${scheme}+${grammar.subscriber(chance)};ext=${grammar.digits(chance, 7)}`;
    case 8:
      return `${scheme}+${grammar.subscriber(chance)}`;
    default:
      return `+${grammar.subscriber(chance, '-. ()')}`;
  }
}

/** A text that somebody might try: by the grammar at first, then changed up to three times. */
export function target(chance: Chance): string {
  const text = base(chance);
  return chance.percent(58) ? text : mutate(text, { chance, other: base });
}

/** A SIP address or a number by its grammar, that the policy lets through more often than not. */
export function likelyTarget(chance: Chance): string {
  return chance.percent(85) ? sipUri(chance, 10) : `+${grammar.subscriber(chance, '-. ()')}`;
}

function base(chance: Chance): string {
  if (chance.percent(4)) return chance.pick(HOSTILE_TEXTS);
  return chance.percent(76) ? sipUri(chance, 50) : phone(chance);
}
