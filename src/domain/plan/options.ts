import type { EndpointOptions } from '../endpoint/endpoint.js';
import {
  demandKnownKeys,
  demandObject,
  mustBeListOf,
  mustBeOneOf,
  readShape,
  type Shape,
} from '../mistakes.js';
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

const SHAPE: Shape<Exclude<keyof PlanOptions, 'endpoints'>> = {
  domain: (value) => isLabel(value) || "your sub-domain alone, as in 'acme'",
  allowTargets: areRules,
  prefer: (value) => mustBeOneOf(value, ['direct', 'anchored']),
  dailySipHosts: (value) => mustBeListOf(value, 'string', 'hosts'),
};

const ENDPOINTS: Shape<keyof PlanRules['endpoints']> = {
  ports: (value) => mustBeListOf(value, 'number', 'numbers'),
  allowIp: (value) => typeof value === 'boolean' || 'true or false',
  parameters: (value) => mustBeListOf(value, 'string', 'names'),
};

/** The keys of `PlanOptions`. */
export const PLAN_OPTIONS = [...Object.keys(SHAPE), 'endpoints'] as readonly (keyof PlanOptions)[];

/**
 * Reads the rules once and fills in the defaults. Keys that are none of its own are left to the caller.
 *
 * @throws TypeError naming the option that is wrong
 */
export function readPlanRules(options: PlanOptions): PlanRules {
  const { endpoints = {} } = options;
  demandObject(endpoints, 'endpoints');
  demandKnownKeys(endpoints, Object.keys(ENDPOINTS), 'endpoints');
  const { domain, allowTargets = 'daily', ...rest } = readShape(options, SHAPE);
  const isWhole = allowTargets === 'any' || Array.isArray(allowTargets);
  return {
    prefer: 'direct',
    dailySipHosts: Object.freeze([]),
    ...rest,
    domain,
    allowTargets: isWhole ? allowTargets : Object.freeze([allowTargets]),
    endpoints: Object.freeze({
      ports: Object.freeze([5060, 5061]),
      allowIp: false,
      parameters: Object.freeze([]),
      ...readShape(endpoints, ENDPOINTS, 'endpoints.'),
    }),
  } as PlanRules;
}

function areRules(given: unknown): true | string {
  if (given === 'any') return true;
  const rules: readonly unknown[] = Array.isArray(given) ? given : [given];
  const wrong = rules.findIndex((rule) => typeof rule !== 'function' && !isTargetRule(rule));
  if (wrong < 0) return true;
  return `'any', 'daily', hosts, '*.host', number prefixes such as '+1415', or functions, not ${JSON.stringify(rules[wrong])}`;
}

function isLabel(value: unknown): boolean {
  return typeof value === 'string' && /^[a-z\d](?:[a-z\d-]*[a-z\d])?$/i.test(value);
}
