import { describe, expect, it } from 'vitest';
import { explainRefusal } from '../../demo/present/refusal.js';
import { TransferError, type TransferErrorDetails } from '../../src/domain/transfer/errors.js';
import { makePlan } from '../../src/domain/plan/make-plan.js';
import { planFacts, rules } from '../support/facts.js';

const say = (details: TransferErrorDetails) =>
  explainRefusal(new TransferError('rejected', details));

describe('explainRefusal', () => {
  it.each([
    ['a text', '603 Decline', "Daily's words: 603 Decline"],
    ['an object', { code: 603 }, 'Daily\'s words: {"code":603}'],
    ['an Error', new TypeError('no sessionId'), "Daily's words: no sessionId"],
    ['nothing', undefined, ''],
  ])('tells what Daily said: %s', (_what, cause, words) => {
    expect(say({ status: 'failed', cause })).toBe(words);
  });

  it('tells what was in the way, and what to do', () => {
    const plan = makePlan(planFacts(), rules({ allowTargets: [] }));
    const words = explainRefusal(new TransferError('blocked', { plan }));
    expect(words).toMatch(/^unable to transfer; /);
    expect(words).toContain(`. ${plan.blockers[0]?.hint}`);
  });
});
