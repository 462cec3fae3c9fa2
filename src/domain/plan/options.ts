import type { EndpointOptions } from '../endpoint/endpoint.js';
import { demand, demandKnownKeys, demandObject } from '../mistakes.js';
import { isTargetRule } from './allow.js';
import type { AllowRule } from './plan.js';

/** The app's own rules that plans are made by, in the options of a controller or of a client. */
export interface PlanOptions {
  /** Your Daily sub-domain: `'acme'` for acme.daily.co. Its rooms are the targets allowed by default. */
  readonly domain?: string | undefined;
  /**
   * Which targets are allowed: `'daily'` (the rooms of `domain`, the default), an exact host, `'*.host'`
   * for its sub-domains, a number prefix such as `'+1415'`, a function that answers `true`, or `'any'`.
   */
  readonly allowTargets?: 'any' | AllowRule | readonly AllowRule[] | undefined;
  /** `direct` (default) lets Daily leave where it can, `anchored` keeps it in the path. */
  readonly prefer?: 'direct' | 'anchored' | undefined;
  /** Further hosts inside Daily's SIP network, each with everything under it. */
  readonly dailySipHosts?: readonly string[] | undefined;
  /** What targets may have beyond the defaults. */
  readonly endpoints?: Omit<EndpointOptions, 'dailySipHosts'> | undefined;
}

/** The rules with every default filled in. */
export interface PlanRules {
  readonly domain: string | undefined;
  readonly allowTargets: 'any' | readonly AllowRule[];
  readonly prefer: 'direct' | 'anchored';
  readonly dailySipHosts: readonly string[];
  readonly endpoints: Omit<EndpointOptions, 'dailySipHosts'>;
}

/** The keys of `PlanOptions`. */
export const PLAN_OPTIONS: readonly (keyof PlanOptions)[] = [
  'domain',
  'allowTargets',
  'prefer',
  'dailySipHosts',
  'endpoints',
];

/**
 * Reads the rules once and fills in the defaults. Keys that are none of its own are left to the caller.
 *
 * @throws TypeError naming the option that is wrong
 */
export function readPlanRules(options: PlanOptions): PlanRules {
  const { domain, allowTargets = 'daily', prefer = 'direct', dailySipHosts = [] } = options;
  const label = "domain must be your sub-domain alone, as in 'acme'";
  demand(domain === undefined || isLabel(domain), label);
  demand(prefer === 'direct' || prefer === 'anchored', "prefer must be 'direct' or 'anchored'");
  demand(isListOf(dailySipHosts, 'string'), 'dailySipHosts must be a list of hosts');
  return {
    domain,
    allowTargets: readAllowTargets(allowTargets),
    prefer,
    dailySipHosts: Object.freeze([...dailySipHosts]),
    endpoints: readEndpoints(options.endpoints),
  };
}

function readEndpoints(endpoints: PlanOptions['endpoints'] = {}): PlanRules['endpoints'] {
  demandObject(endpoints, 'endpoints');
  demandKnownKeys(endpoints, ['ports', 'allowIp', 'parameters'], 'endpoints');
  const { ports = [5060, 5061], allowIp = false, parameters = [] } = endpoints;
  demand(isListOf(ports, 'number'), 'endpoints.ports must be a list of numbers');
  demand(typeof allowIp === 'boolean', 'endpoints.allowIp must be true or false');
  demand(isListOf(parameters, 'string'), 'endpoints.parameters must be a list of names');
  return Object.freeze({
    ports: Object.freeze([...ports]),
    allowIp,
    parameters: Object.freeze([...parameters]),
  });
}

function readAllowTargets(
  given: NonNullable<PlanOptions['allowTargets']>,
): PlanRules['allowTargets'] {
  if (given === 'any') return given;
  const rules: readonly unknown[] = Array.isArray(given) ? given : [given];
  for (const rule of rules) {
    demand(
      typeof rule === 'function' || (typeof rule === 'string' && isTargetRule(rule)),
      `allowTargets takes 'any', 'daily', hosts, '*.host', number prefixes such as '+1415', and functions, not ${JSON.stringify(rule)}`,
    );
  }
  return Object.freeze([...rules]) as readonly AllowRule[];
}

function isLabel(value: unknown): boolean {
  return typeof value === 'string' && /^[a-z\d](?:[a-z\d-]*[a-z\d])?$/i.test(value);
}

function isListOf(value: unknown, type: 'string' | 'number'): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === type);
}
