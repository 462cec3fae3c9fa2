import Daily from '@daily-co/daily-js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TransferController } from 'daily-transfer';
import { attached, BILLING, errorOf, newest } from '../support/attached.js';
import { FakeCall } from '../support/fake-call.js';
import { releaseCalls } from '../support/genuine-daily.js';
import { genuineStage, joinSimulated, type Stage } from '../support/stage.js';

describe('room and connection, on the genuine daily-js', () => {
  let stage: Stage;

  beforeEach(async () => {
    stage = await genuineStage(Daily);
    stage.behave({ reply: 'silent', leaves: false });
  });
  afterEach(() => stage.close());

  function transfer() {
    return stage.controller.transfer({ sessionId: stage.caller, toEndPoint: BILLING });
  }

  it('F30: leaving in the middle ends the transfer as call-ended', async () => {
    const promise = transfer();
    await stage.leaveMeeting();
    expect(await errorOf(promise)).toMatchObject({ code: 'call-ended', status: 'unconfirmed' });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('F31: destroying in the middle ends it too, and takes our listeners off', async () => {
    const promise = transfer();
    await stage.destroy();
    expect((await errorOf(promise)).code).toBe('call-ended');
    expect(stage.listeners()).toBe(0);
    expect(stage.controller.attached).toBe(false);
    expect((await errorOf(transfer())).code).toBe('detached');
  });

  it('F32: a fatal error, as when we are ejected, ends it as call-ended', async () => {
    const promise = transfer();
    await stage.eject();
    expect(await errorOf(promise)).toMatchObject({ code: 'call-ended', status: 'unconfirmed' });
    expect(newest(stage.controller).retry).toBe('no');
  });

  it('F33: an interrupted network changes nothing at once, and extends the deadline by 15 s at most', async () => {
    const promise = transfer();
    await stage.advance(40_000);
    await stage.networkDown();
    await stage.advance(19_000);
    expect(newest(stage.controller).status).toBe('requested');
    expect(newest(stage.controller).timeline.at(-1)?.signal).toBe('network-interrupted');
    await stage.advance(1_000);
    expect((await errorOf(promise)).code).toBe('daily-silent');
  });

  it('F34: when the network is back the room is looked at first, and the story goes on', async () => {
    stage.behave({ afterMs: 2_000 });
    const promise = transfer();
    await stage.advance(1_000);
    await stage.networkDown();
    await stage.advance(10_000);
    expect(newest(stage.controller).status).toBe('requested');
    await stage.networkUp();
    await stage.advance(1_000);
    expect((await promise).status).toBe('handed-off');
  });

  it('F35: a network that never comes back leaves the transfer unconfirmed', async () => {
    const promise = transfer();
    await stage.networkDown();
    await stage.advance(60_000);
    const error = await errorOf(promise);
    expect(error).toMatchObject({ code: 'daily-silent', status: 'unconfirmed' });
    expect(error.record?.timeline.map(({ signal }) => signal)).toContain('network-interrupted');
  });
});

describe('a call machine that answers nothing, on the genuine daily-js', () => {
  it('F30: a leave() that hangs leaves the transfer to its deadline', async () => {
    const { daily, call } = await joinSimulated(Daily);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const room = daily.room('support');
    const controller = TransferController.attach(call, { domain: 'acme' });
    const sessionId = room.dialIn();
    await daily.settled();
    room.goSilent();
    const promise = controller.transfer({ sessionId, toEndPoint: BILLING });
    void call.leave();
    await daily.advance(46_000);
    expect(['daily-silent', 'call-ended']).toContain((await errorOf(promise)).code);
    controller.detach();
    vi.useRealTimers();
    await releaseCalls(daily);
  });
});

describe('room and connection, to the letter', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('F34: gone with a yes is handed off, gone without one waits for the grace', async () => {
    const { call, controller, caller } = attached();
    const other = call.dialIn();
    const first = controller.transfer({ sessionId: caller, toEndPoint: BILLING });
    const second = controller.transfer({ sessionId: other, toEndPoint: BILLING });
    await call.accept(0);
    call.networkDown();
    call.vanish(caller);
    call.vanish(other);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(controller.transfers.map(({ status }) => status)).toEqual(['requested', 'accepted']);
    call.networkUp();
    expect((await first).status).toBe('handed-off');
    await vi.advanceTimersByTimeAsync(10_000);
    expect((await errorOf(second)).code).toBe('left-unanswered');
  });

  it.each([
    ['the caller has left', (call: FakeCall, caller: string) => call.leave(caller), 'transferee-present'], // prettier-ignore
    ['we have left', (call: FakeCall) => call.leaveMeeting(), 'joined'],
  ] as const)('F36: attached after %s, nothing is sent', async (_, happen, code) => {
    const call = new FakeCall();
    const caller = call.dialIn();
    happen(call, caller);
    const controller = TransferController.attach(call, { allowTargets: 'any' });
    const error = await errorOf(controller.transfer({ sessionId: caller, toEndPoint: BILLING }));
    expect(error.plan?.blockers.map((check) => check.code)).toEqual([code]);
    expect(call.sent).toEqual([]);
  });

  it('F36: while joining nothing is sent either', async () => {
    const call = new FakeCall({ joined: false });
    const controller = TransferController.attach(call, { allowTargets: 'any' });
    const error = await errorOf(controller.transfer({ sessionId: 'x', toEndPoint: BILLING }));
    expect(error.plan?.blockers.map(({ code }) => code)).toEqual(['joined']);
  });
});
