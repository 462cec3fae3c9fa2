import { describe, expect, it } from 'vitest';
import { isSettled, REQUESTED } from '../../../src/domain/transfer/lifecycle.js';
import { transitionByWebhook as transition } from '../../../src/domain/transfer/webhook-lifecycle.js';
import type { Signal, TransferState } from '../../../src/domain/transfer/lifecycle.js';
import { confidenceOf, TABLE, TransferModel, type Word } from '../../model/transfer-model.js';

/** Each core signal, and the word of the model for the same. */
const WORDS = {
  'daily-said-yes': 'yes',
  'daily-said-no': 'no',
  'transferee-left': 'left',
  'transferee-hidden': 'hidden',
  'transferee-shown': 'shown',
  'send-threw': 'threw',
  'grace-over': 'grace-over',
  'deadline-over': 'deadline',
  'call-ended': 'call-ended',
  detached: 'detached',
} as const satisfies Partial<Record<Signal, Word>>;

type Core = keyof typeof WORDS;

const CORE = Object.keys(WORDS) as Core[];

function longer(orders: readonly (readonly Core[])[]): (readonly Core[])[] {
  return orders.flatMap((order) => CORE.map((signal) => order.concat(signal)));
}

const one = longer([[]]);
const two = longer(one);
const three = longer(two);
const ORDERS = [[], ...one, ...two, ...three, ...longer(three)];

function told({ status, code, confidence, retry, corrected }: TransferState): string {
  const end = corrected ? ' corrected' : '';
  return `${status} ${code ?? '-'} ${confidence} ${retry ?? '-'}${end}`;
}

function expected(order: readonly Core[]): string {
  const model = new TransferModel();
  for (const signal of order) model.hear(WORDS[signal]);
  const { end, corrected, ack } = model;
  if (!end) return `${ack === 'yes' ? 'accepted' : 'requested'} - none -`;
  const { status, code = '-', retry } = end;
  return `${status} ${code} ${confidenceOf(end)} ${retry}${corrected ? ' corrected' : ''}`;
}

/** The state after each signal of an order. */
function statesOf(order: readonly Core[]): readonly TransferState[] {
  let state = REQUESTED;
  return order.map((signal) => (state = transition(state, signal)));
}

describe('all orders of up to four core signals', () => {
  it('are complete', () => {
    expect(ORDERS).toHaveLength(1 + 10 + 100 + 1_000 + 10_000);
  });

  it('agree with the settlement table, as an independent model tells it', () => {
    const wrong = ORDERS.map((order) => ({
      order,
      is: told(statesOf(order).at(-1) ?? REQUESTED),
      wanted: expected(order),
    })).filter(({ is, wanted }) => is !== wanted);
    expect(wrong).toEqual([]);
  });

  it('reach every row of the table', () => {
    const ends = new Set(ORDERS.map((order) => expected(order).split(' ').slice(0, 2).join(' ')));
    for (const { end } of TABLE) expect(ends).toContain(`${end.status} ${end.code ?? '-'}`);
  });

  it('hand off only with a yes and a departure', () => {
    const unproven = ORDERS.filter(
      (order) => statesOf(order).at(-1)?.status === 'handed-off',
    ).filter((order) => !order.includes('daily-said-yes') || !order.includes('transferee-left'));
    expect(unproven).toEqual([]);
  });

  it('settle once: after the first end only the late yes corrects', () => {
    const unsteady = ORDERS.filter((order) => {
      const ends = statesOf(order).filter((state) => isSettled(state));
      const isCorrected = ends.some(({ corrected }) => corrected);
      return new Set(ends.map(told)).size > (isCorrected ? 2 : 1);
    });
    expect(unsteady).toEqual([]);
  });
});
