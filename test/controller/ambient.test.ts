import { afterEach, describe, expect, it, vi } from 'vitest';
import { newId } from '../../src/controller/ambient.js';

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
