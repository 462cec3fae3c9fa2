import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { TransferController, keepIn } from 'daily-transfer';
import { confirmations } from 'daily-transfer/confirmations';
import { attached, newest, PBX } from '../support/attached.js';
import { FakeCall, settled } from '../support/fake-call.js';
import { fact, judged, makeKeys, signed, type RelayKeys } from '../support/relay.js';

let keys: RelayKeys;
beforeEach(async () => {
  keys = await makeKeys();
  vi.useFakeTimers();
  vi.setSystemTime(1_800_000_000_000);
});
afterEach(() => void vi.useRealTimers());

it('two calls of one page in one room: the one that sent hears its confirmation', async () => {
  const relay = confirmations({ publicKey: keys.jwk });
  const [one, two] = [attached({ relay }), attached({ relay })]; // Both see `caller-1`.
  await judged();
  void two.controller.transfer({ sessionId: two.caller, toEndPoint: PBX });
  const message = await signed(keys, fact({ type: 'initiated' }));
  one.call.sendMessage(message);
  two.call.sendMessage(message);
  await judged();
  expect(newest(two.controller).status).toBe('handed-off');
  one.controller.detach();
  two.controller.detach();
});

it('a message that one controller heard is not lost on the next, where it is about its transfer', async () => {
  // StrictMode: the first controller is let go while the message is being verified.
  const relay = confirmations({ publicKey: keys.jwk });
  const one = attached({ relay });
  await judged();
  const call = one.call;
  const caller = one.caller;
  one.controller.detach();
  const two = TransferController.attach(call, { domain: 'acme', allowTargets: 'any', relay });
  await judged();
  void two.transfer({ sessionId: caller, toEndPoint: PBX });
  call.sendMessage(await signed(keys, fact({ type: 'initiated' })));
  await judged();
  expect(newest(two).status).toBe('handed-off');
  two.detach();
});

it('two transfers of one session to one target: neither, though the first is forgotten', async () => {
  const { call, controller, caller } = attached({
    relay: confirmations({ publicKey: keys.jwk }),
    historyLimit: 0,
  });
  await judged();
  const ends: string[] = [];
  controller.on('transfer-failed', ({ transfer }) => ends.push(String(transfer.code)));
  void controller.transfer({ sessionId: caller, toEndPoint: PBX });
  await vi.advanceTimersByTimeAsync(45_000);
  void controller.transfer({ sessionId: caller, toEndPoint: PBX });
  await vi.advanceTimersByTimeAsync(5_000);
  // The first one, which may well be under way yet, finds its target busy.
  call.sendMessage(await signed(keys, fact({ type: 'target-busy' })));
  await judged();
  expect(ends).toEqual([]);
  controller.detach();
});

it('two transfers of one session to one target: neither, though a page was reloaded in between', async () => {
  const kept = new Map<string, string>();
  const store = keepIn({
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  });
  const options = { domain: 'acme', allowTargets: 'any', store } as const;
  Object.defineProperty(performance, 'timeOrigin', { value: 91, configurable: true });
  const first = new FakeCall();
  const before = TransferController.attach(first, options);
  void before.transfer({ sessionId: first.dialIn(), toEndPoint: PBX });
  first.tell = () => {};
  Object.defineProperty(performance, 'timeOrigin', { value: 92, configurable: true });
  await vi.advanceTimersByTimeAsync(10_000);
  const call = new FakeCall();
  const caller = call.dialIn();
  const relay = confirmations({ publicKey: keys.jwk });
  const controller = TransferController.attach(call, { ...options, relay });
  await judged();
  await settled();
  expect(controller.transfers.map(({ status }) => status)).toEqual(['unconfirmed']);
  void controller.transfer({ sessionId: caller, toEndPoint: PBX });
  await vi.advanceTimersByTimeAsync(5_000);
  call.sendMessage(await signed(keys, fact({ type: 'target-busy' })));
  await judged();
  expect(newest(controller).status).toBe('requested');
  controller.detach();
  before.detach();
});

it.each([0, 800])(
  'attached after the join, with a page clock %s ms ahead, believes what is true',
  async (ahead) => {
    const { call, controller, caller } = attached({
      relay: confirmations({ publicKey: keys.jwk }),
    });
    await judged();
    void controller.transfer({ sessionId: caller, toEndPoint: PBX });
    const at = Date.now() - ahead + 200;
    await vi.advanceTimersByTimeAsync(500);
    call.sendMessage(await signed(keys, fact({ type: 'initiated', at }), at));
    await judged();
    expect(newest(controller).status).toBe('handed-off');
    controller.detach();
  },
);

it.each([0, -800])(
  'with a page clock %s ms behind does not believe what was signed before the send',
  async (ahead) => {
    const { call, controller, caller } = attached({
      relay: confirmations({ publicKey: keys.jwk }),
    });
    await judged();
    const at = Date.now() - ahead - 3_000; // Three seconds before the send.
    void controller.transfer({ sessionId: caller, toEndPoint: PBX });
    call.sendMessage(await signed(keys, fact({ type: 'target-busy', at }), at));
    await judged();
    expect(newest(controller).status).toBe('requested');
    controller.detach();
  },
);

it('a message signed in the second before the send is not about it', async () => {
  const { call, controller, caller } = attached({ relay: confirmations({ publicKey: keys.jwk }) });
  await judged();
  const at = Date.now() - 1_500;
  const message = await signed(keys, fact({ type: 'target-busy', at }), at);
  void controller.transfer({ sessionId: caller, toEndPoint: PBX });
  call.sendMessage(message);
  await judged();
  expect(newest(controller).status).toBe('requested');
  controller.detach();
});

it('a key that cannot be read is told once', async () => {
  const told: unknown[] = [];
  vi.stubGlobal('reportError', (e: unknown) => told.push(e));
  const publicKey = `${keys.spki.slice(0, 60)}${'A'.repeat(64)}`;
  const { call, controller } = attached({ relay: confirmations({ publicKey, addresses: true }) });
  await judged();
  for (let n = 0; n < 5; n += 1) {
    call.changeData({ n });
    await judged();
  }
  vi.unstubAllGlobals();
  expect(told).toHaveLength(1);
  controller.detach();
});

it('what is no signed message is no misfit of the key', async () => {
  const told: unknown[] = [];
  vi.stubGlobal('reportError', (e: unknown) => told.push(e));
  const { call, controller } = attached({ relay: confirmations({ publicKey: keys.jwk }) });
  await judged();
  call.sendMessage({ type: 'daily-transfer', hello: 1 }, 'a visitor');
  await judged();
  vi.unstubAllGlobals();
  expect(told).toEqual([]);
  controller.detach();
});
