import type { TransferErrorCode } from './error-code.js';
import { findSettlement } from './settlement.js';
import type { Signal, TransferState, TransferStatus } from './transfer-state.js';

export type { Signal, TransferState, TransferStatus };

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

/** The state with the fact that a signal brings; the same object if it brings none. */
function learn(state: TransferState, signal: Signal): TransferState {
  const fact =
    findFact(state, signal) ?? (isSettled(state) ? undefined : findPassing(state, signal));
  return fact ? { ...state, ...fact } : state;
}

type Fact = Partial<TransferState> | undefined;

/** A fact that can settle a transfer, or correct or explain its end. */
function findFact(
  { ack, transferee, status, superseded, far }: TransferState,
  signal: Signal,
): Fact {
  switch (signal) {
    case 'daily-said-yes':
      return ack === 'none' ? { ack: 'yes' } : undefined;
    case 'daily-said-no':
      return ack === 'none' ? { ack: 'no' } : undefined;
    case 'transferee-left':
      return transferee === 'left' ? undefined : { transferee: 'left' };
    case 'superseded':
      // Only a late yes could be misread.
      return status === 'unconfirmed' && ack === 'none' && !superseded
        ? { superseded: true }
        : undefined;
    case 'triggered':
      return ack === 'none' ? rise(far, signal) : undefined;
    case 'initiated':
    case 'answered':
    case 'ended':
      return rise(far, signal);
    case 'target-busy':
    case 'no-answer':
    case 'declined':
    case 'unreachable':
      // A call that was answered did reach its target.
      return rise(far, 'answered') && { far: 'not-reached' };
    default:
      return undefined;
  }
}

/** A fact that matters while a transfer runs, and is not learned after it, so that its record stops growing. */
function findPassing({ transferee, dial, network }: TransferState, signal: Signal): Fact {
  switch (signal) {
    case 'transferee-hidden':
      return transferee === 'here' ? { transferee: 'hidden' } : undefined;
    case 'transferee-shown':
      return transferee === 'hidden' ? { transferee: 'here' } : undefined;
    case 'dial-warning':
      return dial === 'well' ? { dial: 'warned' } : undefined;
    case 'dial-error':
      return dial === 'failed' ? undefined : { dial: 'failed' };
    case 'network-interrupted':
      return network === 'up' ? { network: 'interrupted' } : undefined;
    case 'network-recovered':
      return network === 'up' ? undefined : { network: 'up' };
    default:
      return undefined;
  }
}

const FAR: readonly TransferState['far'][] = [
  'unknown',
  'triggered',
  'initiated',
  'answered',
  'ended',
  'not-reached',
];

/** What webhooks tell of the far end only rises. */
function rise(from: TransferState['far'], far: TransferState['far']): Fact {
  return FAR.indexOf(far) > FAR.indexOf(from) ? { far } : undefined;
}

/** What Daily said. A verified `triggered` stands in for Daily's yes until Daily's own answer comes. */
function answerOf({ ack, far }: TransferState): TransferState['ack'] {
  return ack === 'none' && far === 'triggered' ? 'yes' : ack;
}

/** What a running transfer comes to: the webhook's word first, else the settlement table. */
function settle(state: TransferState, signal: Signal): TransferState {
  if (hasLeftByWebhook(state)) return endByWebhook(state, signal);
  const end = findSettlement(answerOf(state), state.transferee, signal);
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
  const answer = answerOf(state);
  const isLateNo = state.status === 'handed-off' && answer === 'no';
  const isLateYes =
    state.status === 'unconfirmed' &&
    answer === 'yes' &&
    answerOf(before) === 'none' &&
    !state.superseded;
  const end = isLateNo || isLateYes ? findSettlement(answer, state.transferee) : undefined;
  return end ? { ...state, ...end, corrected: true } : state;
}
