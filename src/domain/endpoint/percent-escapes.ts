const ESCAPE = /%[\da-f]{2}/gi;
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\uFFFD]/u;
const UNRESERVED = /[\w.!~*'()-]/;

/**
 * Writes each escape in one way: unreserved characters plain, all others as `%` and two capital digits.
 * Two texts that mean the same then look the same (RFC 3261 §19.1.4), and nothing is decoded twice.
 */
export function canonicalEscapes(text: string): string {
  if (!text.includes('%')) return text;
  return text.replace(ESCAPE, (escape) => {
    const character = String.fromCharCode(Number.parseInt(escape.slice(1), 16));
    return UNRESERVED.test(character) ? character : escape.toUpperCase();
  });
}

/** Decodes a text once. What is not UTF-8 keeps its escapes behind U+FFFD, which `isPrintable` turns down. */
export function decodeEscapes(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return `\uFFFD${text}`;
  }
}

/** Whether a decoded text can be shown as it is: no controls, no invisible or broken characters. */
export function isPrintable(text: string): boolean {
  return !HIDDEN.test(text);
}
