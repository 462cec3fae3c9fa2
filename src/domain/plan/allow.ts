import { domainOfSipHost } from '../endpoint/room-address.js';
import { isHostName, parseHost } from '../endpoint/uri-host.js';
import type { Target } from './choose-method.js';

/**
 * What a target may be. As text: `'daily'` (the app's own Daily domain), an exact host, `*.host` for
 * its sub-domains only, or a number prefix such as `+1415`. As a function: `true`, and nothing else,
 * allows the target.
 */
export type TargetRule = string | ((target: Target) => unknown);

type SipTarget = Extract<Target, { kind: 'sip' }>;

const NUMBER_PREFIX = /^\+\d{1,15}$/;
const WHOLE_NUMBER = /^\+\d{6,15}$/;
const ROOM_NAME = /^[\w.-]*$/;

/** Is this the text of a rule that can be applied to a target? */
export function isTargetRule(text: unknown): boolean {
  if (typeof text !== 'string' || text === 'any') return false;
  if (NUMBER_PREFIX.test(text)) return true;
  const host = text.replace(/^\*\./, '');
  // An IP address has no sub-domains.
  return parseHost(host) === host.toLowerCase() && (host === text || isHostName(host));
}

/** Does any rule allow the target? The functions are asked only where no text allows it. */
export function isAllowed(
  target: Target,
  rules: readonly TargetRule[],
  domain: string | undefined,
): boolean {
  const texts = rules.filter((rule) => typeof rule === 'string');
  return (
    isAllowedByText(target, texts, domain) ||
    rules.some((rule) => typeof rule === 'function' && accepts(rule, target))
  );
}

/** What the developer has to change so that a target that is not allowed would be. */
export function fixFor(
  target: Target,
  rules: readonly unknown[],
  domain: string | undefined,
): string {
  if (target.kind === 'sip' && target.scope === 'internal' && !domain && rules.includes('daily')) {
    return "Set the option domain to your Daily sub-domain: 'acme' for acme.daily.co.";
  }
  return `Add ${missingRule(target)} to allowTargets.`;
}

function missingRule(target: Target): string {
  const prefix = "a number prefix such as '+1415'";
  if (target.kind === 'phone') return prefix;
  const host = `'${target.host}'`;
  const number = numberIn(target);
  if (number === undefined) return host;
  return WHOLE_NUMBER.test(number)
    ? `${host} and ${prefix}`
    : `a function that allows this number at ${host}`;
}

/**
 * The number that the user part of a SIP address dials, or something like it: it begins with `+`, has
 * seven digits or more, or is marked by `user=phone`. Of one with `+` the separators are left out.
 */
export function numberIn({ user = '', parameters }: SipTarget): string | undefined {
  if (user.startsWith('+')) return user.replace(/[-.() ]/g, '');
  const digits = user.match(/\p{Nd}/gu) ?? [];
  return digits.length >= 7 || isMarkedAsPhone(parameters) ? user : undefined;
}

/**
 * A number in the user part needs a number rule besides the rule for its host, or it would go around the
 * rules for phones. Without a `+` no prefix can be told: `001…` is a country to one system and an area
 * to another, so that only a function allows it. On the app's own Daily domain it is a room's name.
 */
function isAllowedByText(
  target: Target,
  texts: readonly string[],
  domain: string | undefined,
): boolean {
  if (target.kind === 'phone') return isNumberAllowed(target.number, texts);
  if (!texts.some((text) => coversHost(text, target.host, domain))) return false;
  const number = numberIn(target);
  return number === undefined || isOwnRoom(target, domain) || isNumberAllowed(number, texts);
}

function isNumberAllowed(number: string, texts: readonly string[]): boolean {
  return (
    WHOLE_NUMBER.test(number) &&
    texts.some((text) => NUMBER_PREFIX.test(text) && number.startsWith(text))
  );
}

function coversHost(rule: string, host: string, domain: string | undefined): boolean {
  if (rule === 'daily') return isOwnDomain(host, domain);
  const name = rule.toLowerCase();
  return name.startsWith('*.') ? host.endsWith(name.slice(1)) : name === host;
}

function isOwnRoom(
  { user = '', host, parameters }: SipTarget,
  domain: string | undefined,
): boolean {
  return isOwnDomain(host, domain) && ROOM_NAME.test(user) && !isMarkedAsPhone(parameters);
}

function isOwnDomain(host: string, domain: string | undefined): boolean {
  return domain !== undefined && domainOfSipHost(host) === domain.toLowerCase();
}

function isMarkedAsPhone(parameters: SipTarget['parameters']): boolean {
  return parameters.some(({ name, value }) => name === 'user' && value?.toLowerCase() === 'phone');
}

function accepts(rule: (target: Target) => unknown, target: Target): boolean {
  try {
    return rule(target) === true;
  } catch {
    return false;
  }
}
