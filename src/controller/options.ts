import type { Confirmations } from '../confirmations/confirmations.js';
import { demand, demandKnownKeys, demandObject } from '../domain/mistakes.js';
import {
  PLAN_OPTIONS,
  readPlanRules,
  type PlanOptions,
  type PlanRules,
} from '../domain/plan/options.js';
import type { TransferPlan } from '../domain/plan/plan.js';
import { isTimeout } from '../domain/plan/request.js';
import type { QuotaRule } from '../quota.js';
import type { ReloadNotes } from '../reload-notes.js';

/** How a controller decides, checks and waits. All optional; without `domain` or `allowTargets` no target is allowed. */
export interface TransferControllerOptions extends PlanOptions {
  /** Asked right before the send; best let it ask your server. Only `true`, in time, allows the transfer. */
  readonly authorize?:
    ((plan: TransferPlan, signal: AbortSignal) => boolean | Promise<boolean>) | undefined;
  /** Milliseconds that `authorize` may take, 1 to 180,000; 5,000 by default. */
  readonly authorizeTimeoutMs?: number | undefined;
  /** Milliseconds from the send to the deadline, 5,000 to 180,000; 45,000 by default. */
  readonly timeoutMs?: number | undefined;
  /** Milliseconds that Daily may answer late when the caller has left, 0 to `timeoutMs`; 10,000 by default. */
  readonly graceMs?: number | undefined;
  /** How many transfers are sent at most: `quota({ perMinute: 6 })`. No limit by default. */
  readonly quota?: QuotaRule | undefined;
  /**
   * Where transfers under way are noted, masked, so that a page which is reloaded meanwhile tells of them
   * once: `sessionStore()` or `keepIn(storage)`. Nothing is stored unless this is given.
   */
  readonly store?: ReloadNotes | undefined;
  /** Takes in what your server tells by Daily's webhooks: `confirmations({ publicKey })`. */
  readonly relay?: Confirmations | undefined;
  /** How many transfers are remembered, 0 and more; 100 by default. One under way is never dropped. */
  readonly historyLimit?: number | undefined;
}

/** The options with every default filled in. */
export interface ControllerOptions extends PlanRules {
  readonly authorize: TransferControllerOptions['authorize'];
  readonly authorizeTimeoutMs: number;
  readonly timeoutMs: number;
  readonly graceMs: number;
  readonly quota: QuotaRule | undefined;
  readonly store: ReloadNotes | undefined;
  readonly relay: Confirmations | undefined;
  readonly historyLimit: number;
}

const KEYS: readonly (keyof TransferControllerOptions)[] = [
  ...PLAN_OPTIONS,
  'authorize',
  'authorizeTimeoutMs',
  'timeoutMs',
  'graceMs',
  'quota',
  'store',
  'relay',
  'historyLimit',
];

/**
 * Reads the app's options once and fills in the defaults.
 *
 * @throws TypeError naming the option that is not known, or wrong
 */
export function readOptions(options: TransferControllerOptions = {}): ControllerOptions {
  demandObject(options, 'options');
  demandKnownKeys(options, KEYS, 'options');
  const { authorize, authorizeTimeoutMs = 5_000, timeoutMs = 45_000 } = options;
  const { graceMs = Math.min(10_000, timeoutMs), historyLimit = 100 } = options;
  const { quota, store, relay } = options;
  demand(authorize === undefined || isFunction(authorize), 'authorize must be a function');
  demand(isWithin(authorizeTimeoutMs, 1, 180_000), 'authorizeTimeoutMs must be from 1 to 180000');
  demand(isTimeout(timeoutMs), 'timeoutMs must be from 5000 to 180000');
  demand(isWithin(graceMs, 0, timeoutMs), 'graceMs must be from 0 to timeoutMs');
  demand(isWithin(historyLimit, 0, Infinity), 'historyLimit must be 0 or more');
  demand(
    quota === undefined || isFunction(quota?.judge),
    'quota must be made by quota(), as quota({ perMinute: 6 })',
  );
  demand(
    store === undefined || isFunction(store?.findLeft),
    'store must be made by sessionStore() or keepIn()',
  );
  demand(relay === undefined || isFunction(relay?.listen), 'relay must be made by confirmations()');
  const rules = readPlanRules(options);
  const waits = { authorizeTimeoutMs, timeoutMs, graceMs };
  return Object.freeze({ ...rules, authorize, ...waits, quota, store, relay, historyLimit });
}

/**
 * Compares the options of a second `attach()` with those in force. Hot reload and React's StrictMode make
 * functions anew, so a function is only compared with none.
 *
 * @throws TypeError naming the option that differs
 */
export function demandSameOptions(
  given: TransferControllerOptions | undefined,
  inForce: ControllerOptions,
): void {
  if (given === undefined) return;
  demandObject(given, 'options');
  const other = readOptions({ ...inForce, ...withoutUndefined(given) });
  for (const key of KEYS) {
    const isSame = typeof other[key] === typeof inForce[key];
    if (isSame && JSON.stringify(other[key]) === JSON.stringify(inForce[key])) continue;
    throw new TypeError(
      `this call object has a controller already, attached with another ${key}; detach() it first`,
    );
  }
}

function withoutUndefined(options: TransferControllerOptions): TransferControllerOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

function isWithin(value: unknown, least: number, most: number): boolean {
  return typeof value === 'number' && value >= least && value <= most;
}

function isFunction(value: unknown): boolean {
  return typeof value === 'function';
}
