import type { PageRequest } from './domain.js';

/** What daily-js asked for. */
export interface TransferAttempt {
  readonly sessionId: string;
  readonly toEndPoint: string;
  readonly method: 'sipCallTransfer' | 'sipRefer';
  /** The message exactly as it came, without the envelope of daily-js. */
  readonly message: Readonly<Record<string, unknown>>;
}

/** The attempt that a `sip-call-transfer` request stands for. */
export function readAttempt({ body }: PageRequest): TransferAttempt {
  return {
    sessionId: String(body['sessionId']),
    toEndPoint: String(body['toEndPoint']),
    method: body['useSipRefer'] === true ? 'sipRefer' : 'sipCallTransfer',
    message: body,
  };
}
