const ESCAPE = /%[\da-f]{2}/gi;
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\uFFFD]|%[\da-f]{2}/iu;
const UNRESERVED = /[\w.!~*'()-]/;

/**
 * Writes every escape in one way: unreserved characters plain, all others as `%` and two capital digits.
 * Two texts with the same meaning then look the same (RFC 3261 §19.1.4), and nothing is decoded twice.
 */
export function canonicalEscapes(text: string): string {
  return text.replace(ESCAPE, (escape) => {
    const character = String.fromCharCode(Number.parseInt(escape.slice(1), 16));
    return UNRESERVED.test(character) ? character : escape.toUpperCase();
  });
}

/** Decodes a text once. Text that is not UTF-8 keeps its escapes behind U+FFFD, which `isPrintable` refuses. */
export function decodeEscapes(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return `\uFFFD${text}`;
  }
}

/**
 * Whether a decoded text shows all that it holds: no control, invisible or broken characters, and no
 * escapes that a system which decodes twice would read as something else.
 */
export function isPrintable(text: string): boolean {
  return !HIDDEN.test(text);
}
