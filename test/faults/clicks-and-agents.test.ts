import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { attached, BILLING, errorOf, newest, PBX } from '../support/attached.js';
import { settled } from '../support/fake-call.js';

describe('clicks and agents', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('F12: the same request again joins the transfer that is under way', async () => {
    const { call, controller, caller, log } = attached();
    log.length = 0;
    const request = { sessionId: caller, toEndPoint: BILLING };
    const promises = [controller.transfer(request), controller.transfer({ ...request })];
    await call.accept();
    call.leave(caller);
    const [first, second] = await Promise.all(promises);
    expect(call.sent).toHaveLength(1);
    expect(first).toBe(second);
    expect(controller.transfers).toEqual([first]);
    expect(log).toEqual([
      'requested',
      'updated requested',
      'accepted',
      'updated accepted',
      'transferees-changed 0',
      'handed-off no',
      'updated handed-off no',
    ]);
  });

  it('F13: a double click in one tick sends once, before anything is awaited', async () => {
    const { call, controller, caller } = attached();
    const click = () => controller.transfer({ sessionId: caller, toEndPoint: BILLING });
    const first = click();
    expect(call.sent).toHaveLength(1);
    const further = [click(), click()];
    expect(call.sent).toHaveLength(1);
    await call.refuse('no');
    const errors = await Promise.all([first, ...further].map(errorOf));
    expect(errors.map(({ code }) => code)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(call.sent).toHaveLength(1);
    expect(controller.transfers).toHaveLength(1);
  });

  it('F14: another target while one is under way is busy, and nothing is sent', async () => {
    const { call, controller, caller, log } = attached();
    void controller.transfer({ sessionId: caller, toEndPoint: BILLING });
    log.length = 0;
    const error = await errorOf(controller.transfer({ sessionId: caller, toEndPoint: PBX }));
    expect(error.code).toBe('busy');
    expect(log).toEqual(['blocked busy not-already-transferring']);
    expect(call.sent).toHaveLength(1);
    expect(JSON.stringify(error)).not.toContain('sales@');
    expect(newest(controller)).toMatchObject({ status: 'requested' });
  });

  it('F15: two callers move side by side, and nothing of one reaches the other', async () => {
    const { call, controller, caller } = attached();
    const other = call.dialIn({ name: 'Bob' });
    const first = controller.transfer({ sessionId: caller, toEndPoint: BILLING });
    const second = controller.transfer({ sessionId: other, toEndPoint: PBX });
    await call.accept(0);
    call.leave(caller);
    expect((await first).status).toBe('handed-off');
    expect(newest(controller)).toMatchObject({ status: 'requested' });
    await call.refuse('no', 1);
    const error = await errorOf(second);
    expect(error).toMatchObject({ code: 'rejected', cause: 'no' });
    expect(error.record?.plan.request).toMatchObject({ sessionId: other, toEndPoint: PBX });
    expect(call.sent.map(({ options }) => options)).toMatchObject([
      { sessionId: caller, toEndPoint: BILLING },
      { sessionId: other, toEndPoint: PBX },
    ]);
    const [latest, earlier] = controller.transfers;
    expect([latest?.status, earlier?.status]).toEqual(['failed', 'handed-off']);
    expect(latest?.timeline.map(({ signal }) => signal)).toEqual(['sent', 'daily-said-no']);
  });

  it('F17: a departure after an unconfirmed end counts for the retry, and not for the first', async () => {
    const { call, controller, caller } = attached();
    void controller.transfer({ sessionId: caller, toEndPoint: BILLING });
    await vi.advanceTimersByTimeAsync(45_000);
    const retry = controller.transfer({ sessionId: caller, toEndPoint: PBX });
    await call.accept(1);
    call.leave(caller);
    expect(await retry).toMatchObject({ status: 'handed-off', confidence: 'inferred' });
    const [, earlier] = controller.transfers;
    expect(earlier).toMatchObject({ status: 'unconfirmed', code: 'daily-silent' });
    expect(earlier?.timeline.at(-1)).toMatchObject({ signal: 'superseded', late: true });
    expect(call.sent).toHaveLength(2);
  });

  it.each([
    ['hangs', () => new Promise<boolean>(() => {})],
    ['throws', () => Promise.reject<boolean>(new Error('no'))],
    ['says no', () => false],
  ])('F18: an authorize that %s sends nothing', async (_, authorize) => {
    const { call, controller, caller } = attached({ authorize });
    const promise = controller.transfer({ sessionId: caller, toEndPoint: BILLING });
    await vi.advanceTimersByTimeAsync(5_000);
    const error = await errorOf(promise);
    expect(error.code).toBe('blocked');
    expect(error.plan?.blockers.map(({ code }) => code)).toEqual(['authorized']);
    expect(call.sent).toEqual([]);
    expect(controller.transfers).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('F18: what changes while authorize is asked is checked in the tick of the send', async () => {
    let answer: (verdict: boolean) => void = () => {};
    const authorize = () => new Promise<boolean>((resolve) => (answer = resolve));
    const { call, controller, caller } = attached({ authorize });
    const promise = controller.transfer({ sessionId: caller, toEndPoint: BILLING });
    await settled();
    call.grant({ owner: false });
    call.leave(caller);
    answer(true);
    const error = await errorOf(promise);
    expect(error.plan?.blockers.map(({ code }) => code)).toEqual([
      'may-transfer',
      'transferee-present',
    ]);
    expect(call.sent).toEqual([]);
  });
});
