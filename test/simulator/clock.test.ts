// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Clock, type ClockKind } from '../../src/simulator/clock.js';

describe('Clock', () => {
  let ran: string[];
  beforeEach(() => {
    ran = [];
    vi.useFakeTimers({ now: 0 });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** @param passTime lets time pass in the page; nothing where it passes by itself */
  function createClock(
    kind: ClockKind,
    passTime: (ms: number) => Promise<unknown> | undefined = (ms) =>
      vi.advanceTimersByTimeAsync(ms),
  ): Clock {
    return new Clock({ kind, passTime, settled: () => Promise.resolve() });
  }

  function schedule(clock: Clock, name: string, afterMs: number, isStep = true): void {
    clock.schedule({ afterMs, isStep, run: () => ran.push(name) });
  }

  it.each(['real', 'virtual'] as const)('runs at once what takes no time: %s', (kind) => {
    schedule(createClock(kind), 'now', 0);
    expect(ran).toEqual(['now']);
  });

  it('runs in real time', async () => {
    const clock = createClock('real');
    schedule(clock, 'later', 20);
    schedule(clock, 'soon', 10);
    await vi.advanceTimersByTimeAsync(15);
    expect(ran).toEqual(['soon']);
    expect(clock.now).toBe(15);
    await vi.advanceTimersByTimeAsync(5);
    expect(ran).toEqual(['soon', 'later']);
    expect(clock.waiting).toBe(0);
  });

  it('runs in virtual time, the older of two first, and what follows from it', async () => {
    const clock = createClock('virtual');
    schedule(clock, 'b', 20);
    schedule(clock, 'c', 20);
    clock.schedule({ afterMs: 10, isStep: false, run: () => schedule(clock, 'a', 5) });
    schedule(clock, 'd', 21);
    await clock.advance(20);
    expect(ran).toEqual(['a', 'b', 'c']);
    expect(clock.now).toBe(20);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(clock.waiting).toBe(1);
  });

  it.each(['real', 'virtual', 'stepped'] as const)('takes fake timers along: %s', async (kind) => {
    const clock = createClock(kind);
    schedule(clock, 'ours at 10', 10);
    setTimeout(() => ran.push('theirs at 5'), 5);
    setTimeout(() => ran.push('theirs at 15'), 15);
    await clock.advance(12);
    expect(ran).toEqual(['theirs at 5', 'ours at 10']);
    expect(clock.now).toBe(12);
    await clock.advance(3);
    expect(ran).toEqual(['theirs at 5', 'ours at 10', 'theirs at 15']);
  });

  it('waits in real time where the time of the page passes by itself', async () => {
    const clock = createClock('real', () => undefined);
    schedule(clock, 'soon', 1);
    let isOver = false;
    const over = clock.advance(60_000).then(() => (isOver = true));
    await vi.advanceTimersByTimeAsync(59_999);
    expect({ ran, isOver }).toEqual({ ran: ['soon'], isOver: false });
    await vi.advanceTimersByTimeAsync(1);
    expect(await over).toBe(true);
  });

  it('leaves the time of the page alone where that passes by itself', async () => {
    const clock = createClock('virtual', () => undefined);
    schedule(clock, 'soon', 1);
    await clock.advance(60_000);
    expect(ran).toEqual(['soon']);
    expect(Date.now()).toBe(0);
  });

  it('steps to the next step, however far away', async () => {
    const clock = createClock('stepped');
    schedule(clock, 'change', 50, false);
    schedule(clock, 'message', 60);
    schedule(clock, 'far', 1_000);
    expect(await clock.step()).toBe(true);
    expect(ran).toEqual(['change', 'message']);
    expect(clock.now).toBe(60);
    await clock.step();
    expect(await clock.step()).toBe(false);
    expect(ran).toEqual(['change', 'message', 'far']);
  });

  it('goes on with another kind of time', async () => {
    const clock = createClock('real');
    schedule(clock, 'a', 100);
    await vi.advanceTimersByTimeAsync(40);
    clock.use('stepped');
    schedule(clock, 'b', 0);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(ran).toEqual([]);
    clock.use('virtual');
    expect(ran).toEqual(['b']);
    await clock.advance(59);
    clock.use('real');
    await vi.advanceTimersByTimeAsync(1);
    expect(ran).toEqual(['b', 'a']);
  });

  it.each([
    { speed: 0.25, halfMs: 200, isDueAfterMs: 400 },
    { speed: 4, halfMs: 12.5, isDueAfterMs: 25 },
  ])('goes at speed $speed', async ({ speed, halfMs, isDueAfterMs }) => {
    const clock = createClock('real');
    clock.use('real', { speed });
    schedule(clock, 'a', 100);
    await vi.advanceTimersByTimeAsync(halfMs);
    expect(clock.now).toBeCloseTo(50, 0);
    expect(ran).toEqual([]);
    await vi.advanceTimersByTimeAsync(Math.ceil(isDueAfterMs - halfMs));
    expect(ran).toEqual(['a']);
    const before = Date.now();
    await clock.advance(40);
    expect(Date.now() - before).toBe(40 / speed);
  });

  it('lets what waits keep what is left of its time when the speed changes', async () => {
    const clock = createClock('real');
    schedule(clock, 'a', 100);
    await vi.advanceTimersByTimeAsync(60);
    clock.use('real', { speed: 0.5 });
    expect(clock.now).toBe(60);
    await vi.advanceTimersByTimeAsync(79);
    expect(ran).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(ran).toEqual(['a']);
    clock.use('stepped', { speed: 4 });
    await vi.advanceTimersByTimeAsync(1_000);
    clock.use('real');
    expect(clock.now).toBe(100);
    await vi.advanceTimersByTimeAsync(5);
    expect(clock.now).toBe(105);
  });

  it.each([0, -1, NaN, Infinity])('refuses the speed %s', (speed) => {
    const clock = createClock('real');
    schedule(clock, 'a', 10);
    expect(() => clock.use('stepped', { speed })).toThrow(RangeError);
    vi.advanceTimersByTime(10);
    expect(ran).toEqual(['a']);
  });

  it('leaves no timer after stop()', () => {
    const clock = createClock('real');
    schedule(clock, 'never', 10);
    clock.stop();
    expect(clock.waiting).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });
});
