/*
 * Every number and every SIP user that tests give to the library, in one place: nothing of it may appear
 * unmasked in what the library writes, prints, stores or sends.
 */

/** Phone numbers, by their last seven digits and more: no text may hold as much of one. */
export const FIXTURE_NUMBERS = ['4155552671'] as const;

/** The fixtures that a text shows unmasked. */
export function findLeaks(text: string): readonly string[] {
  return FIXTURE_NUMBERS.filter((number) => text.includes(number));
}
