import { describe, expect, it } from 'vitest';
import { readPlanRules, type PlanOptions } from '../../../src/domain/plan/options.js';

describe('readPlanRules', () => {
  it('fills in the defaults', () => {
    expect(readPlanRules({})).toEqual({
      domain: undefined,
      allowTargets: ['daily'],
      prefer: 'direct',
      dailySipHosts: [],
      endpoints: { ports: [5060, 5061], allowIp: false, parameters: [] },
    });
  });

  it('keeps copies of its own', () => {
    const ports = [5080];
    const parameters = ['x-tenant'];
    const hosts = ['sip.example.com'];
    const rules = ['pbx.example.com'];
    const read = readPlanRules({
      domain: 'acme',
      allowTargets: rules,
      prefer: 'anchored',
      dailySipHosts: hosts,
      endpoints: { ports, allowIp: true, parameters },
    });
    for (const list of [ports, parameters, hosts, rules] as unknown[][]) list.length = 0;
    expect(read).toEqual({
      domain: 'acme',
      allowTargets: ['pbx.example.com'],
      prefer: 'anchored',
      dailySipHosts: ['sip.example.com'],
      endpoints: { ports: [5080], allowIp: true, parameters: ['x-tenant'] },
    });
    expect(readPlanRules({ allowTargets: 'any' }).allowTargets).toBe('any');
  });

  it.each<readonly [says: string, options: object]>([
    ['domain must be', { domain: 'acme.daily.co' }],
    ['domain must be', { domain: 7 }],
    ['prefer must be', { prefer: 'refer' }],
    ['dailySipHosts must be', { dailySipHosts: 'sip.example.com' }],
    ['dailySipHosts must be', { dailySipHosts: [7] }],
    ['endpoints must be', { endpoints: null }],
    ['endpoints must be', { endpoints: 'none' }],
    ['endpoints.ports must be', { endpoints: { ports: ['5060'] } }],
    ['endpoints.allowIp must be', { endpoints: { allowIp: 'yes' } }],
    ['endpoints.parameters must be', { endpoints: { parameters: 'lr' } }],
    ["endpoints has no 'port'; did you mean 'ports'", { endpoints: { port: [5070] } }],
    ['allowTargets must be .*, not 7$', { allowTargets: 7 }],
    ['allowTargets must be .*, not "any"$', { allowTargets: ['daily', 'any'] }],
  ])('%s …: %j', (says, options) => {
    const read = () => readPlanRules(options as PlanOptions);
    expect(read).toThrow(TypeError);
    expect(read).toThrow(new RegExp(`^${says}`));
  });
});
