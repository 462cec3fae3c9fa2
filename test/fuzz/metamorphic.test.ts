import { describe, expect, it } from 'vitest';
import { isAllowed } from '../../src/domain/plan/allow.js';
import { parseEndpoint } from '../../src/domain/endpoint/endpoint.js';
import { Chance } from './chance.js';
import { hostOf } from './host-oracle.js';
import { METAMORPHIC_RULES, type MetamorphicRule } from './metamorphic-rules.js';
import { repeat, report, RUNS, SEED, TIME_LIMIT_MS } from './settings.js';
import { DOMAIN, isNamed, RULES } from './target-faults.js';
import { HOSTS } from './target-grammar.js';
import { likelyTarget, target } from './targets.js';

const EACH = Math.ceil(RUNS / 10);
const MAX_LENGTH = 255;
const ALLOWED_HOSTS = [
  'pbx.example.com',
  'acme.sip.daily.co',
  'acme.sip-eu.daily.co',
  'a.branch.example.com',
];
const OTHERS = HOSTS.filter((host) => !isNamed(host));
const GLUE = [
  ..."@;?/:,&=+$#\\ \t\0|'()<>[]",
  '%40',
  '%2540',
  '%3B',
  '%2F',
  ';x=1',
  '?x=1',
  ':5060',
];

describe('a target in other words', () => {
  it.each(METAMORPHIC_RULES)(
    'is the same target: $name',
    { timeout: TIME_LIMIT_MS },
    async ({ name, change, reorders }) => {
      const chance = new Chance(SEED);
      const faults: string[] = [];
      let changes = 0;
      await repeat(EACH, () => {
        const text = chance.percent(70) ? likelyTarget(chance) : target(chance);
        const before = judge(text, reorders);
        if (before === undefined) return;
        const changed = change(text, chance);
        if (changed === text || changed.length > MAX_LENGTH) return;
        changes += 1;
        if (judge(changed, reorders) !== before) faults.push(`${text} and ${changed}`);
      });
      report(`metamorphic-${name.replaceAll(' ', '-')}`, { runs: EACH, changes });
      expect(faults.slice(0, 20)).toEqual([]);
      expect(changes).toBeGreaterThan(EACH / 20);
    },
  );
});

describe('an allowed name', () => {
  it('allows nothing from within the user part', { timeout: TIME_LIMIT_MS }, async () => {
    const faults = await findFaults((chance) => {
      const glue = Array.from({ length: 1 + chance.below(3) }, () => chance.pick(GLUE)).join('');
      const tail = chance.pick(['', '', ':5060', ';transport=tcp', '?X-A=1', '.']);
      const text = `${chance.pick(['sip:', 'SIP:', 'sip://', ''])}${chance.pick(ALLOWED_HOSTS)}${glue}@${chance.pick(OTHERS)}${tail}`;
      return isTextAllowed(text) ? text : undefined;
    });
    expect(faults).toEqual([]);
  });

  it('allows no name that only looks like it', { timeout: TIME_LIMIT_MS }, async () => {
    const faults = await findFaults((chance) => {
      const name = lookAlike(chance.pick(ALLOWED_HOSTS), chance);
      const text = `sip:bob@${name}`;
      if (parseEndpoint(text).kind === 'invalid') return undefined;
      return isTextAllowed(text) === isNamed(hostOf(text)) ? undefined : text;
    });
    expect(faults).toEqual([]);
  });

  it.each(ALLOWED_HOSTS)('%s is allowed itself, and nothing under, before or after it', (host) => {
    expect(isTextAllowed(`sip:bob@${host}`)).toBe(true);
    const others = [`x${host}`, `x-${host}`, `${host}.evil.com`, `${host}x`, `${host}-x.com`];
    const under = host === 'a.branch.example.com' ? [] : [`x.${host}`];
    const parents = [host.slice(host.indexOf('.') + 1)];
    for (const name of [...others, ...under, ...parents].filter((other) => !isNamed(other))) {
      expect([name, isTextAllowed(`sip:bob@${name}`)]).toEqual([name, false]);
    }
  });
});

/** All that must stay the same; `undefined` of a text that names no host. */
function judge(text: string, reorders: MetamorphicRule['reorders']): string | undefined {
  const endpoint = parseEndpoint(text);
  if (endpoint.kind === 'phone') return undefined;
  const { host, scope } = endpoint;
  if (endpoint.kind === 'invalid') {
    const problem = reorders ? endpoint.fault : endpoint.problem;
    return host === undefined ? undefined : JSON.stringify([problem, host, scope]);
  }
  const parameters = endpoint.parameters.map(({ name, value }) => [name, value]);
  const seen = reorders ? { parameters: parameters.sort() } : endpoint;
  const { user, port, headers } = endpoint;
  const isFree = isAllowed(endpoint, RULES, DOMAIN);
  return JSON.stringify([seen, host, scope, user, port, headers, isFree]);
}

async function findFaults(find: (chance: Chance) => string | undefined): Promise<string[]> {
  const chance = new Chance(SEED);
  const faults: string[] = [];
  await repeat(EACH, () => {
    const fault = find(chance);
    if (fault !== undefined && faults.length < 20) faults.push(fault);
  });
  return faults;
}

function isTextAllowed(text: string): boolean {
  const endpoint = parseEndpoint(text);
  return endpoint.kind !== 'invalid' && isAllowed(endpoint, RULES, DOMAIN);
}

/** A name one to three edits away, or with labels before or after it. */
function lookAlike(host: string, chance: Chance): string {
  let name = host;
  for (let left = 1 + chance.below(3); left > 0; left -= 1) {
    const index = chance.below(name.length + 1);
    const gone = chance.below(2);
    const more = chance.pick(['', 'a', 'x.', '.', '-', '1', 'evil', '.com', 'A', 'sip', 'daily']);
    name = name.slice(0, index) + more + name.slice(index + gone);
  }
  return name;
}
