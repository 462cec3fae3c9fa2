import { describe, expect, it } from 'vitest';
import { findSettlement } from '../../../src/domain/transfer/settlement.js';

const ACKS = ['none', 'yes', 'no'] as const;
const WHEREABOUTS = ['here', 'hidden', 'left'] as const;
const STOPS = [
  'none',
  'grace-over',
  'deadline-over',
  'call-ended',
  'detached',
  'send-threw',
] as const;

type Key = `${(typeof ACKS)[number]} ${(typeof WHEREABOUTS)[number]} ${(typeof STOPS)[number]}`;

const HANDED_OFF = 'handed-off - inferred no';
const LEFT_FIRST = 'failed transferee-left inferred no';
const REJECTED = 'failed rejected confirmed safe';
const REJECTED_HIDDEN = 'failed rejected inferred ask';
const CALL_ENDED = 'unconfirmed call-ended none no';
const DETACHED = 'unconfirmed detached none ask';
const GOES_ON = 'goes on';

/**
 * The settlement table of design §7, written out for every combination: status, code, confidence, retry.
 * With a yes and a departure, or with a no, the facts settle by themselves whatever stops the waiting.
 */
const EXPECTED: Readonly<Record<Key, string>> = {
  'none here none': GOES_ON,
  'none here grace-over': GOES_ON,
  'none here deadline-over': 'unconfirmed daily-silent none ask',
  'none here call-ended': CALL_ENDED,
  'none here detached': DETACHED,
  'none here send-threw': REJECTED,
  'none hidden none': GOES_ON,
  'none hidden grace-over': GOES_ON,
  'none hidden deadline-over': 'unconfirmed daily-silent none ask',
  'none hidden call-ended': CALL_ENDED,
  'none hidden detached': DETACHED,
  'none hidden send-threw': GOES_ON,
  'none left none': GOES_ON,
  'none left grace-over': 'unconfirmed left-unanswered none no',
  'none left deadline-over': GOES_ON,
  'none left call-ended': CALL_ENDED,
  'none left detached': 'unconfirmed detached none no',
  'none left send-threw': GOES_ON,
  'yes here none': GOES_ON,
  'yes here grace-over': GOES_ON,
  'yes here deadline-over': 'unconfirmed never-left none ask',
  'yes here call-ended': CALL_ENDED,
  'yes here detached': DETACHED,
  'yes here send-threw': GOES_ON,
  'yes hidden none': GOES_ON,
  'yes hidden grace-over': GOES_ON,
  'yes hidden deadline-over': 'unconfirmed never-left none ask',
  'yes hidden call-ended': CALL_ENDED,
  'yes hidden detached': DETACHED,
  'yes hidden send-threw': GOES_ON,
  'yes left none': HANDED_OFF,
  'yes left grace-over': HANDED_OFF,
  'yes left deadline-over': HANDED_OFF,
  'yes left call-ended': HANDED_OFF,
  'yes left detached': HANDED_OFF,
  'yes left send-threw': HANDED_OFF,
  'no here none': REJECTED,
  'no here grace-over': REJECTED,
  'no here deadline-over': REJECTED,
  'no here call-ended': REJECTED,
  'no here detached': REJECTED,
  'no here send-threw': REJECTED,
  'no hidden none': REJECTED_HIDDEN,
  'no hidden grace-over': REJECTED_HIDDEN,
  'no hidden deadline-over': REJECTED_HIDDEN,
  'no hidden call-ended': REJECTED_HIDDEN,
  'no hidden detached': REJECTED_HIDDEN,
  'no hidden send-threw': REJECTED_HIDDEN,
  'no left none': LEFT_FIRST,
  'no left grace-over': LEFT_FIRST,
  'no left deadline-over': LEFT_FIRST,
  'no left call-ended': LEFT_FIRST,
  'no left detached': LEFT_FIRST,
  'no left send-threw': LEFT_FIRST,
};

const COMBINATIONS = ACKS.flatMap((ack) =>
  WHEREABOUTS.flatMap((transferee) =>
    STOPS.map((stop) => {
      const key: Key = `${ack} ${transferee} ${stop}`;
      const end = findSettlement(ack, transferee, stop === 'none' ? undefined : stop);
      return { key, end };
    }),
  ),
);

describe('findSettlement', () => {
  it.each(COMBINATIONS)('$key', ({ key, end }) => {
    const told = end ? `${end.status} ${end.code ?? '-'} ${end.confidence} ${end.retry}` : GOES_ON;
    expect(told).toBe(EXPECTED[key]);
  });

  it('gives a code to every end but a hand-off, and no confidence to what nobody can know', () => {
    const ends = COMBINATIONS.flatMap(({ end }) => end ?? []);
    for (const { status, code, confidence } of ends) {
      expect(code === undefined).toBe(status === 'handed-off');
      expect(confidence === 'none').toBe(status === 'unconfirmed');
    }
  });
});
