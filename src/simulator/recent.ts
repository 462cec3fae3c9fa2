const limit = 2_000;

/** The list with one more at its end; of a long list only the last 2,000. */
export function addRecent<T>(list: readonly T[], one: T): readonly T[] {
  return [...list.slice(1 - limit), one];
}
