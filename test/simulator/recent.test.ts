import { describe, expect, it } from 'vitest';
import { addRecent } from '../../src/simulator/recent.js';

describe('addRecent', () => {
  const upTo = (length: number) => Array.from({ length }, (_, index) => index);

  it.each([0, 1, 1_999])('keeps all of %i', (length) => {
    expect(addRecent(upTo(length), length)).toEqual(upTo(length + 1));
  });

  it('keeps the last 2,000 of more', () => {
    expect(addRecent(upTo(2_000), 2_000)).toEqual(upTo(2_001).slice(1));
  });
});
