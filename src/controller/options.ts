import type { Confirmations } from '../confirmations/confirmations.js';
import { hasMethods, withoutUndefined } from '../domain/fields.js';
import {
  demand,
  demandKnownKeys,
  demandObject,
  mustBeWithin,
  readShape,
  type Shape,
} from '../domain/mistakes.js';
import {
  PLAN_OPTIONS,
  readPlanRules,
  type PlanOptions,
  type PlanRules,
} from '../domain/plan/options.js';
import type { TransferPlan } from '../domain/plan/plan.js';
import { mustBeTimeout } from '../domain/plan/request.js';
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
export interface ControllerOptions
  extends PlanRules, Pick<TransferControllerOptions, 'authorize' | 'quota' | 'store' | 'relay'> {
  readonly authorizeTimeoutMs: number;
  readonly timeoutMs: number;
  readonly graceMs: number;
  readonly historyLimit: number;
}

const SHAPE: Shape<Exclude<keyof TransferControllerOptions, keyof PlanOptions>> = {
  authorize: (value) => typeof value === 'function' || 'a function',
  authorizeTimeoutMs: (value) => mustBeWithin(value, 1, 180_000),
  timeoutMs: mustBeTimeout,
  graceMs: (value) => mustBeWithin(value, 0, Infinity) === true || GRACE,
  quota: (value) => hasMethods(value, 'judge') || 'made by quota()',
  store: (value) => hasMethods(value, 'findLeft') || 'made by sessionStore() or keepIn()',
  relay: (value) => hasMethods(value, 'listen') || 'made by confirmations()',
  historyLimit: (value) => mustBeWithin(value, 0, Infinity) === true || '0 or more',
};

const GRACE = 'from 0 to timeoutMs';
const KEYS = [
  ...PLAN_OPTIONS,
  ...Object.keys(SHAPE),
] as readonly (keyof TransferControllerOptions)[];

/**
 * Reads the app's options once and fills in the defaults.
 *
 * @throws TypeError naming the option that is not known, or wrong
 */
export function readOptions(options: TransferControllerOptions = {}): ControllerOptions {
  demandObject(options, 'options');
  demandKnownKeys(options, KEYS, 'options');
  const own = readShape(options, SHAPE);
  const { timeoutMs = 45_000, graceMs = Math.min(10_000, timeoutMs) } = own;
  demand(graceMs <= timeoutMs, `graceMs must be ${GRACE}`);
  const defaults = { authorizeTimeoutMs: 5_000, historyLimit: 100 };
  return Object.freeze({
    ...defaults,
    ...own,
    timeoutMs,
    graceMs,
    ...readPlanRules(options),
  }) as ControllerOptions;
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
    demand(
      toText(other[key]) === toText(inForce[key]),
      `this call object has a controller already, attached with another ${key}; detach() it first`,
    );
  }
}

/** A function has no JSON. */
function toText(value: unknown): string {
  return typeof value + JSON.stringify(value);
}
