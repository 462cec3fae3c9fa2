import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TransferClock } from '../../src/controller/transfer-clock.js';
import { REQUESTED, transition, type TransferState } from '../../src/domain/transfer/lifecycle.js';

const LEFT = transition(REQUESTED, 'transferee-left');
const LEFT_AND_CUT_OFF = transition(LEFT, 'network-interrupted');

/** What is left of a grace after these spans, each with the state that the transfer was in. */
function graceAfter(graceMs: number, ...spans: readonly (readonly [TransferState, number])[]) {
  const clock = new TransferClock({ timeoutMs: 45_000, graceMs });
  clock.start();
  let last = LEFT;
  for (const [state, ms] of spans) {
    vi.advanceTimersByTime(ms);
    clock.count(state);
    last = state;
  }
  return clock.remaining(last);
}

describe('the grace of a transfer', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('stays over when it ran out unjudged, as in sleep, and the network goes away after that', () => {
    const left = graceAfter(10_000, [LEFT, 12_000], [LEFT_AND_CUT_OFF, 3_000]);
    expect(left.signal).toBe('grace-over');
    expect(left.ms).toBeLessThanOrEqual(0);
  });

  it('stands still while the network is interrupted, also one of no length', () => {
    expect(graceAfter(10_000, [LEFT, 9_999], [LEFT_AND_CUT_OFF, 30_000]).ms).toBeGreaterThan(0);
    expect(graceAfter(0, [LEFT_AND_CUT_OFF, 30_000]).ms).toBeGreaterThan(0);
  });

  it('goes on where it stood when the network is back', () => {
    const spans = [
      [LEFT, 4_000],
      [LEFT_AND_CUT_OFF, 20_000],
      [LEFT, 5_000],
    ] as const;
    expect(graceAfter(10_000, ...spans)).toEqual({ signal: 'grace-over', ms: 1_000 });
  });

  it('is over when all of it has passed, and is not begun by a caller who is here', () => {
    const left = graceAfter(10_000, [LEFT, 10_000], [LEFT_AND_CUT_OFF, 3_000]);
    expect(left).toEqual({ signal: 'grace-over', ms: 0 });
    expect(graceAfter(10_000, [REQUESTED, 8_000], [LEFT, 1_000]).ms).toBe(9_000);
  });
});

describe('the time of an attempt', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('begins with the send, not when the clock was made', () => {
    const clock = new TransferClock({ timeoutMs: 45_000, graceMs: 10_000 });
    vi.advanceTimersByTime(4_000);
    clock.start();
    vi.advanceTimersByTime(1_000);
    expect(clock.passedMs).toBe(1_000);
    expect(clock.remaining(REQUESTED)).toEqual({ signal: 'deadline-over', ms: 44_000 });
    clock.count(LEFT);
    expect(clock.remaining(LEFT).ms).toBe(9_000);
  });
});
