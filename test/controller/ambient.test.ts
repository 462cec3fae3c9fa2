import { afterEach, describe, expect, it, vi } from 'vitest';
import { newId } from '../../src/controller/ambient.js';
import { watchWake } from '../../src/controller/wake.js';

afterEach(() => void vi.unstubAllGlobals());

describe('newId', () => {
  it('is another one each time', () => {
    expect(new Set(Array.from({ length: 100 }, newId)).size).toBe(100);
  });

  it('has 128 random bits too where the page has no secure context', () => {
    const getRandomValues = crypto.getRandomValues.bind(crypto);
    vi.stubGlobal('crypto', { getRandomValues });
    const ids = Array.from({ length: 100 }, newId);
    expect(new Set(ids).size).toBe(100);
    expect(ids.filter((id) => !/^[\da-f]{32}$/.test(id))).toEqual([]);
  });
});

describe('watchWake', () => {
  it('tells when a page comes back, until it is stopped', () => {
    let woken = 0;
    const stop = watchWake(() => (woken += 1));
    document.dispatchEvent(new Event('visibilitychange'));
    window.dispatchEvent(new Event('pageshow'));
    window.dispatchEvent(new Event('online'));
    expect(woken).toBe(3);
    stop();
    document.dispatchEvent(new Event('visibilitychange'));
    window.dispatchEvent(new Event('pageshow'));
    window.dispatchEvent(new Event('online'));
    expect(woken).toBe(3);
  });

  it.each(['window', 'document'])('does nothing where there is no %s', (name) => {
    vi.stubGlobal(name, undefined);
    let woken = 0;
    const stop = watchWake(() => (woken += 1));
    stop();
    vi.unstubAllGlobals();
    window.dispatchEvent(new Event('online'));
    expect(woken).toBe(0);
  });
});
