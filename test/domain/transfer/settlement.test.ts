import { describe, expect, it } from 'vitest';
import {
  findSettlement,
  SETTLEMENTS,
  settles,
  STOPS,
  type Stop,
} from '../../../src/domain/transfer/settlement.js';

const ACKS = ['none', 'yes', 'no'] as const;
const WHEREABOUTS = ['here', 'hidden', 'left'] as const;
const ALL_STOPS: readonly Stop[] = ['none', ...STOPS];

type Key = `${(typeof ACKS)[number]} ${(typeof WHEREABOUTS)[number]} ${Stop}`;

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
    ALL_STOPS.map((stop) => {
      const key: Key = `${ack} ${transferee} ${stop}`;
      return { key, ack, transferee, stop };
    }),
  ),
);

describe('findSettlement', () => {
  it.each(COMBINATIONS)('$key', ({ key, ack, transferee, stop }) => {
    const end = findSettlement(ack, transferee, stop);
    const told = end ? `${end.status} ${end.code ?? '-'} ${end.confidence} ${end.retry}` : GOES_ON;
    expect(told).toBe(EXPECTED[key]);
  });
});

describe('SETTLEMENTS', () => {
  it('has exactly one row for every combination that ends a transfer, and none where it goes on', () => {
    const rows = COMBINATIONS.map(({ key, ack, transferee, stop }) => [
      key,
      SETTLEMENTS.filter((row) => settles(row, ack, transferee, stop)).length,
    ]);
    const wanted = COMBINATIONS.map(({ key }) => [key, EXPECTED[key] === GOES_ON ? 0 : 1]);
    expect(rows).toHaveLength(54);
    expect(rows).toEqual(wanted);
  });

  it('has no row that never matches', () => {
    const idle = SETTLEMENTS.filter(
      (row) => !COMBINATIONS.some((one) => settles(row, one.ack, one.transferee, one.stop)),
    );
    expect(idle).toEqual([]);
  });

  it('gives a code to every end but a hand-off, and no confidence to what nobody can know', () => {
    for (const { end } of SETTLEMENTS) {
      expect(end.code === undefined).toBe(end.status === 'handed-off');
      expect(end.confidence === 'none').toBe(end.status === 'unconfirmed');
    }
  });
});
