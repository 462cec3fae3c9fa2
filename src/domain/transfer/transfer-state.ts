import type { TransferErrorCode } from './error-code.js';

/**
 * Where a transfer stands. A status is entered only with evidence; what the browser cannot see is
 * skipped, never assumed.
 *
 * ```
 * requested ── Daily says yes ──► accepted ── transferee left ──► handed-off ──► answered ──► ended
 *     │                               │                               (only with evidence from Daily's webhooks)
 *     ├── Daily says no ──────────────┼──► failed
 *     └── nobody can know ────────────┴──► unconfirmed
 * ```
 *
 * - `requested`: Daily's method was called.
 * - `accepted`: Daily took the request; the caller is still in the room.
 * - `handed-off`: Daily took the request and the caller left the room. Daily does not tell the browser
 *   whether the far end answered.
 * - `failed`: Daily said no, or a verified webhook says that the target was not reached.
 * - `unconfirmed`: the waiting is over and nobody can know.
 * - `answered`, `ended`: a verified webhook says that the target picked up; that the far call is over.
 */
export type TransferStatus =
  'requested' | 'accepted' | 'handed-off' | 'failed' | 'unconfirmed' | 'answered' | 'ended';

/**
 * Something that happened, as the lifecycle sees it. `superseded`: another transfer of the same caller
 * was sent later. The last eight come from verified webhooks only.
 */
export type Signal =
  | 'sent'
  | 'daily-said-yes'
  | 'daily-said-no'
  | 'send-threw'
  | 'transferee-left'
  | 'transferee-hidden'
  | 'transferee-shown'
  | 'dial-warning'
  | 'dial-error'
  | 'network-interrupted'
  | 'network-recovered'
  | 'grace-over'
  | 'deadline-over'
  | 'call-ended'
  | 'detached'
  | 'superseded'
  | 'triggered'
  | 'initiated'
  | 'answered'
  | 'ended'
  | 'target-busy'
  | 'no-answer'
  | 'declined'
  | 'unreachable';

/** What one transfer has come to: its status, and the facts that the status rests on. */
export interface TransferState {
  readonly status: TransferStatus;
  readonly code?: TransferErrorCode | undefined;
  /** How sure the end is: `none` while running and for `unconfirmed`, `inferred` for what the browser saw. */
  readonly confidence: 'none' | 'inferred' | 'confirmed';
  /** May the app try again? `safe`, `ask` a person first, `no`; nothing while running. */
  readonly retry?: 'safe' | 'ask' | 'no' | undefined;
  /** A fact that came after the end corrected it. */
  readonly corrected?: true;
  /** What Daily's promise did; the first answer counts. */
  readonly ack: 'none' | 'yes' | 'no';
  readonly transferee: 'here' | 'hidden' | 'left';
  /** How far a verified webhook saw the transfer come; it only rises. */
  readonly far: 'unknown' | 'triggered' | 'initiated' | 'answered' | 'ended' | 'not-reached';
  readonly network: 'up' | 'interrupted';
  readonly dial: 'well' | 'warned' | 'failed';
  /** Another transfer of the same caller was sent later, so a late yes no longer explains a departure. */
  readonly superseded?: true;
}
