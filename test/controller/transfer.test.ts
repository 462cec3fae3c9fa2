import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TransferRequest } from 'daily-transfer';
import { attached, BILLING, errorOf, HOME, newest, PBX, PHONE } from '../support/attached.js';
import { settled } from '../support/fake-call.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('transfer()', () => {
  it('calls the method of Daily before it returns', () => {
    const { call, controller, caller } = attached();
    void controller.transfer({ sessionId: caller, toEndPoint: BILLING });
    expect(call.sent).toEqual([
      { method: 'sipCallTransfer', options: { sessionId: caller, toEndPoint: BILLING } },
    ]);
    controller.detach();
  });

  it('tells of the request when it has been sent, with no event for an answer in the same tick', async () => {
    const { call, controller, log, caller } = attached();
    call.whileSending = () => {
      expect(log).toEqual([]);
      expect(controller.transfers).toEqual([]);
      void call.accept();
    };
    void controller.transfer({ sessionId: caller, toEndPoint: BILLING });
    expect(log).toEqual(['requested', 'updated requested']);
    await settled();
    expect(log.slice(2)).toEqual(['accepted', 'updated accepted']);
    controller.detach();
  });

  it('sends by REFER a caller from outside to an outside address', async () => {
    const { call, controller, caller } = attached({}, { from: HOME });
    void controller.transfer({ sessionId: caller, toEndPoint: 'SIP:sales@PBX.example.com.' });
    expect(call.sent).toEqual([
      { method: 'sipRefer', options: { sessionId: caller, toEndPoint: PBX } },
    ]);
    expect(newest(controller).plan.because).toBe('both-ends-outside');
    controller.detach();
  });

  it('is joined by a request that leaves the method to the rule only if it left it there too', () => {
    const joinedBy = (own: Partial<TransferRequest>, other: Partial<TransferRequest>) => {
      const { controller, caller } = attached({}, { from: HOME });
      const request = { sessionId: caller, toEndPoint: PBX };
      void controller.transfer({ ...request, ...own });
      const { joins } = controller.plan({ ...request, ...other });
      controller.detach();
      return joins !== undefined;
    };
    const anchored = { prefer: 'anchored' } as const;
    expect(joinedBy({ method: 'sipCallTransfer' }, {})).toBe(false);
    expect(joinedBy({ method: 'sipCallTransfer' }, anchored)).toBe(true);
    expect(joinedBy({}, {})).toBe(true);
    expect(joinedBy({ method: 'auto' }, {})).toBe(true);
    // Who wants Daily kept in the path must not get a REFER.
    expect(joinedBy({}, anchored)).toBe(false);
    expect(joinedBy({}, { transfereeAddress: 'sip:bob@acme.sip.daily.co' })).toBe(false);
  });

  it('sends what belongs to a phone number, and nothing that is not set', () => {
    const { call, controller, caller } = attached();
    void controller.transfer({
      sessionId: caller,
      toEndPoint: 'tel:+1-415-555-2671;ext=12',
      callerId: '3fa85f64-5717-4562-b3fc-2c963f66afa6',
      extension: undefined,
      waitBeforeExtensionDialSec: 2,
    });
    expect(call.sent[0]?.options).toEqual({
      sessionId: caller,
      toEndPoint: PHONE,
      callerId: '3fa85f64-5717-4562-b3fc-2c963f66afa6',
      extension: '12',
      waitBeforeExtensionDialSec: 2,
    });
    controller.detach();
  });

  it('sends what a plan has shown', () => {
    const { call, controller, caller } = attached({}, { from: HOME });
    const plan = controller.plan({
      sessionId: caller,
      toEndPoint: ' sales@pbx.example.com'.trim(),
    });
    void controller.transfer(plan.request);
    expect(call.sent).toEqual([
      {
        method: plan.method,
        options: { sessionId: caller, toEndPoint: plan.request.toEndPoint },
      },
    ]);
    controller.detach();
  });

  it('takes frozen objects, and leaves them and the call object as they are', () => {
    const { call, controller, caller } = attached();
    const request = Object.freeze({
      sessionId: caller,
      toEndPoint: BILLING,
      override: Object.freeze(['room-on-sfu' as const]),
    });
    const members = Object.getOwnPropertyNames(call);
    void controller.transfer(request);
    expect(call.sent[0]?.options).toEqual({ sessionId: caller, toEndPoint: BILLING });
    expect(Object.getOwnPropertyNames(call)).toEqual(members);
    expect(Object.getOwnPropertySymbols(call)).toEqual([]);
    controller.detach();
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['text', 'sip:a@b.c'],
    ['an empty object', {}],
    ['a session id that is a number', { sessionId: 1, toEndPoint: BILLING }],
    ['no target', { sessionId: 'caller-1' }],
    ['a key of its own', { sessionId: 'caller-1', toEndPoint: BILLING, action: 'eject-all' }],
    ['a method of another name', { sessionId: 'x', toEndPoint: BILLING, method: 'refer' }],
    [
      'an override of what cannot be',
      { sessionId: 'x', toEndPoint: BILLING, override: ['joined'] },
    ],
    ['too short a time', { sessionId: 'x', toEndPoint: BILLING, timeoutMs: 4_999 }],
    [
      'a getter that throws',
      {
        get sessionId() {
          throw new TypeError('no');
        },
        toEndPoint: '',
      },
    ],
  ])('rejects %s with a TypeError, and sends and tells nothing', async (_, request) => {
    const { call, controller, log } = attached();
    const promise: Promise<unknown> = Reflect.apply(controller.transfer, controller, [request]);
    await expect(promise).rejects.toBeInstanceOf(TypeError);
    expect(() => Reflect.apply(controller.plan, controller, [request])).toThrow(TypeError);
    expect(call.sent).toEqual([]);
    expect(log).toEqual([]);
  });

  it('refuses with its first blocker as the reason, by event and rejection, and sends nothing', async () => {
    const { call, controller, log, caller } = attached({ allowTargets: 'daily' });
    const told: unknown[] = [];
    controller.on('transfer-blocked', ({ plan, error }) => told.push(plan, error));
    const error = await errorOf(controller.transfer({ sessionId: caller, toEndPoint: PBX }));
    expect(error.message).toBe('unable to transfer; this address may not be called from here');
    expect(error.code).toBe('blocked');
    expect(error.status).toBeUndefined();
    expect(error.plan?.blockers.map(({ code }) => code)).toEqual(['target-allowed']);
    expect(told).toEqual([error.plan, error]);
    expect(log).toEqual(['blocked blocked target-allowed']);
    expect(call.sent).toEqual([]);
    expect(controller.transfers).toEqual([]);
  });

  it('leaves a word in capitals as it is in the reason', async () => {
    const { controller, caller } = attached();
    const request = { sessionId: caller, toEndPoint: PHONE, method: 'sipRefer' } as const;
    const error = await errorOf(controller.transfer(request));
    expect(error.message).toBe('unable to transfer; REFER cannot reach a phone number');
  });

  it('goes on where the failed checks are overridden, and says so in plan and record', () => {
    const { call, controller, caller } = attached();
    call.topology = 'peer';
    call.grant({ owner: false });
    const request = {
      sessionId: caller,
      toEndPoint: BILLING,
      override: ['may-transfer', 'room-on-sfu'],
    } as const;
    expect(controller.plan(request).ready).toBe(true);
    void controller.transfer(request);
    const overridden = newest(controller).plan.checks.filter(({ overridden: went }) => went);
    expect(overridden.map(({ code, state }) => [code, state])).toEqual([
      ['may-transfer', 'failed'],
      ['room-on-sfu', 'failed'],
    ]);
    expect(call.sent).toHaveLength(1);
    controller.detach();
  });

  it('moves different callers side by side', async () => {
    const { call, controller, caller } = attached();
    const bob = call.dialIn({ name: 'Bob' });
    const first = controller.transfer({ sessionId: caller, toEndPoint: BILLING });
    const second = controller.transfer({ sessionId: bob, toEndPoint: BILLING });
    await call.refuse('no', 0);
    call.leave(bob);
    await call.accept(1);
    expect((await errorOf(first)).code).toBe('rejected');
    expect((await second).status).toBe('handed-off');
    expect(controller.transfers.map(({ status }) => status)).toEqual(['handed-off', 'failed']);
  });

  it('finds a transfer by its id', async () => {
    const { call, controller, caller } = attached();
    const promise = controller.transfer({ sessionId: caller, toEndPoint: BILLING });
    const { id } = newest(controller);
    expect(controller.find(id)).toBe(newest(controller));
    expect(controller.find('another')).toBeUndefined();
    call.leave(caller);
    await call.accept();
    expect(await promise).toBe(controller.find(id));
  });
});

describe('sipCallTransfer() and sipRefer()', () => {
  it('are transfers with the method fixed, Daily’s options and the settings besides', async () => {
    const { call, controller, caller } = attached({}, { from: HOME });
    const options = Object.freeze({ sessionId: caller, toEndPoint: PBX });
    const sent = controller.sipCallTransfer(options, { timeoutMs: 5_000 });
    expect(newest(controller)).toMatchObject({
      method: 'sipCallTransfer',
      plan: { because: 'method-requested', request: { timeoutMs: 5_000 } },
    });
    await vi.advanceTimersByTimeAsync(5_000);
    expect((await errorOf(sent)).code).toBe('daily-silent');
    void controller.sipRefer(options);
    expect(call.sent.map(({ method }) => method)).toEqual(['sipCallTransfer', 'sipRefer']);
    controller.detach();
  });

  it('reject what is no object at all, and never throw', async () => {
    const { call, controller } = attached();
    const odd = Object.defineProperty({}, 'sessionId', {
      enumerable: true,
      get: () => {
        throw new TypeError('not to be read');
      },
    });
    for (const method of [controller.sipCallTransfer, controller.sipRefer]) {
      for (const options of [undefined, null, odd]) {
        const promise: Promise<unknown> = Reflect.apply(method, controller, [options]);
        await expect(promise).rejects.toBeInstanceOf(TypeError);
      }
    }
    expect(call.sent).toEqual([]);
  });
});

describe('a request for a caller who is being transferred', () => {
  it('joins when it is the same: one send, one record, a promise of its own', async () => {
    const { call, controller, log, caller } = attached();
    const first = controller.transfer({ sessionId: caller, toEndPoint: BILLING });
    const request = { sessionId: caller, toEndPoint: 'SIP:billing@ACME.sip.daily.co' };
    expect(controller.plan(request)).toMatchObject({ ready: true, joins: newest(controller).id });
    const second = controller.transfer(request);
    expect(second).not.toBe(first);
    call.leave(caller);
    await call.accept();
    expect(await second).toBe(await first);
    expect(call.sent).toHaveLength(1);
    expect(controller.transfers).toHaveLength(1);
    expect(log.filter((line) => line.startsWith('requested'))).toHaveLength(1);
  });

  it('joins by the text alone when the caller has gone meanwhile, whatever the rule would say now', async () => {
    const { call, controller, caller } = attached({}, { from: HOME });
    const { request } = controller.plan({ sessionId: caller, toEndPoint: PBX });
    void controller.transfer(request);
    call.leave(caller);
    const again = controller.transfer({ sessionId: caller, toEndPoint: PBX });
    await call.accept();
    expect((await again).method).toBe('sipRefer');
    expect(call.sent).toHaveLength(1);
  });

  it('joins when the rule would choose the other method by what was learnt meanwhile', () => {
    const { call, controller, caller } = attached();
    const request = { sessionId: caller, toEndPoint: PBX };
    void controller.transfer(request);
    expect(newest(controller).method).toBe('sipCallTransfer');
    call.tell('dialin-connected', { sessionId: caller, sipFrom: HOME });
    expect(controller.plan(request)).toMatchObject({ ready: true, joins: newest(controller).id });
    controller.detach();
  });

  it('is busy when it is another one, and sends nothing', async () => {
    const { call, controller, log, caller } = attached();
    void controller.transfer({ sessionId: caller, toEndPoint: BILLING });
    log.length = 0;
    const error = await errorOf(controller.transfer({ sessionId: caller, toEndPoint: PBX }));
    expect(error.message).toBe('unable to transfer; another transfer of this caller is under way');
    expect(log).toEqual(['blocked busy not-already-transferring']);
    expect(call.sent).toHaveLength(1);
    controller.detach();
  });

  it('has a signal that concerns its own promise only', async () => {
    const { call, controller, caller } = attached();
    const own = new AbortController();
    const first = controller.transfer({ sessionId: caller, toEndPoint: BILLING });
    const joined = { sessionId: caller, toEndPoint: BILLING, signal: own.signal };
    const second = controller.transfer(joined);
    own.abort('changed my mind');
    const error = await errorOf(second);
    expect(error).toMatchObject({ code: 'aborted', cause: 'changed my mind' });
    expect(error.record).toBe(newest(controller));
    call.leave(caller);
    await call.accept();
    expect((await first).status).toBe('handed-off');
  });
});

describe('aborting', () => {
  it('before the call sends nothing', async () => {
    const { call, controller, log, caller } = attached();
    const signal = AbortSignal.abort('never mind');
    const error = await errorOf(
      controller.transfer({ sessionId: caller, toEndPoint: BILLING, signal }),
    );
    expect(error).toMatchObject({ code: 'aborted', cause: 'never mind' });
    expect(call.sent).toEqual([]);
    expect(log).toEqual([]);
  });

  it('from within a rule of the app sends nothing', async () => {
    const abort = new AbortController();
    const { call, controller, caller } = attached({
      allowTargets: () => {
        abort.abort();
        return true;
      },
    });
    const { signal } = abort;
    const promise = controller.transfer({ sessionId: caller, toEndPoint: BILLING, signal });
    expect((await errorOf(promise)).code).toBe('aborted');
    expect(call.sent).toEqual([]);
  });

  it('after the send ends the waiting, and the record goes on to its true end', async () => {
    const { call, controller, caller } = attached();
    const abort = new AbortController();
    const { signal } = abort;
    const promise = controller.transfer({ sessionId: caller, toEndPoint: BILLING, signal });
    abort.abort();
    const error = await errorOf(promise);
    expect(error.code).toBe('aborted');
    expect(error.status).toBeUndefined();
    expect(error.record?.status).toBe('requested');
    call.leave(caller);
    await call.accept();
    expect(newest(controller).status).toBe('handed-off');
  });

  it('after the end does nothing to the next transfer of the caller', async () => {
    const { call, controller, log, caller } = attached();
    const abort = new AbortController();
    const forgotten = vi.spyOn(abort.signal, 'removeEventListener');
    const { signal } = abort;
    const first = controller.transfer({ sessionId: caller, toEndPoint: BILLING, signal });
    await call.refuse('no');
    expect((await errorOf(first)).code).toBe('rejected');
    expect(forgotten).toHaveBeenCalledTimes(1);
    expect(forgotten).toHaveBeenCalledWith('abort', expect.any(Function));
    void controller.transfer({ sessionId: caller, toEndPoint: BILLING });
    log.length = 0;
    abort.abort();
    expect(log).toEqual([]);
    expect(controller.plan({ sessionId: caller, toEndPoint: BILLING }).joins).toBe(
      newest(controller).id,
    );
    controller.detach();
  });

  it('while the end is being told changes neither promise nor record', async () => {
    const { call, controller, log, caller } = attached();
    const abort = new AbortController();
    controller.on('transfer-failed', () => {
      void controller.transfer({ sessionId: caller, toEndPoint: PBX });
      abort.abort();
    });
    const { signal } = abort;
    const promise = controller.transfer({ sessionId: caller, toEndPoint: BILLING, signal });
    await call.refuse('no');
    expect((await errorOf(promise)).code).toBe('rejected');
    expect(
      (await errorOf(controller.transfer({ sessionId: caller, toEndPoint: BILLING }))).code,
    ).toBe('busy');
    expect(log).toEqual([
      'requested',
      'updated requested',
      'failed rejected safe',
      'updated failed rejected safe',
      'requested',
      'updated requested',
      'blocked busy not-already-transferring',
    ]);
    controller.detach();
  });
});
