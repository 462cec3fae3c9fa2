import { createElement, StrictMode } from 'react';
import { renderToString } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TransferController } from 'daily-transfer';
import { errorOf, PBX } from '../support/attached.js';
import { FakeCall } from '../support/fake-call.js';
import { muteErrors, prepareRoot } from '../support/react-root.js';
import { Desk, forget, guarded, latest, messagesCaught, namesIn, OPTIONS } from './desk.js';

const { draw, happen, hydrate } = prepareRoot();
afterEach(forget);
const listenersOf = (call: FakeCall) => Object.values(call.events.count());

describe('useTransfers', () => {
  it('attaches a controller, and draws what changes', async () => {
    const call = new FakeCall();
    await draw(createElement(Desk, { call }));
    expect(latest()).toMatchObject({ attached: true, transferees: [], transfers: [] });
    let sessionId = '';
    await happen(() => (sessionId = call.dialIn({ name: 'Alice' })));
    expect(namesIn(latest())).toBe('Alice');
    expect(latest().plan({ sessionId, toEndPoint: PBX }).ready).toBe(true);
    let promise: Promise<unknown> = Promise.resolve();
    await happen(() => (promise = latest().transfer({ sessionId, toEndPoint: PBX })));
    expect(latest().transfers.map(({ status }) => status)).toEqual(['requested']);
    await happen(() => call.leave(sessionId));
    await happen(() => call.accept());
    expect(await promise).toMatchObject({ status: 'handed-off' });
    expect(latest().transfers.map(({ status }) => status)).toEqual(['handed-off']);
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
    expect(namesIn(latest())).toBe('Alice');
  });

  it('gives the same object until something changes, and another plan function when it does', async () => {
    const call = new FakeCall();
    const sessionId = call.dialIn();
    await draw(createElement(Desk, { call }));
    const before = latest();
    await draw(createElement(Desk, { call, options: { ...OPTIONS } }));
    expect(latest()).toBe(before);
    await happen(() => call.grant({ owner: false }));
    expect(latest().plan).not.toBe(before.plan);
    expect(latest().plan({ sessionId, toEndPoint: PBX }).blockers[0]?.code).toBe('may-transfer');
  });

  it('gives the same transfer function as long as the call is the same', async () => {
    const call = new FakeCall();
    await draw(createElement(Desk, { call }));
    const { transfer } = latest();
    await happen(() => call.dialIn());
    expect(latest().transfer).toBe(transfer);
    await draw(createElement(Desk, { call: new FakeCall() }));
    expect(latest().transfer).not.toBe(transfer);
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

  it('listens once, however often it is mounted', async () => {
    const call = new FakeCall();
    await draw(createElement(Desk, { call, key: 1 }));
    const subscribe = vi.spyOn(TransferController.attach(call), 'subscribe');
    await draw(createElement(Desk, { call, key: 2 }));
    expect(subscribe).not.toHaveBeenCalled();
  });

  it('leaves a destroyed call alone when it is mounted again, and keeps its last lists', async () => {
    const call = new FakeCall();
    const sessionId = call.dialIn();
    await draw(createElement(Desk, { call, key: 1 }));
    await happen(() => latest().transfer({ sessionId, toEndPoint: PBX }));
    await happen(() => call.destroy());
    await draw(createElement(Desk, { call, key: 2 }));
    expect(listenersOf(call)).toEqual([]);
    expect(latest().attached).toBe(false);
    expect(latest().transfers.map(({ code }) => code)).toEqual(['call-ended']);
  });

  it('draws nobody for a call that was destroyed before', async () => {
    const call = new FakeCall();
    call.destroy();
    await draw(createElement(Desk, { call }));
    expect(listenersOf(call)).toEqual([]);
    expect(latest()).toMatchObject({ attached: false, transferees: [], transfers: [] });
  });

  it('follows another call object', async () => {
    const [one, two] = [new FakeCall(), new FakeCall()];
    two.dialIn({ name: 'Bob' });
    await draw(createElement(Desk, { call: one }));
    await draw(createElement(Desk, { call: two }));
    expect(namesIn(latest())).toBe('Bob');
    await happen(() => one.destroy());
    expect(latest().attached).toBe(true);
    await draw(createElement(Desk, { call: null }));
    expect(latest()).toMatchObject({ attached: false, transferees: [] });
  });

  it('keeps drawing a call that has ended when another one comes', async () => {
    const [one, two] = [new FakeCall(), new FakeCall()];
    const [first, second] = [[], []];
    const sessionId = one.dialIn();
    const desk = createElement(Desk, { call: one, drawn: first, key: 1 });
    await draw([desk]);
    await happen(() => latest(first).transfer({ sessionId, toEndPoint: PBX }));
    await happen(() => one.destroy());
    await draw([desk, createElement(Desk, { call: two, drawn: second, key: 2 })]);
    await draw([createElement(Desk, { call: one, drawn: first, key: 1 })]);
    expect(latest(first).transfers.map(({ code }) => code)).toEqual(['call-ended']);
  });

  it('follows a controller that takes the place of one that was detached', async () => {
    const call = new FakeCall();
    const [first, second] = [[], []];
    const desk = createElement(Desk, { call, drawn: first, key: 1 });
    await draw([desk]);
    await happen(() => TransferController.attach(call).detach());
    expect(latest(first).attached).toBe(false);
    await draw([desk, createElement(Desk, { call, drawn: second, key: 2 })]);
    await happen(() => call.dialIn({ name: 'Alice' }));
    expect([first, second].map((drawn) => namesIn(latest(drawn)))).toEqual(['Alice', 'Alice']);
  });
});

describe('the options of useTransfers', () => {
  beforeEach(muteErrors);

  it('count from when there is a call', async () => {
    await draw(createElement(Desk, { call: null, options: {} }));
    const call = new FakeCall();
    await draw(createElement(Desk, { call }));
    expect(TransferController.attach(call).options).toMatchObject(OPTIONS);
  });

  it.each([
    { what: 'a value', options: { ...OPTIONS, domain: 'other' }, key: 'domain' },
    { what: 'a function', options: { ...OPTIONS, authorize: () => true }, key: 'authorize' },
  ])('that change later in $what are a mistake that a boundary catches', async (sample) => {
    const call = new FakeCall();
    await draw(guarded({ call }));
    await draw(guarded({ call, options: sample.options }));
    expect(messagesCaught()).toEqual([expect.stringContaining(`with another ${sample.key}`)]);
    expect(TransferController.attach(call)).toMatchObject({ attached: true, options: OPTIONS });
  });

  it('may have other functions in each render', async () => {
    const call = new FakeCall();
    for (const target of ['sales', 'billing']) {
      const allowTargets = ['daily', () => target === 'sales'] as const;
      await draw(
        guarded({ call, options: { domain: 'acme', allowTargets, authorize: () => true } }),
      );
    }
    expect(messagesCaught()).toEqual([]);
    expect(latest().attached).toBe(true);
  });

  it.each([null, new FakeCall()])(
    'are looked at while drawing, with a call or without',
    async (call) => {
      const options = { timeoutMs: 1 };
      const mistake = new TypeError('timeoutMs must be from 5000 to 180000');
      await expect(draw(createElement(Desk, { call, options }))).rejects.toThrow(mistake);
      await draw(guarded({ call, options }));
      expect(messagesCaught()).toEqual([mistake.message]);
      expect(() => renderToString(createElement(Desk, { call, options }))).toThrow(mistake);
    },
  );

  it('are looked at again when they change, without a call too', async () => {
    await draw(guarded({ call: null }));
    await draw(guarded({ call: null, options: { timeoutMs: 1 } }));
    expect(messagesCaught()).toEqual([expect.stringContaining('timeoutMs must be')]);
  });
});

describe('useTransfers without a call object', () => {
  it('is a mistake that a boundary catches', async () => {
    muteErrors();
    await draw(guarded({ call: {} as FakeCall }));
    expect(messagesCaught()).toEqual([expect.stringContaining('takes a Daily call object')]);
  });
});

describe('useTransfers on a server', () => {
  it('draws nobody, with a call object or without one', () => {
    for (const call of [null, new FakeCall()]) {
      expect(renderToString(createElement(Desk, { call }))).toBe('');
      expect(latest().attached).toBe(false);
      expect(call ? listenersOf(call) : []).toEqual([]);
    }
  });

  it('draws what hydrates without a word, and then who is there', async () => {
    const call = new FakeCall();
    call.dialIn({ name: 'Alice' });
    const problems = vi.spyOn(console, 'error');
    const html = renderToString(createElement(Desk, { call }));
    await hydrate(html, createElement(Desk, { call }));
    expect(namesIn(latest())).toBe('Alice');
    expect(problems).not.toHaveBeenCalled();
  });
});
