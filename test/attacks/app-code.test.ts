import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseEndpoint, quota, TransferController } from 'daily-transfer';
import { attached, BILLING, errorOf, HOME, newest, PBX, PHONE } from '../support/attached.js';
import { FakeCall, settled } from '../support/fake-call.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('joining', () => {
  it.each([
    ['prefer', { prefer: 'anchored' }],
    ['transfereeAddress', { transfereeAddress: 'sip:x@acme.sip.daily.co' }],
  ] as const)('a request whose %s resolves to another method is busy', async (_, more) => {
    const { call, controller, caller } = attached({}, { from: HOME });
    void controller.transfer({ sessionId: caller, toEndPoint: PBX });
    expect(call.sent.map(({ method }) => method)).toEqual(['sipRefer']);
    const plan = controller.plan({ sessionId: caller, toEndPoint: PBX, ...more });
    expect(plan.method).toBe('sipCallTransfer');
    expect(plan.joins).toBeUndefined();
    controller.detach();
  });
  it('the same extension in text and option joins', () => {
    const { controller, caller } = attached();
    void controller.transfer({ sessionId: caller, toEndPoint: `tel:${PHONE};ext=12` });
    const plan = controller.plan({ sessionId: caller, toEndPoint: PHONE, extension: '12' });
    expect(plan.joins).toBeDefined();
    controller.detach();
  });
});

describe('app code', () => {
  it('one who asks again while an aborted claim ends is not aborted themselves', async () => {
    let again: Promise<unknown> | undefined;
    const abort = new AbortController();
    const { controller, caller } = attached({
      authorize: (_plan, signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            again ??= controller.transfer({ sessionId: caller, toEndPoint: PBX });
            resolve(false);
          });
        }),
    });
    void controller.transfer({ sessionId: caller, toEndPoint: PBX, signal: abort.signal });
    abort.abort();
    const error = await Promise.race([again?.catch((e: unknown) => e), settled()]);
    expect((error as { code?: string } | undefined)?.code).not.toBe('aborted');
    controller.detach();
  });

  it('hidden while Daily is called is hidden, not left', async () => {
    const { call, controller, caller } = attached();
    call.whileSending = () => call.hide(caller);
    const promise = controller.transfer({ sessionId: caller, toEndPoint: PBX });
    await call.accept();
    await settled();
    expect(newest(controller).status).toBe('accepted');
    controller.detach();
    await promise.catch(() => {});
  });

  it('a thenable with a throwing then is no reason to reject what runs', async () => {
    const { call, controller, caller } = attached();
    const odd = new Proxy(
      {},
      {
        get: () => {
          throw new Error('odd');
        },
      },
    );
    call.sipCallTransfer = () => odd as never;
    const promise = controller.transfer({ sessionId: caller, toEndPoint: BILLING });
    const seen: unknown[] = [];
    promise.then(
      (r) => seen.push(r),
      (e: { code?: string }) => seen.push(e.code ?? String(e)),
    );
    await settled();
    const isRunning = controller.transfers.some(({ settled: s }) => !s);
    expect([isRunning, seen.length]).not.toEqual([true, 1]);
    controller.detach();
  });

  it('send threw, and the app lets go as it hears of the request', async () => {
    const { call, controller, caller } = attached();
    call.throws = { thrown: new Error('not now') };
    controller.once('transfer-requested', () => controller.detach());
    const error = await errorOf(controller.transfer({ sessionId: caller, toEndPoint: PBX }));
    expect([error.code, error.record?.retry]).toEqual(['rejected', 'safe']);
  });
});

describe('attach again', () => {
  it('does not drop an authorize that the first had not', () => {
    const call = new FakeCall();
    TransferController.attach(call, { domain: 'acme' });
    expect(() =>
      TransferController.attach(call, { domain: 'acme', authorize: () => false }),
    ).toThrow(TypeError);
  });
  it('takes a grace that is in force', () => {
    const call = new FakeCall();
    const one = TransferController.attach(call, { timeoutMs: 60_000, graceMs: 50_000 });
    expect(TransferController.attach(call, { graceMs: 50_000 })).toBe(one);
  });
});

describe('quota', () => {
  it('tells of each target that frees, whichever was planned last', async () => {
    const { call, controller } = attached({ quota: quota({ perTarget: 1 }) });
    const callers = [call.dialIn(), call.dialIn(), call.dialIn()] as const;
    void controller.transfer({ sessionId: callers[0], toEndPoint: BILLING });
    await call.refuse('no');
    await vi.advanceTimersByTimeAsync(30_000);
    void controller.transfer({ sessionId: callers[1], toEndPoint: PBX });
    await call.refuse('no');
    await settled();
    let told = 0;
    controller.on('plans-changed', () => (told += 1));
    const snapshot = controller.snapshot();
    expect(snapshot.plan({ sessionId: callers[2], toEndPoint: BILLING }).ready).toBe(false);
    expect(snapshot.plan({ sessionId: callers[2], toEndPoint: PBX }).ready).toBe(false);
    await vi.advanceTimersByTimeAsync(30_500);
    expect(controller.plan({ sessionId: callers[2], toEndPoint: BILLING }).ready).toBe(true);
    expect(told).toBe(1);
    controller.detach();
  });
  it('counts a room by any of its regional addresses', async () => {
    const { call, controller } = attached({ quota: quota({ perTarget: 1 }) });
    const [one, two] = [call.dialIn(), call.dialIn()];
    void controller.transfer({ sessionId: one, toEndPoint: BILLING });
    await call.refuse('no');
    const plan = controller.plan({
      sessionId: two,
      toEndPoint: 'sip:billing@acme.sip-us.daily.co',
    });
    expect(plan.ready).toBe(false);
    controller.detach();
  });
});

describe('lists', () => {
  it('transfers stay the same list where no record changed', async () => {
    const abort = new AbortController();
    const { call, controller, caller } = attached({ authorize: () => new Promise(() => {}) });
    void call;
    const before = controller.transfers;
    void controller.transfer({ sessionId: caller, toEndPoint: PBX, signal: abort.signal });
    abort.abort();
    expect(controller.transfers).toBe(before);
  });
  it('snapshot stays where session data changed only', async () => {
    const { call, controller } = attached();
    await settled();
    const before = controller.snapshot();
    call.changeData({ x: 1 });
    expect(controller.snapshot()).toBe(before);
  });
  it('parseEndpoint(x, null)', () => {
    expect(parseEndpoint('sip:a@b.c', null as never).kind).toBe('sip');
  });
});

it('a departure while Daily is called belongs to the new transfer, not to the one before', async () => {
  const { call, controller, caller } = attached();
  void controller.transfer({ sessionId: caller, toEndPoint: PBX });
  await vi.advanceTimersByTimeAsync(45_000);
  call.whileSending = () => call.leave(caller);
  void controller.transfer({ sessionId: caller, toEndPoint: BILLING });
  await settled();
  const signals = controller.transfers.map(({ timeline }) => timeline.map(({ signal }) => signal));
  expect(signals[1]).not.toContain('transferee-left');
  expect(signals[0]).toContain('transferee-left');
  controller.detach();
});
