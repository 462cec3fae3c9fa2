export type { Confirmation } from './confirmation.js';
export { confirmations } from './confirmations.js';
export type { Confirmations, ConfirmationsOptions } from './confirmations.js';
