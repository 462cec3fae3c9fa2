import { describe, expect, it } from 'vitest';
import { mask, maskEndpoint, maskName } from '../../src/domain/masking.js';

/*
 * How long masking takes is a matter of `npm run bench`. Here a text is so long that a time which grew by the square of its
 * length would come to no end.
 */
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
  ])('comes to an end with a million characters of %s', (_, piece) => {
    const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
    for (const hide of [mask, maskName, maskEndpoint]) expect(typeof hide(text)).toBe('string');
  });
});
