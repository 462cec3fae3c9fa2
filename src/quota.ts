import type { Endpoint } from './domain/endpoint/endpoint.js';
import { sipPlaceOf } from './domain/endpoint/room-address.js';
import { demand, demandKnownKeys, demandObject } from './domain/mistakes.js';
import { numberIn } from './domain/plan/allow.js';
import { fail, pass, type Outcome } from './domain/plan/check.js';
import { now } from './environment.js';

/** How many transfers are sent at most; what is not given is not limited. Whole numbers, 1 and more. */
export interface QuotaLimits {
  /** Sends in any minute. */
  readonly perMinute?: number | undefined;
  /** Sends in any minute to one target, whatever its port, parameters and headers are. */
  readonly perTarget?: number | undefined;
  /** Sends of one caller, in all. */
  readonly perCaller?: number | undefined;
}

/** What `quota()` makes. It counts in memory; controllers that share one share its counts. */
export interface QuotaRule {
  /** What the check `within-quota` comes to for one more send. Counts nothing. */
  judge(sessionId: string, target: Endpoint): Outcome;
  /** A transfer is being sent now. */
  count(sessionId: string, target: Endpoint): void;
}

interface Send {
  readonly atMs: number;
  readonly place: string | undefined;
}

const MINUTE = 60_000;
/** So many callers are remembered; whoever came before them has most likely left long ago. */
const CALLERS = 1_000;

/**
 * Limits how many transfers a page sends: against accidents, and against whoever gets hold of the page
 * for a moment. The limit that counts for fraud is the one on your server.
 *
 * @throws TypeError naming the limit that is wrong
 * @example TransferController.attach(call, { domain: 'acme', quota: quota({ perMinute: 6 }) });
 */
export function quota(limits: QuotaLimits): QuotaRule {
  demandObject(limits, 'quota');
  demandKnownKeys(limits, ['perMinute', 'perTarget', 'perCaller'], 'quota');
  const { perMinute = Infinity, perTarget = Infinity, perCaller = Infinity } = limits;
  const complete = { perMinute, perTarget, perCaller };
  for (const [name, limit] of Object.entries(complete)) {
    const isRight = limit === Infinity || (Number.isSafeInteger(limit) && limit >= 1);
    demand(isRight, `quota.${name} must be a whole number, 1 or more`);
  }
  return new Quota(complete);
}

class Quota implements QuotaRule {
  readonly #limits: Readonly<Record<keyof QuotaLimits, number>>;
  /** How often each caller was sent on; the one who was last sent on the longest time ago is the first. */
  readonly #moves = new Map<string, number>();
  #sends: readonly Send[] = [];

  constructor(limits: Readonly<Record<keyof QuotaLimits, number>>) {
    this.#limits = limits;
  }

  judge(sessionId: string, target: Endpoint): Outcome {
    const nowMs = now();
    const { perMinute, perTarget, perCaller } = this.#limits;
    if ((this.#moves.get(sessionId) ?? 0) >= perCaller) return CALLER_IS_OVER;
    const recent = this.#recentAt(nowMs);
    const place = placeOf(target);
    const there = recent.filter((send) => send.place === place);
    const anyWait = waitFor(recent, perMinute, nowMs);
    const thereWait = waitFor(there, perTarget, nowMs);
    if (anyWait === 0 && thereWait === 0) return WITHIN;
    const isTarget = thereWait > anyWait;
    return {
      ...fail(isTarget ? OVER_TARGET : OVER_MINUTE, 'Wait a little.'),
      retryAfterMs: isTarget ? thereWait : anyWait,
    };
  }

  count(sessionId: string, target: Endpoint): void {
    const nowMs = now();
    this.#sends = [...this.#recentAt(nowMs), { atMs: nowMs, place: placeOf(target) }];
    const count = (this.#moves.get(sessionId) ?? 0) + 1;
    this.#moves.delete(sessionId); // Set anew, so that it is the last.
    this.#moves.set(sessionId, count);
    const [oldest] = this.#moves.keys();
    if (this.#moves.size > CALLERS && oldest !== undefined) this.#moves.delete(oldest);
  }

  #recentAt(nowMs: number): readonly Send[] {
    return this.#sends.filter(({ atMs }) => nowMs - atMs < MINUTE);
  }
}

const WITHIN = pass('The transfer is within the quota of the app.');
const OVER_MINUTE = 'As many transfers as the app allows in a minute have been sent.';
const OVER_TARGET =
  'As many transfers to this target as the app allows in a minute have been sent.';
const CALLER_IS_OVER = fail(
  'This caller has been sent on as often as the app allows.',
  'Ask who may allow more.',
);

/** Another port, parameter, header or spelling of a number is no other place. */
function placeOf(target: Endpoint): string | undefined {
  if (target.kind === 'invalid') return undefined;
  if (target.kind === 'phone') return target.number;
  return sipPlaceOf({ ...target, user: numberIn(target) ?? target.user ?? '' });
}

/** Milliseconds until fewer than `limit` of the sends are less than a minute old. */
function waitFor(sends: readonly Send[], limit: number, nowMs: number): number {
  const blocking = sends[sends.length - limit];
  return blocking ? Math.ceil(blocking.atMs + MINUTE - nowMs) : 0;
}
