import { afterEach, describe, expect, it, vi } from 'vitest';
import type { TransferController, TransferSnapshot } from 'daily-transfer';
import { attached, BILLING } from '../support/attached.js';
import { settled } from '../support/fake-call.js';

afterEach(() => void vi.unstubAllGlobals());

/** What React's useSyncExternalStore does with a store: renders again when the snapshot is another. */
function mount({ subscribe, snapshot }: TransferController) {
  const rendered: TransferSnapshot[] = [snapshot()];
  const check = () => {
    const next = snapshot();
    if (!Object.is(next, rendered.at(-1))) rendered.push(next);
  };
  const unmount = subscribe(check);
  check();
  return { rendered, unmount };
}

describe('snapshot()', () => {
  it('is the same frozen object until something changes', async () => {
    const { call, controller, caller } = attached();
    await settled();
    const first = controller.snapshot();
    expect(controller.snapshot()).toBe(first);
    expect(Object.isFrozen(first)).toBe(true);
    call.update(caller, { audio: false });
    controller.plan({ sessionId: caller, toEndPoint: BILLING });
    expect(controller.snapshot()).toBe(first);
    call.update(caller, { user_name: 'Bob' });
    expect(controller.snapshot()).not.toBe(first);
    expect(first.transferees[0]?.name).toBe('Alice');
    const request = { sessionId: caller, toEndPoint: BILLING };
    expect(controller.snapshot().plan(request)).toEqual(controller.plan(request));
    controller.detach();
    expect(controller.snapshot()).toMatchObject({
      attached: false,
      transferees: [{ name: 'Bob' }],
      transfers: [],
    });
  });
});

describe('subscribe()', () => {
  it('calls once a microtask, after plans-changed, until it is stopped', async () => {
    const { call, controller } = attached();
    await settled();
    const heard: string[] = [];
    controller.on('plans-changed', () => heard.push('event'));
    const stop = controller.subscribe(() => heard.push('store'));
    call.dialIn();
    call.dialIn();
    expect(heard).toEqual([]);
    await settled();
    expect(heard).toEqual(['event', 'store']);
    stop();
    stop();
    call.dialIn();
    await settled();
    expect(heard).toEqual(['event', 'store', 'event']);
    controller.detach();
  });

  it('tells the same function as often as it was subscribed', async () => {
    const { call, controller } = attached();
    await settled();
    let heard = 0;
    const listen = () => (heard += 1);
    const stop = controller.subscribe(listen);
    controller.subscribe(listen);
    stop();
    call.dialIn();
    await settled();
    expect(heard).toBe(1);
    controller.detach();
  });

  it('keeps what one listener throws from the others', async () => {
    const reported: unknown[] = [];
    vi.stubGlobal('reportError', (error: unknown) => void reported.push(error));
    const { call, controller } = attached();
    let heard = 0;
    controller.subscribe(() => {
      throw new Error("the app's own bug");
    });
    controller.subscribe(() => (heard += 1));
    call.dialIn();
    await settled();
    expect(heard).toBe(1);
    expect(reported).toHaveLength(1);
    controller.detach();
  });

  it('does not call one that was stopped by another, or that came in the meantime', async () => {
    const { call, controller } = attached();
    await settled();
    const heard: string[] = [];
    let stop = controller.subscribe(() => {
      heard.push('first');
      stop();
      stop = controller.subscribe(() => heard.push('again'));
      stopOther();
    });
    const stopOther = controller.subscribe(() => heard.push('other'));
    call.dialIn();
    await settled();
    expect(heard).toEqual(['first']);
    controller.detach();
  });

  it('takes functions only', () => {
    const { controller } = attached();
    expect(() => Reflect.apply(controller.subscribe, controller, ['listener'])).toThrow(TypeError);
    controller.detach();
  });

  it('drives a store of React: no render without a change, no change without a render', async () => {
    const { call, controller, caller } = attached();
    await settled();
    const { rendered, unmount } = mount(controller);
    call.update(caller, { audio: false });
    await settled();
    expect(rendered).toHaveLength(1);
    void controller.transfer({ sessionId: caller, toEndPoint: BILLING });
    await call.accept();
    call.leave(caller);
    await settled();
    const last = rendered.at(-1);
    expect(last).toBe(controller.snapshot());
    expect(last?.transfers[0]?.status).toBe('handed-off');
    expect(last?.transferees).toEqual([]);
    unmount();
    controller.detach();
    await settled();
    expect(rendered.at(-1)).toBe(last);
  });
});
