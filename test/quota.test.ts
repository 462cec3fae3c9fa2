import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { quota, type QuotaLimits } from '../src/quota.js';
import { targetOf } from './support/facts.js';

const PBX = 'sip:sales@pbx.example.com';
const PHONE = '+14155552671';

const OVER = {
  perMinute: 'As many transfers as the app allows in a minute have been sent.',
  perTarget: 'As many transfers to this target as the app allows in a minute have been sent.',
  perCaller: 'This caller has been sent on as often as the app allows.',
};

/** A send of that caller, that many milliseconds ago. */
type Send = readonly [agoMs: number, target: string, caller?: string];

interface Line {
  readonly when: string;
  readonly limits: QuotaLimits;
  /** Oldest first. */
  readonly sends: readonly Send[];
  readonly over?: keyof QuotaLimits;
  readonly retryAfterMs?: number;
}

const LINES: readonly Line[] = [
  {
    when: 'nothing is limited',
    limits: {},
    sends: [
      [3, PBX],
      [2, PBX],
      [1, PBX, 'caller'],
    ],
  },
  { when: 'nothing was sent', limits: { perMinute: 1, perTarget: 1, perCaller: 1 }, sends: [] },
  {
    when: 'the minute has room',
    limits: { perMinute: 3 },
    sends: [
      [9, PHONE],
      [8, PHONE],
    ],
  },
  {
    when: 'the minute is full',
    limits: { perMinute: 2 },
    sends: [
      [50_000, PHONE],
      [8, PHONE],
    ],
    over: 'perMinute',
    retryAfterMs: 10_000,
  },
  {
    when: 'the minute is more than full',
    limits: { perMinute: 1 },
    sends: [
      [50_000, PHONE],
      [8_000, PHONE],
    ],
    over: 'perMinute',
    retryAfterMs: 52_000,
  },
  { when: 'the oldest is a minute old', limits: { perMinute: 1 }, sends: [[60_000, PHONE]] },
  {
    when: 'it is a little less',
    limits: { perMinute: 1 },
    sends: [[59_999.5, PHONE]],
    over: 'perMinute',
    retryAfterMs: 1,
  },
  {
    when: 'others went elsewhere',
    limits: { perTarget: 1 },
    sends: [
      [9, PHONE],
      [8, PHONE],
    ],
  },
  {
    when: 'one went there',
    limits: { perTarget: 1 },
    sends: [
      [20_000, PBX],
      [8, PHONE],
    ],
    over: 'perTarget',
    retryAfterMs: 40_000,
  },
  { when: 'one went there long ago', limits: { perTarget: 1 }, sends: [[90_000, PBX]] },
  { when: 'the caller has a move left', limits: { perCaller: 2 }, sends: [[9, PBX, 'caller']] },
  {
    when: 'the caller has none',
    limits: { perCaller: 2 },
    sends: [
      [9_000_000, PBX, 'caller'],
      [8, PHONE, 'caller'],
    ],
    over: 'perCaller',
  },
  {
    when: 'the target frees later than the minute',
    limits: { perMinute: 2, perTarget: 1 },
    sends: [
      [50_000, PHONE],
      [8_000, PBX],
    ],
    over: 'perTarget',
    retryAfterMs: 52_000,
  },
  {
    when: 'the minute frees later than the target',
    limits: { perMinute: 1, perTarget: 1 },
    sends: [
      [50_000, PBX],
      [8_000, PHONE],
    ],
    over: 'perMinute',
    retryAfterMs: 52_000,
  },
  {
    when: 'both free at once',
    limits: { perMinute: 1, perTarget: 1 },
    sends: [[50_000, PBX]],
    over: 'perMinute',
    retryAfterMs: 10_000,
  },
  {
    when: 'no waiting helps the caller',
    limits: { perMinute: 1, perCaller: 1 },
    sends: [[1, PBX, 'caller']],
    over: 'perCaller',
  },
];

/** A quota that has counted these sends; it is now. */
function after(limits: QuotaLimits, sends: readonly Send[]) {
  const rule = quota(limits);
  let age = sends[0]?.[0] ?? 0;
  for (const [agoMs, text, caller = 'other'] of sends) {
    vi.advanceTimersByTime(age - agoMs);
    age = agoMs;
    rule.count(caller, targetOf(text));
  }
  vi.advanceTimersByTime(age);
  return rule;
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('quota', () => {
  it.each(LINES)('when $when', ({ limits, sends, over, retryAfterMs }) => {
    const outcome = after(limits, sends).judge('caller', targetOf(PBX));
    if (over === undefined) {
      const message = 'The transfer is within the quota of the app.';
      expect(outcome).toEqual({ state: 'passed', message });
      return;
    }
    expect(outcome).toMatchObject({ state: 'failed', message: OVER[over] });
    expect(outcome.retryAfterMs).toBe(retryAfterMs);
    expect(outcome.hint).toBe(over === 'perCaller' ? 'Ask who may allow more.' : 'Wait a little.');
  });

  it.each([
    ['SIP:sales@PBX.example.com.', true],
    [`${PBX}:5061`, true],
    [`${PBX};transport=tcp`, true],
    [`${PBX}?X-Case=7`, true],
    ['sip:Sales@pbx.example.com', false],
    ['sip:sales@other.example.com', false],
  ])('takes %s for the same place: %s', (text, isSame) => {
    const rule = after({ perTarget: 1 }, [[1, PBX]]);
    expect(rule.judge('caller', targetOf(text)).state).toBe(isSame ? 'failed' : 'passed');
  });

  it('remembers a minute of sends and the last thousand callers', () => {
    const rule = quota({ perMinute: 1, perCaller: 1 });
    for (let index = 0; index < 1_500; index += 1) {
      rule.count(`caller-${index}`, targetOf(PBX));
    }
    vi.advanceTimersByTime(60_000);
    expect(rule.judge('caller-499', targetOf(PBX)).state).toBe('passed');
    expect(rule.judge('caller-500', targetOf(PBX)).state).toBe('failed');
  });

  it('forgets the caller first who was last sent on the longest time ago', () => {
    const rule = quota({ perCaller: 2 });
    rule.count('first', targetOf(PBX));
    for (let index = 0; index < 999; index += 1) rule.count(`caller-${index}`, targetOf(PBX));
    rule.count('first', targetOf(PBX));
    rule.count('one more', targetOf(PBX));
    expect(rule.judge('first', targetOf(PBX)).state).toBe('failed');
  });

  it.each<readonly [says: string, limits: unknown]>([
    ['quota must be an object', undefined],
    ['quota must be an object', null],
    ['quota must be an object', 6],
    ["quota has no 'perMinutes'; did you mean 'perMinute'?", { perMinutes: 6 }],
    ['quota.perMinute must be a whole number, 1 or more', { perMinute: 0 }],
    ['quota.perTarget must be a whole number, 1 or more', { perTarget: 1.5 }],
    ['quota.perCaller must be a whole number, 1 or more', { perCaller: '3' }],
  ])('throws "%s"', (says, limits) => {
    expect(() => quota(limits as QuotaLimits)).toThrow(new TypeError(says));
  });
});
