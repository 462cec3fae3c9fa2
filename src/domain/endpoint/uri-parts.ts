import { withoutUndefined } from '../fields.js';
import { canonicalEscapes, decodeEscapes } from './percent-escapes.js';

/** A parameter (`;name=value`, or `;name` alone) or a header (`name=value` after `?`), decoded once. */
export interface UriPart {
  /** Of a parameter in lower case, of a header as written. */
  readonly name: string;
  readonly value?: string;
}

/** The parts of one kind, as a list and as canonical text with a separator before each. */
export interface UriParts {
  readonly list: readonly UriPart[];
  readonly text: string;
}

/**
 * Splits parameters (`;`) or headers (`&`), and decodes them after that, so that an escaped separator
 * separates nothing. `undefined` if one part is not as `isPart` wants its name and value, which it gets
 * with their escapes.
 */
export function parseParts(
  text: string | undefined,
  separator: ';' | '&',
  isPart: (name: string, value: string | undefined) => boolean,
): UriParts | undefined {
  const list: UriPart[] = [];
  let plain = '';
  for (const piece of text?.split(separator) ?? []) {
    const [rawName, rawValue] = splitOnce(piece, '=');
    let name = canonicalEscapes(rawName);
    // Once more, as lower case spoils the escapes that are left.
    if (separator === ';') name = canonicalEscapes(name.toLowerCase());
    const value = rawValue && canonicalEscapes(rawValue);
    if (!isPart(name, value)) return undefined;
    const decoded = { name: decodeEscapes(name), value: value && decodeEscapes(value) };
    list.push(Object.freeze(withoutUndefined<UriPart>(decoded)));
    plain += separator + (value === undefined ? name : `${name}=${value}`);
  }
  return { list: Object.freeze(list), text: plain };
}

/** Whether a name stands there twice, letter case apart. */
export function hasTwins(parts: readonly UriPart[]): boolean {
  return new Set(parts.map(({ name }) => name.toLowerCase())).size < parts.length;
}

/** The text before and after the first separator that is not before `from`; no second part without one. */
export function splitOnce(text: string, separator: string, from = 0): [string, string?] {
  const index = text.indexOf(separator, from);
  return index < 0 ? [text] : [text.slice(0, index), text.slice(index + 1)];
}
