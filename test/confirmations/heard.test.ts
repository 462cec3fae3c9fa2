// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { HeardFacts } from '../../src/confirmations/heard.js';
import type { TransferFact } from '../../src/wire/fact.js';

const SECOND = 1_000;
const KEPT = 1_000;

const FACT: TransferFact = {
  kind: 'transfer',
  type: 'initiated',
  room: 'support',
  sessionId: 'caller-1',
  toEndPoint: 'sip:1001@pbx.example.com',
  at: 50 * SECOND,
};

/** Of another second each, and signed and heard in that second. */
function hear(heard: HeardFacts, second: number): number | undefined {
  const ms = second * SECOND;
  return heard.firstHeardAt({ ...FACT, at: ms }, ms, ms);
}

describe('what a page has heard', () => {
  it('was heard when it came for the first time, whoever sends it again', () => {
    const heard = new HeardFacts();
    expect(heard.firstHeardAt(FACT, 1, 2)).toBe(2);
    expect(heard.firstHeardAt(FACT, 1, 900)).toBe(2);
    expect(heard.firstHeardAt({ ...FACT, meetingId: 'in another message' }, 800, 900)).toBe(2);
  });

  it('is another fact with another type, session, target or time', () => {
    const heard = new HeardFacts();
    heard.firstHeardAt(FACT, 1, 2);
    const others = [{ type: 'ended' }, { sessionId: 'caller-2' }, { toEndPoint: 'x' }, { at: 1 }];
    const times = others.map((other, index) =>
      heard.firstHeardAt({ ...FACT, ...other } as TransferFact, 1, 10 + index),
    );
    expect(times).toEqual([10, 11, 12, 13]);
  });

  it('is kept a thousand facts long; what was signed no later than a forgotten one is refused', () => {
    const heard = new HeardFacts();
    for (let second = 1; second <= KEPT; second += 1) hear(heard, second);
    expect(heard.firstHeardAt({ ...FACT, at: SECOND }, SECOND, 7)).toBe(SECOND);
    hear(heard, KEPT + 1); // and the first one is forgotten
    expect(heard.firstHeardAt({ ...FACT, at: SECOND }, SECOND, 7)).toBeUndefined();
    expect(heard.firstHeardAt({ ...FACT, at: SECOND }, SECOND + 1, 7)).toBe(7);
  });

  it('is refused by the latest time that was forgotten, in whatever order they came', () => {
    const heard = new HeardFacts();
    hear(heard, 5_000);
    for (let second = 1; second <= KEPT; second += 1) hear(heard, second);
    hear(heard, 6_000);
    expect(hear(heard, 5_000)).toBeUndefined();
    expect(hear(heard, 5_001)).toBe(5_001 * SECOND);
  });
});
