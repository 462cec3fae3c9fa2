import { isTargetRule } from './allow.js';
import type { AllowRule, PlanRules } from './plan.js';

/** The rules for plans as an app writes them, in the options of a controller or of a client. */
export interface PlanOptions {
  readonly domain?: string | undefined;
  readonly allowTargets?: 'any' | AllowRule | readonly AllowRule[] | undefined;
  readonly prefer?: 'direct' | 'anchored' | undefined;
  readonly dailySipHosts?: readonly string[] | undefined;
  readonly endpoints?:
    | { readonly ports?: readonly number[] | undefined; readonly allowIp?: boolean | undefined }
    | undefined;
}

/**
 * Reads the rules for plans once and fills in the defaults.
 *
 * @throws TypeError naming the option that is wrong
 */
export function readPlanRules(options: PlanOptions): PlanRules {
  const { domain, prefer = 'direct', allowTargets = 'daily', dailySipHosts = [] } = options;
  const label = "domain must be your sub-domain alone, as in 'acme'";
  demand(domain === undefined || isLabel(domain), label);
  demand(prefer === 'direct' || prefer === 'anchored', "prefer must be 'direct' or 'anchored'");
  demand(isListOf(dailySipHosts, 'string'), 'dailySipHosts must be a list of hosts');
  return {
    domain,
    allowTargets: readRules(allowTargets),
    prefer,
    dailySipHosts: Object.freeze([...dailySipHosts]),
    endpoints: readEndpointOptions(options.endpoints),
  };
}

/** @throws TypeError with the message unless it is right */
export function demand(isRight: boolean, message: string): void {
  if (!isRight) throw new TypeError(message);
}

function readEndpointOptions(endpoints: PlanOptions['endpoints'] = {}): PlanRules['endpoints'] {
  demand(typeof endpoints === 'object' && endpoints !== null, 'endpoints must be an object');
  const { ports, allowIp } = endpoints;
  const isRight = ports === undefined || isListOf(ports, 'number');
  demand(isRight, 'endpoints.ports must be a list of numbers');
  return Object.freeze({ ports: ports && Object.freeze([...ports]), allowIp: allowIp === true });
}

function readRules(rules: NonNullable<PlanOptions['allowTargets']>): 'any' | readonly AllowRule[] {
  if (rules === 'any') return 'any';
  const list: readonly unknown[] = Array.isArray(rules) ? rules : [rules];
  for (const rule of list) {
    demand(
      typeof rule === 'function' || (typeof rule === 'string' && isTargetRule(rule)),
      `allowTargets takes 'any', 'daily', hosts, '*.host', number prefixes such as '+1415', and functions, not ${JSON.stringify(rule)}`,
    );
  }
  return Object.freeze([...list]) as readonly AllowRule[];
}

function isLabel(value: unknown): boolean {
  return typeof value === 'string' && /^[a-z\d](?:[a-z\d-]*[a-z\d])?$/i.test(value);
}

function isListOf(value: unknown, type: 'string' | 'number'): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === type);
}
