import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TransferController, type TransferControllerOptions } from 'daily-transfer';
import { attached, BILLING, errorOf, newest, PBX, type Attached } from '../support/attached.js';
import { recordEvents } from '../support/event-log.js';
import { FakeCall, settled } from '../support/fake-call.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

class Unlike {
  readonly participants = {};
}

describe('attach()', () => {
  it('gives the same controller for the same call object', () => {
    const call = new FakeCall();
    const first = TransferController.attach(call, { domain: 'acme', authorize: () => true });
    expect(TransferController.attach(call)).toBe(first);
    expect(TransferController.attach(call, { domain: 'acme', authorize: () => true })).toBe(first);
    expect(Object.values(call.events.count())).not.toContain(2);
    first.detach();
  });

  it('throws a TypeError for other options than those of the first time', () => {
    const call = new FakeCall();
    const first = TransferController.attach(call, { domain: 'acme' });
    const other = () => TransferController.attach(call, { domain: 'other' });
    expect(other).toThrow(TypeError);
    expect(other).toThrow('another domain; detach() it first');
    expect(first.options.domain).toBe('acme');
    first.detach();
    expect(other().options.domain).toBe('other');
    other().detach();
  });

  it('gives each call object a controller of its own', () => {
    const [one, two] = [
      TransferController.attach(new FakeCall()),
      TransferController.attach(new FakeCall()),
    ];
    expect(one).not.toBe(two);
    one.detach();
    expect(two.attached).toBe(true);
    two.detach();
  });

  it.each([undefined, null, 'call', 7, {}, [], () => {}, new Unlike(), new EventTarget()])(
    'throws a TypeError that says what it takes, for %o',
    (call) => {
      const attach = () => Reflect.apply(TransferController.attach, TransferController, [call]);
      expect(attach).toThrow(TypeError);
      expect(attach).toThrow('createCallObject()');
    },
  );

  it('throws a TypeError for wrong options, and then is not attached', () => {
    const call = new FakeCall();
    const wrong = () => TransferController.attach(call, { timeoutMs: 1 });
    expect(wrong).toThrow(TypeError);
    expect(call.events.count()).toEqual({});
    const controller = TransferController.attach(call);
    expect(controller.options.timeoutMs).toBe(45_000);
    controller.detach();
  });

  it('is seen by a second copy of the package', async () => {
    const call = new FakeCall();
    const ours = TransferController.attach(call);
    vi.resetModules();
    const copy = await import('../../src/controller/transfer-controller.js');
    expect(copy.TransferController).not.toBe(TransferController);
    expect(copy.TransferController.attach(call)).toBe(ours);
    ours.detach();
    const theirs = copy.TransferController.attach(call);
    expect(theirs).not.toBe(ours);
    expect(TransferController.attach(call)).toBe(theirs);
    theirs.detach();
  });

  it('leaves the app’s options as they are, and does not follow their later changes', () => {
    const ports = [5_060];
    const allowTargets = ['daily'];
    const options = Object.freeze({ endpoints: { ports }, allowTargets });
    const controller = TransferController.attach(new FakeCall(), options);
    ports.push(22);
    allowTargets.push('evil.example');
    expect(controller.options).toMatchObject({
      allowTargets: ['daily'],
      endpoints: { ports: [5_060] },
    });
    expect(Object.isFrozen(controller.options)).toBe(true);
    expect(options).toEqual({ endpoints: { ports }, allowTargets });
    controller.detach();
  });

  it('finds callers who were there before', () => {
    const call = new FakeCall();
    const sessionId = call.dialIn({ name: 'Alice', from: 'sip:alice@home.example.net' });
    const controller = TransferController.attach(call);
    expect(controller.transferees).toEqual([{ sessionId, name: 'Alice', type: 'sip-dial-in' }]);
    controller.detach();
  });

  it('works before the call object has joined', () => {
    const call = new FakeCall({ joined: false });
    const controller = TransferController.attach(call, { domain: 'acme' });
    const plan = controller.plan({ sessionId: 'x', toEndPoint: BILLING });
    expect(plan.blockers.map(({ code }) => code)).toEqual(['joined']);
    call.join();
    const after = controller.plan({ sessionId: 'x', toEndPoint: BILLING });
    expect(after.blockers.map(({ code }) => code)).toEqual(['transferee-present']);
    controller.detach();
  });
});

describe('detach()', () => {
  const states: readonly (readonly [string, (room: Attached) => unknown])[] = [
    ['at rest', () => {}],
    [
      'requested',
      ({ controller, caller }) => controller.transfer({ sessionId: caller, toEndPoint: BILLING }),
    ],
    [
      'accepted',
      async ({ call, controller, caller }) => {
        void controller.transfer({ sessionId: caller, toEndPoint: BILLING });
        await call.accept();
      },
    ],
    [
      'in its grace',
      ({ call, controller, caller }) => {
        void controller.transfer({ sessionId: caller, toEndPoint: BILLING });
        call.leave(caller);
      },
    ],
    [
      'without network',
      ({ call, controller, caller }) => {
        void controller.transfer({ sessionId: caller, toEndPoint: BILLING });
        call.networkDown();
      },
    ],
    [
      'settled',
      async ({ call, controller, caller }) => {
        void controller.transfer({ sessionId: caller, toEndPoint: BILLING });
        await call.refuse();
      },
    ],
  ];

  it.each(states)('leaves no listener and no timer when %s', async (_, bring) => {
    const room = attached();
    void bring(room);
    await settled();
    room.controller.detach();
    room.controller.detach();
    expect(room.call.events.count()).toEqual({});
    expect(vi.getTimerCount()).toBe(0);
    expect(room.controller.attached).toBe(false);
  });

  it('leaves the lists at their last value, and records nothing more', async () => {
    const { call, controller, log, caller } = attached();
    void controller.transfer({ sessionId: caller, toEndPoint: BILLING });
    controller.detach();
    const { transfers, transferees } = controller;
    log.length = 0;
    call.hangUp(caller);
    await call.accept();
    expect(controller.transfers).toBe(transfers);
    expect(controller.transferees).toBe(transferees);
    expect(transferees).toHaveLength(1);
    expect(log).toEqual([]);
  });

  it('lets plan() go on and transfer() reject', async () => {
    const { call, controller, log, caller } = attached();
    controller.detach();
    const request = { sessionId: caller, toEndPoint: BILLING };
    expect(controller.plan(request).blockers.map(({ code }) => code)).toEqual(['call-alive']);
    const error = await errorOf(controller.transfer(request));
    expect(error.message).toBe('unable to transfer; the controller is detached');
    expect(error.plan?.target).toMatchObject({ address: BILLING });
    expect(log).toEqual([]);
    expect(call.sent).toEqual([]);
  });

  it('lets React attach, detach and attach again', () => {
    const call = new FakeCall();
    const first = TransferController.attach(call);
    const count = call.events.count();
    first.detach();
    const second = TransferController.attach(call);
    first.detach();
    expect(second).not.toBe(first);
    expect(second.attached).toBe(true);
    expect(call.events.count()).toEqual(count);
    expect(TransferController.attach(call)).toBe(second);
    second.detach();
  });

  it('tells nothing to a listener that detaches in the middle of an event', async () => {
    const { call, controller, log, caller } = attached({}, { old: true });
    call.events.addFirst('participant-left', () => controller.detach());
    log.length = 0;
    call.leave(caller);
    await settled();
    expect(log).toEqual([]);
    expect(controller.transferees).toHaveLength(1);
  });
});

describe('a call object that ends', () => {
  it('is let go of when it is destroyed', async () => {
    const { call, controller, caller } = attached();
    const promise = controller.transfer({ sessionId: caller, toEndPoint: BILLING });
    call.destroy({ silently: true });
    call.tell('call-instance-destroyed');
    expect((await errorOf(promise)).code).toBe('call-ended');
    expect(newest(controller).timeline.at(-1)).toMatchObject({ evidence: 'call-event' });
    expect(controller.attached).toBe(false);
    expect(call.events.count()).toEqual({});
    expect(vi.getTimerCount()).toBe(0);
    const late = controller.transfer({ sessionId: caller, toEndPoint: BILLING });
    expect((await errorOf(late)).code).toBe('detached');
    expect(TransferController.attach(call)).not.toBe(controller);
  });

  it('may leave and join again while attached', async () => {
    const { call, controller, log } = attached();
    log.length = 0;
    call.networkDown();
    call.leaveMeeting();
    call.join();
    const caller = call.dialIn({ name: 'Bob' });
    expect(controller.plan({ sessionId: caller, toEndPoint: BILLING }).ready).toBe(true);
    expect(controller.attached).toBe(true);
    expect(log).toEqual(['transferees-changed 0', 'transferees-changed 1']);
    const promise = controller.transfer({ sessionId: caller, toEndPoint: BILLING });
    call.leave(caller);
    await call.accept();
    expect((await promise).status).toBe('handed-off');
  });
});

describe('transferees', () => {
  it('are known anew after leaving and joining again', () => {
    const { call, controller, caller } = attached({}, { from: 'sip:alice@home.example.net' });
    call.leaveMeeting();
    call.join();
    call.enter({ session_id: caller, participantType: 'sip-dial-in' });
    expect(controller.transferees).toEqual([{ sessionId: caller, name: '', type: 'sip-dial-in' }]);
    controller.detach();
  });

  it('are told when one differs, not at every change of a participant', () => {
    const { call, controller, log, caller } = attached();
    log.length = 0;
    const before = controller.transferees;
    call.update(caller, { audio: false });
    call.enter({ session_id: 'web', user_name: 'Guest' });
    call.update('web', { user_name: 'Visitor' });
    call.leave('web');
    expect(controller.transferees).toBe(before);
    expect(log).toEqual([]);
    call.update(caller, { user_name: 'Alice B.' });
    call.tell('dialin-connected', { sessionId: caller, sipFrom: 'sip:alice@home.example.net' });
    expect(log).toEqual(['transferees-changed 1', 'transferees-changed 1']);
    expect(controller.transferees).not.toBe(before);
    expect(controller.transferees[0]).toMatchObject({
      name: 'Alice B.',
      address: { kind: 'sip', host: 'home.example.net' },
    });
    controller.detach();
  });

  it('include one whose dial event came before the participant did', () => {
    const call = new FakeCall();
    const controller = TransferController.attach(call);
    call.tell('dialin-connected', { sessionId: 'early', sipFrom: '+14155552671', sipCallId: '7' });
    expect(controller.transferees).toEqual([]);
    call.enter({ session_id: 'early', user_name: 'Early' });
    expect(controller.transferees).toMatchObject([
      { sessionId: 'early', type: 'unknown', sipCallId: '7', address: { kind: 'phone' } },
    ]);
    call.leave('early');
    call.enter({ session_id: 'early' });
    expect(controller.transferees).toEqual([]);
    controller.detach();
  });

  it('know a caller who was dialled by the destination, never by the origin', () => {
    const call = new FakeCall();
    const controller = TransferController.attach(call);
    call.dialOut('+14155552671', 'pstn-dial-out');
    expect(controller.transferees).toMatchObject([
      { type: 'pstn-dial-out', address: { kind: 'phone', number: '+14155552671' } },
    ]);
    controller.detach();
  });

  it("count a caller's address inside Daily by the app's own hosts too", () => {
    const own = { dailySipHosts: ['home.example.net'] };
    const scopeBy = (options: TransferControllerOptions) => {
      const { controller } = attached(options, { from: 'sip:alice@home.example.net' });
      const [caller] = controller.transferees;
      controller.detach();
      return caller?.address?.scope;
    };
    expect([scopeBy({}), scopeBy(own)]).toEqual(['external', 'internal']);
  });

  it('are known by what they dialled, so that none is sent where it came in', () => {
    const { call, controller } = attached();
    const toEndPoint = 'sip:support@acme.sip.daily.co';
    const sessionId = call.dialIn({ dialled: toEndPoint });
    const blockers = () =>
      controller.plan({ sessionId, toEndPoint }).blockers.map(({ code }) => code);
    expect(blockers()).toEqual(['target-elsewhere']);
    call.tell('dialin-connected', { sessionId, sipFrom: 'sip:alice@home.example.net' });
    expect(blockers()).toEqual(['target-elsewhere']);
    expect(controller.transferees.at(-1)).toMatchObject({ sipCallId: `call-${sessionId}` });
    controller.detach();
  });

  it('keep what one dial event told when another tells less', () => {
    const { call, controller, caller } = attached({}, { from: 'sip:alice@home.example.net' });
    call.tell('dialin-connected', { sessionId: caller, sipFrom: 'anonymous', sipCallId: 'new' });
    expect(controller.transferees).toMatchObject([
      { sipCallId: 'new', address: { host: 'home.example.net' } },
    ]);
    controller.detach();
  });

  it('are read anew when the network is back', () => {
    const { call, controller, log, caller } = attached();
    log.length = 0;
    call.networkDown();
    call.vanish(caller);
    call.networkUp();
    expect(controller.transferees).toEqual([]);
    expect(log).toEqual(['transferees-changed 0']);
    controller.detach();
  });
});

describe('plans-changed', () => {
  async function heard(change: (room: Attached) => unknown): Promise<number> {
    const room = attached();
    await settled();
    let count = 0;
    room.controller.on('plans-changed', () => (count += 1));
    await change(room);
    await settled();
    room.controller.detach();
    return count;
  }

  it.each<[string, (room: Attached) => unknown]>([
    ['a caller comes', ({ call }) => call.dialIn()],
    ['a caller is hidden', ({ call, caller }) => call.hide(caller)],
    // A plan may override that a participant is no caller, so it rests on those too.
    [
      'somebody on the web leaves',
      ({ call }) => call.tell('participant-left', { participant: { session_id: 'on-the-web' } }),
    ],
    [
      'an address is learnt',
      ({ call, caller }) => call.tell('dialin-connected', { sessionId: caller }),
    ],
    ['rights are taken', ({ call }) => call.grant({ owner: false })],
    ['the network is lost', ({ call }) => call.networkDown()],
    [
      'the topology changes',
      ({ call }) => {
        call.topology = 'peer';
        call.tell('meeting-session-state-updated');
      },
    ],
    ['we leave', ({ call }) => call.leaveMeeting()],
    ['we join', ({ call }) => call.join()],
    [
      'a transfer begins',
      ({ controller, caller }) => void controller.transfer({ sessionId: caller, toEndPoint: PBX }),
    ],
    ['a lot happens at once', ({ call }) => (call.dialIn(), call.dialIn(), call.networkDown())],
  ])('is told once when %s', async (_, change) => {
    expect(await heard(change)).toBe(1);
  });

  it.each<[string, (room: Attached) => unknown]>([
    ['the data of the session changes', ({ call }) => call.changeData({ theme: 'dark' })],
    ['we mute ourselves', ({ call }) => call.update('local', { audio: false })],
    ['a caller is muted', ({ call, caller }) => call.update(caller, { audio: false })],
    ['a leg that is nobody’s stops', ({ call }) => call.stop('nobody')],
    [
      'a plan is made',
      ({ controller, caller }) => controller.plan({ sessionId: caller, toEndPoint: PBX }),
    ],
  ])('is not told when %s', async (_, change) => {
    expect(await heard(change)).toBe(0);
  });
});

describe('transfers', () => {
  it('are forgotten from the oldest on, past the limit, and never while they run', async () => {
    const { call, controller, caller } = attached({ historyLimit: 2 });
    const running = call.dialIn();
    void controller.transfer({ sessionId: running, toEndPoint: BILLING });
    const { id } = newest(controller);
    for (let round = 0; round < 4; round += 1) {
      void controller.transfer({ sessionId: caller, toEndPoint: BILLING });
      await call.refuse(`no ${round}`);
    }
    expect(controller.transfers.map(({ status }) => status)).toEqual([
      'failed',
      'failed',
      'requested',
    ]);
    call.leave(running);
    await call.accept(0);
    expect(controller.transfers).toHaveLength(2);
    expect(controller.find(id)).toBeUndefined();
    controller.detach();
  });

  it('hear of their caller also when an older one of the same caller is forgotten', async () => {
    const { call, controller, caller } = attached({ historyLimit: 1 });
    void controller.transfer({ sessionId: caller, toEndPoint: BILLING });
    await call.refuse();
    void controller.transfer({ sessionId: caller, toEndPoint: BILLING });
    await call.accept();
    call.leave(caller);
    expect(controller.transfers).toHaveLength(1);
    expect(newest(controller).timeline.at(-1)).toMatchObject({
      signal: 'transferee-left',
      evidence: 'participant-left',
    });
    expect(newest(controller).status).toBe('handed-off');
    controller.detach();
  });

  it('are remembered not at all with a limit of nought, and settle all the same', async () => {
    const { call, controller, log, caller } = attached({ historyLimit: 0 });
    const promise = controller.transfer({ sessionId: caller, toEndPoint: BILLING });
    expect(controller.transfers).toHaveLength(1);
    await call.refuse();
    expect((await errorOf(promise)).record?.status).toBe('failed');
    expect(controller.transfers).toEqual([]);
    log.length = 0;
    call.leave(caller);
    expect(log).toEqual(['transferees-changed 0']);
    controller.detach();
  });

  it('are the same list until a record changes', async () => {
    const { call, controller, caller } = attached();
    const empty = controller.transfers;
    expect(controller.transfers).toBe(empty);
    void controller.transfer({ sessionId: caller, toEndPoint: BILLING });
    const one = controller.transfers;
    expect(one).not.toBe(empty);
    expect(controller.transfers).toBe(one);
    await call.accept();
    expect(controller.transfers).not.toBe(one);
    expect(one[0]?.status).toBe('requested');
    controller.detach();
  });

  it('hide numbers and names in all that becomes text', async () => {
    const call = new FakeCall();
    const controller = TransferController.attach(call, { allowTargets: 'any' });
    const log: unknown[] = [];
    controller.on('transfer-failed', (event) => log.push(event));
    controller.on('transferees-changed', (event) => log.push(event));
    const caller = call.dialIn({ name: '+1 415 555 0000', from: 'sip:alice@home.example.net' });
    const promise = controller.transfer({ sessionId: caller, toEndPoint: '+14155552671' });
    await call.refuse('no +14155552671 here');
    const error = await errorOf(promise);
    const written = JSON.stringify([log, error, controller.transfers, controller.snapshot()]);
    expect(written).toContain('+1•••2671');
    expect(written).not.toMatch(/4155552671|415 555 0000|alice@/);
    expect(error.message).not.toMatch(/\d/);
    expect(controller.transfers[0]?.plan.request.toEndPoint).toBe('+14155552671');
    controller.detach();
  });
});

describe('events', () => {
  it('come to listeners until they are taken off, and once where asked', () => {
    const { call, controller } = attached();
    const heard: string[] = [];
    const always = () => void heard.push('always');
    const twice = () => void heard.push('once');
    controller.on('transferees-changed', always).once('transferees-changed', twice);
    call.dialIn();
    call.dialIn();
    expect(heard).toEqual(['always', 'once', 'always']);
    controller.off('transferees-changed', always);
    controller.once('transferees-changed', twice).off('transferees-changed', twice);
    call.dialIn();
    expect(heard).toHaveLength(3);
    controller.detach();
  });

  it('are recorded alike by every log', () => {
    const { call, controller, log, caller } = attached();
    log.length = 0;
    const other = recordEvents(controller);
    void controller.transfer({ sessionId: caller, toEndPoint: BILLING });
    call.leave(caller);
    controller.detach();
    expect(other).toEqual(log);
  });
});
