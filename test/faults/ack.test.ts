import Daily from '@daily-co/daily-js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { attached, BILLING, errorOf, newest } from '../support/attached.js';
import { timelineOf } from '../support/event-log.js';
import { settled } from '../support/fake-call.js';
import { genuineStage, type Stage } from '../support/stage.js';

const BEGUN = ['requested', 'updated requested'];
const LEFT = ['transferees-changed 0'];
const HANDED_OFF = ['handed-off no', 'updated handed-off no'];

describe("Daily's answer, on the genuine daily-js", () => {
  let stage: Stage;

  beforeEach(async () => {
    stage = await genuineStage(Daily);
    stage.log.length = 0;
  });
  afterEach(() => stage.close());

  function transfer() {
    return stage.controller.transfer({ sessionId: stage.caller, toEndPoint: BILLING });
  }

  async function expectQuiet(listeners: number): Promise<void> {
    await stage.advance(500);
    expect(stage.listeners()).toBe(listeners);
    expect(vi.getTimerCount()).toBe(0);
  }

  it('F1: an answer that never comes leaves the transfer unconfirmed at the deadline', async () => {
    const listeners = stage.listeners();
    stage.behave({ reply: 'silent', leaves: false });
    const promise = transfer();
    await stage.advance(44_000);
    expect(newest(stage.controller).status).toBe('requested');
    await stage.advance(1_000);
    expect(await errorOf(promise)).toMatchObject({ code: 'daily-silent', status: 'unconfirmed' });
    expect(newest(stage.controller)).toMatchObject({ retry: 'ask', confidence: 'none' });
    const end = 'unconfirmed daily-silent ask';
    expect(stage.log).toEqual([...BEGUN, end, `updated ${end}`]);
    await expectQuiet(listeners);
  });

  it('F2: a caller who leaves unanswered is no success, and unconfirmed after the grace', async () => {
    const listeners = stage.listeners();
    stage.behave({ reply: 'silent', leaves: true });
    const promise = transfer();
    await stage.advance(10_000);
    expect(newest(stage.controller).status).toBe('requested');
    await stage.advance(1_000);
    const error = await errorOf(promise);
    expect(error).toMatchObject({ code: 'left-unanswered', status: 'unconfirmed' });
    expect(newest(stage.controller)).toMatchObject({ retry: 'no', confidence: 'none' });
    const end = 'unconfirmed left-unanswered no';
    expect(stage.log).toEqual([...BEGUN, ...LEFT, 'updated requested', end, `updated ${end}`]);
    await expectQuiet(listeners);
  });

  it('F3: a yes, then the departure, hand off as inferred', async () => {
    const promise = transfer();
    await stage.advance(500);
    expect(await promise).toMatchObject({
      status: 'handed-off',
      confidence: 'inferred',
      retry: 'no',
    });
    expect(stage.log).toEqual([...BEGUN, 'accepted', 'updated accepted', ...LEFT, ...HANDED_OFF]);
    expect(timelineOf(newest(stage.controller))).toEqual([
      '0 sent (app) requested',
      '120 daily-said-yes (daily-answer) accepted',
      '320 transferee-left (participant-left) handed-off',
    ]);
  });

  it('F4: the departure before the yes gives the same end', async () => {
    stage.behave({ order: 'left-first' });
    const promise = transfer();
    await stage.advance(500);
    expect(await promise).toMatchObject({
      status: 'handed-off',
      confidence: 'inferred',
      retry: 'no',
    });
    expect(timelineOf(newest(stage.controller))).toEqual([
      '0 sent (app) requested',
      '120 transferee-left (participant-left) requested',
      '320 daily-said-yes (daily-answer) handed-off',
    ]);
    expect(stage.log).toEqual([...BEGUN, ...LEFT, 'updated requested', ...HANDED_OFF]);
  });

  it('F5: a caller who hung up before the no ends once, with nobody to try again', async () => {
    stage.behave({ reply: 'reject', error: 'no such session', afterMs: 500 });
    const promise = transfer();
    await stage.advance(50);
    await stage.hangUp();
    await stage.advance(1_000);
    const thrown = { code: 'transferee-left', status: 'failed', cause: 'no such session' };
    expect(await errorOf(promise)).toMatchObject(thrown);
    const end = 'failed transferee-left no';
    expect(stage.log).toEqual([...BEGUN, ...LEFT, 'updated requested', end, `updated ${end}`]);
  });

  it('F6: a no with the caller here is confirmed, raw in its cause and safe to try again', async () => {
    const thrown = { code: 603, text: 'Decline' };
    stage.behave({ reply: 'reject', error: thrown });
    const promise = transfer();
    await stage.advance(500);
    const error = await errorOf(promise);
    expect(error).toMatchObject({ code: 'rejected', cause: thrown });
    expect(newest(stage.controller)).toMatchObject({ retry: 'safe', confidence: 'confirmed' });
    const end = 'failed rejected safe';
    expect(stage.log).toEqual([...BEGUN, end, `updated ${end}`]);
  });

  it.each(['accept', 'reject'] as const)(
    'F8: a late answer (%s) is added as a late fact and changes nothing',
    async (reply) => {
      stage.behave({ reply, afterMs: 60_000, leaves: false });
      const promise = transfer();
      await stage.advance(45_000);
      expect((await errorOf(promise)).code).toBe('daily-silent');
      await stage.advance(20_000);
      const record = newest(stage.controller);
      expect(record).toMatchObject({ status: 'unconfirmed', code: 'daily-silent', retry: 'ask' });
      expect(record.timeline.at(-1)).toMatchObject({ evidence: 'daily-answer', late: true });
      const end = 'unconfirmed daily-silent ask';
      expect(stage.log).toEqual([...BEGUN, end, `updated ${end}`, `updated ${end} late`]);
    },
  );

  it('F9: a second answer of the same transfer means nothing', async () => {
    stage.behave({ answers: 2, leaves: false });
    void transfer();
    await stage.advance(1_000);
    expect(timelineOf(newest(stage.controller))).toEqual([
      '0 sent (app) requested',
      '120 daily-said-yes (daily-answer) accepted',
    ]);
  });
});

describe("Daily's answer, to the letter", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const circular: Record<string, unknown> = {};
  circular['self'] = circular;
  const trapped = Object.defineProperty({}, 'message', {
    get: () => {
      throw new Error('a getter that throws');
    },
  });

  it.each([
    ['a string', 'no'],
    ['an object', { code: 405 }],
    ['undefined', undefined],
    ['a circular object', circular],
    ['a getter that throws', trapped],
    ['an Error', new Error('no')],
    ['null', null],
  ])('F7: a no that is %s becomes one error with that as its cause', async (_, thrown) => {
    const { call, controller, caller } = attached();
    const promise = controller.transfer({ sessionId: caller, toEndPoint: BILLING });
    await call.refuse(thrown);
    const error = await errorOf(promise);
    expect(error.code).toBe('rejected');
    expect(error.cause).toBe(thrown);
    expect(JSON.stringify(error)).not.toContain('"cause"');
  });

  it('F10: an answer to an earlier transfer does not touch the one that runs', async () => {
    const { call, controller, caller } = attached();
    void controller.transfer({ sessionId: caller, toEndPoint: BILLING });
    await vi.advanceTimersByTimeAsync(45_000);
    void controller.transfer({ sessionId: caller, toEndPoint: BILLING });
    const running = newest(controller);
    await call.accept(0);
    const [second, first] = controller.transfers;
    expect(second).toBe(running);
    expect(second?.status).toBe('requested');
    expect(first?.timeline.at(-1)).toMatchObject({ signal: 'daily-said-yes', late: true });
  });

  it('F11: a method that throws at once is the same as a no', async () => {
    const { call, controller, caller, log } = attached();
    log.length = 0;
    call.throws = { thrown: 'only supported after join' };
    const error = await errorOf(controller.transfer({ sessionId: caller, toEndPoint: BILLING }));
    await settled();
    expect(error).toMatchObject({ code: 'rejected', cause: 'only supported after join' });
    expect(newest(controller).retry).toBe('safe');
    const end = 'failed rejected safe';
    expect(log).toEqual([...BEGUN, end, `updated ${end}`]);
    expect(call.sent).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});
