import type { DomainState } from './domain.js';

/** Draws an id of the form that Daily uses (a UUID) from the domain's seed. */
export function drawId(domain: DomainState): readonly [id: string, domain: DomainState] {
  const [id, random] = drawFrom(domain.random);
  return [id, { ...domain, random }];
}

/** The id that belongs to a name, which is always the same. */
export function idOf(name: string): string {
  const seed = Array.from(name).reduce((sum, sign) => mix(sum + (sign.codePointAt(0) ?? 0)), 0);
  return drawFrom(seed)[0];
}

function drawFrom(seed: number): readonly [id: string, next: number] {
  let random = seed;
  const digits = Array.from({ length: 32 }, (_, index) => {
    random = (random + 0x6d2b79f5) | 0;
    return digitAt(index, mix(random));
  });
  const id = digits.join('').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return [id, random];
}

/** One round of mulberry32: a well mixed 32-bit number for a counter. */
function mix(counter: number): number {
  let mixed = Math.imul(counter ^ (counter >>> 15), 1 | counter);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
  return (mixed ^ (mixed >>> 14)) >>> 0;
}

/** A UUID of version 4 says so in its 13th digit, and its variant in the two high bits of the 17th. */
function digitAt(index: number, value: number): string {
  if (index === 12) return '4';
  return (index === 16 ? 8 + (value % 4) : value % 16).toString(16);
}
