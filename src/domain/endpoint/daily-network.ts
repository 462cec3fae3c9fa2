/**
 * The domains that Daily runs (`DAILY_BASE_DOMAINS` in daily-js 0.92.2) with everything under them, and
 * Daily's own SignalWire applications; every other name at SignalWire belongs to another customer.
 */
const INSIDE_DAILY =
  /(?:^|\.)(?:daily\.co|dailywebrtc\.(?:com|net))$|^daily-[\da-f]+-app\.dapp\.signalwire\.com$/;

/**
 * Whether a host is inside Daily's SIP network, where only `sipCallTransfer` reaches it.
 *
 * This chooses the method and never grants permission: a Daily host may be anybody's room.
 * Source: https://docs.daily.co/docs/guides/features/dial-in-dial-out/sip and the `dialin.ready` webhook.
 *
 * @param dailySipHosts further hosts that count as Daily's, each with everything under it
 */
export function isInsideDaily(host: string, dailySipHosts: readonly string[] = []): boolean {
  return (
    INSIDE_DAILY.test(plainHost(host)) || dailySipHosts.some((domain) => isUnder(host, domain))
  );
}

/** Whether a host is a carrier's: it says how a call came, not where the caller's own system is. */
export function isCarrierHost(host: string): boolean {
  return isUnder(host, 'signalwire.com');
}

/**
 * Whether a host equals a parent domain or lies under it, compared by whole labels, letter case and
 * one trailing dot apart: `a.daily.co` is under `daily.co`, `adaily.co` and `daily.co.example` are not.
 */
export function isUnder(host: string, parent: string): boolean {
  const child = plainHost(host);
  const domain = plainHost(parent);
  return domain !== '' && (child === domain || child.endsWith(`.${domain}`));
}

function plainHost(host: string): string {
  return (host.endsWith('.') ? host.slice(0, -1) : host).toLowerCase();
}
