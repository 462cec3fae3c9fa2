import Daily from '@daily-co/daily-js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { attached, BILLING, errorOf, newest, PBX } from '../support/attached.js';
import { timelineOf } from '../support/event-log.js';
import { settled } from '../support/fake-call.js';
import { joinSimulated, genuineStage, type Stage } from '../support/stage.js';
import { releaseCalls } from '../support/genuine-daily.js';
import { TransferController } from 'daily-transfer';

describe('events, on the genuine daily-js', () => {
  let stage: Stage;

  beforeEach(async () => {
    stage = await genuineStage(Daily);
  });
  afterEach(() => stage.close());

  function transfer() {
    return stage.controller.transfer({ sessionId: stage.caller, toEndPoint: BILLING });
  }

  it('F19: a departure told twice, and a leg that stops twice, count once', async () => {
    stage.behave({ left: 'doubled', stopped: 'before' });
    void transfer();
    await stage.advance(1_000);
    expect(timelineOf(newest(stage.controller))).toEqual([
      '0 sent (app) requested',
      '120 daily-said-yes (daily-answer) accepted',
      '320 transferee-left (participant-left) handed-off',
    ]);
  });

  it('F20: a caller who is hidden has not left, and the waiting goes on', async () => {
    stage.behave({ leaves: false });
    const promise = transfer();
    await stage.advance(500);
    await stage.hide();
    await stage.advance(5_000);
    expect(newest(stage.controller).status).toBe('accepted');
    await stage.advance(45_000);
    expect((await errorOf(promise)).code).toBe('never-left');
    expect(timelineOf(newest(stage.controller))).toEqual([
      '0 sent (app) requested',
      '120 daily-said-yes (daily-answer) accepted',
      '500 transferee-hidden (participant-left) accepted',
      '45000 deadline-over (clock) unconfirmed',
    ]);
  });
});

describe('a listener of the app, on the genuine daily-js', () => {
  it('F23: one that throws starves neither us nor the transfer', async () => {
    const printed = [vi.spyOn(console, 'log'), vi.spyOn(console, 'error')];
    for (const print of printed) print.mockReturnValue();
    const { daily, call } = await joinSimulated(Daily);
    call.on('participant-left', () => {
      throw new Error('a bug of the app');
    });
    const controller = TransferController.attach(call, { domain: 'acme' });
    const sessionId = daily.room('support').dialIn();
    await daily.settled();
    const promise = controller.transfer({ sessionId, toEndPoint: BILLING });
    await daily.advance(500);
    expect((await promise).status).toBe('handed-off');
    controller.detach();
    await releaseCalls(daily);
  });
});

describe('forged events, without a guard, on the genuine daily-js', () => {
  it('F29: what a stranger makes up is at most inferred, and nothing throws', async () => {
    const { daily, call } = await joinSimulated(Daily);
    const room = daily.room('support');
    const controller = TransferController.attach(call, { domain: 'acme' });
    const sessionId = room.dialIn();
    await daily.settled();
    room.onTransfer(() => ({ leaves: false }));
    const promise = controller.transfer({ sessionId, toEndPoint: BILLING });
    await daily.advance(200);
    // daily-js cannot tell a message of its call machine from one that anybody posts (H3).
    for (const action of ['participant-left', 'dialin-stopped', 'network-connection']) {
      room.send({ action, participant: null, sessionId: { odd: true }, type: 7 });
    }
    await daily.settled();
    expect(newest(controller).status).toBe('accepted');
    room.send({ action: 'participant-left', participant: { session_id: sessionId } });
    await daily.advance(1_000);
    expect(await promise).toMatchObject({ status: 'handed-off', confidence: 'inferred' });
    controller.detach();
    await releaseCalls(daily);
  });
});

describe('events, to the letter', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  it('F21: a leg that stopped has left when the room agrees, now or at the next look', async () => {
    const { call, controller, caller } = attached();
    const promise = controller.transfer({ sessionId: caller, toEndPoint: BILLING });
    await call.accept();
    call.stop(caller);
    expect(newest(controller).status).toBe('accepted');
    call.tell('dialout-stopped', {});
    call.vanish(caller);
    await vi.advanceTimersByTimeAsync(1_000);
    expect((await promise).timeline.at(-1)).toMatchObject({ evidence: 'dial-event' });
  });

  it('F21: a leg that stopped while the caller stays in the room has not left', async () => {
    const { call, controller, caller } = attached();
    const promise = controller.transfer({ sessionId: caller, toEndPoint: BILLING });
    await call.accept();
    call.stop(caller);
    await vi.advanceTimersByTimeAsync(45_000);
    expect((await errorOf(promise)).code).toBe('never-left');
    expect(newest(controller).timeline.map(({ signal }) => signal)).toEqual([
      'sent',
      'daily-said-yes',
      'deadline-over',
    ]);
  });

  it.each([
    ['of another session', { participant: { session_id: 'somebody' } }],
    ['without a session', { participant: {} }],
    ['without a participant', {}],
    ['that is null', null],
    ['that is a number', 7],
    ['with an id of an odd type', { participant: { session_id: { id: 1 } } }],
    ['with an inherited name as id', { participant: { session_id: '__proto__' } }],
  ])('F22: an event %s means nothing', async (_, payload) => {
    const { call, controller, caller } = attached();
    void controller.transfer({ sessionId: caller, toEndPoint: BILLING });
    await call.accept();
    const before = newest(controller);
    for (const name of ['participant-left', 'dialin-stopped', 'dialin-error'] as const) {
      call.tell(name, payload);
    }
    expect(newest(controller)).toBe(before);
    expect(call.events.thrown).toEqual([]);
  });

  it('F23: a departure that no event tells is found by the look once a second', async () => {
    const { call, controller, caller } = attached();
    const promise = controller.transfer({ sessionId: caller, toEndPoint: BILLING });
    await call.accept();
    call.vanish(caller);
    await vi.advanceTimersByTimeAsync(1_000);
    expect((await promise).timeline.at(-1)?.evidence).toBe('room-read');
  });

  it('F24: a listener of ours that throws stops neither the others nor the transfer', async () => {
    const reported: unknown[] = [];
    vi.stubGlobal('reportError', (error: unknown) => reported.push(error));
    const { call, controller, caller } = attached();
    const statuses: string[] = [];
    const bug = new Error('a bug of the app');
    controller.on('transfer-requested', () => {
      throw bug;
    });
    controller.on('transfer-requested', ({ transfer: { id } }) =>
      statuses.push(String(controller.find(id)?.status)),
    );
    void controller.transfer({ sessionId: caller, toEndPoint: BILLING });
    await call.accept();
    expect(statuses).toEqual(['requested']);
    expect(reported).toEqual([bug]);
    expect(newest(controller).status).toBe('accepted');
  });

  it('F25: a listener may transfer, subscribe, unsubscribe and detach while it is told', async () => {
    const { call, controller, caller, log } = attached();
    const again: Promise<unknown>[] = [];
    controller.once('transfer-failed', () => {
      again.push(controller.transfer({ sessionId: caller, toEndPoint: PBX }));
      const twice = () => again.push(Promise.resolve());
      controller.on('transfer-failed', twice);
      controller.off('transfer-failed', twice);
    });
    controller.once('transfer-accepted', () => controller.detach());
    log.length = 0;
    void controller.transfer({ sessionId: caller, toEndPoint: BILLING });
    await call.refuse('no');
    expect(call.sent).toHaveLength(2);
    await call.accept();
    await settled();
    expect(again).toHaveLength(1);
    expect(log).toEqual([
      'requested',
      'updated requested',
      'failed rejected safe',
      'updated failed rejected safe',
      'requested',
      'updated requested',
      'accepted',
      'updated accepted',
      'unconfirmed detached ask',
      'updated unconfirmed detached ask',
    ]);
    expect(call.events.count()).toEqual({});
  });

  it('F26: a dial error is recorded, and the end is still by the table', async () => {
    const { call, controller, caller } = attached();
    const promise = controller.transfer({ sessionId: caller, toEndPoint: BILLING });
    call.tell('dialin-error', { sessionId: caller, errorMsg: 'the call failed' });
    expect(newest(controller)).toMatchObject({ status: 'requested' });
    expect(newest(controller).timeline.at(-1)?.signal).toBe('dial-error');
    call.leave(caller);
    await vi.advanceTimersByTimeAsync(10_000);
    expect((await errorOf(promise)).code).toBe('left-unanswered');
  });

  it.each(['dialin-warning', 'dialout-warning'] as const)(
    'F27: a %s is recorded only',
    async (name) => {
      const { call, controller, caller } = attached();
      void controller.transfer({ sessionId: caller, toEndPoint: BILLING });
      call.tell(name, { sessionId: caller });
      expect(newest(controller)).toMatchObject({ status: 'requested' });
      expect(newest(controller).timeline.at(-1)?.signal).toBe('dial-warning');
    },
  );
});
