import { isCarrierHost } from '../endpoint/daily-network.js';
import { withoutUndefined } from '../fields.js';
import type { Address, Endpoint } from '../endpoint/endpoint.js';
import type { TransfereeType } from '../transferee.js';

/** Daily's two ways to move a caller: `sipCallTransfer` keeps Daily in the path, `sipRefer` takes it out. */
export type TransferMethod = 'sipCallTransfer' | 'sipRefer';

/** A target that can be transferred to: anything but an invalid endpoint. */
export type Target = Exclude<Endpoint, { kind: 'invalid' }>;

/** What a method was chosen for; one reason for each row of the rule. */
export type Reason =
  | 'method-requested'
  | 'target-is-phone'
  | 'target-inside-daily'
  | 'keep-daily-in-path'
  | 'transferee-on-phone-network'
  | 'transferee-inside-daily'
  | 'transferee-address-unknown'
  | 'both-ends-outside';

/** All that the choice between the methods rests on. */
export interface DecisionFacts {
  readonly target: Target;
  /** The method the request names, if it names one. */
  readonly requested?: TransferMethod | undefined;
  /** `direct` lets Daily leave where it can; `anchored` keeps it in the path. */
  readonly prefer: 'direct' | 'anchored';
  readonly transfereeType?: TransfereeType | undefined;
  readonly transfereeAddress?: Address | undefined;
}

/** One row of the rule, and how it did. */
export interface RuleRow {
  /** 0 to 7; the first row that applies decides. */
  readonly row: number;
  readonly reason: Reason;
  /** The method the row leads to; none for row 0 when no method was requested. */
  readonly method?: TransferMethod;
  /** Is this the row that decided? */
  readonly matched: boolean;
  /** Does its condition hold? More than one row can apply; the first one decides. */
  readonly applies: boolean;
  /** One sentence: why it decided, or why it did not. */
  readonly message: string;
}

/** The method, the row that chose it, and how every other row did. */
export interface Decision {
  readonly method: TransferMethod;
  readonly because: Reason;
  readonly considered: readonly RuleRow[];
}

type Rule = readonly [applies: (facts: DecisionFacts) => boolean, yes: string, no: string];

/** The decision rule, in order: whether a row applies, and why it decides or does not. The last one always applies. */
const RULES: Readonly<Record<Reason, Rule>> = {
  'method-requested': [
    ({ requested }) => requested !== undefined,
    'The request names the method.',
    'The request names no method.',
  ],
  'target-is-phone': [
    ({ target }) => target.kind === 'phone',
    'The target is a phone number, which REFER cannot reach.',
    'The target is no phone number.',
  ],
  'target-inside-daily': [
    ({ target }) => target.scope === 'internal',
    "The target is inside Daily's network, which REFER cannot reach.",
    "The target is outside Daily's network.",
  ],
  'keep-daily-in-path': [
    ({ prefer }) => prefer === 'anchored',
    "Daily's features, analytics and monitoring are wanted.",
    'Nothing asks to keep Daily in the path.',
  ],
  'transferee-on-phone-network': [
    ({ transfereeType: type, transfereeAddress: address }) => isOnPhoneNetwork({ type, address }),
    'The caller is on the phone network, which takes no REFER.',
    'The caller is not known to be on the phone network.',
  ],
  'transferee-inside-daily': [
    ({ transfereeAddress }) => transfereeAddress?.scope === 'internal',
    "The caller came from inside Daily's network, where REFER does not work.",
    "The caller's address is not inside Daily's network.",
  ],
  'transferee-address-unknown': [
    ({ transfereeAddress }) => !isOwnAddress(transfereeAddress),
    "The caller's own address is not known; REFER needs both ends outside Daily's network.",
    "The caller's own address is known.",
  ],
  'both-ends-outside': [
    () => true,
    "Both ends are outside Daily's network: no loop through Daily, fewer connections.",
    '',
  ],
};

const IN_ORDER = Object.entries(RULES) as readonly (readonly [Reason, Rule])[];

/**
 * Chooses between the two methods: the first row of the rule that applies. Pure and total over valid
 * targets. It says which method fits, never that the transfer is allowed.
 */
export function chooseMethod(facts: DecisionFacts): Decision {
  const first = IN_ORDER.findIndex(([, [applies]]) => applies(facts));
  const considered = IN_ORDER.map(([reason, [isSo, yes, no]], row): RuleRow => {
    const method = methodFor(reason, facts);
    const applies = isSo(facts);
    const matched = row === first;
    const message = matched ? yes : applies ? `Row ${first} came first.` : no;
    return Object.freeze(
      withoutUndefined<RuleRow>({ row, reason, method, matched, applies, message }),
    );
  });
  const { method, reason } = considered[first] as RuleRow & { method: TransferMethod };
  return Object.freeze({ method, because: reason, considered: Object.freeze(considered) });
}

function methodFor(reason: Reason, { requested }: DecisionFacts): TransferMethod | undefined {
  if (reason === 'method-requested') return requested;
  return reason === 'both-ends-outside' ? 'sipRefer' : 'sipCallTransfer';
}

/** On the phone network by Daily's type, or by a phone number as address. */
export function isOnPhoneNetwork(caller: {
  readonly type: string | undefined;
  readonly address: Address | undefined;
}): boolean {
  return caller.type?.startsWith('pstn-') === true || caller.address?.kind === 'phone';
}

/** Does the address tell where the caller is, rather than which carrier brought the call in? */
export function isOwnAddress(address: Address | undefined): boolean {
  return address !== undefined && !(address.kind === 'sip' && isCarrierHost(address.host));
}
