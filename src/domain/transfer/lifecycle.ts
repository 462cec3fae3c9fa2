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

type Fact = readonly [key: keyof TransferState, value: unknown];
type Facts = Partial<Readonly<Record<Signal, Fact>>>;

/** What can settle a transfer, or correct or explain its end. */
const LASTING: Facts = {
  'daily-said-yes': ['ack', 'yes'],
  'daily-said-no': ['ack', 'no'],
  'transferee-left': ['transferee', 'left'],
  superseded: ['superseded', true],
};

/** What matters while a transfer runs, and is not learned after it, so that its record stops growing. */
const PASSING: Facts = {
  'transferee-hidden': ['transferee', 'hidden'],
  'transferee-shown': ['transferee', 'here'],
  'dial-warning': ['dial', 'warned'],
  'dial-error': ['dial', 'failed'],
  'network-interrupted': ['network', 'interrupted'],
  'network-recovered': ['network', 'up'],
};

/** What nothing takes back: Daily's first answer counts, and who has left stays away. */
const FINAL: ReadonlySet<unknown> = new Set(['yes', 'no', 'left', 'failed']);

/** The state with the fact that a signal brings; the same object if it brings none. */
function learn(state: TransferState, signal: Signal): TransferState {
  const [key, value] = LASTING[signal] ?? (isSettled(state) ? undefined : PASSING[signal]) ?? [];
  if (!key || state[key] === value || FINAL.has(state[key])) return state;
  // Only a late yes could be misread.
  const isMoot = state.status !== 'unconfirmed' || state.ack !== 'none';
  return key === 'superseded' && isMoot ? state : { ...state, [key]: value };
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
