import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  quota,
  type Check,
  type QuotaLimits,
  type QuotaRule,
  type TransferController,
  type TransferControllerOptions,
} from 'daily-transfer';
import { attached, errorOf, HOME, PBX, PHONE } from '../support/attached.js';
import { settled } from '../support/fake-call.js';

/** A room with a quota, and callers who each come in when they are sent on. */
function limited(limits: QuotaLimits, options: TransferControllerOptions = {}) {
  const room = attached({ quota: quota(limits), ...options }, { from: HOME });
  const { call, controller } = room;
  const send = (toEndPoint: string, sessionId = call.dialIn()) =>
    controller.transfer({ sessionId, toEndPoint });
  /** Sends, and Daily says no, so that the caller is still here. */
  const refused = async (toEndPoint: string, sessionId?: string) => {
    const error = errorOf(send(toEndPoint, sessionId));
    await call.refuse('no');
    return (await error).code;
  };
  const checkOf = (toEndPoint: string, sessionId = room.caller) =>
    find(controller, toEndPoint, sessionId);
  return { ...room, send, refused, checkOf };
}

function find(controller: TransferController, toEndPoint: string, sessionId: string): Check {
  const { checks } = controller.plan({ sessionId, toEndPoint });
  const found = checks.find(({ code }) => code === 'within-quota');
  if (!found) throw new Error('there is no such check');
  return found;
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the option quota', () => {
  it('passes where none is set', async () => {
    const { controller, caller } = attached();
    expect(find(controller, PBX, caller)).toEqual({
      code: 'within-quota',
      state: 'passed',
      message: 'The app sets no quota.',
    });
  });

  it('limits the sends of any minute, and says after how long there is room', async () => {
    const { call, send, refused, checkOf } = limited({ perMinute: 2 });
    expect(await refused(PBX)).toBe('rejected');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(checkOf(PHONE).state).toBe('passed');
    expect(await refused(PHONE)).toBe('rejected');
    const error = await errorOf(send(PBX));
    expect(error.code).toBe('blocked');
    expect(error.message).toBe(
      'unable to transfer; as many transfers as the app allows in a minute have been sent',
    );
    expect(error.plan?.blockers).toEqual([
      {
        code: 'within-quota',
        state: 'failed',
        message: 'As many transfers as the app allows in a minute have been sent.',
        hint: 'Wait a little.',
        retryAfterMs: 50_000,
      },
    ]);
    expect(call.sent).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(49_999);
    expect(checkOf(PBX)).toMatchObject({ state: 'failed', retryAfterMs: 1 });
    await vi.advanceTimersByTimeAsync(1);
    expect(await refused(PBX)).toBe('rejected');
    expect(checkOf(PBX)).toMatchObject({ state: 'failed', retryAfterMs: 10_000 });
  });

  it('limits the sends to one target, however it is written', async () => {
    const { call, send, refused, checkOf } = limited({ perTarget: 1 });
    expect(await refused(PBX)).toBe('rejected');
    for (const text of [
      'SIP:sales@PBX.example.com.',
      `${PBX}:5061`,
      `${PBX};transport=tcp`,
      `${PBX}?X-Case=7`,
    ]) {
      expect((await errorOf(send(text))).plan?.blockers[0]?.code).toBe('within-quota');
    }
    expect(checkOf(PHONE).state).toBe('passed');
    expect(await refused(PHONE)).toBe('rejected');
    expect((await errorOf(send('tel:+1-415-555-2671;ext=12'))).code).toBe('blocked');
    expect(call.sent).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(checkOf(PBX).state).toBe('passed');
  });

  it('limits the moves of one caller for as long as the controller lives', async () => {
    const { call, caller, refused, send, checkOf } = limited({ perCaller: 2 });
    expect(await refused(PBX, caller)).toBe('rejected');
    expect(await refused(PHONE, caller)).toBe('rejected');
    await vi.advanceTimersByTimeAsync(24 * 3_600_000);
    expect('retryAfterMs' in checkOf(PBX)).toBe(false);
    expect((await errorOf(send(PBX, caller))).plan?.blockers[0]?.message).toContain('This caller');
    expect(checkOf(PBX, call.dialIn()).state).toBe('passed');
    expect(call.sent).toHaveLength(2);
  });

  it('counts no plan, nothing that was blocked, and no request that joins', async () => {
    const { call, caller, controller, send, checkOf } = limited({ perMinute: 1, perCaller: 1 });
    for (let count = 0; count < 5; count += 1) expect(checkOf(PBX).state).toBe('passed');
    call.grant({ owner: false });
    expect((await errorOf(send(PBX, caller))).code).toBe('blocked');
    call.grant({ owner: true });
    const promises = [send(PBX, caller), send(PBX, caller), send(PBX, caller)];
    const running = controller.plan({ sessionId: caller, toEndPoint: PBX });
    expect(running.ready).toBe(true);
    expect(running.joins).toBe(controller.transfers[0]?.id);
    call.leave(caller);
    await call.accept();
    expect(new Set(await Promise.all(promises)).size).toBe(1);
    expect(call.sent).toHaveLength(1);
  });

  it('counts a send that threw, and one whose outcome nobody knows', async () => {
    const { call, caller, send } = limited({ perMinute: 2 });
    call.throws = { thrown: new Error('not now') };
    expect((await errorOf(send(PBX))).code).toBe('rejected');
    call.throws = undefined;
    const silent = errorOf(send(PBX, caller));
    await vi.advanceTimersByTimeAsync(45_000);
    expect((await silent).code).toBe('daily-silent');
    expect((await errorOf(send(PBX))).code).toBe('blocked');
  });

  it('counts at the send: of those who are asked for at once only as many go as there is room', async () => {
    const answers: (() => void)[] = [];
    const authorize = () => new Promise<boolean>((yes) => answers.push(() => yes(true)));
    const { call, controller, send } = limited({ perMinute: 2 }, { authorize });
    const promises = [send(PBX), send(PBX), send(PBX)];
    expect(answers).toHaveLength(3);
    for (const answer of answers) answer();
    await settled();
    expect(call.sent).toHaveLength(2);
    const third = await errorOf(promises[2] ?? Promise.reject(new Error('none')));
    expect(third.plan?.blockers.map(({ code }) => code)).toEqual(['within-quota']);
    expect(third.plan?.checks.at(-1)).toMatchObject({ code: 'authorized', state: 'passed' });
    controller.detach();
  });

  it('cannot be overridden', async () => {
    const { caller, controller } = limited({ perMinute: 1 });
    const override = ['within-quota' as 'network-up'];
    const promise = controller.transfer({ sessionId: caller, toEndPoint: PBX, override });
    await expect(promise).rejects.toThrow(TypeError);
  });

  it('is told as out of date at each send, by plans-changed', async () => {
    const { call, controller, send, checkOf } = limited({ perMinute: 1 });
    const seen: string[] = [];
    await settled();
    controller.on('plans-changed', () => seen.push(checkOf(PHONE).state));
    void send(PBX);
    await settled();
    expect(seen.at(-1)).toBe('failed');
    await call.refuse('no');
    controller.detach();
  });

  it('tells by plans-changed when there is room again, once for whoever was told to wait', async () => {
    const { call, controller, send, refused, checkOf } = limited({ perMinute: 1 });
    expect(await refused(PBX)).toBe('rejected');
    const seen: string[] = [];
    await settled();
    controller.on('plans-changed', () => seen.push(`${performance.now() - start}`));
    const start = performance.now();
    for (let count = 0; count < 3; count += 1) expect(checkOf(PHONE).state).toBe('failed');
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(59_999);
    expect(seen).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(seen).toEqual(['60000']);
    expect(checkOf(PHONE).state).toBe('passed');
    expect(vi.getTimerCount()).toBe(0);
    void send(PBX);
    expect(checkOf(PHONE).state).toBe('failed');
    await call.refuse('no');
    controller.detach();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('starts no timer for a plan that is made after detach()', async () => {
    const { controller, refused, checkOf } = limited({ perMinute: 1 });
    expect(await refused(PBX)).toBe('rejected');
    controller.detach();
    expect(checkOf(PHONE).state).toBe('failed');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('tells the first who may go on, although a later one was told to wait longer', async () => {
    const { refused, controller, checkOf } = limited({ perTarget: 1 });
    expect(await refused(PBX)).toBe('rejected');
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await refused(PHONE)).toBe('rejected');
    await settled();
    const seen: string[] = [];
    expect([checkOf(PBX), checkOf(PHONE)].map(({ retryAfterMs }) => retryAfterMs)).toEqual([
      40_000, 60_000,
    ]);
    controller.on('plans-changed', () =>
      seen.push(`${checkOf(PBX).state} ${checkOf(PHONE).state}`),
    );
    await vi.advanceTimersByTimeAsync(40_000);
    expect(seen).toEqual(['passed failed']);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(seen).toEqual(['passed failed', 'passed passed']);
    controller.detach();
  });

  it('counts for all controllers that share it, and for no other', () => {
    const shared = quota({ perMinute: 1 });
    const rooms = [{ quota: shared }, { quota: shared }, {}].map((options) =>
      limited({ perMinute: 1 }, options),
    );
    void rooms[0]?.send(PBX);
    expect(rooms.map(({ checkOf }) => checkOf(PHONE).state)).toEqual([
      'failed',
      'failed',
      'passed',
    ]);
    for (const { controller } of rooms) controller.detach();
  });

  it('may be the app’s own: one that throws lets nothing through, and is told', async () => {
    const reported: unknown[] = [];
    vi.stubGlobal('reportError', (error: unknown) => reported.push(error));
    const broken = new Error('broken');
    const own: QuotaRule = {
      judge: () => {
        throw broken;
      },
      count: () => {},
    };
    const { call, send } = limited({}, { quota: own });
    expect((await errorOf(send(PBX))).plan?.blockers).toEqual([
      {
        code: 'within-quota',
        state: 'failed',
        message: 'The app failed to say how many transfers it allows.',
        hint: 'Try again.',
      },
    ]);
    expect(call.sent).toEqual([]);
    expect(reported).toEqual([broken]);
    vi.unstubAllGlobals();
  });

  it('may be the app’s own: one that does not know lets through', () => {
    const message = 'The count of today is not loaded yet.';
    const own: QuotaRule = { judge: () => ({ state: 'unknown', message }), count: () => {} };
    const { controller, checkOf } = limited({}, { quota: own });
    expect(checkOf(PBX)).toEqual({ code: 'within-quota', state: 'unknown', message });
    controller.detach();
  });

  it('may not transfer while it is asked or counts', async () => {
    const nested: Promise<unknown>[] = [];
    const inner = quota({ perMinute: 9 });
    const tryIt = () =>
      void nested.push(room.controller.transfer({ sessionId: other, toEndPoint: PBX }));
    const own: QuotaRule = {
      judge: (...asked) => (tryIt(), inner.judge(...asked)),
      count: (...sent) => (tryIt(), inner.count(...sent)),
    };
    const room = limited({}, { quota: own });
    const other = room.call.dialIn();
    void room.send(PBX, room.caller);
    expect(nested).toHaveLength(2);
    for (const promise of nested) {
      await expect(promise).rejects.toThrow(/^transfer\(\) cannot be called from within a rule/);
    }
    expect(room.call.sent).toHaveLength(1);
    room.controller.detach();
  });

  it('goes by a monotonic clock, not by the wall clock', async () => {
    const { refused, checkOf } = limited({ perMinute: 1 });
    expect(await refused(PBX)).toBe('rejected');
    vi.setSystemTime(Date.now() + 3_600_000);
    expect(checkOf(PBX)).toMatchObject({ state: 'failed', retryAfterMs: 60_000 });
  });
});
