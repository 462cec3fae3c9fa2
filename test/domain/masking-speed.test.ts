import { describe, expect, it } from 'vitest';
import { mask, maskEndpoint, maskName } from '../../src/domain/masking.js';

/** Milliseconds of this process alone, whatever else the machine is busy with. */
function timeOf(run: () => unknown): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** How many times as long one long text takes as the same in ten parts; of either the quickest of seven. */
function growthOf(hide: (text: string) => string, piece: string): number {
  const text = piece.repeat(Math.ceil(100_000 / piece.length));
  const part = text.slice(0, text.length / 10);
  const inParts = () => Array.from({ length: 10 }, () => hide(part));
  const times = Array.from(
    { length: 7 },
    () => [timeOf(() => hide(text)), timeOf(inParts)] as const,
  );
  const whole = Math.min(...times.map(([time]) => time));
  const parts = Math.min(...times.map(([, time]) => time));
  // Below a millisecond other things than the text count.
  return whole / Math.max(1, parts);
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
  ])('takes time in proportion to 100,000 characters of %s', (_, piece) => {
    for (const hide of [mask, maskName, maskEndpoint]) {
      // It would be 1 if time were all, and 10 if it grew by the square of the length.
      expect(growthOf(hide, piece)).toBeLessThan(4);
    }
  });
});
