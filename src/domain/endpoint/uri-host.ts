const HOST_NAME = /^(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)*[a-z](?:[a-z\d-]*[a-z\d])?\.?$/i;
const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|[01]?\d?\d)(?:\.(?!$)|$)){4}$/;
const HEX_GROUP = /^[\da-f]{1,4}$/i;

/**
 * Reads a host by RFC 3261 §25.1 and gives it in lower case, without a trailing dot, IPv6 with its
 * brackets; `undefined` if it is none. Escapes are never decoded in a host.
 */
export function parseHost(text: string): string | undefined {
  if (!isHostName(text) && !IPV4.test(text) && !isIpv6(text)) return undefined;
  return (text.endsWith('.') ? text.slice(0, -1) : text).toLowerCase();
}

/** Whether a text is a host name. A last label that begins with a digit makes it none (`127.1`, `0x7f000001`). */
export function isHostName(text: string): boolean {
  return HOST_NAME.test(text);
}

function isIpv6(text: string): boolean {
  if (!text.startsWith('[') || !text.endsWith(']')) return false;
  const lastGroup = text.lastIndexOf(':') + 1;
  // An IPv4 address may stand for the last two groups.
  const endsInIpv4 = IPV4.test(text.slice(lastGroup, -1));
  const plain = endsInIpv4 ? `${text.slice(1, lastGroup)}0:0` : text.slice(1, -1);
  const halves = plain.split('::');
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const isFull =
    halves.length === 1 ? groups.length === 8 : halves.length === 2 && groups.length < 8;
  return isFull && groups.every((group) => HEX_GROUP.test(group));
}
