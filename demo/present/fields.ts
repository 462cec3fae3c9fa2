import { parseEndpoint, type OverridableCheck, type TransferRequest } from 'daily-transfer';

/** What a person wrote into the transfer form, as it stands there. */
export interface Fields {
  readonly target: string;
  readonly prefer: 'direct' | 'anchored';
  readonly method: 'auto' | 'sipCallTransfer' | 'sipRefer';
  readonly callerId: string;
  readonly extension: string;
  /** Seconds. */
  readonly deadline: string;
  readonly knownAddress: string;
  /** The checks that the person decided to go against. */
  readonly override: readonly OverridableCheck[];
}

export const NO_FIELDS: Fields = {
  target: '',
  prefer: 'direct',
  method: 'auto',
  callerId: '',
  extension: '',
  deadline: '45',
  knownAddress: '',
  override: [],
};

/**
 * The request that the form stands for. What is empty or usual is left out: nothing is sent that nobody wrote. Caller
 * id and extension count only while they are shown: with a phone target.
 */
export function toRequest(fields: Fields, sessionId: string): TransferRequest {
  const timeoutMs = Number(fields.deadline) * 1000;
  const isUsual = timeoutMs === 45_000;
  const isPossible = timeoutMs >= 5_000 && timeoutMs <= 180_000;
  const toEndPoint = fields.target.trim();
  const isPhone = parseEndpoint(toEndPoint).kind === 'phone';
  return {
    sessionId,
    toEndPoint,
    ...(fields.method !== 'auto' && { method: fields.method }),
    ...(fields.prefer !== 'direct' && { prefer: fields.prefer }),
    ...(isPhone && fields.callerId.trim() && { callerId: fields.callerId.trim() }),
    ...(isPhone && fields.extension.trim() && { extension: fields.extension.trim() }),
    ...(fields.knownAddress.trim() && { transfereeAddress: fields.knownAddress.trim() }),
    ...(fields.override.length > 0 && { override: fields.override }),
    ...(isPossible && !isUsual && { timeoutMs }),
  };
}
