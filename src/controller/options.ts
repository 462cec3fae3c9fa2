import type { AllowRule, PlanRules, TransferPlan } from '../domain/plan/plan.js';
import { demand, readPlanRules } from '../domain/plan/plan-rules.js';
import type { Quota } from '../domain/quota.js';
import { isTimeout } from '../domain/plan/request.js';
import type { TransferStore } from './session-store.js';

/** How a controller decides, checks and waits. All optional; without `domain` or `allowTargets` no target is allowed. */
export interface TransferControllerOptions {
  /** Your Daily sub-domain: `'acme'` for acme.daily.co. Its rooms are the targets allowed by default. */
  readonly domain?: string | undefined;
  /** Which targets are allowed; replaces the default, for which `'daily'` stands. */
  readonly allowTargets?: 'any' | AllowRule | readonly AllowRule[] | undefined;
  /** Asked last before a transfer is sent, best by way of your server; only `true` in time is a yes. */
  readonly authorize?:
    ((plan: TransferPlan, signal: AbortSignal) => boolean | Promise<boolean>) | undefined;
  /** Milliseconds that `authorize` may take, 1 to 180,000; 5,000 by default. */
  readonly authorizeTimeoutMs?: number | undefined;
  /** How many transfers are sent at most; no limit by default. Kept in memory, for this controller alone. */
  readonly quota?: Quota | undefined;
  /** `direct` (default) lets Daily leave where it can, `anchored` keeps it in the path. */
  readonly prefer?: 'direct' | 'anchored' | undefined;
  /** Milliseconds from the send to the deadline, 5,000 to 180,000; 45,000 by default. */
  readonly timeoutMs?: number | undefined;
  /** Milliseconds that Daily may answer late when the caller has left, 0 to `timeoutMs`; 10,000 by default. */
  readonly graceMs?: number | undefined;
  /** Further hosts inside Daily's SIP network, each with everything under it. */
  readonly dailySipHosts?: readonly string[] | undefined;
  /** Ports that targets may name (5060 and 5061 by default), and whether they may be IP addresses. */
  readonly endpoints?:
    | { readonly ports?: readonly number[] | undefined; readonly allowIp?: boolean | undefined }
    | undefined;
  /** One sentence about the cost of a plan, your own; shown among its consequences. */
  readonly rates?: ((plan: TransferPlan) => string | undefined) | undefined;
  /**
   * Where transfers under way are kept, masked, so that a page which is reloaded meanwhile tells of them:
   * as `unconfirmed`, a microtask after the next attach. Nothing is stored unless this is given.
   */
  readonly store?: TransferStore | undefined;
  /**
   * Takes in what your server tells by Daily's webhooks, so that an outcome is known and not inferred. A
   * message counts only if it is signed by the owner of this key; none can start or steer anything.
   */
  readonly relay?: RelayOptions | undefined;
  /** How many transfers are remembered, 0 and more; 100 by default. A running one is never dropped. */
  readonly historyLimit?: number | undefined;
}

/** How a page verifies what the relay of `daily-transfer/server` tells it. */
export interface RelayOptions {
  /** The public key of the relay: ECDSA P-256, as SPKI (PEM, or its base64 alone) or as a JWK. */
  readonly publicKey: string | JsonWebKey;
  /** Also reads where callers called from, out of the meeting's session data; false by default. */
  readonly addresses?: boolean | undefined;
}

/** The options with every default filled in. */
export interface ControllerOptions extends PlanRules {
  readonly authorize?: TransferControllerOptions['authorize'];
  readonly authorizeTimeoutMs: number;
  readonly timeoutMs: number;
  readonly graceMs: number;
  readonly store?: TransferStore | undefined;
  readonly relay?: VerifierOptions | undefined;
  readonly historyLimit: number;
}

/** The options of the relay, the key as text. */
export interface VerifierOptions {
  readonly publicKey: string;
  readonly addresses: boolean;
}

/**
 * Reads the app's options once and fills in the defaults.
 *
 * @throws TypeError naming the option that is wrong
 */
export function readOptions(options: TransferControllerOptions = {}): ControllerOptions {
  demand(typeof options === 'object' && options !== null, 'options must be an object');
  const rules = readPlanRules(options);
  const { authorize, rates } = options;
  const { timeoutMs = 45_000, graceMs = Math.min(10_000, timeoutMs) } = options;
  const { authorizeTimeoutMs = 5_000, historyLimit = 100 } = options;
  demand(isOptionalFunction(authorize), 'authorize must be a function');
  demand(isWithin(authorizeTimeoutMs, 1, 180_000), 'authorizeTimeoutMs must be from 1 to 180000');
  demand(isTimeout(timeoutMs), 'timeoutMs must be from 5000 to 180000');
  demand(isWithin(graceMs, 0, timeoutMs), 'graceMs must be from 0 to timeoutMs');
  demand(isOptionalFunction(rates), 'rates must be a function');
  demand(isWithin(historyLimit, 0, Infinity), 'historyLimit must be 0 or more');
  return Object.freeze({
    ...rules,
    authorize,
    authorizeTimeoutMs,
    timeoutMs,
    graceMs,
    rates,
    quota: readQuota(options.quota),
    store: readStore(options.store),
    relay: readRelay(options.relay),
    historyLimit,
  });
}

function readQuota(quota: TransferControllerOptions['quota']): Quota | undefined {
  if (quota === undefined) return undefined;
  demand(typeof quota === 'object' && quota !== null, 'quota must be an object');
  const { perMinute, perTarget, perCaller } = quota;
  for (const [name, limit] of Object.entries({ perMinute, perTarget, perCaller })) {
    const isRight = limit === undefined || (Number.isSafeInteger(limit) && limit >= 1);
    demand(isRight, `quota.${name} must be a whole number, 1 or more`);
  }
  return Object.freeze({ perMinute, perTarget, perCaller });
}

function readStore(store: TransferStore | undefined): TransferStore | undefined {
  const isStore = typeof store?.load === 'function' && typeof store.save === 'function';
  demand(
    store === undefined || isStore,
    'store must have load() and save(), as sessionStore() has',
  );
  return store;
}

/** Here is seen what kind of key it is; whether it is a right one only where it is read, later. */
function readRelay(relay: TransferControllerOptions['relay']): VerifierOptions | undefined {
  if (relay === undefined) return undefined;
  const { publicKey: key, addresses = false } = Object(relay) as RelayOptions;
  const publicKey = typeof key === 'string' ? key : String(JSON.stringify(key));
  demand(PUBLIC_KEY.test(publicKey), 'relay.publicKey must be a public ECDSA P-256 key');
  demand(typeof addresses === 'boolean', 'relay.addresses must be true or false');
  return Object.freeze({ publicKey, addresses });
}

/** Every SPKI of such a key begins alike; a JWK names its curve, and only a private one has a `d`. */
const PUBLIC_KEY = /^\s*(-+BEGIN PUBLIC|MFkwEwYHKoZI|{(?!.*"d").*"P-256")/s;

function isWithin(value: unknown, least: number, most: number): boolean {
  return typeof value === 'number' && value >= least && value <= most;
}

function isOptionalFunction(value: unknown): boolean {
  return value === undefined || typeof value === 'function';
}
