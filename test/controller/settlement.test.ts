// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TransferErrorCode } from 'daily-transfer';
import { attached, BILLING, errorOf, newest, type Attached } from '../support/attached.js';
import { timelineOf } from '../support/event-log.js';
import { settled } from '../support/fake-call.js';

/** One way in which a transfer goes, and all that is told of it. */
interface Course {
  readonly name: string;
  readonly happen: (room: Attached) => void | Promise<unknown>;
  readonly events: readonly string[];
  readonly timeline: readonly string[];
  readonly code?: TransferErrorCode;
  readonly cause?: unknown;
}

const BEGUN = ['requested', 'updated requested'];
const SENT = '0 sent (app) requested';

/** What the shared scenarios (test/support/scenarios.ts) do not have. */
const courses: readonly Course[] = [
  {
    name: 'everything comes twice',
    happen: async ({ call, caller }) => {
      call.hangUp(caller);
      call.hangUp(caller);
      await call.accept();
      await call.accept();
      call.hangUp(caller);
    },
    events: [
      ...BEGUN,
      'transferees-changed 0',
      'updated requested',
      'handed-off no',
      'updated handed-off no',
    ],
    timeline: [
      SENT,
      '0 transferee-left (participant-left) requested',
      '0 daily-said-yes (daily-answer) handed-off',
    ],
  },
  {
    name: 'the caller has gone unseen when Daily says no',
    happen: async ({ call, caller }) => {
      call.vanish(caller);
      await call.refuse('invalid sessionId');
    },
    events: [
      ...BEGUN,
      'updated requested',
      'failed transferee-left no',
      'updated failed transferee-left no',
    ],
    timeline: [
      SENT,
      '0 transferee-left (room-read) requested',
      '0 daily-said-no (daily-answer) failed',
    ],
    code: 'transferee-left',
    cause: 'invalid sessionId',
  },
  {
    name: 'Daily says yes to a caller who stays hidden',
    happen: async ({ call, caller }) => {
      call.hide(caller);
      await call.accept();
      await vi.advanceTimersByTimeAsync(45_000);
    },
    events: [
      ...BEGUN,
      'transferees-changed 0',
      'updated requested',
      'accepted',
      'updated accepted',
      'unconfirmed never-left ask',
      'updated unconfirmed never-left ask',
    ],
    timeline: [
      SENT,
      '0 transferee-hidden (participant-left) requested',
      '0 daily-said-yes (daily-answer) accepted',
      '45000 deadline-over (clock) unconfirmed',
    ],
    code: 'never-left',
  },
  {
    name: 'we leave the meeting after the yes',
    happen: async ({ call }) => {
      await call.accept();
      call.leaveMeeting();
    },
    events: [
      ...BEGUN,
      'accepted',
      'updated accepted',
      'transferees-changed 0',
      'unconfirmed call-ended no',
      'updated unconfirmed call-ended no',
    ],
    timeline: [
      SENT,
      '0 daily-said-yes (daily-answer) accepted',
      '0 call-ended (call-event) unconfirmed',
    ],
    code: 'call-ended',
  },
  {
    name: 'the call object is destroyed while the caller is gone',
    happen: ({ call, caller }) => {
      call.leave(caller);
      call.destroy();
    },
    events: [
      ...BEGUN,
      'transferees-changed 0',
      'updated requested',
      'unconfirmed call-ended no',
      'updated unconfirmed call-ended no',
    ],
    timeline: [
      SENT,
      '0 transferee-left (participant-left) requested',
      '0 call-ended (call-event) unconfirmed',
    ],
    code: 'call-ended',
  },
  {
    name: 'the call object is destroyed without a word',
    happen: async ({ call }) => {
      call.destroy({ silently: true });
      await vi.advanceTimersByTimeAsync(1_000);
    },
    events: [...BEGUN, 'unconfirmed call-ended no', 'updated unconfirmed call-ended no'],
    timeline: [SENT, '1000 call-ended (room-read) unconfirmed'],
    code: 'call-ended',
  },
  {
    name: 'the app detaches from an accepted transfer of a hidden caller',
    happen: async ({ call, controller, caller }) => {
      await call.accept();
      call.hide(caller);
      controller.detach();
    },
    events: [
      ...BEGUN,
      'accepted',
      'updated accepted',
      'transferees-changed 0',
      'updated accepted',
      'unconfirmed detached ask',
      'updated unconfirmed detached ask',
    ],
    timeline: [
      SENT,
      '0 daily-said-yes (daily-answer) accepted',
      '0 transferee-hidden (participant-left) accepted',
      '0 detached (app) unconfirmed',
    ],
    code: 'detached',
  },
  {
    name: 'the app detaches when the caller has left unanswered',
    happen: ({ call, controller, caller }) => {
      call.leave(caller);
      controller.detach();
    },
    events: [
      ...BEGUN,
      'transferees-changed 0',
      'updated requested',
      'unconfirmed detached no',
      'updated unconfirmed detached no',
    ],
    timeline: [
      SENT,
      '0 transferee-left (participant-left) requested',
      '0 detached (app) unconfirmed',
    ],
    code: 'detached',
  },
  {
    name: 'the app detaches when a caller has left unseen after the yes',
    happen: async ({ call, controller, caller }) => {
      await call.accept();
      call.vanish(caller);
      controller.detach();
    },
    events: [...BEGUN, 'accepted', 'updated accepted', 'handed-off no', 'updated handed-off no'],
    timeline: [
      SENT,
      '0 daily-said-yes (daily-answer) accepted',
      '0 transferee-left (room-read) handed-off',
    ],
  },
];

describe('a transfer', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it.each(courses)('ends as the table says when $name', async (course) => {
    const room = attached();
    const { call, controller, log, caller } = room;
    const listeners = call.events.count();
    const promise = controller.transfer({ sessionId: caller, toEndPoint: BILLING });
    await course.happen(room);
    await settled();

    expect(log).toEqual(course.events);
    expect(timelineOf(newest(controller))).toEqual(course.timeline);
    if (course.code === undefined) {
      expect(await promise).toBe(newest(controller));
    } else {
      const error = await errorOf(promise);
      expect(error).toMatchObject({ code: course.code, status: newest(controller).status });
      expect(error.record).toBe(newest(controller));
      expect(error.cause).toEqual(course.cause);
      expect('cause' in error).toBe('cause' in course);
    }
    expect(call.sent).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
    expect(call.events.count()).toEqual(controller.attached ? listeners : {});
  });

  it('fails at once when sending throws, as safe to try again', async () => {
    const { call, controller, log, caller } = attached();
    const thrown = new Error('only supported after join');
    call.throws = { thrown };
    const error = await errorOf(controller.transfer({ sessionId: caller, toEndPoint: BILLING }));
    expect(error).toMatchObject({ code: 'rejected', status: 'failed', cause: thrown });
    expect(log).toEqual([...BEGUN, 'failed rejected safe', 'updated failed rejected safe']);
    expect(timelineOf(newest(controller))).toEqual([SENT, '0 send-threw (app) failed']);
    expect(vi.getTimerCount()).toBe(0);
  });
});
