import Daily from '@daily-co/daily-js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { errorOf, newest, PBX } from '../support/attached.js';
import { REQUESTED, type Signal } from '../../src/domain/transfer/lifecycle.js';
import { transitionByWebhook as transition } from '../../src/domain/transfer/webhook-lifecycle.js';
import { recordEvents } from '../support/event-log.js';
import { genuineStage, joinSimulated, type Stage } from '../support/stage.js';
import { releaseCalls } from '../support/genuine-daily.js';
import { TransferController } from 'daily-transfer';

describe('the far side, on the genuine daily-js', () => {
  let stage: Stage;

  beforeEach(async () => {
    stage = await genuineStage(Daily);
  });
  afterEach(() => stage.close());

  it('F37: a REFER that the originator refuses is rejected, and nothing else is tried', async () => {
    const refused = { code: 405, text: 'Method Not Allowed' };
    stage.behave({ reply: 'reject', error: refused });
    const promise = stage.controller.transfer({ sessionId: stage.caller, toEndPoint: PBX });
    await stage.advance(5_000);
    const error = await errorOf(promise);
    expect(error).toMatchObject({ code: 'rejected', cause: refused });
    expect(stage.controller.transfers.map(({ method }) => method)).toEqual(['sipRefer']);
    expect(newest(stage.controller).retry).toBe('safe');
  });

  it('F37: a REFER that Daily takes, but by which the caller never leaves, is unconfirmed', async () => {
    stage.behave({ leaves: false });
    const promise = stage.controller.transfer({
      sessionId: stage.caller,
      toEndPoint: PBX,
    });
    await stage.advance(46_000);
    expect(await errorOf(promise)).toMatchObject({ code: 'never-left', status: 'unconfirmed' });
    expect(stage.controller.transfers.map(({ method }) => method)).toEqual(['sipRefer']);
    expect(newest(stage.controller).retry).toBe('ask');
  });
});

describe('the target, on the genuine daily-js', () => {
  it.each(['busy', 'no-answer'] as const)(
    'F38: a target that is %s is handed off as inferred, never answered',
    async (target) => {
      const { daily, call } = await joinSimulated(Daily);
      const room = daily.room('support');
      const controller = TransferController.attach(call, { allowTargets: 'any' });
      room.onTransfer(() => ({ target }));
      const sessionId = room.dialIn();
      await daily.settled();
      const log = recordEvents(controller);
      const promise = controller.transfer({ sessionId, toEndPoint: PBX });
      await daily.advance(5_000);
      expect(await promise).toMatchObject({ status: 'handed-off', confidence: 'inferred' });
      expect(newest(controller).status).toBe('handed-off');
      expect(daily.log.map(({ action }) => action)).toContain(`target-${target}`);
      expect(log.slice(-2)).toEqual(['handed-off no', 'updated handed-off no']);
      expect(room.transfers).toHaveLength(1);
      controller.detach();
      await releaseCalls(daily);
    },
  );
});

describe('what webhooks would tell', () => {
  const told: readonly Signal[] = ['ended', 'answered', 'initiated'];

  it('F40: facts of the far end only rise, in any order and however often', () => {
    const orders = told.flatMap((one) =>
      told.flatMap((two) => told.map((three) => [one, two, three] as const)),
    );
    for (const order of orders) {
      const state = order.reduce(transition, REQUESTED);
      const highest = told.find((signal) => order.includes(signal));
      expect(state.far).toBe(highest);
      expect(order.reduce(transition, state)).toBe(state);
    }
  });
});
