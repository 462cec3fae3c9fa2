import { parseEndpoint, type EndpointOptions } from '../endpoint/endpoint.js';
import { maskEndpoint } from '../masking.js';
import type { TransferRecord } from './record.js';

/** What a fact of Daily's says about which transfer it is of; Daily knows none of our ids. */
export interface TransferClue {
  readonly sessionId: string;
  /** The target, as Daily wrote it. */
  readonly toEndPoint: string;
  readonly isSipRefer?: boolean | undefined;
  /** When it happened at the latest, in milliseconds by the clock that `startedAt` is of. */
  readonly happenedAt: number;
}

/** Daily tells whole seconds, rounded down, and the clocks of two servers may be a second apart. */
const TOLERANCE_MS = 2_000;

/**
 * The transfer that a fact belongs to: of those of its session that went to its target and were sent
 * before it, the newest. Where Daily says that it was a REFER, only one of those.
 *
 * @param followed newest first
 * @param options what the targets were read with
 */
export function findTransfer<Of extends { readonly record: TransferRecord }>(
  clue: TransferClue,
  followed: readonly Of[],
  options: EndpointOptions = {},
): Of | undefined {
  const target = parseEndpoint(clue.toEndPoint, options);
  if (target.kind === 'invalid') return undefined;
  return followed.find(
    ({ record }) =>
      record.plan.request.sessionId === clue.sessionId &&
      record.startedAt <= clue.happenedAt + TOLERANCE_MS &&
      (clue.isSipRefer !== true || record.method === 'sipRefer') &&
      wentTo(record, target.address),
  );
}

/** Of a transfer that an earlier page has left over only the masked target is known. */
function wentTo({ plan: { target, request } }: TransferRecord, address: string): boolean {
  return target.kind === 'invalid'
    ? request.toEndPoint === maskEndpoint(address)
    : target.address === address;
}
