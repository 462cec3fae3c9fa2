import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { attached, BILLING, errorOf, newest, type Attached } from '../support/attached.js';
import { timelineOf } from '../support/event-log.js';
import { settled } from '../support/fake-call.js';

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

function begin(room: Attached) {
  return room.controller.transfer({ sessionId: room.caller, toEndPoint: BILLING });
}

describe('the clocks of a transfer', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('let the grace stand still while the network is interrupted', async () => {
    const room = attached();
    const { call, controller, caller } = room;
    void begin(room);
    call.leave(caller);
    await pass(4_000);
    call.networkDown();
    await pass(30_000);
    expect(newest(controller).status).toBe('requested');
    call.networkUp();
    await pass(5_999);
    expect(newest(controller).status).toBe('requested');
    await pass(1);
    expect(newest(controller).code).toBe('left-unanswered');
    expect(timelineOf(newest(controller))).toEqual([
      '0 sent (app) requested',
      '0 transferee-left (participant-left) requested',
      '4000 network-interrupted (call-event) requested',
      '34000 network-recovered (call-event) requested',
      '40000 grace-over (clock) unconfirmed',
    ]);
  });

  it('end a grace that stands still at deadline, grace and extension together', async () => {
    const room = attached();
    void begin(room);
    room.call.leave(room.caller);
    await pass(500);
    room.call.networkDown();
    await pass(69_499);
    expect(newest(room.controller).status).toBe('requested');
    await pass(1);
    expect(newest(room.controller).code).toBe('left-unanswered');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('look once a second, no more, while a grace stands still', async () => {
    const room = attached();
    void begin(room);
    room.call.leave(room.caller);
    await pass(9_990);
    room.call.networkDown();
    const looks = vi.spyOn(globalThis, 'setTimeout');
    await pass(10_000);
    expect(looks.mock.calls.length).toBeLessThanOrEqual(10);
  });

  it('extend the deadline by the time of an interruption', async () => {
    const room = attached();
    void begin(room);
    await pass(10_300);
    room.call.networkDown();
    await pass(3_300);
    room.call.networkUp();
    await pass(45_000 + 3_300 - 13_600 - 1);
    expect(newest(room.controller).status).toBe('requested');
    await pass(1);
    expect(newest(room.controller).code).toBe('daily-silent');
  });

  it('extend the deadline by 15 seconds at most', async () => {
    const room = attached();
    void begin(room);
    await pass(40_000);
    room.call.networkDown();
    await pass(19_999);
    expect(newest(room.controller).status).toBe('requested');
    await pass(1);
    expect(newest(room.controller).code).toBe('daily-silent');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('go by the times of options and request', async () => {
    const room = attached({ timeoutMs: 6_000, graceMs: 0 });
    const { call, controller, caller } = room;
    void begin(room);
    await pass(6_000);
    expect(newest(controller).code).toBe('daily-silent');
    void controller.transfer({ sessionId: caller, toEndPoint: BILLING, timeoutMs: 5_000 });
    await pass(4_000);
    call.leave(caller);
    await pass(0);
    expect(newest(controller).code).toBe('left-unanswered');
  });

  it('are judged after a look at the room', async () => {
    const room = attached();
    void begin(room);
    await room.call.accept();
    await pass(44_500);
    room.call.vanish(room.caller);
    await pass(500);
    expect(newest(room.controller)).toMatchObject({ status: 'handed-off' });
  });

  it('are judged when an overslept timer comes at last', async () => {
    const room = attached();
    void begin(room);
    await pass(1_000);
    room.call.vanish(room.caller);
    vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 3_600_000);
    window.dispatchEvent(new Event('pageshow'));
    expect(timelineOf(newest(room.controller))).toEqual([
      '0 sent (app) requested',
      '3601000 transferee-left (room-read) requested',
      '3601000 grace-over (clock) unconfirmed',
    ]);
  });
});

describe('a look at the room', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('finds within a second a caller whose leaving never reached us', async () => {
    const room = attached();
    const promise = begin(room);
    await room.call.accept();
    room.call.vanish(room.caller);
    await pass(1_000);
    expect((await promise).timeline.at(-1)).toEqual({
      sinceMs: 1_000,
      signal: 'transferee-left',
      evidence: 'room-read',
      status: 'handed-off',
    });
  });

  it.each<[string, () => void]>([
    ['the page is shown again', () => void document.dispatchEvent(new Event('visibilitychange'))],
    ['the page comes back from the cache', () => void window.dispatchEvent(new Event('pageshow'))],
    ['the browser is online again', () => void window.dispatchEvent(new Event('online'))],
  ])('is taken when %s', async (_, wake) => {
    const room = attached();
    void begin(room);
    await room.call.accept();
    room.call.vanish(room.caller);
    wake();
    expect(newest(room.controller).status).toBe('handed-off');
  });

  it('no longer waits for the page when the transfer has ended', async () => {
    const listens = [vi.spyOn(document, 'addEventListener'), vi.spyOn(window, 'addEventListener')];
    const room = attached();
    const first = begin(room);
    const waiting = listens.flatMap(({ mock }) =>
      mock.calls.map(([name, , options]) => ({ name, ...(options as { signal: AbortSignal }) })),
    );
    expect(waiting.map(({ name, signal }) => [name, signal.aborted])).toEqual([
      ['visibilitychange', false],
      ['pageshow', false],
      ['online', false],
    ]);
    await room.call.refuse();
    await errorOf(first);
    expect(waiting.map(({ signal }) => signal.aborted)).toEqual([true, true, true]);
  });

  it('confirms at once that a leg has stopped, when the room agrees', async () => {
    const room = attached();
    void begin(room);
    await room.call.accept();
    room.call.vanish(room.caller);
    room.call.stop(room.caller);
    expect(timelineOf(newest(room.controller)).at(-1)).toBe(
      '0 transferee-left (dial-event) handed-off',
    );
  });

  it('confirms within a second that a leg has stopped', async () => {
    const room = attached();
    void begin(room);
    await room.call.accept();
    await pass(400);
    room.call.tell('dialout-stopped', { sessionId: room.caller });
    expect(newest(room.controller).status).toBe('accepted');
    room.call.vanish(room.caller);
    await pass(1_000);
    expect(timelineOf(newest(room.controller)).at(-1)).toBe(
      '1400 transferee-left (dial-event) handed-off',
    );
  });

  it('owes nothing to a stop that was long ago, or of somebody else', async () => {
    const room = attached();
    void begin(room);
    await room.call.accept();
    room.call.stop('somebody-else');
    room.call.stop(room.caller);
    await pass(5_000);
    room.call.vanish(room.caller);
    await pass(1_000);
    expect(newest(room.controller).timeline.at(-1)?.evidence).toBe('room-read');
  });

  it('does not count while the network is interrupted', async () => {
    const room = attached();
    void begin(room);
    await room.call.accept();
    room.call.networkDown();
    room.call.vanish(room.caller);
    await pass(5_000);
    expect(newest(room.controller).status).toBe('accepted');
    room.call.networkUp();
    expect(timelineOf(newest(room.controller)).slice(-2)).toEqual([
      '5000 network-recovered (call-event) accepted',
      '5000 transferee-left (room-read) handed-off',
    ]);
  });

  it('says nothing of a hidden caller', async () => {
    const room = attached();
    void begin(room);
    room.call.hide(room.caller);
    await room.call.accept();
    await pass(5_000);
    expect(newest(room.controller).status).toBe('accepted');
    room.call.leave(room.caller);
    expect(newest(room.controller).status).toBe('handed-off');
  });

  it('says nothing while the local participant is not listed', async () => {
    const room = attached();
    void begin(room);
    await room.call.accept();
    const local = room.call.vanish('local');
    room.call.vanish(room.caller);
    await pass(5_000);
    expect(newest(room.controller).status).toBe('accepted');
    room.call.enter(local);
    await pass(1_000);
    expect(newest(room.controller).status).toBe('handed-off');
  });

  it('is not needed where an event came first in spite of a listener that throws', async () => {
    const room = attached();
    room.call.on('participant-left', () => {
      throw new Error("the app's own bug");
    });
    void begin(room);
    await room.call.accept();
    room.call.leave(room.caller);
    expect(newest(room.controller).timeline.at(-1)?.evidence).toBe('participant-left');
    expect(room.call.events.thrown).toHaveLength(1);
  });

  it('finds what a listener before ours has kept from us, on a daily-js without prependListener', async () => {
    const room = attached({}, { old: true });
    room.call.events.addFirst('participant-left', () => {
      throw new Error("the app's own bug");
    });
    void begin(room);
    await room.call.accept();
    room.call.leave(room.caller);
    expect(newest(room.controller).status).toBe('accepted');
    await pass(1_000);
    expect(newest(room.controller).timeline.at(-1)?.evidence).toBe('room-read');
  });
});

describe('a fact after the end', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is added to the record, and the promise stays as it was', async () => {
    const room = attached();
    const promise = begin(room);
    await room.call.accept();
    await pass(45_000);
    const error = await errorOf(promise);
    room.log.length = 0;
    room.call.leave(room.caller);
    expect(error.code).toBe('never-left');
    expect(room.log).toEqual(['transferees-changed 0', 'updated unconfirmed never-left ask late']);
    expect(timelineOf(newest(room.controller)).at(-1)).toBe(
      '45000 transferee-left (participant-left) unconfirmed late',
    );
  });

  it('corrects a caller who left unanswered, when Daily says yes at last', async () => {
    const room = attached();
    const promise = begin(room);
    room.call.leave(room.caller);
    await pass(10_000);
    const error = await errorOf(promise);
    room.log.length = 0;
    await room.call.accept();
    expect(error.code).toBe('left-unanswered');
    expect(error.record?.status).toBe('unconfirmed');
    expect(room.log).toEqual([
      'handed-off no late corrected',
      'updated handed-off no late corrected',
    ]);
    expect(newest(room.controller)).toMatchObject({ status: 'handed-off', corrected: true });
  });

  it('is recorded when Daily says no too late, and changes nothing', async () => {
    const room = attached();
    const promise = begin(room);
    await pass(45_000);
    const error = await errorOf(promise);
    room.log.length = 0;
    await room.call.refuse('too late');
    expect('cause' in error).toBe(false);
    expect(room.log).toEqual(['updated unconfirmed daily-silent ask late']);
  });

  it('is what an event tells: the room is not looked at any more', async () => {
    const room = attached();
    void begin(room);
    await pass(45_000);
    room.call.vanish(room.caller);
    room.call.stop(room.caller);
    await room.call.accept();
    expect(timelineOf(newest(room.controller)).slice(1)).toEqual([
      '45000 deadline-over (clock) unconfirmed',
      '45000 daily-said-yes (daily-answer) unconfirmed late',
    ]);
  });

  it('of an older attempt does not move the one that runs', async () => {
    const room = attached();
    void begin(room);
    await pass(45_000);
    void begin(room);
    room.log.length = 0;
    await room.call.accept(0);
    expect(room.log).toEqual(['updated unconfirmed daily-silent ask late']);
    expect(newest(room.controller).status).toBe('requested');
    const { joins } = room.controller.plan({ sessionId: room.caller, toEndPoint: BILLING });
    expect(joins).toBe(newest(room.controller).id);
    room.call.leave(room.caller);
    await room.call.accept(1);
    expect(room.controller.transfers.map(({ status }) => status)).toEqual([
      'handed-off',
      'unconfirmed',
    ]);
    expect(timelineOf(room.controller.transfers[1] ?? newest(room.controller)).slice(-2)).toEqual([
      '45000 superseded (app) unconfirmed late',
      '45000 daily-said-yes (daily-answer) unconfirmed late',
    ]);
  });

  it('of an older attempt is no hand-off by which the later one has moved the caller', async () => {
    const room = attached();
    void begin(room);
    await pass(45_000);
    const second = begin(room);
    await room.call.accept(1);
    room.call.leave(room.caller);
    expect((await second).status).toBe('handed-off');
    await room.call.accept(0);
    expect(room.controller.transfers.map(({ status, code }) => [status, code])).toEqual([
      ['handed-off', undefined],
      ['unconfirmed', 'daily-silent'],
    ]);
  });

  it('of a caller who left while nothing ran is a hand-off by the last transfer alone', async () => {
    const room = attached();
    void begin(room);
    await pass(45_000);
    void begin(room);
    await pass(45_000);
    room.call.leave(room.caller);
    await room.call.accept(0);
    await room.call.accept(1);
    expect(room.controller.transfers.map(({ status, corrected }) => [status, corrected])).toEqual([
      ['handed-off', true],
      ['unconfirmed', undefined],
    ]);
  });
});

describe('what Daily answers', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a string', 'no'],
    ['an object', { errorMsg: 'no' }],
    ['an Error', new Error('no')],
  ])('is the cause as it came: %s', async (_, reason) => {
    const room = attached();
    const promise = begin(room);
    await room.call.refuse(reason);
    const error = await errorOf(promise);
    expect(error.cause).toBe(reason);
    expect('cause' in error).toBe(true);
  });

  it('may be a thing in a circle, or one that throws when it is read', async () => {
    const room = attached();
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    Object.defineProperty(circle, 'message', {
      get() {
        throw new Error('never read');
      },
    });
    const promise = begin(room);
    await room.call.refuse(circle);
    const error = await errorOf(promise);
    expect(error.cause).toBe(circle);
    expect(JSON.stringify(error)).toContain('"code":"rejected"');
  });

  it('is no yes where the method returns no promise', async () => {
    const room = attached();
    Object.assign(room.call, { sipCallTransfer: () => undefined });
    void begin(room);
    expect(newest(room.controller).status).toBe('requested');
    await settled();
    expect(newest(room.controller).status).toBe('requested');
    room.controller.detach();
  });

  it('may come while its method is still being called', async () => {
    const room = attached();
    room.call.whileSending = () => {
      room.call.leave(room.caller);
      expect(room.controller.transfers).toEqual([]);
    };
    const promise = begin(room);
    await room.call.accept();
    expect((await promise).status).toBe('handed-off');
    expect(room.log).toEqual([
      'transferees-changed 0',
      'requested',
      'updated requested',
      'updated requested',
      'handed-off no',
      'updated handed-off no',
    ]);
  });

  it('is awaited no more when the app detaches while its method is being called', async () => {
    const room = attached();
    room.call.whileSending = () => room.controller.detach();
    const error = await errorOf(begin(room));
    expect(error).toMatchObject({ code: 'detached', status: 'unconfirmed' });
    expect(room.log).toEqual([
      'requested',
      'updated requested',
      'unconfirmed detached ask',
      'updated unconfirmed detached ask',
    ]);
    await room.call.accept();
    expect(newest(room.controller).timeline).toHaveLength(2);
  });

  it('is not looked at in the room while its method is being called', () => {
    const room = attached();
    room.call.whileSending = () => room.call.stop(room.caller);
    void begin(room);
    expect(timelineOf(newest(room.controller))).toEqual(['0 sent (app) requested']);
    room.controller.detach();
  });

  it('is recorded with the network interrupted from the start, when that was overridden', () => {
    const room = attached();
    room.call.networkDown();
    void room.controller.transfer({
      sessionId: room.caller,
      toEndPoint: BILLING,
      override: ['network-up'],
    });
    expect(timelineOf(newest(room.controller))).toEqual([
      '0 sent (app) requested',
      '0 network-interrupted (call-event) requested',
    ]);
    room.controller.detach();
  });

  it('stands beside what Daily tells of the leg', () => {
    const room = attached();
    void begin(room);
    room.call.tell('dialin-warning', { sessionId: room.caller });
    room.call.tell('dialin-error', { sessionId: room.caller });
    expect(timelineOf(newest(room.controller)).slice(1)).toEqual([
      '0 dial-warning (dial-event) requested',
      '0 dial-error (dial-event) requested',
    ]);
    room.controller.detach();
  });
});
