import { expect, it } from 'vitest';
import { Chance } from './chance.js';
import { KNOWN_DIFFERENCES } from './known-differences.js';
import { findDifferences } from './other-stacks.js';
import { repeat, report, RUNS, SEED, TIME_LIMIT_MS } from './settings.js';
import { likelyTarget, target } from './targets.js';

/** The other parsers take a hundred times as long as ours. */
const TEXTS = Math.min(Math.ceil(RUNS / 40), 50_000);

it(
  `SIP.js and JsSIP differ from us on ${TEXTS} targets in known ways only`,
  { timeout: TIME_LIMIT_MS },
  async () => {
    const chance = new Chance(SEED);
    const counts = new Map<string, number>(KNOWN_DIFFERENCES.map(({ name }) => [name, 0]));
    const unknown: string[] = [];
    let same = 0;
    await repeat(TEXTS, () => {
      const text = chance.percent(50) ? likelyTarget(chance) : target(chance);
      if (!/^sips?:/i.test(text)) return;
      const differences = findDifferences(text);
      if (differences.length === 0) same += 1;
      for (const difference of differences) {
        const known = KNOWN_DIFFERENCES.find(({ covers }) => covers(difference));
        if (known) counts.set(known.name, (counts.get(known.name) ?? 0) + 1);
        else unknown.push(Object.values(difference).join(' · '));
      }
    });
    report('differential', { texts: TEXTS, same, differences: Object.fromEntries(counts) });
    expect(unknown.slice(0, 60)).toEqual([]);
  },
);
