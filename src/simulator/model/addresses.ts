/** What a meeting token lets its bearer do in a simulated room. */
export type Role = 'owner' | 'admin' | 'guest';

const roles: readonly Role[] = ['owner', 'admin', 'guest'];

/** The address at which a page joins the room. */
export function roomUrl(domain: string, room: string): string {
  return `https://${domain}.daily.co/${room}`;
}

/** The SIP address of the room, in the form of Daily's guide to call transfers. */
export function roomSipUri(domain: string, room: string): string {
  return `sip:${room}@${domain}.sip.daily.co`;
}

/** The name of the room that a page wants to join, if it is one of this domain. */
export function roomAtUrl(domain: string, url: unknown): string | undefined {
  const found = /^https:\/\/([^/?#]+)\/([^/?#]+)/.exec(String(url));
  return found?.[1]?.toLowerCase() === `${domain}.daily.co` ? found[2] : undefined;
}

/**
 * The name of the room that a transfer goes to, or nothing for an address outside the domain. Understood
 * are the forms in Daily's docs: `sip:room@acme.sip.daily.co`, `sip:room.0@acme.sip-us.daily.co` and
 * `sip:room@sip.daily.co`, with parameters and headers after them.
 */
export function roomAtSipUri(domain: string, address: string): string | undefined {
  const found = /^sip:([^@]+)@([^;?:]+)/i.exec(address);
  const host = found?.[2]?.toLowerCase().replace(/\.$/, '') ?? '';
  const isOurs = host === 'sip.daily.co' || isSipHost(host, domain.toLowerCase());
  return isOurs ? found?.[1]?.replace(/\.\d+$/, '') : undefined;
}

/** A token that gives its bearer this role in the room. It is made up and opens nothing at Daily. */
export function roomToken(room: string, role: Role): string {
  return `simulated-${role}-token-for-${room}`;
}

/** What the token stands for in the room; without a token, or with another room's, a guest. */
export function roleOf(room: string, token: unknown): Role {
  return roles.find((role) => roomToken(room, role) === token) ?? 'guest';
}

function isSipHost(host: string, domain: string): boolean {
  const start = `${domain}.sip`;
  return host.startsWith(start) && /^(-[a-z]+)?\.daily\.co$/.test(host.slice(start.length));
}
