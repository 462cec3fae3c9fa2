/** The host of a SIP URI: its name in lower case without a trailing dot, or an IP address. */
export interface SipHost {
  readonly host: string;
  readonly isIp: boolean;
}

const HOST_NAME = /^(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)*[a-z](?:[a-z\d-]*[a-z\d])?\.?$/i;
const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|[01]?\d?\d)(?:\.(?!$)|$)){4}$/;
const HEX_GROUP = /^[\da-f]{1,4}$/i;

/**
 * Reads a host by RFC 3261 §25.1. A last label that begins with a digit is no name, so that false IP
 * addresses (`127.1`, `0x7f000001`) are nothing at all; escapes are never decoded in a host.
 */
export function parseHost(text: string): SipHost | undefined {
  if (HOST_NAME.test(text)) {
    return { host: text.replace(/\.$/, '').toLowerCase(), isIp: false };
  }
  const isIp =
    IPV4.test(text) || (text.startsWith('[') && text.endsWith(']') && isIpv6(text.slice(1, -1)));
  return isIp ? { host: text.toLowerCase(), isIp } : undefined;
}

function isIpv6(text: string): boolean {
  const halves = text.split('::');
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')));
  const tail = groups.at(-1) ?? [];
  const endsInIpv4 = IPV4.test(tail.at(-1) ?? '');
  if (endsInIpv4) tail.splice(-1, 1, '0', '0');
  const all = groups.flat();
  const isFull = halves.length === 1 ? all.length === 8 : halves.length === 2 && all.length < 8;
  return isFull && all.every((group) => HEX_GROUP.test(group));
}
