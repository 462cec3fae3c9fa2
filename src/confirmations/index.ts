/**
 * For pages: takes in what your server tells of Daily's webhooks, signed, so that the end of a transfer is
 * known and not inferred. The server's half is `daily-transfer/server`.
 *
 * @module daily-transfer/confirmations
 */

export type { Confirmation } from './confirmation.js';
export { confirmations } from './confirmations.js';
export type { Confirmations, ConfirmationsOptions } from './confirmations.js';
