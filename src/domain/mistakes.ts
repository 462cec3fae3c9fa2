/* What a programmer did wrong is a `TypeError` that says what to write instead. */

/** @throws TypeError with the message unless it is right */
export function demand(isRight: boolean, message: string): void {
  if (!isRight) throw new TypeError(message);
}

/** @throws TypeError unless the value is an object; a list or `null` is none */
export function demandObject(value: unknown, what: string): void {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  demand(isObject, `${what} must be an object`);
}

/** @throws TypeError naming the first key that is not known, and the known one that is nearest to it */
export function demandKnownKeys(value: object, known: readonly string[], what: string): void {
  for (const key of Object.keys(value)) {
    if (!known.includes(key)) throw new TypeError(`${what} has no '${key}'${suggest(key, known)}`);
  }
}

/** ` (did you mean 'x'?)`, where one of the known words is near. */
export function suggest(word: string, known: readonly string[]): string {
  const [nearest] = [...known].sort((one, other) => distance(word, one) - distance(word, other));
  const isNear = nearest !== undefined && distance(word, nearest) <= Math.max(2, word.length / 3);
  return isNear ? `; did you mean '${nearest}'?` : `; it knows ${known.join(', ')}`;
}

/** How many letters have to change, come or go to make one word of the other, letter case apart. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...one.toLowerCase()].entries()) {
    const next = [i + 1];
    for (const [j, otherLetter] of [...other.toLowerCase()].entries()) {
      const change = (row[j] ?? 0) + Number(letter !== otherLetter);
      next.push(Math.min(change, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
