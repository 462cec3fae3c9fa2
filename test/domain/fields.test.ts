import { describe, expect, it } from 'vitest';
import { isFields, own, textOf, withoutUndefined } from '../../src/domain/fields.js';

describe('isFields', () => {
  it.each([[{}], [{ key: 1 }], [new Map()]])('takes %o', (value) => {
    expect(isFields(value)).toBe(true);
  });

  it.each([[undefined], [null], ['text'], [1], [[]], [() => {}]])('does not take %o', (value) => {
    expect(isFields(value)).toBe(false);
  });
});

describe('own', () => {
  it('reads a key of the object itself', () => {
    expect(own({ key: 'value' }, 'key')).toBe('value');
    expect(own(JSON.parse('{"__proto__":"value"}') as object, '__proto__')).toBe('value');
  });

  it.each(['toString', '__proto__', 'constructor'])('finds no %s that was not given', (key) => {
    expect(own({}, key)).toBeUndefined();
  });
});

describe('textOf', () => {
  it('is the value of a text, an empty one too, and of nothing else', () => {
    expect(textOf('text')).toBe('text');
    expect(textOf('')).toBe('');
    expect([undefined, null, 1, {}].map(textOf)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('withoutUndefined', () => {
  it('leaves out what is undefined, and nothing else', () => {
    const fields = { zero: 0, empty: '', no: false, nothing: null, missing: undefined };
    const kept = withoutUndefined<{ missing?: string }>(fields);
    expect(kept).toStrictEqual({ zero: 0, empty: '', no: false, nothing: null });
    expect(Object.keys(kept)).not.toContain('missing');
  });

  it('does not change what it is given', () => {
    const fields = Object.freeze({ key: undefined });
    expect(withoutUndefined<{ key?: string }>(fields)).not.toBe(fields);
    expect(Object.keys(fields)).toEqual(['key']);
  });
});
