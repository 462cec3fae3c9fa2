import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Check, Quota, TransferController, TransferControllerOptions } from 'daily-transfer';
import { TransferController as Controller } from 'daily-transfer';
import { SendLedger } from '../../src/controller/send-ledger.js';
import { attached, errorOf, HOME, PBX, PHONE } from '../support/attached.js';
import { plan } from '../support/facts.js';
import { settled } from '../support/fake-call.js';

/** A room with a quota, and callers who each come in when they are sent on. */
function limited(quota: Quota, options: TransferControllerOptions = {}) {
  const room = attached({ quota, ...options }, { from: HOME });
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

describe('quota', () => {
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
    expect(vi.getTimerCount()).toBe(0);
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

  it('counts the fallback too: without room for it the refusal is the whole story', async () => {
    for (const [perCaller, sent] of [
      [1, 1],
      [2, 2],
    ] as const) {
      const { call, caller, controller } = limited({ perCaller });
      const promise = controller.transfer({ sessionId: caller, toEndPoint: PBX, fallback: true });
      await call.refuse('no');
      expect(call.sent).toHaveLength(sent);
      controller.detach();
      expect((await errorOf(promise)).code).toBe(sent === 1 ? 'rejected' : 'detached');
    }
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

  it.each([false, true])(
    'counts what a rule of the app sends while it is asked (authorize: %s)',
    async (asks) => {
      let other = '';
      let turn = 0;
      const nested: Promise<unknown>[] = [];
      const room = limited(
        { perMinute: 1 },
        {
          ...(asks && { authorize: () => true }),
          allowTargets: () => {
            turn += 1;
            if (turn === (asks ? 2 : 1))
              nested.push(
                room.controller.transfer({ sessionId: other, toEndPoint: PHONE }).catch(() => {}),
              );
            return true;
          },
        },
      );
      other = room.call.dialIn();
      const promise = room.send(PBX, room.caller);
      promise.catch(() => {});
      await settled();
      expect(room.call.sent).toHaveLength(1);
      room.controller.detach();
      await promise.catch(() => {});
      await Promise.all(nested);
    },
  );

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

  it('is of one controller alone, and is shown in its options', () => {
    const [one, two] = [limited({ perMinute: 1 }), limited({ perMinute: 1 })];
    void one.send(PBX);
    expect(one.checkOf(PHONE).state).toBe('failed');
    expect(two.checkOf(PHONE).state).toBe('passed');
    expect(Controller.attach(one.call).options.quota).toEqual({ perMinute: 1 });
    one.controller.detach();
  });

  it('goes by a monotonic clock, not by the wall clock', async () => {
    const { refused, checkOf } = limited({ perMinute: 1 });
    expect(await refused(PBX)).toBe('rejected');
    vi.setSystemTime(Date.now() + 3_600_000);
    expect(checkOf(PBX)).toMatchObject({ state: 'failed', retryAfterMs: 60_000 });
  });
});

describe('SendLedger', () => {
  it('remembers nothing without a quota', () => {
    const ledger = new SendLedger(undefined);
    ledger.note(plan());
    expect(ledger.before('caller')).toMatchObject({ sends: [], moves: 0 });
  });

  it('remembers a minute of sends and the last thousand callers, however many there are', () => {
    const ledger = new SendLedger({ perMinute: 1 });
    for (let index = 0; index < 1_500; index += 1) {
      ledger.note(plan({ sessionId: `caller-${index}` }));
      vi.advanceTimersByTime(1_000);
    }
    expect(ledger.before('caller-1499').sends).toHaveLength(60);
    const known = Array.from(
      { length: 1_500 },
      (_, index) => ledger.before(`caller-${index}`).moves,
    );
    expect(known.filter((moves) => moves === 1)).toHaveLength(1_000);
    expect(known[0]).toBe(0);
    expect(known[1_499]).toBe(1);
  });

  it('forgets the caller who was not sent on for the longest time', () => {
    const ledger = new SendLedger({ perCaller: 2 });
    const note = (from: number, to: number) => {
      for (let index = from; index < to; index += 1) ledger.note(plan({ sessionId: `${index}` }));
    };
    note(0, 1_000);
    note(0, 1);
    note(1_000, 1_001);
    expect([ledger.before('0').moves, ledger.before('1').moves]).toEqual([2, 0]);
  });
});
