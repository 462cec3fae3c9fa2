import { inspect } from 'node:util';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { TransferController } from 'daily-transfer';
import { attached, errorOf, newest, PBX } from '../support/attached.js';
import { FakeCall, settled } from '../support/fake-call.js';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('reportError', () => {});
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('a quota that answers by a promise, or oddly, does not let through', async () => {
  for (const answer of [Promise.resolve({ state: 'failed' }), true, {}, 'no', 0]) {
    const rule = { judge: () => answer as never, count: () => {} };
    const { controller, caller } = attached({ quota: rule });
    expect(controller.plan({ sessionId: caller, toEndPoint: PBX }).ready, String(answer)).toBe(
      false,
    );
  }
});
it('off that throws does not keep promises open', async () => {
  const { call, controller, caller } = attached();
  const promise = controller.transfer({ sessionId: caller, toEndPoint: PBX });
  call.off = () => {
    throw new Error('no');
  };
  try {
    controller.detach();
  } catch {}
  let done = false;
  promise.finally(() => (done = true)).catch(() => {});
  await settled();
  expect(done).toBe(true);
});
it('odd names of events and odd options speak', () => {
  const { controller } = attached();
  for (const name of [undefined, 5, null, Symbol('x')]) {
    expect(() => controller.on(name as never, () => {}), String(name)).toThrow(/there is no event/);
  }
});
it('aborting while Daily is called keeps the record', async () => {
  const abort = new AbortController();
  const { call, controller, caller } = attached();
  call.whileSending = () => abort.abort();
  const error = await errorOf(
    controller.transfer({ sessionId: caller, toEndPoint: PBX, signal: abort.signal }),
  );
  expect(error.code).toBe('aborted');
  expect(error.record).toBeDefined();
  expect(newest(controller).settled).toBe(false);
  controller.detach();
});
it.each(['authorize', 'allowTargets', 'quota'] as const)(
  'detach and attach anew within %s',
  async (where) => {
    const call = new FakeCall();
    const caller = call.dialIn();
    let one: TransferController | undefined;
    let two: TransferController | undefined;
    let armed = false;
    const swap = () => {
      if (!armed) return;
      armed = false;
      one?.detach();
      two = TransferController.attach(call, { allowTargets: 'any' });
    };
    one = TransferController.attach(call, {
      allowTargets: where === 'allowTargets' ? () => (swap(), true) : 'any',
      ...(where === 'authorize' && { authorize: () => (swap(), true) }),
      ...(where === 'quota' && {
        quota: { judge: () => ({ state: 'passed', message: 'x' }) as never, count: swap },
      }),
    });
    armed = true;
    const promise = one.transfer({ sessionId: caller, toEndPoint: PBX });
    expect((await errorOf(promise)).code).toBe('detached');
    expect(call.sent).toEqual([]);
    expect(TransferController.attach(call)).toBe(two);
    two?.detach();
    expect(call.events.count()).toEqual({});
    await vi.advanceTimersByTimeAsync(10_000);
    expect(vi.getTimerCount()).toBe(0);
  },
);
it('reporting sync into the app, which leaves: order of events', async () => {
  // reportError dispatches an event synchronously: an app may well tear down there.
  const { call, controller, caller } = attached();
  const log: string[] = [];
  controller.on('transfer-updated', ({ transfer, previous }) =>
    log.push(`${previous?.status ?? '-'}>${transfer.status}`),
  );
  vi.stubGlobal('reportError', () => controller.detach());
  controller.on('transfer-accepted', () => {
    throw new Error('x');
  });
  void controller.transfer({ sessionId: caller, toEndPoint: PBX });
  await call.accept();
  vi.unstubAllGlobals();
  expect(log).toEqual(['->requested', 'requested>accepted', 'accepted>unconfirmed']);
});
it('text of parts shows no number', async () => {
  const { controller, caller } = attached({ endpoints: { parameters: ['x'] } });
  const plan = controller.plan({
    sessionId: caller,
    toEndPoint: 'sip:a@pbx.example.com?X-Caller=14155552671',
    transfereeAddress: 'sip:+14155552671@h.example',
  });
  const bits: unknown[] = [
    plan,
    plan.request,
    plan.target,
    plan.transferee,
    plan.transferee?.address,
    plan.checks,
    plan.blockers,
    plan.considered,
    controller.snapshot(),
    controller.transferees,
    plan.target.kind === 'sip' && plan.target.headers,
  ];
  for (const [i, bit] of bits.entries()) {
    expect(inspect(bit, { depth: 9 }), `inspect ${i}`).not.toContain('4155552671');
    expect(JSON.stringify(bit), `json ${i}`).not.toContain('4155552671');
  }
});
it('a plan bound to its snapshot is unhurt by detach', () => {
  const { controller, caller } = attached();
  const { plan } = controller.snapshot();
  controller.detach();
  expect(plan({ sessionId: caller, toEndPoint: PBX }).blockers.map(({ code }) => code)).toEqual([
    'call-alive',
  ]);
  expect(controller.snapshot().plan).not.toBe(plan);
});
it('signal that throws in addEventListener sends nothing', async () => {
  const { call, controller, caller } = attached();
  const signal = {
    aborted: false,
    addEventListener() {
      throw new Error('odd');
    },
    removeEventListener() {},
  };
  const promise = controller.transfer({
    sessionId: caller,
    toEndPoint: PBX,
    signal: signal as never,
  });
  let failed = false;
  await promise.catch(() => (failed = true));
  expect([failed, call.sent.length]).not.toEqual([true, 1]);
  controller.detach();
});
