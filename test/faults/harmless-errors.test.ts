import Daily from '@daily-co/daily-js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TransferController } from 'daily-transfer';
import type { SimulatedDaily } from 'daily-transfer/simulator';
import { attached, BILLING, newest } from '../support/attached.js';
import { recordEvents, timelineOf } from '../support/event-log.js';
import { releaseCalls } from '../support/genuine-daily.js';
import { joinSimulated } from '../support/stage.js';

/** What daily-js tells of things that went wrong and end nothing. */
const HARMLESS = [
  { action: 'nonfatal-error', type: 'screen-share-error', errorMsg: 'no screen' },
  { action: 'nonfatal-error', type: 'remote-media-player-error', errorMsg: 'no media' },
  { action: 'nonfatal-error', type: 'meeting-session-data-error', errorMsg: 'too much' },
  { action: 'camera-error', error: { type: 'permissions', msg: 'not allowed' }, errorMsg: {} },
  { action: 'camera-error', error: { type: 'not-found', msg: 'no device' }, errorMsg: {} },
  { action: 'live-streaming-error', errorMsg: 'no stream' },
  { action: 'recording-error', type: 'error', errorMsg: 'no recording' },
] as const;

const BEGUN = ['requested', 'updated requested'];
const ACCEPTED = [...BEGUN, 'accepted', 'updated accepted'];
const YES = '120 daily-said-yes (daily-answer) accepted';

describe('errors that are not fatal, on the genuine daily-js', () => {
  let daily: SimulatedDaily;
  let controller: TransferController;
  let log: string[];
  let heard: string[];

  beforeEach(async () => {
    const joined = await joinSimulated(Daily);
    daily = joined.daily;
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    controller = TransferController.attach(joined.call, { domain: 'acme' });
    heard = [];
    for (const action of new Set(HARMLESS.map((message) => message.action))) {
      joined.call.on(action, () => heard.push(action));
    }
  });
  afterEach(async () => {
    controller.detach();
    vi.useRealTimers();
    await releaseCalls(daily);
  });

  /** All of them, one after the other, reach the app and change nothing at all. */
  async function disturb(): Promise<void> {
    await daily.settled();
    const [told, before, shown] = [[...log], newest(controller), controller.snapshot()];
    heard.length = 0;
    for (const message of HARMLESS) daily.room('support').send(message);
    await daily.settled();
    expect(heard).toEqual(HARMLESS.map(({ action }) => action));
    expect(log).toEqual(told);
    expect(newest(controller)).toBe(before);
    expect(controller.snapshot()).toBe(shown);
  }

  it.each([
    [
      'is handed off',
      {},
      [...ACCEPTED, 'transferees-changed 0', 'handed-off no', 'updated handed-off no'],
      [YES, '320 transferee-left (participant-left) handed-off'],
    ],
    [
      'is refused',
      { reply: 'reject', error: 'no', afterMs: 320 },
      [...BEGUN, 'failed rejected safe', 'updated failed rejected safe'],
      ['320 daily-said-no (daily-answer) failed'],
    ],
    [
      'never leaves',
      { leaves: false },
      [...ACCEPTED, 'unconfirmed never-left ask', 'updated unconfirmed never-left ask'],
      [YES, '45000 deadline-over (clock) unconfirmed'],
    ],
  ] as const)('F28: do not disturb a transfer that %s', async (_, behaviour, events, facts) => {
    const room = daily.room('support');
    room.onTransfer(() => behaviour);
    const sessionId = room.dialIn();
    await daily.settled();
    log = recordEvents(controller, { plans: true });
    const end = controller.transfer({ sessionId, toEndPoint: BILLING }).catch(() => {});
    await disturb();
    await daily.advance(200);
    await disturb();
    await daily.advance(50_000);
    await end;
    await disturb();
    expect(log.filter((line) => line !== 'plans-changed')).toEqual(events);
    expect(timelineOf(newest(controller))).toEqual(['0 sent (app) requested', ...facts]);
    expect(room.transfers).toHaveLength(1);
  });
});

describe('errors that are not fatal, to the letter', () => {
  it('F28: are not even listened to', () => {
    const { call } = attached();
    const names = Object.keys(call.events.count());
    expect(names).toContain('error');
    expect(names.filter((name) => name.endsWith('error')).sort()).toEqual([
      'dialin-error',
      'dialout-error',
      'error',
    ]);
  });
});
