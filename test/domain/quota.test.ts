import { describe, expect, it } from 'vitest';
import { findBlockers } from '../../src/domain/plan/checks.js';
import { parseEndpoint } from '../../src/domain/endpoint/endpoint.js';
import { makePlan, recheckQuota } from '../../src/domain/plan/plan.js';
import {
  isForgotten,
  judgeQuota,
  placeOf,
  type EarlierSends,
  type Quota,
  type QuotaStanding,
} from '../../src/domain/quota.js';
import { NO_TARGET, planFacts, rules, targetOf } from '../support/facts.js';

const PBX = 'sip:sales@pbx.example.com';
const PHONE = '+14155552671';
const NOW = 1_000_000;

/** Sends to one target, that many milliseconds ago, oldest first. */
const ago = (text: string, ...ages: readonly number[]) =>
  ages.map((age) => ({ atMs: NOW - age, place: placeOf(targetOf(text)) }));

const earlier = (facts: Partial<EarlierSends> = {}): EarlierSends => ({
  nowMs: NOW,
  sends: [],
  moves: 0,
  ...facts,
});

interface Line {
  readonly when: string;
  readonly quota: Quota | undefined;
  readonly facts?: Partial<EarlierSends>;
  readonly stands: QuotaStanding;
}

const LINES: readonly Line[] = [
  {
    when: 'no quota is set',
    quota: undefined,
    facts: { sends: ago(PBX, 3, 2, 1), moves: 9 },
    stands: 'none',
  },
  {
    when: 'nothing is limited',
    quota: {},
    facts: { sends: ago(PBX, 3, 2, 1), moves: 9 },
    stands: 'within',
  },
  {
    when: 'nothing was sent',
    quota: { perMinute: 1, perTarget: 1, perCaller: 1 },
    stands: 'within',
  },
  {
    when: 'the minute has room',
    quota: { perMinute: 3 },
    facts: { sends: ago(PHONE, 9, 8) },
    stands: 'within',
  },
  {
    when: 'the minute is full',
    quota: { perMinute: 2 },
    facts: { sends: ago(PHONE, 50_000, 8) },
    stands: { over: 'perMinute', retryAfterMs: 10_000 },
  },
  {
    when: 'the minute is more than full',
    quota: { perMinute: 1 },
    facts: { sends: ago(PHONE, 50_000, 8_000) },
    stands: { over: 'perMinute', retryAfterMs: 52_000 },
  },
  {
    when: 'the oldest is a minute old',
    quota: { perMinute: 1 },
    facts: { sends: ago(PHONE, 60_000) },
    stands: 'within',
  },
  {
    when: 'it is a little less',
    quota: { perMinute: 1 },
    facts: { sends: ago(PHONE, 59_999.5) },
    stands: { over: 'perMinute', retryAfterMs: 1 },
  },
  {
    when: 'others went elsewhere',
    quota: { perTarget: 1 },
    facts: { sends: ago(PHONE, 9, 8) },
    stands: 'within',
  },
  {
    when: 'one went there',
    quota: { perTarget: 1 },
    facts: { sends: [...ago(PBX, 20_000), ...ago(PHONE, 8)] },
    stands: { over: 'perTarget', retryAfterMs: 40_000 },
  },
  {
    when: 'one went there long ago',
    quota: { perTarget: 1 },
    facts: { sends: ago(PBX, 60_000) },
    stands: 'within',
  },
  {
    when: 'the caller has a move left',
    quota: { perCaller: 2 },
    facts: { moves: 1 },
    stands: 'within',
  },
  {
    when: 'the caller has none',
    quota: { perCaller: 2 },
    facts: { moves: 2 },
    stands: { over: 'perCaller' },
  },
  {
    when: 'the target frees later than the minute',
    quota: { perMinute: 2, perTarget: 1 },
    facts: { sends: [...ago(PHONE, 50_000), ...ago(PBX, 8_000)] },
    stands: { over: 'perTarget', retryAfterMs: 52_000 },
  },
  {
    when: 'the minute frees later than the target',
    quota: { perMinute: 1, perTarget: 1 },
    facts: { sends: [...ago(PBX, 50_000), ...ago(PHONE, 8_000)] },
    stands: { over: 'perMinute', retryAfterMs: 52_000 },
  },
  {
    when: 'both free at once',
    quota: { perMinute: 1, perTarget: 1 },
    facts: { sends: ago(PBX, 50_000) },
    stands: { over: 'perMinute', retryAfterMs: 10_000 },
  },
  {
    when: 'no waiting helps the caller',
    quota: { perMinute: 1, perCaller: 1 },
    facts: { sends: ago(PBX, 1), moves: 1 },
    stands: { over: 'perCaller' },
  },
];

describe('judgeQuota', () => {
  it.each(LINES)('where $when', ({ quota, facts, stands }) => {
    expect(judgeQuota(quota, targetOf(PBX), earlier(facts))).toEqual(stands);
  });

  it('is within again once it has been waited as long as it said, and not before', () => {
    const quota = { perMinute: 2, perTarget: 1 };
    const sends = [...ago(PHONE, 31_000.25), ...ago(PBX, 12_345.75)];
    const full = judgeQuota(quota, targetOf(PBX), earlier({ sends }));
    const wait = typeof full === 'string' ? Number.NaN : (full.retryAfterMs ?? Number.NaN);
    const after = (ms: number) =>
      judgeQuota(quota, targetOf(PBX), earlier({ sends, nowMs: NOW + ms }));
    expect(after(wait)).toBe('within');
    expect(after(wait - 1)).not.toBe('within');
  });

  it('counts nothing for an invalid target, but for the minute and the caller', () => {
    const sends = [{ atMs: NOW, place: undefined }];
    expect(judgeQuota({ perTarget: 1 }, NO_TARGET, earlier({ sends }))).toBe('within');
    expect(judgeQuota({ perMinute: 1 }, NO_TARGET, earlier({ sends }))).toMatchObject({
      over: 'perMinute',
    });
  });
});

describe('isForgotten', () => {
  it.each([
    [0, false],
    [59_999, false],
    [60_000, true],
    [600_000, true],
  ])('after %i ms: %s', (age, forgotten) => {
    expect(isForgotten({ atMs: NOW - age }, NOW)).toBe(forgotten);
  });
});

describe('placeOf', () => {
  const SAME: readonly (readonly [text: string, other: string])[] = [
    [PHONE, 'tel:+1-415-555-2671;ext=12'],
    [PBX, 'SIP:sales@PBX.example.com.'],
    [PBX, 'sip:sales@pbx.example.com:5061'],
    [PBX, 'sip:sales@pbx.example.com;transport=tcp'],
    [PBX, 'sip:sales@pbx.example.com?X-Case=7'],
    ['sip:+14155552671@pbx.example.com', 'sip:+1-415-555-2671@pbx.example.com'],
    ['sip:+14155552671@pbx.example.com', 'sip:0014155552671@pbx.example.com'],
    ['sip:+14155552671@pbx.example.com', 'sip:%2B1.415.555.2671@pbx.example.com'],
    ['sip:01114155552671@pbx.example.com', 'sip:0014155552671@pbx.example.com'],
  ];
  it.each(SAME)('of %s is that of %s', (text, other) => {
    expect(placeOf(targetOf(text))).toBe(placeOf(targetOf(other)));
  });

  const OTHERS = [
    PHONE,
    `${PHONE}1`,
    PBX,
    'sip:Sales@pbx.example.com',
    'sip:sales@a.pbx.example.com',
    'sip:pbx.example.com',
    `sip:${PHONE}@pbx.example.com`,
  ];
  it('is another one for each of these', () => {
    expect(new Set(OTHERS.map((text) => placeOf(targetOf(text)))).size).toBe(OTHERS.length);
  });

  it('is nothing for a target that cannot be read', () => {
    expect(placeOf(parseEndpoint('not a target'))).toBeUndefined();
  });
});

describe('recheckQuota', () => {
  const quota = { perCaller: 1 };
  const made = makePlan(planFacts(), rules({ quota }));

  it('gives the very same plan while there is room', () => {
    expect(recheckQuota(made, earlier(), { quota })).toBe(made);
    expect(recheckQuota(made, earlier({ moves: 5 }), {})).toBe(made);
  });

  it('gives the plan with that one check failed, and not ready', () => {
    const full = recheckQuota(made, earlier({ moves: 1 }), { quota });
    expect(made.ready).toBe(true);
    expect(full.ready).toBe(false);
    expect(full.blockers.map(({ code }) => code)).toEqual(['within-quota']);
    expect(full).toEqual({
      ...made,
      ready: false,
      checks: makePlan(planFacts({ earlier: earlier({ moves: 1 }) }), rules({ quota })).checks,
      blockers: findBlockers(full.checks),
    });
    expect([full, full.checks, full.blockers, ...full.checks].every(Object.isFrozen)).toBe(true);
  });
});
