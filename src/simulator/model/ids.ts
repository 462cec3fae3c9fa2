import type { DomainState } from './domain.js';

/** Draws an id of the form that Daily uses (a UUID) from the domain's seed. */
export function drawId(domain: DomainState): readonly [id: string, domain: DomainState] {
  let random = domain.random;
  const digits = Array.from({ length: 32 }, (_, index) => {
    random = (random + 0x6d2b79f5) | 0;
    return index === 12 ? '4' : hexDigit(mix(random));
  });
  const id = digits.join('').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return [id, { ...domain, random }];
}

/** One round of mulberry32: a well mixed 32-bit number for a counter. */
function mix(counter: number): number {
  let mixed = Math.imul(counter ^ (counter >>> 15), 1 | counter);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
  return (mixed ^ (mixed >>> 14)) >>> 0;
}

function hexDigit(value: number): string {
  return (value % 16).toString(16);
}
