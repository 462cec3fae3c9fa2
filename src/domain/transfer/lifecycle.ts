import type { TransferErrorCode } from './error-code.js';
import { findSettlement, STOPS } from './settlement.js';

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

/** Daily's method was called, and nothing has come back yet. */
export const REQUESTED: TransferState = Object.freeze({
  status: 'requested',
  confidence: 'none',
  ack: 'none',
  transferee: 'here',
  far: 'unknown',
  network: 'up',
  dial: 'well',
});

/** Has the transfer come to an end, so that its promise is settled? Later facts can only correct it. */
export function isSettled({ status }: Pick<TransferState, 'status'>): boolean {
  return status !== 'requested' && status !== 'accepted';
}

/**
 * What a signal makes of a transfer. Pure. Returns the same object when nothing has changed: a new object
 * is a new entry of the record, a new status is an event.
 */
export function transition(state: TransferState, signal: Signal): TransferState {
  const known = learn(state, signal);
  const next = isSettled(state) ? correct(state, known, signal) : settle(known, signal);
  return next === state ? state : Object.freeze(next);
}

/**
 * The state with the fact that a signal brings; the same object if it brings none. After the end only
 * what can correct or explain it is learned, so that a settled record stops growing.
 */
function learn(state: TransferState, signal: Signal): TransferState {
  const isRunning = !isSettled(state);
  switch (signal) {
    case 'daily-said-yes':
      return state.ack === 'none' ? { ...state, ack: 'yes' } : state;
    case 'daily-said-no':
      return state.ack === 'none' ? { ...state, ack: 'no' } : state;
    case 'transferee-left':
      return state.transferee === 'left' ? state : { ...state, transferee: 'left' };
    case 'transferee-hidden':
      return isRunning && state.transferee === 'here' ? { ...state, transferee: 'hidden' } : state;
    case 'transferee-shown':
      return isRunning && state.transferee === 'hidden' ? { ...state, transferee: 'here' } : state;
    case 'dial-warning':
      return isRunning && state.dial === 'well' ? { ...state, dial: 'warned' } : state;
    case 'dial-error':
      return isRunning && state.dial !== 'failed' ? { ...state, dial: 'failed' } : state;
    case 'network-interrupted':
      return isRunning && state.network === 'up' ? { ...state, network: 'interrupted' } : state;
    case 'network-recovered':
      return isRunning && state.network !== 'up' ? { ...state, network: 'up' } : state;
    case 'superseded':
      return supersede(state);
    case 'triggered':
      return state.ack === 'none' ? reach(state, signal) : state;
    case 'initiated':
    case 'answered':
    case 'ended':
      return reach(state, signal);
    case 'target-busy':
    case 'no-answer':
    case 'declined':
    case 'unreachable':
      return missTarget(state);
    case 'sent':
    case 'send-threw':
    case 'grace-over':
    case 'deadline-over':
    case 'call-ended':
    case 'detached':
      return state;
  }
}

const FAR: readonly TransferState['far'][] = [
  'unknown',
  'triggered',
  'initiated',
  'answered',
  'ended',
];

/** What webhooks tell of the far end only rises. */
function reach(state: TransferState, far: TransferState['far']): TransferState {
  if (state.far === 'not-reached' || FAR.indexOf(far) <= FAR.indexOf(state.far)) return state;
  return { ...state, far };
}

/** A call that was answered did reach its target, so this cannot follow it. */
function missTarget(state: TransferState): TransferState {
  const canFollow =
    state.far === 'unknown' || state.far === 'triggered' || state.far === 'initiated';
  return canFollow ? { ...state, far: 'not-reached' } : state;
}

/** Matters only where Daily has not answered yet, since only a late yes could be misread. */
function supersede(state: TransferState): TransferState {
  const matters = state.status === 'unconfirmed' && state.ack === 'none' && !state.superseded;
  return matters ? { ...state, superseded: true } : state;
}

/** What Daily said. A verified `triggered` stands in for Daily's yes until Daily's own answer comes. */
function answerOf({ ack, far }: TransferState): TransferState['ack'] {
  return ack === 'none' && far === 'triggered' ? 'yes' : ack;
}

/** What a running transfer comes to: the webhook's word first, else the settlement table. */
function settle(state: TransferState, signal: Signal): TransferState {
  if (hasLeftByWebhook(state)) return endByWebhook(state, signal);
  const stop = STOPS.find((one) => one === signal) ?? 'none';
  const end = findSettlement(answerOf(state), state.transferee, stop);
  if (end) return { ...state, ...end };
  return answerOf(state) === 'yes' && state.status === 'requested'
    ? { ...state, status: 'accepted' }
    : state;
}

function hasLeftByWebhook({ far }: TransferState): boolean {
  return far !== 'unknown' && far !== 'triggered';
}

/** The end that a webhook tells. It saw the request go out, so Daily said yes and the caller left. */
function endByWebhook(state: TransferState, signal: Signal): TransferState {
  const { far } = state;
  const seen = { ...state, ack: 'yes', transferee: 'left', confidence: 'confirmed' } as const;
  if (far === 'not-reached') {
    return { ...seen, status: 'failed', code: signal as TransferErrorCode, retry: 'no' };
  }
  const status = far === 'answered' || far === 'ended' ? far : 'handed-off';
  return { ...seen, status, code: undefined, retry: 'no' };
}

/** What a settled transfer becomes by a new fact; most facts are only added, and leave the end alone. */
function correct(before: TransferState, state: TransferState, signal: Signal): TransferState {
  if (state === before || state.status === 'failed') return state;
  if (state.far !== before.far && hasLeftByWebhook(state)) {
    const isChange = state.status === 'unconfirmed' || state.far === 'not-reached';
    return { ...endByWebhook(state, signal), ...(isChange && { corrected: true as const }) };
  }
  if (state.ack === 'no' && answerOf(before) === 'yes' && state.status === 'handed-off') {
    return {
      ...state,
      status: 'failed',
      code: 'transferee-left',
      confidence: 'inferred',
      retry: 'no',
      corrected: true,
    };
  }
  const isLateYes = answerOf(state) === 'yes' && answerOf(before) === 'none';
  const explains = isLateYes && state.transferee === 'left' && !state.superseded;
  if (!explains || state.status !== 'unconfirmed') return state;
  return {
    ...state,
    status: 'handed-off',
    code: undefined,
    confidence: 'inferred',
    retry: 'no',
    corrected: true,
  };
}
