import type { TransferRequest } from '../domain/plan/request.js';
import type { Attempt } from './attempt.js';

/**
 * The request for the second transfer of a refused REFER, where the app asked for one: only on a plain no
 * with the caller still here, and only once. Nothing else is ever sent again.
 */
export function readFallback({ state, record }: Attempt): TransferRequest | undefined {
  const { request } = record.plan;
  const { code, ack, transferee } = state;
  const isRefused = code === 'rejected' && ack === 'no' && transferee === 'here';
  return request.fallback === true && record.method === 'sipRefer' && isRefused
    ? { ...request, method: 'sipCallTransfer' }
    : undefined;
}
