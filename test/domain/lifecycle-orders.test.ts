import { describe, expect, it } from 'vitest';
import { isSettled, REQUESTED, transition } from '../../src/domain/lifecycle.js';
import type { Signal, TransferState } from '../../src/domain/lifecycle.js';

const RUNNING = 'requested - none -';
const ACCEPTED = 'accepted - none -';
const HANDED_OFF = 'handed-off - inferred no';
const CALL_ENDED = 'unconfirmed call-ended none no';

function after(...signals: readonly Signal[]): TransferState {
  return signals.reduce(transition, REQUESTED);
}

function told({ status, code, confidence, retry, corrected }: TransferState): string {
  const end = corrected ? ' corrected' : '';
  return `${status} ${code ?? '-'} ${confidence} ${retry ?? '-'}${end}`;
}

describe('all orders of up to three core signals', () => {
  const CORE = [
    'daily-said-yes',
    'daily-said-no',
    'transferee-left',
    'transferee-hidden',
    'transferee-shown',
    'grace-over',
    'deadline-over',
    'call-ended',
    'detached',
  ] as const satisfies readonly Signal[];
  const one: readonly Signal[][] = CORE.map((signal) => [signal]);
  const two = one.flatMap((order) => CORE.map((signal) => order.concat(signal)));
  const three = two.flatMap((order) => CORE.map((signal) => order.concat(signal)));
  const orders = [[], ...one, ...two, ...three];

  it('agree with the settlement table, told by an independent model', () => {
    const wrong = orders
      .map((order) => ({ order, is: told(after(...order)), wanted: model(order) }))
      .filter(({ is, wanted }) => is !== wanted);
    expect(orders).toHaveLength(1 + 9 + 81 + 729);
    expect(wrong).toEqual([]);
  });

  it('hand off only with a yes and a departure', () => {
    const unproven = orders
      .filter((order) => after(...order).status === 'handed-off')
      .filter((order) => !order.includes('daily-said-yes') || !order.includes('transferee-left'));
    expect(unproven).toEqual([]);
  });

  it('settle once: after the first end only the late yes corrects', () => {
    for (const order of orders) {
      const ends = order
        .map((_, index) => after(...order.slice(0, index + 1)))
        .filter((state) => isSettled(state));
      const kinds = new Set(ends.map(told));
      expect(kinds.size).toBeLessThanOrEqual(ends.some(({ corrected }) => corrected) ? 2 : 1);
    }
  });
});

/**
 * Design §7 once more, as a story of facts: what was known, in its words, when the first end came, and
 * the one correction that these signals can make.
 */
function model(order: readonly Signal[]): string {
  let ack: 'none' | 'yes' | 'no' = 'none';
  let where: 'here' | 'hidden' | 'left' = 'here';
  let end: string | undefined;
  for (const signal of order) {
    const hadNoAnswer = ack === 'none';
    if (signal === 'daily-said-yes' && hadNoAnswer) ack = 'yes';
    if (signal === 'daily-said-no' && hadNoAnswer) ack = 'no';
    if (signal === 'transferee-left') where = 'left';
    if (signal === 'transferee-hidden' && where === 'here') where = 'hidden';
    if (signal === 'transferee-shown' && where === 'hidden') where = 'here';
    const isLateYes = signal === 'daily-said-yes' && hadNoAnswer && where === 'left';
    if (end?.startsWith('unconfirmed') && isLateYes) end = `${HANDED_OFF} corrected`;
    end ??= endBy(signal, ack, where);
  }
  return end ?? (ack === 'yes' ? ACCEPTED : RUNNING);
}

function endBy(signal: Signal, ack: string, where: string): string | undefined {
  if (ack === 'yes' && where === 'left') return HANDED_OFF;
  if (ack === 'no' && where === 'left') return 'failed transferee-left inferred no';
  if (ack === 'no' && where === 'hidden') return 'failed rejected inferred ask';
  if (ack === 'no') return 'failed rejected confirmed safe';
  if (signal === 'call-ended') return CALL_ENDED;
  if (signal === 'detached') return `unconfirmed detached none ${where === 'left' ? 'no' : 'ask'}`;
  if (where === 'left') {
    return signal === 'grace-over' ? 'unconfirmed left-unanswered none no' : undefined;
  }
  if (signal !== 'deadline-over') return undefined;
  return `unconfirmed ${ack === 'yes' ? 'never-left' : 'daily-silent'} none ask`;
}
