import Daily, { type DailyCall } from '@daily-co/daily-js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  TransferController,
  type Reason,
  type TransferControllerOptions,
  type TransferMethod,
  type TransferRequest,
} from 'daily-transfer';
import type { DialInOptions, SimulatedDaily, SimulatedRoom } from 'daily-transfer/simulator';
import { BILLING, errorOf, HOME, PBX, PHONE } from '../support/attached.js';
import { releaseCalls } from '../support/genuine-daily.js';
import { countListeners, joinSimulated } from '../support/stage.js';

/** A row of the decision rule, as it comes out on the genuine daily-js. */
interface Row {
  readonly because: Reason;
  readonly method: TransferMethod;
  readonly caller?: DialInOptions;
  readonly request: Omit<TransferRequest, 'sessionId'>;
  /** What daily-js posted to its call machine besides the session id. */
  readonly message: Readonly<Record<string, unknown>>;
}

const CALLER_ID = '3fa85f64-5717-4562-b3fc-2c963f66afa6';
const refer = { useSipRefer: true };
const call = { useSipRefer: false };

const rows: readonly Row[] = [
  {
    because: 'method-requested',
    method: 'sipCallTransfer',
    caller: { from: HOME },
    request: { toEndPoint: PBX, method: 'sipCallTransfer' },
    message: { toEndPoint: PBX, ...call },
  },
  {
    because: 'target-is-phone',
    method: 'sipCallTransfer',
    caller: { from: HOME },
    request: { toEndPoint: '+1 (415) 555-2671' },
    message: { toEndPoint: PHONE, ...call },
  },
  {
    because: 'target-is-phone',
    method: 'sipCallTransfer',
    request: {
      toEndPoint: 'tel:+14155552671;ext=123',
      callerId: CALLER_ID,
      waitBeforeExtensionDialSec: 3,
    },
    message: {
      toEndPoint: PHONE,
      callerId: CALLER_ID,
      extension: '123',
      waitBeforeExtensionDialSec: 3,
      ...call,
    },
  },
  {
    because: 'target-inside-daily',
    method: 'sipCallTransfer',
    caller: { from: HOME },
    request: { toEndPoint: BILLING },
    message: { toEndPoint: BILLING, ...call },
  },
  {
    because: 'keep-daily-in-path',
    method: 'sipCallTransfer',
    caller: { from: HOME },
    request: { toEndPoint: PBX, prefer: 'anchored' },
    message: { toEndPoint: PBX, ...call },
  },
  {
    because: 'transferee-on-phone-network',
    method: 'sipCallTransfer',
    caller: { type: 'pstn-dial-in', from: PHONE },
    request: { toEndPoint: PBX },
    message: { toEndPoint: PBX, ...call },
  },
  {
    because: 'transferee-inside-daily',
    method: 'sipCallTransfer',
    caller: { from: 'sip:lobby@acme.sip.daily.co' },
    request: { toEndPoint: PBX },
    message: { toEndPoint: PBX, ...call },
  },
  {
    because: 'transferee-address-unknown',
    method: 'sipCallTransfer',
    request: { toEndPoint: PBX },
    message: { toEndPoint: PBX, ...call },
  },
  {
    because: 'both-ends-outside',
    method: 'sipRefer',
    caller: { from: HOME },
    request: { toEndPoint: PBX },
    message: { toEndPoint: PBX, ...refer },
  },
];

describe('on the genuine daily-js', () => {
  let daily: SimulatedDaily;
  let room: SimulatedRoom;
  let object: DailyCall;

  beforeEach(async () => {
    ({ daily, call: object } = await joinSimulated(Daily));
    room = daily.room('support');
  });
  afterEach(() => releaseCalls(daily));

  function attach(options: TransferControllerOptions = {}) {
    return TransferController.attach(object, { domain: 'acme', allowTargets: 'any', ...options });
  }

  async function dialIn(caller: DialInOptions = {}): Promise<string> {
    const sessionId = room.dialIn(caller);
    await daily.settled();
    return sessionId;
  }

  it.each(rows)(
    'sends by $method because $because, with exactly the keys of that method',
    async ({ because, method, caller, request, message }) => {
      const controller = attach();
      const sessionId = await dialIn(caller);
      const promise = controller.transfer(Object.freeze({ sessionId, ...request }));
      await daily.advance(500);
      const record = await promise;
      expect(record.status).toBe('handed-off');
      expect(record.plan.because).toBe(because);
      expect(room.transfers.map((sent) => sent.method)).toEqual([method]);
      expect(room.transfers[0]?.message).toEqual({
        action: 'sip-call-transfer',
        sessionId,
        ...message,
      });
    },
  );

  it.each(['sipCallTransfer', 'sipRefer'] as const)(
    '%s() takes a frozen object that it leaves as it is',
    async (method) => {
      const controller = attach();
      const sessionId = await dialIn({ from: HOME });
      const options = Object.freeze({ sessionId, toEndPoint: PBX });
      const promise = controller[method](options);
      await daily.advance(500);
      expect((await promise).method).toBe(method);
      expect(options).toEqual({ sessionId, toEndPoint: PBX });
      expect(room.transfers[0]?.message).toEqual({
        action: 'sip-call-transfer',
        sessionId,
        toEndPoint: PBX,
        useSipRefer: method === 'sipRefer',
      });
    },
  );

  it('sees the caller arrive in the other room', async () => {
    const controller = attach();
    const sessionId = await dialIn({ from: HOME, name: 'Alice' });
    void controller.transfer({ sessionId, toEndPoint: daily.room('billing').sipUri });
    await daily.advance(1_000);
    expect(room.callers).toEqual([]);
    expect(daily.room('billing').callers).toMatchObject([{ name: 'Alice' }]);
  });

  it.each(['not now', { code: 603, text: 'Decline' }])(
    'gives the refusal %j as the cause',
    async (error) => {
      const controller = attach();
      const sessionId = await dialIn();
      room.onTransfer(() => ({ reply: 'reject', error }));
      const promise = controller.transfer({ sessionId, toEndPoint: BILLING });
      await daily.advance(500);
      expect((await errorOf(promise)).cause).toEqual(error);
    },
  );

  it('sends nothing after a refused REFER, and says that the other method is safe to try', async () => {
    const controller = attach();
    const sessionId = await dialIn({ from: HOME });
    room.onTransfer(({ method }) => ({ reply: method === 'sipRefer' ? 'reject' : 'accept' }));
    const promise = controller.transfer({ sessionId, toEndPoint: PBX });
    await daily.advance(60_000);
    const { code, record } = await errorOf(promise);
    expect([code, record?.retry]).toEqual(['rejected', 'safe']);
    expect(room.transfers.map(({ method }) => method)).toEqual(['sipRefer']);
    const retry = controller.sipCallTransfer({ sessionId, toEndPoint: PBX });
    await daily.advance(1_000);
    expect((await retry).status).toBe('handed-off');
  });

  it('leaves no listener behind, attached, detached and attached again', () => {
    const before = countListeners(object);
    const first = attach();
    expect(countListeners(object)).toBeGreaterThan(before);
    first.detach();
    expect(countListeners(object)).toBe(before);
    const second = attach();
    expect(second).not.toBe(first);
    second.detach();
    expect(countListeners(object)).toBe(before);
  });

  it('adds nothing to the call object', async () => {
    const members = Reflect.ownKeys(object);
    const controller = attach();
    const sessionId = await dialIn();
    void controller.transfer({ sessionId, toEndPoint: BILLING });
    await daily.advance(500);
    controller.detach();
    expect(Reflect.ownKeys(object)).toEqual(members);
  });

  it('keeps to the first place in line, so that a listener that throws hides nothing', async () => {
    const printed = [vi.spyOn(console, 'log'), vi.spyOn(console, 'error')];
    for (const print of printed) print.mockReturnValue();
    object.on('participant-left', () => {
      throw new Error("the app's own bug");
    });
    const controller = attach();
    const sessionId = await dialIn();
    const promise = controller.transfer({ sessionId, toEndPoint: BILLING });
    await daily.advance(500);
    expect((await promise).timeline.at(-1)?.evidence).toBe('participant-left');
  });

  it('goes on after leaving and joining again', async () => {
    const controller = attach();
    await dialIn();
    expect(controller.transferees).toHaveLength(1);
    await object.leave();
    await daily.settled();
    expect(controller.transferees).toEqual([]);
    await object.join({ url: room.url, token: room.ownerToken });
    await daily.settled();
    const [caller] = controller.transferees;
    expect(controller.attached).toBe(true);
    const promise = controller.transfer({
      sessionId: String(caller?.sessionId),
      toEndPoint: BILLING,
    });
    await daily.advance(500);
    expect((await promise).status).toBe('handed-off');
  });
});
