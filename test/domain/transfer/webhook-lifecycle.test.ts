import { describe, expect, it } from 'vitest';
import { REQUESTED, transition, type Signal } from '../../../src/domain/transfer/lifecycle.js';
import { transitionByWebhook } from '../../../src/domain/transfer/webhook-lifecycle.js';
import { TRANSFER_FACT_TYPES } from '../../../src/wire/fact.js';

const OF_THE_PAGE: readonly Signal[] = [
  'daily-said-yes',
  'daily-said-no',
  'transferee-left',
  'transferee-hidden',
  'dial-warning',
  'network-interrupted',
  'deadline-over',
  'call-ended',
];

/* What each signal makes of each state is in lifecycle.test.ts. */
describe('transitionByWebhook', () => {
  it.each(OF_THE_PAGE)('takes %s as transition does', (signal) => {
    for (const before of OF_THE_PAGE) {
      const state = transition(REQUESTED, before);
      expect(transitionByWebhook(state, signal)).toEqual(transition(state, signal));
    }
  });

  it.each(TRANSFER_FACT_TYPES)('knows %s, of which transition makes nothing', (signal) => {
    for (const before of OF_THE_PAGE) {
      const state = transition(REQUESTED, before);
      expect(transition(state, signal)).toBe(state);
    }
    expect(transitionByWebhook(REQUESTED, signal)).not.toBe(REQUESTED);
  });
});
