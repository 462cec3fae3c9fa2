import type {
  Reason,
  Signal,
  TransferErrorCode,
  TransfereeType,
  TransferRecord,
  TransferStatus,
} from 'daily-transfer';

/** What the page says, in one place. */

export const CALLER_KINDS: Readonly<Record<TransfereeType, string>> = {
  'sip-dial-in': 'SIP, dialled in',
  'sip-dial-out': 'SIP, dialled out',
  'pstn-dial-in': 'phone, dialled in',
  'pstn-dial-out': 'phone, dialled out',
  unknown: 'telephony',
};

export const STATUSES: Readonly<Record<TransferStatus, string>> = {
  requested: 'Daily was asked.',
  accepted: 'Daily took the request.',
  'handed-off':
    'The caller has left the room for the target. Whether the target answered cannot be seen here.',
  failed: 'The transfer did not work.',
  unconfirmed: 'Nobody can know how it ended.',
  answered: 'The target picked up.',
  ended: 'The far call is over.',
};

export const ENDS: Readonly<Partial<Record<TransferErrorCode, string>>> = {
  rejected: 'Daily said no.',
  'transferee-left': 'The caller had left when Daily said no: most likely hung up.',
  'left-unanswered':
    'The caller left, but Daily never answered: handed off or hung up, nobody can tell.',
  'never-left':
    'Daily said yes, but the caller did not leave in time. The first request may still run.',
  'daily-silent': 'Daily did not answer in time. The first request may still run.',
  'call-ended': 'Our own call ended first. The caller may have been moved.',
  detached: 'The desk let go of the call before the end.',
};

export const NEVER_ASKED = "Daily's method could not be called, so that Daily was never asked.";

/** Where the caller is, by the timeline: said where the end itself does not tell it. */
export const WHEREABOUTS = {
  here: 'The caller is still here.',
  hidden: 'The caller is hidden, so nobody sees here whether they leave.',
  left: 'The caller has left the room.',
} as const;

export const AGAIN: Readonly<Record<NonNullable<TransferRecord['retry']>, string>> = {
  safe: 'You can try again.',
  ask: 'Ask the caller before you try again.',
  no: '',
};

export const REASONS: Readonly<Record<Reason, string>> = {
  'method-requested': 'the method was requested',
  'target-is-phone': 'the target is a phone number',
  'target-inside-daily': 'the target is inside Daily',
  'keep-daily-in-path': 'Daily is wanted in the path',
  'transferee-on-phone-network': 'the caller is on the phone network',
  'transferee-inside-daily': "the caller's address is inside Daily",
  'transferee-address-unknown': "the caller's address is not known",
  'both-ends-outside': 'both ends are outside Daily',
};

export const SIGNALS: Readonly<Partial<Record<Signal, string>>> = {
  sent: "called Daily's method",
  'daily-said-yes': 'Daily said yes',
  'daily-said-no': 'Daily said no',
  'transferee-left': 'the caller left the room',
  'transferee-hidden': 'the caller was hidden',
  'transferee-shown': 'the caller is shown again',
  'deadline-over': 'the deadline is over',
  'grace-over': 'the grace is over',
  'call-ended': 'our own call ended',
  'network-interrupted': 'the network went away',
  'network-recovered': 'the network is back',
  'dial-warning': 'Daily warned about the leg',
  'dial-error': 'Daily reported an error of the leg',
  'send-threw': "calling Daily's method failed",
  detached: 'the desk let go of the call',
};

export const CONFIDENCES = {
  none: 'not confirmed',
  inferred: 'inferred: a hang-up in that very moment would look the same',
  confirmed: 'confirmed',
} as const;
