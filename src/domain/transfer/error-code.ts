/**
 * Why a transfer was not made, did not work, or cannot be confirmed.
 *
 * Nothing was sent: `blocked` (a check failed), `busy` (another transfer of this caller is under
 * way), `aborted` (by the request's signal; after the send it only ends the waiting), `detached` (after the
 * send its `status` is `unconfirmed`).
 * Daily was asked: `rejected` (Daily said no), `transferee-left` (the caller had gone when Daily said
 * no), `left-unanswered` (the caller left, Daily never answered), `never-left` (Daily said yes, the
 * caller stayed), `daily-silent` (neither), `call-ended` (our own call ended first).
 * Known from verified webhooks only: `target-busy`, `no-answer`, `declined`, `unreachable`.
 */
export type TransferErrorCode =
  | 'blocked'
  | 'busy'
  | 'aborted'
  | 'detached'
  | 'rejected'
  | 'transferee-left'
  | 'left-unanswered'
  | 'never-left'
  | 'daily-silent'
  | 'call-ended'
  | 'target-busy'
  | 'no-answer'
  | 'declined'
  | 'unreachable';
