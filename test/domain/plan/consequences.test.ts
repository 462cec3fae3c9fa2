import { describe, expect, it } from 'vitest';
import { findConsequences } from '../../../src/domain/plan/consequences.js';

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
    const consequences = findConsequences(method);
    expect(consequences.map(({ code }) => code)).toEqual(codes);
    for (const { message } of consequences) expect(message).toMatch(/^[A-Z].*\.$/);
  });

  it('names no price', () => {
    const messages = METHODS.flatMap((method) => findConsequences(method)).map(
      (one) => one.message,
    );
    expect(messages.filter((message) => /\d|\$|€/.test(message))).toEqual([]);
  });

  it('are none without a method', () => {
    expect(findConsequences(undefined)).toEqual([]);
  });

  it('cannot be changed', () => {
    const lists = [
      findConsequences(undefined),
      ...METHODS.map((method) => findConsequences(method)),
    ];
    expect(lists.every((list) => Object.isFrozen(list))).toBe(true);
    expect(lists.flat().every((one) => Object.isFrozen(one))).toBe(true);
  });
});
