import { parseEndpoint, type EndpointOptions } from '../endpoint/endpoint.js';
import { maskEndpoint } from '../masking.js';
import type { TransferRecord } from './record.js';

/** What a webhook says about which transfer it is about; Daily knows none of our ids. */
export interface TransferClue {
  readonly sessionId: string;
  /** The target, as Daily wrote it. */
  readonly toEndPoint: string;
  /** Was it a REFER? Not known where Daily does not say. */
  readonly isSipRefer?: boolean | undefined;
  /** When it happened by Daily's clock, in milliseconds of the clock that `startedAt` goes by. */
  readonly happenedAt: number;
  /** When the server signed it, and when this page first heard it; what is later cannot be meant. */
  readonly signedAt: number;
  readonly heardAt: number;
}

/** Daily tells whole seconds, rounded down, and the clocks of two servers may be a second apart. */
const TOLERANCE_MS = 2_000;
/** The server that signs has a clock of its own. */
const SIGNING_TOLERANCE_MS = 1_000;

/**
 * The one transfer that a webhook can be about: of its session, to its target, by its method, and sent
 * before it happened. `undefined` where there is none, or where it could be about either of two.
 */
export function findTransfer<Of extends { readonly record: TransferRecord }>(
  clue: TransferClue,
  sent: readonly Of[],
  options: EndpointOptions = {},
): Of | undefined {
  const target = parseEndpoint(clue.toEndPoint, options);
  if (target.kind === 'invalid') return undefined;
  const possible = sent.filter(
    ({ record }) =>
      record.plan.request.sessionId === clue.sessionId &&
      wentTo(record, target.address) &&
      (clue.isSipRefer === undefined || clue.isSipRefer === (record.method === 'sipRefer')) &&
      record.startedAt <= clue.happenedAt + TOLERANCE_MS &&
      record.startedAt <= clue.signedAt + SIGNING_TOLERANCE_MS &&
      record.startedAt <= clue.heardAt,
  );
  return possible.length > 1 ? oneStillOpen(possible, clue.happenedAt) : possible[0];
}

/** Of a transfer that an earlier page has sent only the masked target is known. */
function wentTo({ plan: { target, request } }: TransferRecord, address: string): boolean {
  return target.kind === 'invalid'
    ? request.toEndPoint === maskEndpoint(address)
    : target.address === address;
}

/**
 * Daily has nothing more to tell of a request that it refused, once a later one was sent; so what clearly
 * happened after that is about the later one.
 */
function oneStillOpen<Of extends { readonly record: TransferRecord }>(
  possible: readonly Of[],
  happenedAt: number,
): Of | undefined {
  const lastSentAt = Math.max(...possible.map(({ record }) => record.startedAt));
  if (happenedAt < lastSentAt + TOLERANCE_MS) return undefined;
  const open = possible.filter(({ record }) => record.code !== 'rejected');
  return open.length === 1 ? open[0] : undefined;
}
