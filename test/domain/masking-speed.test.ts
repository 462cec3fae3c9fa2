import { describe, expect, it } from 'vitest';
import { maskEndpoint, maskName, maskText } from '../../src/domain/masking.js';

/** Milliseconds that the quickest of five runs takes. */
function fastest(run: () => unknown): number {
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return Math.min(...times);
}

describe('masking', () => {
  it.each([
    ['digits', '1'],
    ['pluses', '+'],
    ['digits and blanks', '1 '],
    ['short numbers', '123456a'],
    ['digits, far apart', '1    '],
    ['at signs', '@'],
    ['addresses', 'a@b '],
    ['one address', 'a@1?'],
    ['hex digits', 'a1'],
    ['UUIDs, almost', '12345678-1234-'],
    ['brackets', '@['],
    ['separators', '. ('],
  ])('takes less than 50 ms for 100,000 characters of %s', (_, piece) => {
    for (const mask of [maskText, maskName, maskEndpoint]) {
      const long = fastest(() => mask(piece.repeat(Math.ceil(100_000 / piece.length))));
      const tenth = fastest(() => mask(piece.repeat(Math.ceil(10_000 / piece.length))));
      // On a busy machine the time at least grows no faster than the text, by far not by its square.
      expect(Math.min(long / 50, long / (30 * tenth))).toBeLessThan(1);
    }
  });
});
