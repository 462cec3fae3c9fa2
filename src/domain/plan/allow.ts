import { isUnder } from '../endpoint/daily-network.js';
import type { Target } from './choose-method.js';

/**
 * What a target may be. As text: `'daily'` (the app's own Daily domain), an exact host, `*.host` for
 * its sub-domains only, or a number prefix such as `+1415`. As a function: `true`, and nothing else,
 * allows the target.
 */
export type TargetRule = string | ((target: Target) => unknown);

type SipTarget = Extract<Target, { kind: 'sip' }>;

const HOST = /^(?:\*\.)?(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)*[a-z\d](?:[a-z\d-]*[a-z\d])?$/i;
const NUMBER = /^\+\d{1,15}$/;
const WHOLE_NUMBER = /^\+\d{6,15}$/;

/** Digits without a `+` are no host, and an IP address has no sub-domains. */
const NEITHER = /^(?:\d+|\*\.[\d.]+)$/;

/** Is the text a rule this package can apply? IPv6 references are exact hosts too. */
export function isTargetRule(text: string): boolean {
  if (NEITHER.test(text) || text === 'any') return false;
  return NUMBER.test(text) || HOST.test(text) || /^\[[\da-f:.]+\]$/i.test(text);
}

/**
 * Does any rule allow the target? A number in the user part of a SIP address needs a number rule
 * besides the rule for its host, or it would go around the rules for phones. Only on the app's own
 * Daily domain a user of plain digits is the name of a room (sip_uri, Daily's SIP guide) and needs none.
 */
export function isAllowed(
  target: Target,
  rules: readonly TargetRule[],
  domain: string | undefined,
): boolean {
  const hasNumber = (number: string) =>
    WHOLE_NUMBER.test(number) &&
    rules.some((rule) => typeof rule === 'string' && NUMBER.test(rule) && number.startsWith(rule));
  const byFunction = () =>
    rules.some((rule) => typeof rule === 'function' && accepts(rule, target));
  if (target.kind === 'phone') return hasNumber(target.number) || byFunction();
  return isAllowedSip(target, rules, domain, hasNumber) || byFunction();
}

/** What to write so that a target which is not allowed would be. */
export function hintFor(
  target: Target,
  rules: readonly unknown[],
  domain: string | undefined,
): string {
  if (target.kind === 'phone') return "Add its country or area to allowTargets, such as '+1415'.";
  if (target.scope === 'internal' && domain === undefined && rules.includes('daily')) {
    return "Set the option domain to your Daily sub-domain: 'acme' for acme.daily.co.";
  }
  return `Add '${target.host}' to allowTargets, and a number rule such as '+1415', or a function, if the user part has a number.`;
}

function isAllowedSip(
  target: SipTarget,
  rules: readonly TargetRule[],
  domain: string | undefined,
  hasNumber: (number: string) => boolean,
): boolean {
  const { host } = target;
  if (rules.includes('daily') && isOwnDomain(host, domain) && !dialsOut(target)) return true;
  const named = rules.some((rule) => typeof rule === 'string' && coversHost(rule, host, domain));
  const number = numberIn(target);
  return named && (number === undefined || hasNumber(number));
}

function coversHost(rule: string, host: string, domain: string | undefined): boolean {
  if (rule === 'daily') return isOwnDomain(host, domain);
  const name = rule.toLowerCase();
  if (!name.startsWith('*.')) return name === host;
  return host !== name.slice(2) && isUnder(host, name.slice(2));
}

/** `<domain>.sip.daily.co`, or `<domain>.sip-<region>.daily.co` (Daily's SIP guide). */
function isOwnDomain(host: string, domain: string | undefined): boolean {
  const dot = host.indexOf('.');
  const [label, network] = [host.slice(0, dot), host.slice(dot + 1)];
  return label === domain?.toLowerCase() && /^sip(?:-[a-z\d-]+)?\.daily\.co$/.test(network);
}

/** Does the user part say that it is a phone number: a `+`, an international prefix, or `user=phone`? */
function dialsOut({ user = '', parameters }: SipTarget): boolean {
  const isPhone = parameters.some(
    ({ name, value }) => name === 'user' && value?.toLowerCase() === 'phone',
  );
  return isPhone || /\+|^0(?:0|11)/.test(user);
}

/**
 * The number that a SIP user part may dial: one that says so, or has seven digits and more in all. Blanks
 * and separators go, `00` and `011` are `+`; where more than a number is left, no number rule covers it.
 */
export function numberIn(target: SipTarget): string | undefined {
  const { user = '' } = target;
  const digits = user.match(/\p{Nd}/gu) ?? [];
  if (digits.length < 7 && !dialsOut(target)) return undefined;
  return user.replace(/[-.() ]/g, '').replace(/^(?:011|00)/, '+');
}

function accepts(rule: (target: Target) => unknown, target: Target): boolean {
  try {
    return rule(target) === true;
  } catch {
    return false;
  }
}
