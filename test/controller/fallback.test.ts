import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TransferControllerOptions, TransferRequest } from 'daily-transfer';
import { attached, errorOf, HOME, newest, PBX } from '../support/attached.js';
import { settled } from '../support/fake-call.js';

function refer(options: TransferControllerOptions = {}) {
  const room = attached(options, { from: HOME });
  const begin = (own: Partial<TransferRequest> = {}) =>
    room.controller.transfer({
      sessionId: room.caller,
      toEndPoint: PBX,
      fallback: true,
      ...own,
    });
  return { ...room, begin };
}

const REFUSED = [
  'requested',
  'updated requested',
  'failed rejected no fallback',
  'updated failed rejected no fallback',
];

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('fallback', () => {
  it('sends a refused REFER once more by sipCallTransfer, and the promise follows both', async () => {
    const { call, controller, log, caller, begin } = refer();
    const promise = begin();
    await call.refuse('405');
    expect(call.sent).toEqual([
      { method: 'sipRefer', options: { sessionId: caller, toEndPoint: PBX } },
      { method: 'sipCallTransfer', options: { sessionId: caller, toEndPoint: PBX } },
    ]);
    call.leave(caller);
    await call.accept();
    const record = await promise;
    const [second, first] = controller.transfers;
    expect(record).toBe(second);
    expect(second?.fallbackOf).toBe(first?.id);
    expect(first?.fallback).toBe(second?.id);
    expect([first?.method, second?.method]).toEqual(['sipRefer', 'sipCallTransfer']);
    expect(second?.plan.because).toBe('method-requested');
    expect(first).toMatchObject({ status: 'failed', code: 'rejected', retry: 'no' });
    expect(log.slice(0, 6)).toEqual([...REFUSED, 'requested second', 'updated requested second']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('ends with the second error, and never sends a third', async () => {
    const { call, controller, begin } = refer();
    const promise = begin();
    await call.refuse('405');
    await call.refuse('603');
    const error = await errorOf(promise);
    expect(error).toMatchObject({ code: 'rejected', cause: '603' });
    expect(error.record).toBe(newest(controller));
    expect(call.sent).toHaveLength(2);
  });

  it('holds the session: the same request joins the second transfer, another one is busy', async () => {
    const { call, controller, caller, begin } = refer();
    void begin();
    await call.refuse('405');
    const joined = controller.plan({ sessionId: caller, toEndPoint: PBX });
    expect(joined.joins).toBe(newest(controller).id);
    const other = controller.transfer({ sessionId: caller, toEndPoint: HOME });
    expect((await errorOf(other)).code).toBe('busy');
    controller.detach();
  });

  it.each<[string, Partial<TransferRequest>]>([
    ['it was not asked for', { fallback: false }],
    ['the first was no REFER', { method: 'sipCallTransfer' }],
  ])('sends nothing when %s', async (_, own) => {
    const { call, begin } = refer();
    const promise = begin(own);
    await call.refuse('no');
    expect(await errorOf(promise)).toMatchObject({ code: 'rejected', cause: 'no' });
    expect(call.sent).toHaveLength(1);
  });

  it('sends nothing when the REFER could not be sent at all', async () => {
    const { call, begin } = refer();
    call.throws = { thrown: new Error('not joined') };
    expect((await errorOf(begin())).record?.retry).toBe('safe');
    expect(call.sent).toHaveLength(1);
  });

  it('sends nothing when the caller has left', async () => {
    const { call, caller, begin } = refer();
    const promise = begin();
    call.leave(caller);
    await call.refuse('no');
    expect((await errorOf(promise)).code).toBe('transferee-left');
    expect(call.sent).toHaveLength(1);
  });

  it('sends nothing when nobody waits any more', async () => {
    const { call, controller, begin } = refer();
    const abort = new AbortController();
    const promise = begin({ signal: abort.signal });
    abort.abort();
    await call.refuse('no');
    expect((await errorOf(promise)).code).toBe('aborted');
    expect(newest(controller)).toMatchObject({ code: 'rejected', retry: 'safe' });
    expect(call.sent).toHaveLength(1);
  });

  it('ends with the first error when the second plan is not ready', async () => {
    const { call, controller, log, begin } = refer({
      allowTargets: (_, { method }) => method === 'sipRefer',
    });
    const promise = begin();
    await call.refuse('405');
    expect(await errorOf(promise)).toMatchObject({ code: 'rejected', cause: '405' });
    expect(newest(controller).fallback).toBeUndefined();
    expect(newest(controller).retry).toBe('safe');
    expect(log.slice(2)).toEqual(['failed rejected safe', 'updated failed rejected safe']);
  });

  it('stops when the app detaches while it hears of the first end', async () => {
    const { call, controller, log, begin } = refer();
    controller.on('transfer-failed', () => controller.detach());
    const promise = begin();
    await call.refuse('405');
    expect(await errorOf(promise)).toMatchObject({ code: 'rejected', cause: '405' });
    expect(call.sent).toHaveLength(1);
    expect(log).toEqual([...REFUSED, 'updated failed rejected safe']);
    expect(newest(controller).fallback).toBeUndefined();
    expect(vi.getTimerCount()).toBe(0);
    expect(call.events.count()).toEqual({});
  });

  describe('with authorize', () => {
    function asking() {
      const answers: ((verdict: boolean) => Promise<void>)[] = [];
      const signals: AbortSignal[] = [];
      const authorize = (_: unknown, signal: AbortSignal) =>
        new Promise<boolean>((resolve) => {
          signals.push(signal);
          answers.push((verdict) => (resolve(verdict), settled()));
        });
      return { ...refer({ authorize }), answers, signals };
    }

    it('asks again before the second send', async () => {
      const { call, controller, caller, answers, begin } = asking();
      const promise = begin();
      await answers[0]?.(true);
      await call.refuse('405');
      expect(call.sent).toHaveLength(1);
      await answers[1]?.(true);
      expect(call.sent).toHaveLength(2);
      call.leave(caller);
      await call.accept();
      expect(await promise).toBe(newest(controller));
    });

    it.each<[string, (room: ReturnType<typeof asking>) => unknown]>([
      ['the app says no', ({ answers }) => answers[1]?.(false)],
      ['the app detaches', ({ controller }) => controller.detach()],
    ])('ends with the first error when %s', async (_, end) => {
      const room = asking();
      const promise = room.begin();
      await room.answers[0]?.(true);
      await room.call.refuse('405');
      expect(newest(room.controller).fallback).toBeDefined();
      await end(room);
      expect(await errorOf(promise)).toMatchObject({ code: 'rejected', cause: '405' });
      expect(newest(room.controller)).toMatchObject({ retry: 'safe' });
      expect(newest(room.controller).fallback).toBeUndefined();
      expect(room.call.sent).toHaveLength(1);
      expect(room.signals[1]?.aborted).toBe(true);
      expect(vi.getTimerCount()).toBe(0);
    });

    it('ends with the first error when the caller leaves meanwhile', async () => {
      const { call, controller, caller, log, answers, begin } = asking();
      const promise = begin();
      await answers[0]?.(true);
      await call.refuse('405');
      call.leave(caller);
      await answers[1]?.(true);
      expect(await errorOf(promise)).toMatchObject({ code: 'rejected', cause: '405' });
      expect(newest(controller).fallback).toBeUndefined();
      expect(log.slice(4)).toEqual([
        'transferees-changed 0',
        'updated failed rejected no late fallback',
        'updated failed rejected safe late',
      ]);
    });

    it('is called off when everybody aborts meanwhile', async () => {
      const { call, controller, answers, begin } = asking();
      const abort = new AbortController();
      const promise = begin({ signal: abort.signal });
      await answers[0]?.(true);
      await call.refuse('405');
      abort.abort();
      expect((await errorOf(promise)).code).toBe('aborted');
      await answers[1]?.(true);
      expect(call.sent).toHaveLength(1);
      expect(newest(controller)).toMatchObject({ status: 'failed', retry: 'safe' });
      expect(newest(controller).fallback).toBeUndefined();
    });
  });

  it('checks anew before the second send, since listeners have run since the plan', async () => {
    const { call, controller, begin } = refer();
    controller.once('transfer-failed', () => call.leaveMeeting());
    const promise = begin();
    await call.refuse('405');
    expect((await errorOf(promise)).code).toBe('rejected');
    expect(call.sent).toHaveLength(1);
    expect(newest(controller)).toMatchObject({ status: 'failed', retry: 'safe' });
    expect(newest(controller)).not.toHaveProperty('fallback');
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each(['abort', 'detach'] as const)(
    'names no second transfer when a rule of the app calls %s() while it is planned',
    async (end) => {
      const abort = new AbortController();
      let asked = 0;
      const { call, controller, log, begin } = refer({
        allowTargets: () => {
          asked += 1;
          if (asked === 2 && end === 'abort') abort.abort();
          if (asked === 2 && end === 'detach') controller.detach();
          return true;
        },
      });
      void begin({ signal: abort.signal });
      await call.refuse('405');
      expect(call.sent).toHaveLength(1);
      expect(newest(controller)).toMatchObject({ status: 'failed', code: 'rejected' });
      expect(newest(controller)).not.toHaveProperty('fallback');
      expect(log.map((line) => line.split(' ')[0])).toEqual([
        'requested',
        'updated',
        'failed',
        'updated',
      ]);
      expect(vi.getTimerCount()).toBe(0);
    },
  );
});
