import Daily from '@daily-co/daily-js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TransferController, type TransferRecord } from 'daily-transfer';
import type { SimulatedDaily, TransferBehaviour } from 'daily-transfer/simulator';
import { BILLING, errorOf, newest, PBX } from '../support/attached.js';
import { recordEvents, timelineOf } from '../support/event-log.js';
import { createCall, releaseCalls } from '../support/genuine-daily.js';
import { joinSimulated } from '../support/stage.js';

/** What Daily does with the request of the agent who loses, and what that agent is told. */
interface Loss {
  readonly daily: TransferBehaviour;
  readonly events: readonly string[];
  readonly timeline: readonly string[];
  readonly error: object;
}

const BEGUN = ['requested', 'updated requested'];
const SENT = '0 sent (app) requested';
const WON = [
  ...BEGUN,
  'accepted',
  'updated accepted',
  'transferees-changed 0',
  'handed-off no',
  'updated handed-off no',
];

const LOSSES: readonly (readonly [when: string, Loss])[] = [
  [
    'hears no once the caller is gone',
    {
      daily: { reply: 'reject', error: 'invalid sessionId', afterMs: 500 },
      events: [
        ...BEGUN,
        'transferees-changed 0',
        'updated requested',
        'failed transferee-left no',
        'updated failed transferee-left no',
      ],
      timeline: [
        SENT,
        '320 transferee-left (participant-left) requested',
        '500 daily-said-no (daily-answer) failed',
      ],
      error: { code: 'transferee-left', status: 'failed', cause: 'invalid sessionId' },
    },
  ],
  [
    'hears nothing at all',
    {
      daily: { reply: 'silent' },
      events: [
        ...BEGUN,
        'transferees-changed 0',
        'updated requested',
        'unconfirmed left-unanswered no',
        'updated unconfirmed left-unanswered no',
      ],
      timeline: [
        SENT,
        '320 transferee-left (participant-left) requested',
        '10320 grace-over (clock) unconfirmed',
      ],
      error: { code: 'left-unanswered', status: 'unconfirmed' },
    },
  ],
  [
    'hears no before the caller goes',
    {
      daily: { reply: 'reject', error: 'being transferred', afterMs: 200 },
      events: [
        ...BEGUN,
        'failed rejected safe',
        'updated failed rejected safe',
        'transferees-changed 0',
        'updated failed rejected safe late',
      ],
      timeline: [
        SENT,
        '200 daily-said-no (daily-answer) failed',
        '320 transferee-left (participant-left) failed late',
      ],
      error: { code: 'rejected', status: 'failed', cause: 'being transferred' },
    },
  ],
];

describe('two agents with one caller, on the genuine daily-js', () => {
  let daily: SimulatedDaily;
  let agents: readonly TransferController[];
  let logs: readonly string[][];
  let caller: string;

  beforeEach(async () => {
    const joined = await joinSimulated(Daily);
    daily = joined.daily;
    const room = daily.room('support');
    const other = createCall(daily, Daily);
    await other.join({ url: room.url, token: room.ownerToken });
    await daily.settled();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const options = { domain: 'acme', allowTargets: 'any' } as const;
    agents = [joined.call, other].map((call) => TransferController.attach(call, options));
    caller = room.dialIn();
    await daily.settled();
    logs = agents.map((agent) => recordEvents(agent));
  });
  afterEach(async () => {
    for (const agent of agents) agent.detach();
    vi.useRealTimers();
    await releaseCalls(daily);
  });

  /** Both ask in the same tick: the first for a room of the domain, the second for elsewhere. */
  function askBoth(loss: TransferBehaviour): readonly Promise<TransferRecord>[] {
    daily
      .room('support')
      .onTransfer(({ toEndPoint }) => (toEndPoint === PBX ? loss : { reply: 'accept' }));
    return [BILLING, PBX].map((toEndPoint, index) =>
      (agents[index] as TransferController).transfer({ sessionId: caller, toEndPoint }),
    );
  }

  /** The targets that Daily was asked for by either. */
  function asked(): readonly string[] {
    return daily.room('support').transfers.map(({ toEndPoint }) => toEndPoint);
  }

  it.each(LOSSES)('F16: the agent who loses and %s is told of no success', async (_, loss) => {
    const [winning, losing] = askBoth(loss.daily);
    const error = losing && errorOf(losing);
    await daily.advance(60_000);
    expect(await winning).toMatchObject({ status: 'handed-off', confidence: 'inferred' });
    expect(await error).toMatchObject(loss.error);
    expect(logs).toEqual([WON, loss.events]);
    expect(agents.map((agent) => agent.transfers.length)).toEqual([1, 1]);
    expect(timelineOf(newest(agents[1] as TransferController))).toEqual(loss.timeline);
    expect(asked()).toEqual([BILLING, PBX]);
    expect(daily.room('billing').callers).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('F16: where Daily says yes to both, neither end is more than inferred', async () => {
    const ends = await Promise.all([...askBoth({ reply: 'accept' }), daily.advance(60_000)]);
    expect(ends).toMatchObject([
      { status: 'handed-off', confidence: 'inferred', retry: 'no' },
      { status: 'handed-off', confidence: 'inferred', retry: 'no' },
      undefined,
    ]);
    expect(logs).toEqual([WON, WON]);
    expect(asked()).toEqual([BILLING, PBX]);
  });

  it('F16: an agent who comes too late is blocked, and sends nothing', async () => {
    const [first, second] = agents as readonly [TransferController, TransferController];
    void first.transfer({ sessionId: caller, toEndPoint: BILLING });
    await daily.advance(500);
    const error = await errorOf(second.transfer({ sessionId: caller, toEndPoint: PBX }));
    expect(error.code).toBe('blocked');
    expect(logs).toEqual([WON, ['transferees-changed 0', 'blocked blocked transferee-present']]);
    expect(second.transfers).toEqual([]);
    expect(asked()).toEqual([BILLING]);
  });
});
