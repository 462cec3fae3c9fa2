import { describe, expect, it } from 'vitest';
import { askRate, findConsequences } from '../../../src/domain/plan/consequences.js';

const METHODS = ['sipCallTransfer', 'sipRefer'] as const;

describe('findConsequences', () => {
  it.each([
    ['sipCallTransfer', ['daily-stays', 'both-connections-billed', 'analytics-stay']],
    [
      'sipRefer',
      [
        'daily-leaves',
        'billing-stops',
        'refer-fee',
        'daily-sees-nothing',
        'address-as-stated',
        'originator-must-refer',
      ],
    ],
  ] as const)('of %s', (method, codes) => {
    const consequences = findConsequences(method, undefined);
    expect(consequences.map(({ code }) => code)).toEqual(codes);
    for (const { message } of consequences) expect(message).toMatch(/^[A-Z].*\.$/);
  });

  it("builds in no price, and puts the app's own sentence last", () => {
    for (const method of METHODS) {
      const usual = findConsequences(method, undefined);
      expect(usual.every(({ message }) => !/\d|\$|€/.test(message))).toBe(true);
      expect(findConsequences(method, '2 ct a minute')).toEqual([
        ...usual,
        { code: 'rate', message: '2 ct a minute' },
      ]);
      expect(findConsequences(method, '')).toBe(usual);
    }
  });

  it('are none without a method', () => {
    expect(findConsequences(undefined, '2 ct a minute')).toEqual([]);
  });

  it('cannot be changed', () => {
    const lists = [
      findConsequences(undefined, undefined),
      ...METHODS.flatMap((method) => [
        findConsequences(method, undefined),
        findConsequences(method, '2 ct'),
      ]),
    ];
    expect(lists.every((list) => Object.isFrozen(list))).toBe(true);
    expect(lists.flat().every((one) => Object.isFrozen(one))).toBe(true);
  });
});

describe('askRate', () => {
  const throws = () => {
    throw new Error('broken');
  };
  it.each([
    ['a sentence', () => '2 ct a minute', '2 ct a minute'],
    ['an empty one', () => '', ''],
    ['nothing', () => undefined, undefined],
    ['a number', () => 2, undefined],
    ['a promise', () => Promise.resolve('2 ct'), undefined],
    ['an error, thrown', throws, undefined],
  ])('answers %s', (_, rates, rate) => {
    expect(askRate(rates, {})).toBe(rate);
  });

  it('asks for the plan at hand', () => {
    expect(
      askRate(({ method }: { method: string }) => `by ${method}`, { method: 'sipRefer' }),
    ).toBe('by sipRefer');
  });
});
