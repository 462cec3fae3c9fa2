import {
  parseEndpoint,
  type OverridableCheck,
  type TransferPlan,
  type TransferRequest,
} from 'daily-transfer';
import { findEntry, type DirectoryEntry } from './directory.js';

/** What a person says of the transfer, as it stands in the fields. */
export interface Draft {
  /** A name of the directory, or an address. */
  readonly target: string;
  readonly method: 'auto' | 'sipCallTransfer' | 'sipRefer';
  readonly prefer: 'direct' | 'anchored';
  readonly callerId: string;
  readonly extension: string;
  /** Seconds. */
  readonly deadline: string;
  readonly knownAddress: string;
  /** The checks that the person decided to go against. */
  readonly override: readonly OverridableCheck[];
}

export const EMPTY_DRAFT: Draft = {
  target: '',
  method: 'auto',
  prefer: 'direct',
  callerId: '',
  extension: '',
  deadline: '45',
  knownAddress: '',
  override: [],
};

/**
 * The request that the draft stands for. What is empty or usual is left out: nothing is sent that nobody
 * said. Caller id and extension count only while they are shown: with a phone target.
 */
export function toRequest(
  draft: Draft,
  sessionId: string,
  directory: readonly DirectoryEntry[],
): TransferRequest {
  const timeoutMs = Number(draft.deadline) * 1000;
  const isPossible = timeoutMs >= 5_000 && timeoutMs <= 180_000;
  const toEndPoint = findEntry(directory, draft.target)?.target ?? draft.target.trim();
  const isPhone = parseEndpoint(toEndPoint).kind === 'phone';
  const { method, prefer, override } = draft;
  const [callerId, extension, known] = [draft.callerId, draft.extension, draft.knownAddress].map(
    (text) => text.trim(),
  );
  return {
    sessionId,
    toEndPoint,
    ...(method !== 'auto' && { method }),
    ...(prefer !== 'direct' && { prefer }),
    ...(isPhone && callerId && { callerId }),
    ...(isPhone && extension && { extension }),
    ...(known && { transfereeAddress: known }),
    ...(override.length > 0 && { override }),
    ...(isPossible && timeoutMs !== 45_000 && { timeoutMs }),
  };
}

/** What was asked for of a transfer: its plan holds the method too, where the rule chose it. */
export function requestOf({ because, request }: TransferPlan): TransferRequest {
  const { method, ...asked } = request;
  return because === 'method-requested' ? { ...asked, method } : asked;
}
