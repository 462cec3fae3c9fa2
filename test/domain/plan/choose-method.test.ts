import { describe, expect, it } from 'vitest';
import {
  chooseMethod,
  isOnPhoneNetwork,
  isOwnAddress,
} from '../../../src/domain/plan/choose-method.js';
import type {
  DecisionFacts,
  Reason,
  TransferMethod,
} from '../../../src/domain/plan/choose-method.js';
import type { Address } from '../../../src/domain/endpoint/endpoint.js';
import type { TransfereeType } from '../../../src/domain/transferee.js';
import { addressOf, targetOf } from '../../support/facts.js';

const REQUESTED = [undefined, 'sipCallTransfer', 'sipRefer'] as const;
const PREFER = ['direct', 'anchored'] as const;
const TYPES: readonly (TransfereeType | undefined)[] = [
  undefined,
  'sip-dial-in',
  'sip-dial-out',
  'pstn-dial-in',
  'pstn-dial-out',
  'unknown',
];
const TARGETS = {
  phone: targetOf('+14155552671'),
  internal: targetOf('sip:billing@acme.sip.daily.co'),
  external: targetOf('sip:sales@pbx.example.com'),
};
const ADDRESSES = {
  none: undefined,
  phone: addressOf('+14155552671'),
  internal: addressOf('sip:room@acme.sip.daily.co'),
  external: addressOf('sip:alice@home.example.net'),
  carrier: addressOf('sip:pstn@other-app.dapp.signalwire.com'),
  carriersDaily: addressOf('sip:room@daily-123abc-app.dapp.signalwire.com'),
} satisfies Record<string, Address | undefined>;

type TargetName = keyof typeof TARGETS;
type AddressName = keyof typeof ADDRESSES;

interface Row {
  readonly requested: TransferMethod | undefined;
  readonly target: TargetName;
  readonly prefer: 'direct' | 'anchored';
  readonly type: TransfereeType | undefined;
  readonly address: AddressName;
}

/** The table of design §5, row by row. */
const TABLE: readonly (readonly [
  row: number,
  holds: (one: Row) => boolean,
  method: TransferMethod | 'requested',
  because: Reason,
])[] = [
  [0, (one) => one.requested !== undefined, 'requested', 'method-requested'],
  [1, (one) => one.target === 'phone', 'sipCallTransfer', 'target-is-phone'],
  [2, (one) => one.target === 'internal', 'sipCallTransfer', 'target-inside-daily'],
  [3, (one) => one.prefer === 'anchored', 'sipCallTransfer', 'keep-daily-in-path'],
  [
    4,
    (one) => one.type === 'pstn-dial-in' || one.type === 'pstn-dial-out' || one.address === 'phone',
    'sipCallTransfer',
    'transferee-on-phone-network',
  ],
  [
    5,
    (one) => one.address === 'internal' || one.address === 'carriersDaily',
    'sipCallTransfer',
    'transferee-inside-daily',
  ],
  [
    6,
    // Daily's own application there is under signalwire.com too; row 5 comes before it.
    (one) => ['none', 'carrier', 'carriersDaily'].includes(one.address),
    'sipCallTransfer',
    'transferee-address-unknown',
  ],
  [7, (one) => one.address === 'external', 'sipRefer', 'both-ends-outside'],
];

const ALL: readonly Row[] = REQUESTED.flatMap((requested) =>
  (Object.keys(TARGETS) as TargetName[]).flatMap((target) =>
    PREFER.flatMap((prefer) =>
      TYPES.flatMap((type) =>
        (Object.keys(ADDRESSES) as AddressName[]).map((address) => ({
          requested,
          target,
          prefer,
          type,
          address,
        })),
      ),
    ),
  ),
);

function factsOf({ requested, target, prefer, type, address }: Row): DecisionFacts {
  return {
    target: TARGETS[target],
    requested,
    prefer,
    transfereeType: type,
    transfereeAddress: ADDRESSES[address],
  };
}

function expected(one: Row) {
  const row = TABLE.find(([, holds]) => holds(one));
  if (!row) throw new Error('the table is not total');
  const [number, , method, because] = row;
  return { row: number, method: method === 'requested' ? one.requested : method, because };
}

describe('chooseMethod', () => {
  it('agrees with the table of the rule for every combination of facts', () => {
    const wrong = ALL.filter((one) => {
      const { method, because, considered } = chooseMethod(factsOf(one));
      const row = considered.find(({ matched }) => matched)?.row;
      const { row: wanted, method: by, because: why } = expected(one);
      return method !== by || because !== why || row !== wanted;
    });
    expect(ALL).toHaveLength(3 * 3 * 2 * 6 * 6);
    expect(wrong).toEqual([]);
  });

  it('comes out with every row of the rule', () => {
    const rows = ALL.map((one) => chooseMethod(factsOf(one)).because);
    expect(new Set(rows)).toEqual(new Set(TABLE.map(([, , , because]) => because)));
  });

  it('says of all eight rows whether they hold and why, for every combination of facts', () => {
    for (const one of ALL) {
      const { method, because, considered } = chooseMethod(factsOf(one));
      const matched = considered.filter((row) => row.matched);
      expect(considered.map(({ row }) => row)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
      expect(considered.map(({ reason }) => reason)).toEqual(TABLE.map(([, , , reason]) => reason));
      expect(matched).toHaveLength(1);
      expect(matched[0]).toMatchObject({ method, reason: because, applies: true });
      for (const { message } of considered) expect(message).toMatch(/^[A-Z].*\.$/);
    }
  });

  it('tells a row that holds but came too late from one that does not hold', () => {
    for (const one of ALL) {
      const first = expected(one).row;
      const { considered } = chooseMethod(factsOf(one));
      for (const { row, applies, matched, message } of considered) {
        // The last row is "otherwise", which is always true.
        const holds = row === 7 || TABLE[row]?.[1](one) === true;
        expect(applies).toBe(holds);
        expect(message === `Row ${first} came first.`).toBe(holds && !matched);
      }
    }
  });

  it('gives the row that decided a sentence of its own, other than where it does not hold', () => {
    const told = (because: Reason, is: boolean) =>
      ALL.flatMap((one) => chooseMethod(factsOf(one)).considered)
        .filter(({ reason, applies, matched }) => reason === because && (is ? matched : !applies))
        .map(({ message }) => message);
    for (const [row, , , because] of TABLE) {
      const [yes, no] = [new Set(told(because, true)), new Set(told(because, false))];
      expect([yes.size, no.size]).toEqual([1, row === 7 ? 0 : 1]);
      expect([...yes]).not.toEqual([...no]);
    }
  });

  it('names the method that each row leads to, and none for a method that nobody requested', () => {
    const { considered } = chooseMethod(factsOf(ALL[0] as Row));
    expect(considered.map(({ method }) => method)).toEqual([
      undefined,
      ...Array.from({ length: 6 }, () => 'sipCallTransfer'),
      'sipRefer',
    ]);
    expect(considered[0]).not.toHaveProperty('method');
  });

  it('gives a decision that cannot be changed', () => {
    const decision = chooseMethod(factsOf(ALL[0] as Row));
    expect(Object.isFrozen(decision)).toBe(true);
    expect(Object.isFrozen(decision.considered)).toBe(true);
    expect(decision.considered.every((row) => Object.isFrozen(row))).toBe(true);
  });

  it('counts an address under dailySipHosts as inside Daily', () => {
    const target = targetOf('sip:room@sip.example.org', ['example.org']);
    expect(chooseMethod({ target, prefer: 'direct' }).because).toBe('target-inside-daily');
  });
});

describe('isOnPhoneNetwork', () => {
  it.each([
    ['pstn-dial-in', undefined, true],
    ['pstn-dial-out', 'sip:alice@home.example.net', true],
    ['sip-dial-in', '+14155552671', true],
    [undefined, '+14155552671', true],
    ['sip-dial-in', 'sip:+14155552671@home.example.net', false],
    ['sip-dial-out', undefined, false],
    ['unknown', undefined, false],
    [undefined, undefined, false],
  ])('of type %s at %s is %s', (type, text, onPhone) => {
    const address = text === undefined ? undefined : addressOf(text);
    expect(isOnPhoneNetwork({ type, address })).toBe(onPhone);
  });
});

describe('isOwnAddress', () => {
  it.each([
    [undefined, false],
    ['sip:x@signalwire.com', false],
    ['sip:x@other-app.dapp.signalwire.com', false],
    ['sip:x@notsignalwire.com', true],
    ['sip:x@signalwire.com.example.net', true],
    ['sip:alice@home.example.net', true],
    ['+14155552671', true],
  ])('of %s is %s', (text, own) => {
    expect(isOwnAddress(text === undefined ? undefined : addressOf(text))).toBe(own);
  });
});
