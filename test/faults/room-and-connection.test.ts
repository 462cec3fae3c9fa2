import Daily from '@daily-co/daily-js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TransferController } from 'daily-transfer';
import { attached, BILLING, errorOf, newest } from '../support/attached.js';
import { recordEvents, timelineOf } from '../support/event-log.js';
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

  const requested = ['requested', 'updated requested'];
  const accepted = [...requested, 'accepted', 'updated accepted'];
  const ended = [
    'transferees-changed 0',
    'unconfirmed call-ended no',
    'updated unconfirmed call-ended no',
  ];

  it.each([
    ['before Daily answers', { reply: 'silent' }, 0, [...requested, ...ended], []],
    [
      'after a yes',
      { betweenMs: 300 },
      200,
      [...accepted, ...ended],
      ['120 daily-said-yes (daily-answer) accepted'],
    ],
    [
      'when the caller has left unanswered',
      { reply: 'silent', leaves: true, order: 'left-first' },
      200,
      [
        ...requested,
        'transferees-changed 0',
        'updated requested',
        'unconfirmed call-ended no',
        'updated unconfirmed call-ended no',
      ],
      ['120 transferee-left (participant-left) requested'],
    ],
  ] as const)(
    'F30: leaving %s ends the transfer as call-ended, and nothing that comes later is told',
    async (_, behaviour, afterMs, events, facts) => {
      stage.behave(behaviour);
      stage.log.length = 0;
      const promise = transfer();
      await stage.advance(afterMs);
      await stage.leaveMeeting();
      const error = await errorOf(promise);
      expect(error).toMatchObject({ code: 'call-ended', status: 'unconfirmed' });
      expect(stage.log).toEqual(events);
      const record = newest(stage.controller);
      expect(error.record).toBe(record);
      expect(record).toMatchObject({ confidence: 'none', retry: 'no' });
      const end = `${afterMs} call-ended (call-event) unconfirmed`;
      expect(timelineOf(record)).toEqual(['0 sent (app) requested', ...facts, end]);
      expect(vi.getTimerCount()).toBe(0);
      await stage.advance(120_000);
      expect(stage.log).toEqual(events);
      expect(newest(stage.controller)).toBe(record);
      expect((await errorOf(transfer())).plan?.blockers.map((check) => check.code)).toEqual([
        'joined',
      ]);
    },
  );

  it('F30: a yes that comes after leaving, for a caller who had gone, corrects the end and settles nothing twice', async () => {
    stage.behave({ order: 'left-first', betweenMs: 300 });
    const promise = transfer();
    await stage.advance(200);
    await stage.leaveMeeting();
    stage.log.length = 0;
    await stage.advance(1_000);
    expect((await errorOf(promise)).code).toBe('call-ended');
    expect(stage.log).toEqual([
      'handed-off no late corrected',
      'updated handed-off no late corrected',
    ]);
    expect(newest(stage.controller)).toMatchObject({
      status: 'handed-off',
      confidence: 'inferred',
    });
  });

  it('F31: destroying in the middle ends it too, and takes our listeners off', async () => {
    stage.log.length = 0;
    const promise = transfer();
    await stage.destroy();
    expect(await errorOf(promise)).toMatchObject({ code: 'call-ended', status: 'unconfirmed' });
    expect(stage.log).toEqual([...requested, ...ended]);
    expect(stage.listeners()).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
    expect(stage.controller.attached).toBe(false);
    expect((await errorOf(transfer())).code).toBe('detached');
  });

  it('F32: a fatal error, as when we are ejected, ends it as call-ended', async () => {
    stage.log.length = 0;
    const promise = transfer();
    await stage.eject();
    expect(await errorOf(promise)).toMatchObject({ code: 'call-ended', status: 'unconfirmed' });
    expect(newest(stage.controller).retry).toBe('no');
    expect(stage.log).toEqual([...requested, ...ended]);
    expect(vi.getTimerCount()).toBe(0);
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
    expect(timelineOf(newest(stage.controller))).toEqual([
      '0 sent (app) requested',
      '40000 network-interrupted (call-event) requested',
      '60000 deadline-over (clock) unconfirmed',
    ]);
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
    const [, lost, back, ...rest] = timelineOf(newest(stage.controller));
    expect([lost, back]).toEqual([
      '1000 network-interrupted (call-event) requested',
      '11000 network-recovered (call-event) requested',
    ]);
    // A browser tells the waiting answer and the waiting event in one order, other places in the other.
    expect(rest.map((line) => line.split(' ')[1]).sort()).toEqual([
      'daily-said-yes',
      'transferee-left',
    ]);
  });

  it('F35: a network that never comes back leaves the transfer unconfirmed', async () => {
    stage.log.length = 0;
    const promise = transfer();
    await stage.networkDown();
    await stage.advance(60_000);
    const error = await errorOf(promise);
    expect(error).toMatchObject({ code: 'daily-silent', status: 'unconfirmed' });
    expect(error.record?.timeline.map(({ signal }) => signal)).toContain('network-interrupted');
    const end = 'unconfirmed daily-silent ask';
    expect(stage.log).toEqual([...requested, 'updated requested', end, `updated ${end}`]);
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
    const log = recordEvents(controller);
    room.goSilent();
    const promise = controller.transfer({ sessionId, toEndPoint: BILLING });
    let hasLeft = false;
    void call.leave().then(() => (hasLeft = true));
    await daily.advance(44_999);
    expect(log).toEqual(['requested', 'updated requested']);
    await daily.advance(1);
    const error = await errorOf(promise);
    expect(error).toMatchObject({ code: 'daily-silent', status: 'unconfirmed' });
    expect(hasLeft).toBe(false);
    expect(log.slice(2)).toEqual([
      'unconfirmed daily-silent ask',
      'updated unconfirmed daily-silent ask',
    ]);
    expect(timelineOf(newest(controller))).toEqual([
      '0 sent (app) requested',
      '45000 deadline-over (clock) unconfirmed',
    ]);
    const asked = daily.log.filter(({ action }) => action === 'sip-call-transfer');
    expect(asked).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
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
    [
      'the caller has left',
      (call: FakeCall, caller: string) => call.leave(caller),
      'transferee-present',
    ],
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
    expect(error.code).toBe('blocked');
    expect(error.plan?.blockers.map(({ code }) => code)).toEqual(['joined']);
    expect(call.sent).toEqual([]);
  });
});
