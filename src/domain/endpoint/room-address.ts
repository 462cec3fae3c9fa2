import { isInsideDaily } from './daily-network.js';
import type { Address, Endpoint } from './endpoint.js';

type SipPlace = Extract<Endpoint | Address, { kind: 'sip' }>;

const SIP_HOST = /^([a-z\d-]+)\.sip(?:-[a-z\d-]+)?\.daily\.co$/;
const WEB_HOST = /^(?!sip[.-])([a-z\d-]+)\.daily\.co$/;
/** At most six digits, so that no phone number is shown again. */
const ROOM_NAME = /^(?!(?:\D*\d){7})[\w.-]+$/;

/**
 * The Daily domain whose rooms have their SIP addresses at this host: `acme` for `acme.sip.daily.co` and,
 * by region, for `acme.sip-us.daily.co` (Daily's SIP guide).
 */
export function domainOfSipHost(host: string): string | undefined {
  return SIP_HOST.exec(host)?.[1];
}

/**
 * The SIP address of the room that somebody means who writes its web host: `sip:billing@acme.sip.daily.co`
 * for `sip:billing@acme.daily.co`. `undefined` if that is not what was written.
 */
export function roomAddress({ user = '', host }: SipPlace): string | undefined {
  const domain = WEB_HOST.exec(host)?.[1];
  return domain !== undefined && ROOM_NAME.test(user)
    ? `sip:${user}@${domain}.sip.daily.co`
    : undefined;
}

/**
 * Do two SIP addresses lead to the same place? A room at Daily has one address for each region and, as
 * `name.0`, `name.1`, one for each of its SIP endpoints (Daily's SIP guide).
 */
export function isSameSipPlace(one: SipPlace, other: SipPlace): boolean {
  return sipPlaceOf(one) === sipPlaceOf(other);
}

/** One text for all SIP addresses of one place. */
export function sipPlaceOf({ user = '', host }: SipPlace): string {
  const room = isInsideDaily(host) ? user.replace(/\.\d+$/, '') : user;
  return `${room}@${domainOfSipHost(host) ?? host}`;
}
