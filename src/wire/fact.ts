import { isFields, own } from '../domain/fields.js';
import type { Signal } from '../domain/transfer/lifecycle.js';

/**
 * What a webhook can tell about a transfer; each is a signal of the lifecycle. `triggered`: Daily took the
 * request. `initiated`: the caller left the room for the target. `answered`: the target picked up.
 * `ended`: the far call is over. The others say why the target was not reached.
 */
export const TRANSFER_FACT_TYPES = [
  'triggered',
  'initiated',
  'answered',
  'ended',
  'target-busy',
  'no-answer',
  'declined',
  'unreachable',
] as const satisfies readonly Signal[];

/** One of `TRANSFER_FACT_TYPES`. */
export type TransferFactType = (typeof TRANSFER_FACT_TYPES)[number];

/** Something that Daily told of one transfer by a webhook. It can raise evidence; it starts nothing. */
export interface TransferFact {
  readonly kind: 'transfer';
  readonly type: TransferFactType;
  /** The name of the room that the transferee was in. */
  readonly room: string;
  /** The transferee's session in that room. */
  readonly sessionId: string;
  /** Where the transferee was sent, as Daily wrote it. */
  readonly toEndPoint: string;
  readonly fromEndPoint?: string;
  readonly meetingId?: string;
  readonly isSipRefer?: boolean;
  /** When it happened by Daily's clock, in milliseconds; Daily tells whole seconds. */
  readonly at: number;
}

/** Where a participant called from, as Daily told it by a webhook. The caller's system stated it; nobody proved it. */
export interface AddressFact {
  readonly kind: 'address';
  readonly room: string;
  readonly sessionId: string;
  readonly address: string;
  /** When it happened by Daily's clock, in milliseconds; Daily tells whole seconds. */
  readonly at: number;
}

/** Whatever a server may tell a page. */
export type RelayFact = TransferFact | AddressFact;

/**
 * Reads a fact from data that nobody has looked at yet: own keys only, every value of its type and
 * within its length, into a fresh object without anything else. `undefined` if it is none. Never throws
 * for what `JSON.parse` returns.
 */
export function readFact(value: unknown): RelayFact | undefined {
  if (!isFields(value)) return undefined;
  const room = readRoomName(own(value, 'room'));
  const sessionId = readId(own(value, 'sessionId'));
  const at = readTime(own(value, 'at'));
  if (room === undefined || sessionId === undefined || at === undefined) return undefined;
  const kind = own(value, 'kind');
  if (kind === 'address') {
    const address = readEndPoint(own(value, 'address'));
    return address === undefined ? undefined : { kind, room, sessionId, address, at };
  }
  const type = TRANSFER_FACT_TYPES.find((one) => one === own(value, 'type'));
  const toEndPoint = readEndPoint(own(value, 'toEndPoint'));
  if (kind !== 'transfer' || type === undefined || toEndPoint === undefined) return undefined;
  return {
    kind,
    type,
    room,
    sessionId,
    toEndPoint,
    ...readExtras({
      fromEndPoint: own(value, 'fromEndPoint'),
      meetingId: own(value, 'meetingId'),
      isSipRefer: own(value, 'isSipRefer'),
    }),
    at,
  };
}

/** What a fact can do without; an odd value is left out, since nothing rests on it. */
export function readExtras(
  fields: Readonly<Record<'fromEndPoint' | 'meetingId' | 'isSipRefer', unknown>>,
): Pick<TransferFact, 'fromEndPoint' | 'meetingId' | 'isSipRefer'> {
  const fromEndPoint = readEndPoint(fields.fromEndPoint);
  const meetingId = readId(fields.meetingId);
  const { isSipRefer } = fields;
  return {
    ...(fromEndPoint !== undefined && { fromEndPoint }),
    ...(meetingId !== undefined && { meetingId }),
    ...(typeof isSipRefer === 'boolean' && { isSipRefer }),
  };
}

/** The name of a room. It becomes a part of a path, so nothing else may stand in it (docs.daily.co, "create room"). */
export function readRoomName(value: unknown): string | undefined {
  return readText(value, /^[\w-]{1,128}$/);
}

/** Daily's ids are UUIDs; anything of that alphabet is taken. */
export function readId(value: unknown): string | undefined {
  return readText(value, /^[\w-]{1,64}$/);
}

/** An address as text, without controls; whether it is one is for `parseEndpoint` and `parseAddress` to say. */
export function readEndPoint(value: unknown): string | undefined {
  return readText(value, /^\P{C}{1,2048}$/u);
}

/** Milliseconds since 1970, not later than a `Date` can tell. */
export function readTime(value: unknown): number | undefined {
  return typeof value === 'number' && value > 0 && value <= 8.64e15 && Number.isInteger(value)
    ? value
    : undefined;
}

function readText(value: unknown, pattern: RegExp): string | undefined {
  return typeof value === 'string' && pattern.test(value) ? value : undefined;
}
