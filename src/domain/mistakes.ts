import { isFields } from './fields.js';

/* What a programmer did wrong is a `TypeError` that says what to write instead. */

/** @throws TypeError with the message unless it is right */
export function demand(isRight: boolean, message: string): void {
  if (!isRight) throw new TypeError(message);
}

/** @throws TypeError unless the value is an object; a list or `null` is none */
export function demandObject(value: unknown, what: string): void {
  demand(isFields(value), `${what} must be an object`);
}

/** @throws TypeError naming the first key that is not known, and the known one that is nearest to it */
export function demandKnownKeys(value: object, known: readonly string[], what: string): void {
  for (const key of Object.keys(value)) demandKnown(key, known, `${what} has no`);
}

/** @throws TypeError that begins with the sentence and names the known word that is nearest to this one */
export function demandKnown(word: string, known: readonly string[], sentence: string): void {
  // Not by `demand()`: to look for the nearest word takes time, and each plan comes by here.
  if (!known.includes(word)) throw new TypeError(`${sentence} '${word}'${suggest(word, known)}`);
}

/** For each key of an object a function that says `true` to its value, or in words what it must be. */
export type Shape<Key extends string> = Readonly<Record<Key, (value: unknown) => true | string>>;

/**
 * A copy of the object with the keys of the shape that are given. Each is read once, and a list is copied
 * before it is looked at, so that neither can change its answer between check and use.
 *
 * @param path what stands before the keys in messages
 * @throws TypeError naming the first key whose value is wrong
 */
export function readShape<Of extends object, Key extends keyof Of & string>(
  value: Of,
  shape: Shape<Key>,
  path = '',
): Pick<Of, Key> {
  const copy: Partial<Record<Key, unknown>> = {};
  for (const key of Object.keys(shape) as Key[]) {
    const given: unknown = value[key];
    if (given === undefined) continue;
    const item: unknown = Array.isArray(given) ? Object.freeze([...(given as unknown[])]) : given;
    const verdict = shape[key](item);
    demand(verdict === true, `${path}${key} must be ${verdict}`);
    copy[key] = item;
  }
  return copy as Pick<Of, Key>;
}

/** A judge of a `Shape` for a value that is one of a few words. */
export function mustBeOneOf(value: unknown, words: readonly unknown[]): true | string {
  return words.includes(value) || words.map((word) => `'${word}'`).join(' or ');
}

/** A judge of a `Shape` for a number in a range. */
export function mustBeWithin(value: unknown, least: number, most: number): true | string {
  return (
    (typeof value === 'number' && value >= least && value <= most) || `from ${least} to ${most}`
  );
}

/** A judge of a `Shape` for a list whose items are all of one type. */
export function mustBeListOf(
  value: unknown,
  type: 'string' | 'number',
  what: string,
): true | string {
  return (
    (Array.isArray(value) && value.every((item) => typeof item === type)) || `a list of ${what}`
  );
}

/** ` (did you mean 'x'?)`, where one of the known words is near. */
export function suggest(word: string, known: readonly string[]): string {
  const [nearest] = [...known].sort((one, other) => distance(word, one) - distance(word, other));
  const isNear = nearest !== undefined && distance(word, nearest) <= Math.max(2, word.length / 3);
  return isNear ? `; did you mean '${nearest}'?` : `; it knows ${known.join(', ')}`;
}

/** How many letters have to change, come or go to make one word of the other, letter case apart. */
function distance(one: string, other: string): number {
  const letters = [...other.toLowerCase()];
  let row = letters.map((_, index) => index + 1);
  let last = letters.length;
  for (const [index, letter] of [...one.toLowerCase()].entries()) {
    let diagonal = index;
    last = index + 1;
    row = row.map((above, column) => {
      last = Math.min(above + 1, last + 1, diagonal + Number(letter !== letters[column]));
      diagonal = above;
      return last;
    });
  }
  return last;
}
