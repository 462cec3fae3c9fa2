import DailyNow from '@daily-co/daily-js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { BILLING, errorOf, newest } from '../support/attached.js';
import { timelineOf } from '../support/event-log.js';
import { earlierDaily, oldestDaily } from '../support/genuine-daily.js';
import { scenarios } from '../support/scenarios.js';
import { fakeStage, genuineStage, type Stage } from '../support/stage.js';

const stages: readonly { readonly on: string; readonly set: () => Promise<Stage> }[] = [
  { on: 'the fake call', set: fakeStage },
  { on: 'daily-js 0.92.2', set: () => genuineStage(DailyNow) },
  { on: 'daily-js 0.87.0', set: () => genuineStage(earlierDaily) },
  { on: 'daily-js 0.78.0', set: () => genuineStage(oldestDaily) },
];

describe.each(stages)('on $on', ({ set }) => {
  let stage: Stage;

  afterEach(() => stage.close());

  it.each(scenarios)('$name', async ({ daily, happen, events, timeline, code, cause }) => {
    stage = await set();
    const { controller, log, caller } = stage;
    const listeners = stage.listeners();
    stage.behave(daily ?? {});
    log.length = 0;
    const promise = controller.transfer({ sessionId: caller, toEndPoint: BILLING });
    const ended = code === undefined ? promise : errorOf(promise);
    await happen(stage);
    expect(log).toEqual(events);
    expect(timelineOf(newest(controller))).toEqual(timeline);
    expect(await ended).toMatchObject(code === undefined ? { status: 'handed-off' } : { code });
    if (code !== undefined) expect((await errorOf(promise)).cause).toEqual(cause);
    expect(stage.listeners()).toBe(controller.attached ? listeners : 0);
    await stage.advance(500);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('nothing is sent when rights were taken before', async () => {
    stage = await set();
    stage.log.length = 0;
    await stage.revokeRights();
    const { controller, caller } = stage;
    const error = await errorOf(controller.transfer({ sessionId: caller, toEndPoint: BILLING }));
    expect(error.plan?.blockers.map(({ code }) => code)).toEqual(['may-transfer']);
    expect(stage.log).toEqual(['blocked blocked may-transfer']);
    expect(controller.transfers).toEqual([]);
  });
});
