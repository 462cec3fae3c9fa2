import { describe, expect, it } from 'vitest';
import {
  demand,
  demandKnownKeys,
  demandObject,
  mustBeListOf,
  mustBeOneOf,
  mustBeWithin,
  readShape,
  suggest,
  type Shape,
} from '../../src/domain/mistakes.js';

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

describe('readShape', () => {
  const shape: Shape<'one' | 'list'> = {
    one: (value) => value === 1 || 'the number one',
    list: () => true,
  };

  it('copies the keys of the shape that are given, and lists with them', () => {
    const list = ['a'];
    const copy = readShape({ one: 1, list, other: 2 }, shape);
    list.push('b');
    expect(copy).toEqual({ one: 1, list: ['a'] });
    expect(Object.isFrozen(copy.list)).toBe(true);
    expect(
      readShape<Partial<Record<'one' | 'list', unknown>>, 'one' | 'list'>(
        { one: undefined },
        shape,
      ),
    ).toEqual({});
  });

  it('says what the first wrong one must be', () => {
    expect(() => readShape({ one: 2, list: [] }, shape)).toThrow(
      new TypeError('one must be the number one'),
    );
    expect(() => readShape({ one: 2, list: [] }, shape, 'numbers.')).toThrow(
      new TypeError('numbers.one must be the number one'),
    );
  });
});

describe('judges of a shape', () => {
  it.each([
    [mustBeOneOf('a', ['a', 'b']), true],
    [mustBeOneOf('c', ['a', 'b']), "'a' or 'b'"],
    [mustBeWithin(1, 1, 3), true],
    [mustBeWithin(3, 1, 3), true],
    [mustBeWithin(0.9, 1, 3), 'from 1 to 3'],
    [mustBeWithin(3.1, 1, 3), 'from 1 to 3'],
    [mustBeWithin('2', 1, 3), 'from 1 to 3'],
    [mustBeWithin(Number.NaN, 1, 3), 'from 1 to 3'],
    [mustBeListOf([], 'string', 'names'), true],
    [mustBeListOf(['a'], 'string', 'names'), true],
    [mustBeListOf(['a', 1], 'string', 'names'), 'a list of names'],
    [mustBeListOf('a', 'string', 'names'), 'a list of names'],
  ])('row %#', (verdict, expected) => {
    expect(verdict).toBe(expected);
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
    ['main', 'domain'],
    ['allowedTargetsOf', 'allowTargets'],
  ])('finds for %s the word %s', (word, nearest) => {
    expect(suggest(word, KNOWN)).toBe(`; did you mean '${nearest}'?`);
  });

  it.each(['x', 'fallback', 'quota', 'yourdomain', 'wTargets'])(
    'lists all words where %s is near to none',
    (word) => {
      expect(suggest(word, KNOWN)).toBe('; it knows domain, allowTargets, prefer');
    },
  );
});

const KNOWN = ['domain', 'allowTargets', 'prefer'];
