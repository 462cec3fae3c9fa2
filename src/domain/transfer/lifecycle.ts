import type { TransferErrorCode } from './errors.js';
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
  const known = LEARN[signal](state);
  const next = isSettled(state) ? correct(state, known, signal) : settle(known, signal);
  return next === state ? state : Object.freeze(next);
}

type Learn = (state: TransferState) => TransferState;
type Far = TransferState['far'];

const FAR: readonly Far[] = ['unknown', 'initiated', 'answered', 'ended'];

const nothing: Learn = (state) => state;

const daily =
  (ack: 'yes' | 'no'): Learn =>
  (state) =>
    state.ack === 'none' ? { ...state, ack } : state;

const moves =
  (from: readonly TransferState['transferee'][], transferee: TransferState['transferee']): Learn =>
  (state) =>
    from.includes(state.transferee) ? { ...state, transferee } : state;

/** Of note only while the transfer is running. */
const noted =
  (fact: Partial<Pick<TransferState, 'network' | 'dial'>>): Learn =>
  (state) => {
    const isKnown = fact.network === state.network || fact.dial === state.dial;
    const isLess = fact.dial !== undefined && state.dial === 'failed';
    return isKnown || isLess || isSettled(state) ? state : { ...state, ...fact };
  };

/** The far end's facts only rise. */
const reached =
  (far: Far): Learn =>
  (state) =>
    state.far !== 'not-reached' && FAR.indexOf(far) > FAR.indexOf(state.far)
      ? { ...state, far }
      : state;

/** A call that was answered was reached, so that this cannot follow. */
const notReached: Learn = (state) =>
  state.far === 'unknown' || state.far === 'initiated' ? { ...state, far: 'not-reached' } : state;

/** The fact that each signal brings; the same object if it brings none. */
const LEARN: Readonly<Record<Signal, Learn>> = {
  sent: nothing,
  'daily-said-yes': daily('yes'),
  'daily-said-no': daily('no'),
  'send-threw': nothing,
  'transferee-left': moves(['here', 'hidden'], 'left'),
  'transferee-hidden': moves(['here'], 'hidden'),
  'transferee-shown': moves(['hidden'], 'here'),
  'dial-warning': noted({ dial: 'warned' }),
  'dial-error': noted({ dial: 'failed' }),
  'network-interrupted': noted({ network: 'interrupted' }),
  'network-recovered': noted({ network: 'up' }),
  'grace-over': nothing,
  'deadline-over': nothing,
  'call-ended': nothing,
  detached: nothing,
  triggered: daily('yes'),
  initiated: reached('initiated'),
  answered: reached('answered'),
  ended: reached('ended'),
  'target-busy': notReached,
  'no-answer': notReached,
  declined: notReached,
  unreachable: notReached,
};

/** What a running transfer comes to: the webhook's word first, else the settlement table. */
function settle(state: TransferState, signal: Signal): TransferState {
  const told = reach(state, signal);
  if (told !== state) return told;
  const stop = STOPS.find((one) => one === signal) ?? 'none';
  const end = findSettlement(state.ack, state.transferee, stop);
  if (end) return { ...state, ...end };
  return state.ack === 'yes' && state.status === 'requested'
    ? { ...state, status: 'accepted' }
    : state;
}

/** The end that a webhook tells: it saw the request go out, so Daily said yes and the caller left. */
function reach(state: TransferState, signal: Signal): TransferState {
  const { far } = state;
  if (far === 'unknown') return state;
  const seen = {
    ...state,
    ack: 'yes',
    transferee: 'left',
    confidence: 'confirmed',
    retry: 'no',
    code: undefined,
  } as const;
  if (far === 'not-reached')
    return { ...seen, status: 'failed', code: signal as TransferErrorCode };
  return { ...seen, status: far === 'initiated' ? 'handed-off' : far };
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
