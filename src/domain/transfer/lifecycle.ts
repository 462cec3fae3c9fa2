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

/** What a signal makes of a transfer. */
export type Transition = (state: TransferState, signal: Signal) => TransferState;

/**
 * What a signal of the page makes of a transfer; `transitionByWebhook` knows the others too. Pure. Returns
 * the same object when nothing has changed: a new object is a new entry of the record, a new status is an event.
 */
export function transition(state: TransferState, signal: Signal): TransferState {
  return conclude(state, learn(state, signal), signal);
}

/** What a state comes to by a fact that it knows now: a running transfer may end by it, an end be corrected. */
export function conclude(
  before: TransferState,
  known: TransferState,
  signal: Signal,
): TransferState {
  const next = isSettled(before) ? correct(before, known) : settle(known, signal);
  return next === before ? before : Object.freeze(next);
}

/** The state with the fact that a signal brings; the same object if it brings none. */
function learn(state: TransferState, signal: Signal): TransferState {
  const fact =
    findFact(state, signal) ?? (isSettled(state) ? undefined : findPassing(state, signal));
  return fact ? { ...state, ...fact } : state;
}

type Fact = Partial<TransferState> | undefined;

/** A fact that can settle a transfer, or correct or explain its end. */
function findFact({ ack, transferee, status, superseded }: TransferState, signal: Signal): Fact {
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

/** What Daily said. A verified `triggered` stands in for Daily's yes until Daily's own answer comes. */
function answerOf({ ack, far }: TransferState): TransferState['ack'] {
  return ack === 'none' && far === 'triggered' ? 'yes' : ack;
}

/** What a running transfer comes to by the settlement table. */
function settle(state: TransferState, signal: Signal): TransferState {
  const end = findSettlement(answerOf(state), state.transferee, signal);
  if (end) return { ...state, ...end };
  return answerOf(state) === 'yes' && state.status === 'requested'
    ? { ...state, status: 'accepted' }
    : state;
}

/** What a settled transfer becomes by a new fact; most facts are only added, and leave the end alone. */
function correct(before: TransferState, state: TransferState): TransferState {
  if (state === before || state.status === 'failed') return state;
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
