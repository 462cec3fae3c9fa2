import { describe, expect, it } from 'vitest';
import { REQUESTED, transition, type Signal } from '../../../src/domain/transfer/lifecycle.js';
import { transitionByWebhook } from '../../../src/domain/transfer/webhook-lifecycle.js';

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

const OF_WEBHOOKS: readonly Signal[] = [
  'triggered',
  'initiated',
  'answered',
  'ended',
  'target-busy',
  'no-answer',
  'declined',
  'unreachable',
];

/* What each signal makes of each state is in lifecycle.test.ts. */
describe('transitionByWebhook', () => {
  it.each(OF_THE_PAGE)('takes %s as transition does', (signal) => {
    for (const before of OF_THE_PAGE) {
      const state = transition(REQUESTED, before);
      expect(transitionByWebhook(state, signal)).toEqual(transition(state, signal));
    }
  });

  it.each(OF_WEBHOOKS)('knows %s, of which transition makes nothing', (signal) => {
    for (const before of OF_THE_PAGE) {
      const state = transition(REQUESTED, before);
      expect(transition(state, signal)).toBe(state);
    }
    expect(transitionByWebhook(REQUESTED, signal)).not.toBe(REQUESTED);
  });
});
