import { describe, expect, it } from 'vitest';
import { demand, demandKnownKeys, demandObject, suggest } from '../../src/domain/mistakes.js';

describe('demand', () => {
  it('throws the message, or does nothing', () => {
    expect(() => demand(false, 'no')).toThrow(new TypeError('no'));
    expect(() => demand(true, 'no')).not.toThrow();
  });
});

describe('demandObject', () => {
  it.each([undefined, null, 7, 'text', [], () => {}])('throws for %j', (value) => {
    expect(() => demandObject(value, 'it')).toThrow(new TypeError('it must be an object'));
  });

  it('takes an object', () => {
    expect(() => demandObject({}, 'it')).not.toThrow();
  });
});

describe('demandKnownKeys', () => {
  it('names the first key that is not known, and the nearest known one', () => {
    expect(() => demandKnownKeys({ domain: 1, alowTargets: 2 }, KNOWN, 'options')).toThrow(
      new TypeError("options has no 'alowTargets'; did you mean 'allowTargets'?"),
    );
    expect(() => demandKnownKeys({ zzz: 1 }, KNOWN, 'options')).toThrow(
      new TypeError("options has no 'zzz'; it knows domain, allowTargets, prefer"),
    );
  });

  it('takes known keys, and none', () => {
    expect(() => demandKnownKeys({ prefer: undefined }, KNOWN, 'options')).not.toThrow();
    expect(() => demandKnownKeys({}, KNOWN, 'options')).not.toThrow();
  });
});

describe('suggest', () => {
  it.each([
    ['domian', 'domain'],
    ['Domain', 'domain'],
    ['domains', 'domain'],
    ['allowTarget', 'allowTargets'],
    ['allowedTargets', 'allowTargets'],
    ['prefers', 'prefer'],
  ])('finds for %s the word %s', (word, nearest) => {
    expect(suggest(word, KNOWN)).toBe(`; did you mean '${nearest}'?`);
  });

  it.each(['x', 'fallback', 'quota'])('lists all words where %s is near to none', (word) => {
    expect(suggest(word, KNOWN)).toBe('; it knows domain, allowTargets, prefer');
  });
});

const KNOWN = ['domain', 'allowTargets', 'prefer'];
