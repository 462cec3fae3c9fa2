// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { attached, BILLING, errorOf, newest, PBX } from '../support/attached.js';
import { settled } from '../support/fake-call.js';

/** Takes the place of `reportError` and collects what comes. */
function collectReports(): unknown[] {
  const reported: unknown[] = [];
  vi.stubGlobal('reportError', (error: unknown) => void reported.push(error));
  return reported;
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a listener', () => {
  it('that throws stops neither the others nor the transfer, and is reported', async () => {
    const reported = collectReports();
    const { call, controller, log, caller } = attached();
    const thrown = new Error("the app's own bug");
    const heard: string[] = [];
    controller.on('transfer-requested', () => {
      throw thrown;
    });
    controller.on('transfer-requested', () => heard.push('second'));
    const promise = controller.transfer({ sessionId: caller, toEndPoint: BILLING });
    call.leave(caller);
    await call.accept();
    expect((await promise).status).toBe('handed-off');
    expect(heard).toEqual(['second']);
    expect(reported).toEqual([thrown]);
    expect(log.at(-1)).toBe('updated handed-off no');
  });

  it('sees the new state in all that can be read', async () => {
    const { call, controller, caller } = attached();
    const seen: unknown[] = [];
    controller.snapshot();
    controller.on('transfer-accepted', ({ transfer, previous }) => {
      seen.push(
        controller.find(transfer.id) === transfer,
        controller.transfers[0] === transfer,
        controller.snapshot().transfers[0] === transfer,
        previous?.status,
      );
    });
    controller.on('transferees-changed', ({ transferees }) => {
      seen.push(controller.snapshot().transferees === transferees);
    });
    controller.on('transfer-unconfirmed', () => {
      seen.push(controller.snapshot().attached, controller.attached);
    });
    void controller.transfer({ sessionId: caller, toEndPoint: BILLING });
    controller.snapshot();
    await call.accept();
    call.dialIn();
    controller.detach();
    expect(seen).toEqual([true, true, true, 'requested', true, false, false]);
  });

  it('that detaches is told of it after what it was told', () => {
    const { controller, log, caller } = attached();
    controller.on('transfer-requested', () => controller.detach());
    log.length = 0;
    void controller.transfer({ sessionId: caller, toEndPoint: BILLING });
    expect(log).toEqual([
      'requested',
      'updated requested',
      'unconfirmed detached ask',
      'updated unconfirmed detached ask',
    ]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('sees the same order as the one before it, which set off more', () => {
    const { controller, caller } = attached();
    const heard: string[] = [];
    controller.on('transfer-requested', () => controller.detach());
    controller.on('transfer-requested', () => heard.push('requested'));
    controller.on('transfer-updated', ({ transfer }) => heard.push(`updated ${transfer.status}`));
    controller.on('transfer-unconfirmed', () => heard.push('unconfirmed'));
    void controller.transfer({ sessionId: caller, toEndPoint: BILLING });
    expect(heard).toEqual(['requested', 'updated requested', 'unconfirmed', 'updated unconfirmed']);
  });

  it('that transfers again does so after the end of the first', async () => {
    const { call, controller, log, caller } = attached();
    controller.once('transfer-failed', () => {
      void controller.transfer({ sessionId: caller, toEndPoint: PBX });
    });
    log.length = 0;
    const first = controller.transfer({ sessionId: caller, toEndPoint: BILLING });
    await call.refuse('no');
    expect((await errorOf(first)).code).toBe('rejected');
    expect(log).toEqual([
      'requested',
      'updated requested',
      'failed rejected safe',
      'updated failed rejected safe',
      'requested',
      'updated requested',
    ]);
    expect(newest(controller).plan.target).toMatchObject({ address: PBX });
    controller.detach();
  });

  it('that takes itself or another one off, or puts one on, does so from the next event on', () => {
    const { call, controller } = attached();
    const heard: string[] = [];
    const late = () => void heard.push('late');
    const other = () => void heard.push('other');
    const first = () => {
      heard.push('first');
      controller.off('transferees-changed', first).off('transferees-changed', other);
      controller.on('transferees-changed', late);
    };
    controller.on('transferees-changed', first).on('transferees-changed', other);
    call.dialIn();
    expect(heard).toEqual(['first', 'other']);
    call.dialIn();
    expect(heard).toEqual(['first', 'other', 'late']);
    controller.detach();
  });

  it('gets events that nobody can change', () => {
    const { call, controller } = attached();
    const events: object[] = [];
    controller.on('transferees-changed', (event) => events.push(event, event.transferees));
    call.dialIn();
    expect(events.map((event) => Object.isFrozen(event))).toEqual([true, true]);
    controller.detach();
  });

  it.each(['on', 'once', 'off'] as const)('must be a function: %s()', (method) => {
    const { controller } = attached();
    const add = () =>
      Reflect.apply(controller[method], controller, ['transfer-failed', 'listener']);
    expect(add).toThrow(new TypeError('a listener must be a function'));
    controller.detach();
  });

  it('is reported in a microtask where there is no reportError', async () => {
    vi.stubGlobal('reportError', undefined);
    const later: (() => void)[] = [];
    vi.stubGlobal('queueMicrotask', (task: () => void) => void later.push(task));
    const { call, controller } = attached();
    const thrown = new Error("the app's own bug");
    controller.on('transferees-changed', () => {
      throw thrown;
    });
    call.dialIn();
    const errors = later.map((task) => {
      try {
        return task();
      } catch (error) {
        return error;
      }
    });
    expect(errors).toContain(thrown);
    controller.detach();
    await settled();
  });
});

describe('a promise', () => {
  it('that nobody looks at causes no unhandled rejection', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => void unhandled.push(reason);
    process.on('unhandledRejection', note);
    const { call, controller, caller } = attached();
    void controller.transfer({ sessionId: 'nobody', toEndPoint: BILLING });
    void controller.transfer({ sessionId: caller, toEndPoint: BILLING });
    void controller.transfer({ sessionId: caller, toEndPoint: PBX });
    await call.refuse('no');
    controller.detach();
    void controller.transfer({ sessionId: caller, toEndPoint: BILLING });
    vi.useRealTimers();
    await new Promise((resolve) => setTimeout(resolve, 5));
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
  });

  it('that rejects for a wrong type stays loud, since no event tells of it', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => void unhandled.push(reason);
    process.on('unhandledRejection', note);
    const { controller } = attached();
    void Reflect.apply(controller.transfer, controller, [{ sessionID: 'a typo' }]);
    vi.useRealTimers();
    await new Promise((resolve) => setTimeout(resolve, 5));
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([expect.any(TypeError)]);
  });
});
