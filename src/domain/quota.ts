import { numberIn } from './plan/allow.js';
import type { Endpoint } from './endpoint/endpoint.js';

/** How many transfers a controller sends at most; what is not given is not limited. Whole numbers, 1 and more. */
export interface Quota {
  /** Sends in any minute. */
  readonly perMinute?: number | undefined;
  /** Sends in any minute to one target, whatever its port, parameters and headers are. */
  readonly perTarget?: number | undefined;
  /** Sends of one caller, in all. */
  readonly perCaller?: number | undefined;
}

/** One transfer that was sent: when, by a monotonic clock, and where to. */
export interface Send {
  readonly atMs: number;
  /** As `placeOf` names it. */
  readonly place: string | undefined;
}

/** What has been sent before, as far as a quota asks for it. */
export interface EarlierSends {
  readonly nowMs: number;
  /** Oldest first; those of the last minute at least. */
  readonly sends: readonly Send[];
  /** How often this caller has been sent on its way. */
  readonly moves: number;
}

/** Where nothing was sent, or no quota counts it. */
export const NOTHING_SENT: EarlierSends = { nowMs: 0, sends: [], moves: 0 };

/** How one more send stands against the quota; `retryAfterMs` where waiting helps. */
export type QuotaStanding =
  'none' | 'within' | { readonly over: keyof Quota; readonly retryAfterMs?: number };

const MINUTE = 60_000;

/** Is the time outside of the minute that counts? */
export function isForgotten({ atMs }: Pick<Send, 'atMs'>, nowMs: number): boolean {
  return nowMs - atMs >= MINUTE;
}

/**
 * How one more send to that target stands. Where several limits are reached, the one that is free last
 * says so, and before all the one that no waiting helps against.
 */
export function judgeQuota(
  quota: Quota | undefined,
  target: Endpoint,
  { nowMs, sends, moves }: EarlierSends,
): QuotaStanding {
  if (!quota) return 'none';
  const { perMinute = Infinity, perTarget = Infinity, perCaller = Infinity } = quota;
  if (moves >= perCaller) return { over: 'perCaller' };
  const place = placeOf(target);
  const recent = sends.filter((send) => !isForgotten(send, nowMs));
  const there = place === undefined ? [] : recent.filter((send) => send.place === place);
  const anyWait = waitFor(recent, perMinute, nowMs);
  const thereWait = waitFor(there, perTarget, nowMs);
  if (anyWait === 0 && thereWait === 0) return 'within';
  return thereWait > anyWait
    ? { over: 'perTarget', retryAfterMs: thereWait }
    : { over: 'perMinute', retryAfterMs: anyWait };
}

/**
 * The name of the place that a target leads to, so that another port, parameter, header or spelling of
 * its number is no other place; nothing for an invalid one.
 */
export function placeOf(target: Endpoint): string | undefined {
  if (target.kind === 'invalid') return undefined;
  if (target.kind === 'phone') return target.number;
  return `${numberIn(target) ?? target.user ?? ''}@${target.host}`;
}

/** Milliseconds until fewer than `limit` of the sends are less than a minute old. */
function waitFor(sends: readonly Send[], limit: number, nowMs: number): number {
  const blocking = sends[sends.length - limit];
  return blocking ? Math.ceil(blocking.atMs + MINUTE - nowMs) : 0;
}
