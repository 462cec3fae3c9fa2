import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sessionStore, TransferController } from 'daily-transfer';
import { attached, BILLING, errorOf, newest } from '../support/attached.js';
import { FakeCall, settled } from '../support/fake-call.js';
import { VirtualTime } from '../support/virtual-time.js';

describe('clocks that jump and timers that stand still', () => {
  let time: VirtualTime;

  beforeEach(() => {
    time = new VirtualTime();
  });
  afterEach(() => time.release());

  it('F42: after a sleep the room is looked at first, then the deadline is judged', async () => {
    const { call, controller, caller } = attached();
    const promise = controller.transfer({ sessionId: caller, toEndPoint: BILLING });
    await call.accept();
    time.isAsleep = true;
    await time.advance(3_600_000, settled);
    call.vanish(caller);
    expect(newest(controller).status).toBe('accepted');
    time.isAsleep = false;
    document.dispatchEvent(new Event('visibilitychange'));
    expect((await promise).status).toBe('handed-off');
    expect(newest(controller).timeline.map(({ signal }) => signal)).toEqual([
      'sent',
      'daily-said-yes',
      'transferee-left',
    ]);
    expect(time.timers).toBe(0);
  });

  it.each(['pageshow', 'online'])('F42: a deadline slept through ends at %s', async (wake) => {
    const { controller, caller } = attached();
    const promise = controller.transfer({ sessionId: caller, toEndPoint: BILLING });
    time.isAsleep = true;
    await time.advance(60_000, settled);
    window.dispatchEvent(new Event(wake));
    expect((await errorOf(promise)).code).toBe('daily-silent');
  });

  it.each([1, -1])('F42: a wall clock that jumps by %d h moves no deadline', async (hours) => {
    const { controller, caller } = attached();
    const promise = controller.transfer({ sessionId: caller, toEndPoint: BILLING });
    time.wallOffset = hours * 3_600_000;
    await time.advance(44_999, settled);
    expect(newest(controller).status).toBe('requested');
    await time.advance(1, settled);
    expect((await errorOf(promise)).code).toBe('daily-silent');
  });
});

describe('a page that is reloaded', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    sessionStorage.clear();
  });
  afterEach(() => {
    vi.useRealTimers();
    Reflect.deleteProperty(performance, 'timeOrigin');
  });

  it('F41: a transfer under way is told once as unconfirmed, and never sent again', async () => {
    const { controller, caller, call: earlier } = attached({ store: sessionStore() });
    void controller.transfer({ sessionId: caller, toEndPoint: BILLING });
    expect(earlier.sent).toHaveLength(1);
    expect(sessionStorage).toHaveLength(1);
    await settled();
    expect(sessionStorage).toHaveLength(1);
    vi.clearAllTimers();
    Object.defineProperty(performance, 'timeOrigin', { value: 1, configurable: true });
    const call = new FakeCall();
    call.enter({ session_id: caller, participantType: 'sip-dial-in' });
    const options = { domain: 'acme', store: sessionStore() };
    const next = TransferController.attach(call, options);
    await settled();
    expect(next.transfers).toMatchObject([{ status: 'unconfirmed', retry: 'ask' }]);
    next.detach();
    const third = TransferController.attach(call, options);
    await settled();
    expect(third.transfers).toEqual([]);
    expect(call.sent).toEqual([]);
  });

  it('F41: nothing is stored unless a store is given', () => {
    const { controller, caller } = attached();
    void controller.transfer({ sessionId: caller, toEndPoint: BILLING });
    expect(sessionStorage).toHaveLength(0);
  });
});

describe('many transfers', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('F43: 300 transfers leave no listener, no timer and 100 records', async () => {
    const { call, controller } = attached();
    const listeners = call.events.count();
    for (let round = 0; round < 300; round += 1) {
      const caller = call.dialIn();
      void controller.transfer({ sessionId: caller, toEndPoint: BILLING });
      if (round % 3 === 0) void call.refuse('no');
      else void call.accept();
      call.leave(caller);
      await settled();
    }
    expect(call.sent).toHaveLength(300);
    expect(call.events.count()).toEqual(listeners);
    expect(vi.getTimerCount()).toBe(0);
    expect(controller.transfers).toHaveLength(100);
  });
});

describe('another daily-js', () => {
  function spoilt(spoil: (call: FakeCall) => void) {
    const call = new FakeCall();
    const caller = call.dialIn();
    spoil(call);
    const controller = TransferController.attach(call, { allowTargets: 'any' });
    const plan = controller.plan({ sessionId: caller, toEndPoint: BILLING });
    controller.detach();
    return plan;
  }

  const hide = (call: FakeCall, name: string, value: unknown) =>
    void Object.defineProperty(call, name, { value });
  const fail = () => {
    throw new Error('not supported');
  };

  const versions: readonly (readonly [string, (call: FakeCall) => void, readonly string[]])[] = [
    [
      'has no sipCallTransfer()',
      (call: FakeCall) => hide(call, 'sipCallTransfer', undefined),
      ['method-available'],
    ],
    ['has no prependListener()', (call: FakeCall) => hide(call, 'prependListener', undefined), []],
    [
      'throws for participants()',
      (call: FakeCall) => hide(call, 'participants', fail),
      ['transferee-present'],
    ],
    ['throws for meetingState()', (call: FakeCall) => hide(call, 'meetingState', fail), ['joined']],
    ['throws for its topology', (call: FakeCall) => hide(call, 'meetingSessionState', fail), []],
    [
      'knows no participantType',
      (call: FakeCall) => call.update('caller-1', { participantType: undefined }),
      ['transferee-is-telephony'],
    ],
    [
      'has canAdmin as a boolean',
      (call: FakeCall) => call.grant({ owner: false, permissions: { canAdmin: true } }),
      [],
    ],
    [
      'has canAdmin as an array',
      (call: FakeCall) => call.grant({ owner: false, permissions: { canAdmin: ['participants'] } }),
      [],
    ],
    [
      'has canAdmin as a set without us',
      (call: FakeCall) => call.grant({ owner: false, permissions: { canAdmin: new Set() } }),
      ['may-transfer'],
    ],
  ];

  it.each(versions)(
    'F44: a call object that %s is attached to, and planned for',
    (_, spoil, blockers) => {
      expect(spoilt(spoil).blockers.map(({ code }) => code)).toEqual(blockers);
    },
  );
});
