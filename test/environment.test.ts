import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { after, attempt, newId, report } from '../src/environment.js';

afterEach(() => void vi.unstubAllGlobals());

describe('after', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('runs the action once, and not at all where it was cancelled', () => {
    const ran: string[] = [];
    after(1_000, () => ran.push('one'));
    const cancel = after(1_000, () => ran.push('cancelled'));
    cancel();
    vi.advanceTimersByTime(999);
    expect(ran).toEqual([]);
    vi.advanceTimersByTime(5_000);
    expect(ran).toEqual(['one']);
  });
});

describe('newId', () => {
  it('is another one each time', () => {
    expect(new Set(Array.from({ length: 100 }, newId)).size).toBe(100);
  });

  it('is a UUID where the page can make one', () => {
    expect(newId()).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
  });

  it('has 128 random bits too where the page has no secure context', () => {
    const getRandomValues = crypto.getRandomValues.bind(crypto);
    vi.stubGlobal('crypto', { getRandomValues });
    const ids = Array.from({ length: 100 }, newId);
    expect(new Set(ids).size).toBe(100);
    expect(ids.filter((id) => !/^[\da-f]{32}$/.test(id))).toEqual([]);
  });
});

describe('attempt', () => {
  it('gives what the code returns, and reports what it throws', () => {
    const reported: unknown[] = [];
    vi.stubGlobal('reportError', (error: unknown) => void reported.push(error));
    expect(attempt(() => 'done')).toBe('done');
    expect(reported).toEqual([]);
    expect(
      attempt(() => {
        throw new Error('a bug of the app');
      }),
    ).toBeUndefined();
    expect(reported).toEqual([new Error('a bug of the app')]);
  });
});

describe('report', () => {
  it('hands the error to reportError', () => {
    const reported: unknown[] = [];
    vi.stubGlobal('reportError', (error: unknown) => void reported.push(error));
    report('an error');
    expect(reported).toEqual(['an error']);
  });

  it('throws it after the code that goes on, where there is no reportError', () => {
    const later: (() => void)[] = [];
    vi.stubGlobal('reportError', undefined);
    vi.stubGlobal('queueMicrotask', (task: () => void) => void later.push(task));
    const error = new Error('a bug of the app');
    expect(() => report(error)).not.toThrow();
    expect(later).toHaveLength(1);
    expect(later[0]).toThrow(error);
  });

  it('changes nothing when reportError throws', () => {
    const reported: unknown[] = [];
    vi.stubGlobal('reportError', (error: unknown) => {
      reported.push(error);
      throw new Error('the reporting is broken too');
    });
    expect(() => report('an error')).not.toThrow();
    expect(reported).toEqual(['an error']);
  });
});
