import { describe, expect, it } from 'vitest';
import { parseAddress, parseEndpoint } from '../../src/domain/endpoint/endpoint.js';
import { Chance } from './chance.js';
import { repeat, report, RUNS, SEED, TIME_LIMIT_MS } from './settings.js';
import { Shares } from './shares.js';
import { findFault, WAYS } from './target-faults.js';
import { target } from './targets.js';

const MOST_FAULTS = 20;
const LONG = 100_000;
const LONG_RUNS = 300;

describe(`${RUNS} hostile targets from seed ${SEED}`, () => {
  it('keep every promise, and the demanded shares', { timeout: TIME_LIMIT_MS }, async () => {
    const chance = new Chance(SEED);
    const shares = new Shares();
    const faults: string[] = [];
    const start = performance.now();
    await repeat(RUNS, () => {
      const text = target(chance);
      const options = chance.pick(WAYS);
      const endpoint = parseEndpoint(text, options);
      shares.count(endpoint);
      const fault = findFault(text, options, endpoint);
      if (fault === undefined || faults.length === MOST_FAULTS) return;
      faults.push(`${JSON.stringify(text)}: ${fault}`);
    });
    const seconds = (performance.now() - start) / 1000;
    const perSecond = Math.round(RUNS / seconds);
    report('targets', { runs: RUNS, seconds, perSecond, shares: shares.read() });
    expect(faults).toEqual([]);
    expect(shares.missed()).toEqual([]);
  });

  it('never throw, whatever is read as an address', { timeout: TIME_LIMIT_MS }, async () => {
    const chance = new Chance(SEED);
    const places: unknown[] = [];
    await repeat(RUNS / 4, () => {
      const text = target(chance);
      const shown = chance.pick([`<${text}>`, `"${text}" <${text}>`, `Bob <${text}`, text]);
      const address = parseAddress(shown);
      if (address && !/^(?:sips?:|\+)[!-~]+$/.test(address.address)) places.push(shown);
    });
    expect(places).toEqual([]);
  });

  it('are read to the end, however long they are', () => {
    const chance = new Chance(SEED);
    for (let left = LONG_RUNS; left > 0; left -= 1) {
      const piece = target(chance) || 'a';
      const long = piece.repeat(LONG / piece.length + 1);
      for (const length of [LONG, 2048, 255]) {
        expect(parseEndpoint(long.slice(0, length)).kind).toBeTypeOf('string');
        parseAddress(long.slice(0, length));
      }
    }
  });
});
