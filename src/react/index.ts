/**
 * The hooks for React 18 and later.
 *
 * @module
 */
export { useTransfer } from './use-transfer.js';
export { useTransfers } from './use-transfers.js';
export type { Transfers } from './use-transfers.js';
