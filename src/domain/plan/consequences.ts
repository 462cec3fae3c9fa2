import type { TransferMethod } from './choose-method.js';

/** What a method brings with it. */
export type ConsequenceCode =
  | 'daily-stays'
  | 'both-connections-billed'
  | 'analytics-stay'
  | 'daily-leaves'
  | 'billing-stops'
  | 'refer-fee'
  | 'daily-sees-nothing'
  | 'address-as-stated'
  | 'originator-must-refer';

/** One thing that follows from transferring by the planned method. */
export interface Consequence {
  readonly code: ConsequenceCode;
  readonly message: string;
}

const CONSEQUENCES: Readonly<Record<TransferMethod, readonly Consequence[]>> = {
  sipCallTransfer: listOf({
    'daily-stays': 'Daily stays in the call.',
    'both-connections-billed': 'Both connections go on and are billed.',
    'analytics-stay': 'Analytics and monitoring stay in Daily.',
  }),
  sipRefer: listOf({
    'daily-leaves': 'Daily leaves the call.',
    'billing-stops': 'Nothing more is billed for this leg.',
    'refer-fee': 'A one-time fee may apply to each REFER.',
    'daily-sees-nothing': 'Daily sees nothing more of the call.',
    'address-as-stated': "The caller's address is only what the caller stated.",
    'originator-must-refer': "The caller's own SIP system must support REFER.",
  }),
};

const NONE = listOf({});

/** What follows from a method (Daily's transfers guide); nothing where no method is chosen. */
export function findConsequences(method: TransferMethod | undefined): readonly Consequence[] {
  return method ? CONSEQUENCES[method] : NONE;
}

function listOf(messages: Partial<Record<ConsequenceCode, string>>): readonly Consequence[] {
  const entries = Object.entries(messages) as [ConsequenceCode, string][];
  return Object.freeze(entries.map(([code, message]) => Object.freeze({ code, message })));
}
