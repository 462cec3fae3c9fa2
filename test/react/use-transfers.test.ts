import { act, createElement, StrictMode, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  TransferController,
  type TransferCall,
  type TransferControllerOptions,
} from 'daily-transfer';
import { useTransfer, useTransfers, type Transfers } from 'daily-transfer/react';
import { errorOf, PBX } from '../support/attached.js';
import { FakeCall, settled } from '../support/fake-call.js';

const OPTIONS: TransferControllerOptions = { domain: 'acme', allowTargets: 'any' };

let root: Root;
let drawn: Transfers[];

function Desk({ call, options = OPTIONS }: { call: TransferCall | null; options?: object }) {
  const transfers = useTransfers(call, options);
  drawn.push(transfers);
  return transfers.transferees.map(({ name }) => name).join();
}

function latest(): Transfers {
  const last = drawn.at(-1);
  if (!last) throw new Error('nothing is drawn');
  return last;
}

const draw = (node: ReactNode) => act(async () => root.render(node));
const happen = (action: () => unknown) =>
  act(async () => {
    action();
    await settled();
  });
const listenersOf = (call: FakeCall) => Object.values(call.events.count());

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  drawn = [];
  root = createRoot(document.createElement('div'));
});
afterEach(async () => {
  await act(async () => root.unmount());
  vi.unstubAllGlobals();
});

describe('useTransfers', () => {
  it('attaches a controller, and draws what changes', async () => {
    const call = new FakeCall();
    await draw(createElement(Desk, { call }));
    expect(latest()).toMatchObject({ attached: true, transferees: [], transfers: [] });
    let sessionId = '';
    await happen(() => (sessionId = call.dialIn({ name: 'Alice' })));
    expect(latest().transferees.map(({ name }) => name)).toEqual(['Alice']);
    expect(latest().plan({ sessionId, toEndPoint: PBX }).ready).toBe(true);
    let promise: Promise<unknown> = Promise.resolve();
    await happen(() => (promise = latest().transfer({ sessionId, toEndPoint: PBX })));
    expect(latest().transfers.map(({ status }) => status)).toEqual(['requested']);
    await happen(() => call.leave(sessionId));
    await happen(() => call.accept());
    expect(await promise).toMatchObject({ status: 'handed-off' });
    expect(latest().transfers.map(({ status }) => status)).toEqual(['handed-off']);
    call.destroy();
  });

  it('draws nobody before there is a call, and never plans ready then', async () => {
    await draw(createElement(Desk, { call: null }));
    expect(latest()).toMatchObject({ attached: false, transferees: [], transfers: [] });
    const plan = latest().plan({ sessionId: 'a', toEndPoint: PBX });
    expect(plan.blockers.map(({ code }) => code)).toEqual(['call-alive']);
    expect(() => latest().plan({ sessionId: 'a' } as never)).toThrow(TypeError);
    const refused = latest().transfer({ sessionId: 'a', toEndPoint: PBX });
    expect((await errorOf(refused)).code).toBe('detached');
    const call = new FakeCall();
    call.dialIn({ name: 'Alice' });
    await draw(createElement(Desk, { call }));
    expect(latest().transferees.map(({ name }) => name)).toEqual(['Alice']);
    call.destroy();
  });

  it('gives the same object until something changes, and another plan function when it does', async () => {
    const call = new FakeCall();
    const sessionId = call.dialIn();
    await draw(createElement(Desk, { call }));
    const before = latest();
    await draw(createElement(Desk, { call }));
    expect(latest()).toBe(before);
    await happen(() => call.grant({ owner: false }));
    expect(latest().plan).not.toBe(before.plan);
    expect(latest().plan({ sessionId, toEndPoint: PBX }).blockers[0]?.code).toBe('may-transfer');
    call.destroy();
  });

  it('leaves one controller in StrictMode, which goes on when the component is gone', async () => {
    const call = new FakeCall();
    const sessionId = call.dialIn();
    await draw(createElement(StrictMode, null, createElement(Desk, { call })));
    expect(listenersOf(call).every((count) => count === 1)).toBe(true);
    await happen(() => latest().transfer({ sessionId, toEndPoint: PBX }));
    await draw(null);
    const controller = TransferController.attach(call);
    expect(controller.transfers.map(({ status }) => status)).toEqual(['requested']);
    await draw(createElement(Desk, { call, options: { ...OPTIONS } }));
    expect(TransferController.attach(call)).toBe(controller);
    expect(latest().transfers).toBe(controller.transfers);
    await happen(() => call.destroy());
    expect(listenersOf(call)).toEqual([]);
    expect(latest().attached).toBe(false);
  });

  it('follows another call object, and the same one after it was destroyed', async () => {
    const [one, two] = [new FakeCall(), new FakeCall()];
    two.dialIn({ name: 'Bob' });
    await draw(createElement(Desk, { call: one }));
    await draw(createElement(Desk, { call: two }));
    expect(latest().transferees.map(({ name }) => name)).toEqual(['Bob']);
    await happen(() => one.destroy());
    expect(latest().attached).toBe(true);
    two.destroy();
  });

  it('draws nobody on a server, with a call object or without one', () => {
    for (const call of [null, new FakeCall()]) {
      expect(renderToString(createElement(Desk, { call }))).toBe('');
      expect(latest().attached).toBe(false);
    }
  });

  it('throws at the mount for wrong options', async () => {
    const call = new FakeCall();
    const wrong = draw(createElement(Desk, { call, options: { timeoutMs: 1 } }));
    await expect(wrong).rejects.toThrow(new TypeError('timeoutMs must be from 5000 to 180000'));
    expect(listenersOf(call)).toEqual([]);
  });
});

describe('useTransfer', () => {
  const statuses: (string | undefined)[] = [];
  function One({ id }: { id: string }) {
    statuses.push(useTransfer(id)?.status);
    return null;
  }

  it('draws one transfer as it goes on, also where its controller comes later', async () => {
    statuses.length = 0;
    const call = new FakeCall();
    const sessionId = call.dialIn();
    const controller = TransferController.attach(call, OPTIONS);
    void controller.transfer({ sessionId, toEndPoint: PBX });
    const id = controller.transfers[0]?.id ?? '';
    await draw(createElement(One, { id }));
    expect(statuses).toEqual([undefined]);
    await draw([createElement(One, { id, key: 1 }), createElement(Desk, { call, key: 2 })]);
    expect(statuses.at(-1)).toBe('requested');
    await happen(() => call.accept());
    expect(statuses.at(-1)).toBe('accepted');
    await happen(() => call.leave(sessionId));
    expect(statuses.at(-1)).toBe('handed-off');
    call.destroy();
  });
});
