import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TransferControllerOptions, TransferPlan } from 'daily-transfer';
import { attached, BILLING, errorOf, newest, PBX } from '../support/attached.js';
import { settled } from '../support/fake-call.js';

/** One time that the app was asked; it answers when the test says so. */
interface Asked {
  readonly plan: TransferPlan;
  readonly signal: AbortSignal;
  readonly answer: (verdict: unknown) => Promise<void>;
  readonly fail: (thrown: unknown) => Promise<void>;
}

function asking(options: TransferControllerOptions = {}) {
  const asked: Asked[] = [];
  const authorize = (plan: TransferPlan, signal: AbortSignal): Promise<boolean> =>
    new Promise((resolve, reject) => {
      const answer = (verdict: unknown) => (resolve(verdict as boolean), settled());
      const fail = (thrown: unknown) => (reject(thrown), settled());
      asked.push({ plan, signal, answer, fail });
    });
  const room = attached({ authorize, ...options });
  const begin = (signal?: AbortSignal) =>
    room.controller.transfer({ sessionId: room.caller, toEndPoint: BILLING, signal });
  return { ...room, asked, begin };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('authorize', () => {
  it('is asked once, about a ready plan, and holds the session meanwhile without a record', async () => {
    const { call, controller, caller, log, asked, begin } = asking();
    const first = begin();
    expect(asked).toHaveLength(1);
    expect(asked[0]?.plan.ready).toBe(true);
    expect(asked[0]?.plan.checks.at(-1)).toMatchObject({ code: 'authorized', state: 'unknown' });
    const second = begin();
    const other = controller.transfer({ sessionId: caller, toEndPoint: PBX });
    expect((await errorOf(other)).code).toBe('busy');
    expect(controller.transfers).toEqual([]);
    const { joins } = controller.plan({ sessionId: caller, toEndPoint: BILLING });
    await asked[0]?.answer(true);
    expect(newest(controller).id).toBe(joins);
    expect(newest(controller).plan.checks.at(-1)).toMatchObject({ state: 'passed' });
    expect(asked).toHaveLength(1);
    call.leave(caller);
    await call.accept();
    expect(await second).toBe(await first);
    expect(log).toEqual([
      'blocked busy not-already-transferring',
      'requested',
      'updated requested',
      'transferees-changed 0',
      'updated requested',
      'handed-off no',
      'updated handed-off no',
    ]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([false, 1, 'true', {}, null, undefined])(
    'is a no when it answers %j',
    async (verdict) => {
      const { call, log, asked, begin } = asking();
      const promise = begin();
      await asked[0]?.answer(verdict);
      const error = await errorOf(promise);
      expect(error.message).toBe('unable to transfer; the app did not authorize the transfer');
      expect('cause' in error).toBe(false);
      expect(error.plan?.blockers.map(({ code }) => code)).toEqual(['authorized']);
      expect(log).toEqual(['blocked blocked authorized']);
      expect(call.sent).toEqual([]);
      expect(vi.getTimerCount()).toBe(0);
    },
  );

  it('is a no when it rejects, with what it threw as the cause', async () => {
    const { call, asked, begin } = asking();
    const promise = begin();
    const thrown = new Error('the server is down');
    await asked[0]?.fail(thrown);
    const error = await errorOf(promise);
    expect(error.message).toBe('unable to transfer; the app failed to authorize the transfer');
    expect(error.cause).toBe(thrown);
    expect(call.sent).toEqual([]);
  });

  it('is a no when it throws at once', async () => {
    const { call, begin } = asking({
      authorize: () => {
        throw new Error('no server');
      },
    });
    expect(await errorOf(begin())).toMatchObject({
      code: 'blocked',
      cause: { message: 'no server' },
    });
    expect(call.sent).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is a no when it does not answer in time, and its signal says so', async () => {
    const { call, asked, begin } = asking({ authorizeTimeoutMs: 2_000 });
    const promise = begin();
    await vi.advanceTimersByTimeAsync(1_999);
    expect(asked[0]?.signal.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(asked[0]?.signal.aborted).toBe(true);
    const error = await errorOf(promise);
    expect(error.plan?.blockers[0]?.message).toContain('in time');
    await asked[0]?.answer(true);
    expect(call.sent).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('may answer at once, without a promise', async () => {
    const { call, controller, begin } = asking({ authorize: () => true });
    void begin();
    expect(call.sent).toEqual([]);
    await settled();
    expect(call.sent).toHaveLength(1);
    controller.detach();
  });

  it.each<[string, (room: ReturnType<typeof asking>) => void, string]>([
    ['rights were taken', ({ call }) => call.grant({ owner: false }), 'may-transfer'],
    ['the caller left', ({ call, caller }) => call.leave(caller), 'transferee-present'],
    ['we left', ({ call }) => call.leaveMeeting(), 'joined'],
    ['the network broke', ({ call }) => call.networkDown(), 'network-up'],
  ])('is not enough when %s meanwhile', async (_, change, blocker) => {
    const room = asking();
    const promise = room.begin();
    change(room);
    await room.asked[0]?.answer(true);
    const error = await errorOf(promise);
    expect(error.plan?.blockers.map(({ code }) => code)).toEqual([blocker]);
    expect(room.call.sent).toEqual([]);
  });

  it('leaves method and target as they were decided, whatever is learnt meanwhile', async () => {
    const { call, controller, caller, asked } = asking();
    void controller.transfer({ sessionId: caller, toEndPoint: PBX });
    call.tell('dialin-connected', { sessionId: caller, sipFrom: 'sip:alice@home.example.net' });
    await asked[0]?.answer(true);
    expect(call.sent[0]?.method).toBe('sipCallTransfer');
    controller.detach();
  });

  it('is not waited for when every caller has aborted', async () => {
    const { call, controller, caller, log, asked, begin } = asking();
    const [one, two] = [new AbortController(), new AbortController()];
    const [first, second] = [begin(one.signal), begin(two.signal)];
    one.abort('one');
    expect(asked[0]?.signal.aborted).toBe(false);
    two.abort('two');
    expect(asked[0]?.signal.aborted).toBe(true);
    expect(await errorOf(first)).toMatchObject({ code: 'aborted', cause: 'one' });
    expect(await errorOf(second)).toMatchObject({ code: 'aborted', cause: 'two' });
    await asked[0]?.answer(true);
    expect(call.sent).toEqual([]);
    expect(log).toEqual([]);
    expect(controller.plan({ sessionId: caller, toEndPoint: PBX }).ready).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is not waited for after detach(), nor is a rule of the app asked again', async () => {
    const allowTargets = vi.fn(() => true);
    const { call, controller, log, asked, begin } = asking({ allowTargets });
    const promise = begin();
    controller.detach();
    const error = await errorOf(promise);
    expect(error.code).toBe('detached');
    expect(error.record).toBeUndefined();
    expect(error.plan).toBe(asked[0]?.plan);
    expect(asked[0]?.signal.aborted).toBe(true);
    await asked[0]?.answer(true);
    expect(call.sent).toEqual([]);
    expect(log).toEqual([]);
    expect(allowTargets).toHaveBeenCalledTimes(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('tells by plans-changed that its no leaves the caller free', async () => {
    const { controller, caller, asked, begin } = asking();
    void begin();
    await settled();
    const seen: boolean[] = [];
    controller.on('plans-changed', () => {
      seen.push(controller.plan({ sessionId: caller, toEndPoint: PBX }).ready);
    });
    await asked[0]?.answer(false);
    expect(seen).toEqual([true]);
    controller.detach();
  });

  it('that detaches by itself sends nothing', async () => {
    const room = asking({
      authorize: () => {
        room.controller.detach();
        return true;
      },
    });
    expect((await errorOf(room.begin())).code).toBe('detached');
    expect(room.call.sent).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('leaves the session free while a refusal is told', async () => {
    const { call, controller, caller, asked, begin } = asking();
    const again: Promise<unknown>[] = [];
    controller.once('transfer-blocked', () => again.push(begin()));
    const promise = begin();
    await asked[0]?.answer(false);
    expect((await errorOf(promise)).code).toBe('blocked');
    expect(asked).toHaveLength(2);
    await asked[1]?.answer(true);
    call.leave(caller);
    await call.accept();
    expect(await again[0]).toBe(newest(controller));
  });

  it('is not asked where another check stands in the way', async () => {
    const { call, asked, begin } = asking();
    call.grant({ owner: false });
    expect((await errorOf(begin())).code).toBe('blocked');
    expect(asked).toEqual([]);
  });

  it.each(['abort', 'detach'] as const)(
    'is followed by no send and no event when a rule of the app calls %s() in the last check',
    async (end) => {
      const count = vi.fn();
      const abort = new AbortController();
      let asked = 0;
      const { call, controller, caller, log } = attached({
        authorize: () => true,
        quota: { judge: () => ({ state: 'passed', message: 'Go on.' }), count },
        allowTargets: () => {
          asked += 1;
          if (asked === 2 && end === 'abort') abort.abort();
          if (asked === 2 && end === 'detach') controller.detach();
          return true;
        },
      });
      const { signal } = abort;
      const promise = controller.transfer({ sessionId: caller, toEndPoint: PBX, signal });
      expect((await errorOf(promise)).code).toBe(end === 'abort' ? 'aborted' : 'detached');
      await settled();
      expect(call.sent).toEqual([]);
      expect(count).not.toHaveBeenCalled();
      expect(log).toEqual([]);
      expect(controller.transfers).toEqual([]);
    },
  );
});
