import { isCarrierHost } from '../endpoint/daily-network.js';
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

interface Rule {
  readonly reason: Reason;
  readonly method: (facts: DecisionFacts) => TransferMethod | undefined;
  readonly applies: (facts: DecisionFacts) => boolean;
  readonly yes: string;
  readonly no: string;
}

const anchored = (): TransferMethod => 'sipCallTransfer';

/** The decision rule, in order. The last row applies always. */
const RULES: readonly Rule[] = [
  {
    reason: 'method-requested',
    method: ({ requested }) => requested,
    applies: ({ requested }) => requested !== undefined,
    yes: 'The request names the method.',
    no: 'The request names no method.',
  },
  {
    reason: 'target-is-phone',
    method: anchored,
    applies: ({ target }) => target.kind === 'phone',
    yes: 'The target is a phone number, which REFER cannot reach.',
    no: 'The target is no phone number.',
  },
  {
    reason: 'target-inside-daily',
    method: anchored,
    applies: ({ target }) => target.scope === 'internal',
    yes: "The target is inside Daily's network, which REFER cannot reach.",
    no: "The target is outside Daily's network.",
  },
  {
    reason: 'keep-daily-in-path',
    method: anchored,
    applies: ({ prefer }) => prefer === 'anchored',
    yes: "Daily's features, analytics and monitoring are wanted.",
    no: 'Nothing asks to keep Daily in the path.',
  },
  {
    reason: 'transferee-on-phone-network',
    method: anchored,
    applies: ({ transfereeType, transfereeAddress }) =>
      isOnPhoneNetwork({ type: transfereeType, address: transfereeAddress }),
    yes: 'The caller is on the phone network, which takes no REFER.',
    no: 'The caller is not known to be on the phone network.',
  },
  {
    reason: 'transferee-inside-daily',
    method: anchored,
    applies: ({ transfereeAddress }) => transfereeAddress?.scope === 'internal',
    yes: "The caller came from inside Daily's network, where REFER does not work.",
    no: "The caller's address is not inside Daily's network.",
  },
  {
    reason: 'transferee-address-unknown',
    method: anchored,
    applies: ({ transfereeAddress }) => !isOwnAddress(transfereeAddress),
    yes: "The caller's own address is not known; REFER needs both ends outside Daily's network.",
    no: "The caller's address is known.",
  },
  {
    reason: 'both-ends-outside',
    method: () => 'sipRefer',
    applies: () => true,
    yes: "Both ends are outside Daily's network: no loop through Daily, fewer connections.",
    no: '',
  },
];

/**
 * Chooses between the two methods: the first row of the rule that applies. Pure and total over valid
 * targets. It says which method fits, never that the transfer is allowed.
 *
 * @example
 * const target = parseEndpoint('sip:queue@pbx.example.com');
 * if (target.kind !== 'invalid') show(chooseMethod({ target, prefer: 'direct' }).because);
 */
export function chooseMethod(facts: DecisionFacts): Decision {
  const applying = RULES.map((rule) => rule.applies(facts));
  const first = applying.indexOf(true);
  const chosen = RULES[first] as Rule;
  const considered = RULES.map((rule, row) => {
    const method = rule.method(facts);
    const applies = applying[row] === true;
    const told = { row, reason: rule.reason, ...(method && { method }), matched: row === first };
    return Object.freeze({ ...told, applies, message: tell(rule, row, first, applies) });
  });
  return Object.freeze({
    method: chosen.method(facts) as TransferMethod,
    because: chosen.reason,
    considered: Object.freeze(considered),
  });
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

function tell(rule: Rule, row: number, first: number, applies: boolean): string {
  if (row === first) return rule.yes;
  return applies ? `Row ${first} came first.` : rule.no;
}
