import type { TransferErrorCode } from './errors.js';
import { findSettlement, type Stop } from './settlement.js';

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

/** Something that happened, as the lifecycle sees it. The last eight come from verified webhooks only. */
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
  /** The end was corrected by a fact that came after it. */
  readonly corrected?: true;
  /** What Daily's promise did; the first answer counts. */
  readonly ack: 'none' | 'yes' | 'no';
  readonly transferee: 'here' | 'hidden' | 'left';
  /** What verified webhooks told of the far end; it only rises. */
  readonly far: 'unknown' | 'initiated' | 'answered' | 'ended' | 'not-reached';
  readonly network: 'up' | 'interrupted';
  readonly dial: 'well' | 'warned' | 'failed';
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
export function isSettled({ status }: TransferState): boolean {
  return status !== 'requested' && status !== 'accepted';
}

/**
 * What a signal makes of a transfer. Pure; a signal that means nothing returns the very same object,
 * so that a changed object is an entry of the record and a changed status an event.
 */
export function transition(state: TransferState, signal: Signal): TransferState {
  const known = learn(state, signal);
  const next = isSettled(state) ? correct(state, known, signal) : settle(known, signal);
  return next === state ? state : Object.freeze(next);
}

/** The state with the fact that the signal brings; the same object if it brings none. */
function learn(state: TransferState, signal: Signal): TransferState {
  switch (signal) {
    case 'daily-said-yes':
    case 'triggered':
      return state.ack === 'none' ? { ...state, ack: 'yes' } : state;
    case 'daily-said-no':
      return state.ack === 'none' ? { ...state, ack: 'no' } : state;
    case 'transferee-left':
      return state.transferee === 'left' ? state : { ...state, transferee: 'left' };
    case 'transferee-hidden':
      return state.transferee === 'here' ? { ...state, transferee: 'hidden' } : state;
    case 'transferee-shown':
      return state.transferee === 'hidden' ? { ...state, transferee: 'here' } : state;
    case 'initiated':
    case 'answered':
    case 'ended':
      return rise(state, signal);
    case 'target-busy':
    case 'no-answer':
    case 'declined':
    case 'unreachable':
      return rise(state, 'not-reached');
    case 'dial-warning':
    case 'dial-error':
    case 'network-interrupted':
    case 'network-recovered':
      return isSettled(state) ? state : notice(state, signal);
    case 'sent':
    case 'send-threw':
    case 'grace-over':
    case 'deadline-over':
    case 'call-ended':
    case 'detached':
      return state;
  }
}

const FAR = ['unknown', 'initiated', 'answered', 'ended'] as const;

/** The far end's facts only rise; an answered call was reached, so that `not-reached` cannot follow it. */
function rise(state: TransferState, far: TransferState['far']): TransferState {
  if (state.far === 'not-reached') return state;
  const isNew =
    far === 'not-reached'
      ? state.far === 'unknown' || state.far === 'initiated'
      : FAR.indexOf(far) > FAR.indexOf(state.far);
  return isNew ? { ...state, far } : state;
}

function notice(
  state: TransferState,
  signal: 'dial-warning' | 'dial-error' | 'network-interrupted' | 'network-recovered',
): TransferState {
  const dial = signal === 'dial-error' ? 'failed' : 'warned';
  const network = signal === 'network-interrupted' ? 'interrupted' : 'up';
  if (signal.startsWith('network'))
    return state.network === network ? state : { ...state, network };
  return state.dial === dial || state.dial === 'failed' ? state : { ...state, dial };
}

/** What a running transfer comes to: the webhook's word first, else the settlement table. */
function settle(state: TransferState, signal: Signal): TransferState {
  if (state.far !== 'unknown') return reach(state, signal);
  const end = findSettlement(state.ack, state.transferee, stopIn(signal));
  if (end) return { ...state, ...end };
  return state.ack === 'yes' && state.status === 'requested'
    ? { ...state, status: 'accepted' }
    : state;
}

/** What stops the waiting, if the signal does. */
function stopIn(signal: Signal): Stop {
  switch (signal) {
    case 'grace-over':
    case 'deadline-over':
    case 'call-ended':
    case 'detached':
    case 'send-threw':
      return signal;
    default:
      return 'none';
  }
}

/** The end that a webhook tells: it saw the request go out, so Daily said yes and the caller left. */
function reach(state: TransferState, signal: Signal): TransferState {
  const seen = { ...state, ack: 'yes', transferee: 'left', confidence: 'confirmed', retry: 'no', code: undefined } as const; // prettier-ignore
  switch (state.far) {
    case 'unknown':
      return state;
    case 'initiated':
      return { ...seen, status: 'handed-off' };
    case 'answered':
    case 'ended':
      return { ...seen, status: state.far };
    case 'not-reached':
      return { ...seen, status: 'failed', code: signal as TransferErrorCode };
  }
}

/** What a settled transfer becomes by a new fact; most facts are only added, and leave the end alone. */
function correct(before: TransferState, state: TransferState, signal: Signal): TransferState {
  if (state === before || state.status === 'failed') return state;
  if (state.far !== before.far) return correctByWebhook(state, signal);
  const isLateYes = state.ack === 'yes' && before.ack === 'none' && state.transferee === 'left';
  return isLateYes && state.status === 'unconfirmed'
    ? {
        ...state,
        status: 'handed-off',
        code: undefined,
        confidence: 'inferred',
        retry: 'no',
        corrected: true,
      }
    : state;
}

function correctByWebhook(state: TransferState, signal: Signal): TransferState {
  const isChange = state.status === 'unconfirmed' || state.far === 'not-reached';
  const next = reach(state, signal);
  return isChange ? { ...next, corrected: true } : next;
}
