import type { Address } from './endpoint/endpoint.js';
import { masked } from './masking.js';

/** How a SIP or phone participant came into the room, in Daily's words (`participantType`, daily-js 0.92.2). */
export type TransfereeType =
  'sip-dial-in' | 'sip-dial-out' | 'pstn-dial-in' | 'pstn-dial-out' | 'unknown';

/** A SIP or phone participant who can be moved; the "caller" in text that people read. Immutable. */
export interface Transferee {
  /** Daily's `session_id` of the participant, the key of every transfer. */
  readonly sessionId: string;
  /** The display name, as it came: set by the caller or the dialling app, so never to be trusted. */
  readonly name: string;
  /** How the caller came; `unknown` where only a dial event tells that it is telephony. */
  readonly type: TransfereeType;
  /** Where the caller called from, or was dialled at, if a dial event or the app has told. */
  readonly address?: Address;
  /** SIP Call-ID of the leg, if a dial event has told (daily-js 0.90.0 and later). */
  readonly sipCallId?: string;
  /** When the caller joined, in milliseconds since the epoch, by Daily's clock. */
  readonly joinedAt?: number;
}

/** What the call object shows of one session; every field as far as it is known. */
export interface SessionFacts {
  readonly sessionId: string;
  /** `here`: in `participants()` under its own key. `local`: the id is our own. `absent`: neither. */
  readonly presence: 'here' | 'local' | 'absent';
  /** Daily's `participantType`, unread: web participants have none. */
  readonly participantType?: string;
  readonly name?: string;
  readonly joinedAt?: number;
  /** What dial events have told of the session. */
  readonly dial?: DialFacts;
}

/** What `dialin-*` and `dialout-*` events have told of one session. */
export interface DialFacts {
  /** `dialin-connected.sipFrom` or `dialout-*.destination`, read as an address. */
  readonly address?: Address;
  /** `dialin-connected.sipEndpoint`: the address of the room's that the caller dialled. */
  readonly dialled?: Address;
  readonly sipCallId?: string;
}

/** Is this one of Daily's four types of telephony participant? */
export function isTelephonyType(type: string | undefined): type is TransfereeType {
  return /^(?:sip|pstn)-dial-(?:in|out)$/.test(type ?? '');
}

/** The session as a transferee, or nothing when it is not a telephony participant in the room. */
export function readTransferee(session: SessionFacts): Transferee | undefined {
  const { presence, participantType, dial } = session;
  const known = isTelephonyType(participantType);
  if (presence !== 'here' || !(known || participantType === 'unknown' || dial)) return undefined;
  return masked<Transferee>({
    sessionId: session.sessionId,
    name: session.name ?? '',
    type: known ? participantType : 'unknown',
    address: dial?.address && masked<Address>(dial.address),
    sipCallId: dial?.sipCallId,
    joinedAt: session.joinedAt,
  });
}

/** Do two readings say the same of a transferee? Addresses compare by their canonical text. */
export function sameTransferee(one: Transferee, other: Transferee): boolean {
  return (
    one.sessionId === other.sessionId &&
    one.name === other.name &&
    one.type === other.type &&
    one.address?.address === other.address?.address &&
    one.sipCallId === other.sipCallId &&
    one.joinedAt === other.joinedAt
  );
}

/** The transferee with the address that counts: the request's own, or none where that cannot be read. */
export function withAddress(transferee: Transferee, address: Address | undefined): Transferee {
  if (transferee.address?.address === address?.address) return transferee;
  return masked<Transferee>({ ...transferee, address: address && masked<Address>(address) });
}
