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
  sipCallTransfer: frozen([
    { code: 'daily-stays', message: 'Daily stays in the call.' },
    { code: 'both-connections-billed', message: 'Both connections go on and are billed.' },
    { code: 'analytics-stay', message: 'Analytics and monitoring stay in Daily.' },
  ]),
  sipRefer: frozen([
    { code: 'daily-leaves', message: 'Daily leaves the call.' },
    { code: 'billing-stops', message: 'Nothing more is billed for this leg.' },
    { code: 'refer-fee', message: 'A one-time fee may apply to each REFER.' },
    { code: 'daily-sees-nothing', message: 'Daily sees nothing more of the call.' },
    { code: 'address-as-stated', message: "The caller's address is only what the caller stated." },
    { code: 'originator-must-refer', message: "The caller's own SIP system must support REFER." },
  ]),
};

const NONE = frozen([]);

/** What follows from a method (Daily's transfers guide); nothing where no method is chosen. */
export function findConsequences(method: TransferMethod | undefined): readonly Consequence[] {
  return method ? CONSEQUENCES[method] : NONE;
}

function frozen(consequences: readonly Consequence[]): readonly Consequence[] {
  return Object.freeze(consequences.map((one) => Object.freeze(one)));
}
