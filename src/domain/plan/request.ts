import { hasMethods } from '../fields.js';
import {
  demand,
  demandKnownKeys,
  demandObject,
  mustBeOneOf,
  mustBeWithin,
  readShape,
  type Shape,
} from '../mistakes.js';
import { isOverridable, type OverridableCheck } from './check.js';
import type { TransferMethod } from './choose-method.js';

/** What the app asks for: move this caller there. */
export interface TransferRequest {
  /** Daily's `session_id` of the caller. */
  readonly sessionId: string;
  /** The target, in Daily's spelling: `sip:…`, `user@host`, `+` and digits, or `tel:…`. */
  readonly toEndPoint: string;
  /** Names the method instead of letting the rule choose; `auto` by default. */
  readonly method?: 'auto' | TransferMethod | undefined;
  /** `direct` lets Daily leave where it can, `anchored` keeps it; by default as in the options. */
  readonly prefer?: 'direct' | 'anchored' | undefined;
  /** The caller's address, when the app knows it better than the page; wins over dial events. */
  readonly transfereeAddress?: string | undefined;
  /** Id of the purchased number to show (a UUID); phone targets only. */
  readonly callerId?: string | undefined;
  /** 1 to 20 of `0-9*#`, dialled after the target answered; phone targets only. */
  readonly extension?: string | undefined;
  /** Seconds before the extension is dialled, 0 to 60. */
  readonly waitBeforeExtensionDialSec?: number | undefined;
  /** Go although these checks failed; stands in plan and record. */
  readonly override?: readonly OverridableCheck[] | undefined;
  /** Milliseconds from the send to the deadline, 5,000 to 180,000; by default as in the options. */
  readonly timeoutMs?: number | undefined;
  /** Before the send it stops the transfer; after it, it only ends this caller's waiting. */
  readonly signal?: AbortSignal | undefined;
}

/** Daily's own options of `sipRefer()`. */
export type ReferOptions = Pick<TransferRequest, 'sessionId' | 'toEndPoint'>;

/** Daily's own options of `sipCallTransfer()`. */
export type TransferOptions = Pick<
  TransferRequest,
  'sessionId' | 'toEndPoint' | 'callerId' | 'extension' | 'waitBeforeExtensionDialSec'
>;

/** The settings of a transfer besides what Daily's own options hold. */
export type TransferSettings = Omit<TransferRequest, keyof TransferOptions | 'method'>;

const isString = (value: unknown) => typeof value === 'string' || 'a string';

const SHAPE: Shape<keyof TransferRequest> = {
  sessionId: isString,
  toEndPoint: isString,
  method: (value) => mustBeOneOf(value, ['auto', 'sipCallTransfer', 'sipRefer']),
  prefer: (value) => mustBeOneOf(value, ['direct', 'anchored']),
  transfereeAddress: isString,
  callerId: isString,
  extension: isString,
  waitBeforeExtensionDialSec: (value) => typeof value === 'number' || 'a number',
  override: (value) =>
    (Array.isArray(value) && value.every((code) => isOverridable(code))) ||
    'a list of checks that can be overridden',
  timeoutMs: mustBeTimeout,
  signal: (value) => isAbortSignal(value) || 'an AbortSignal',
};

/** The keys of a request. */
export const REQUEST_KEYS: readonly string[] = Object.keys(SHAPE);

/**
 * A copy of the request with the known keys only, each read once, so that a getter cannot change its
 * answer between check and send.
 *
 * @throws TypeError naming the key that is not known, or whose type or range is wrong
 */
export function readRequest(request: TransferRequest): TransferRequest {
  demandObject(request, 'a transfer request');
  demandKnownKeys(request, REQUEST_KEYS, 'a transfer request');
  const read = readShape(request, SHAPE);
  demand(read.sessionId !== undefined, 'sessionId must be a string');
  demand(read.toEndPoint !== undefined, 'toEndPoint must be a string');
  return read;
}

/** Two requests that ask for the very same transfer, so that one joins the other. */
export function sameRequest(one: TransferRequest, other: TransferRequest): boolean {
  return (
    one.sessionId === other.sessionId &&
    one.method === other.method &&
    one.toEndPoint === other.toEndPoint &&
    one.callerId === other.callerId &&
    one.extension === other.extension &&
    one.waitBeforeExtensionDialSec === other.waitBeforeExtensionDialSec
  );
}

/** A judge of a `Shape` for the deadline of a transfer, in milliseconds. */
export function mustBeTimeout(value: unknown): true | string {
  return mustBeWithin(value, 5_000, 180_000);
}

/** Of any realm; what is only shaped a little like one would be found out when it is too late. */
function isAbortSignal(value: unknown): boolean {
  const { aborted } = (value ?? {}) as Partial<AbortSignal>;
  return (
    typeof aborted === 'boolean' && hasMethods(value, 'addEventListener', 'removeEventListener')
  );
}
