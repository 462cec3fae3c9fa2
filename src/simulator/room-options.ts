import type { DailyParticipantPermissions } from '@daily-co/daily-js';
import type { NewLeg } from './model/legs.js';

/** A caller that dials in. Everything left out is as Daily's docs describe the usual one. */
export interface DialInOptions extends Omit<NewLeg, 'type' | 'address' | 'callerId'> {
  /** Default `sip-dial-in`. */
  readonly type?: 'sip-dial-in' | 'pstn-dial-in' | undefined;
  /** What `dialin-connected` tells as `sipFrom`. Left out: it tells none. */
  readonly from?: string | undefined;
}

/** A party that the room dials. */
export interface DialOutOptions extends Omit<NewLeg, 'type' | 'address'> {
  /** A SIP address or a phone number, told as `destination`. */
  readonly to: string;
  /** Default by `to`: `sip-dial-out` for a SIP address, else `pstn-dial-out`. */
  readonly type?: 'sip-dial-out' | 'pstn-dial-out' | undefined;
}

/** The rights that can be given to a page and taken from it. */
export type Rights = { readonly owner?: boolean } & Partial<DailyParticipantPermissions>;
