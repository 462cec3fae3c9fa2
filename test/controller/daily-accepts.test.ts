import Daily, { type DailyCall } from '@daily-co/daily-js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TransferController, type TransferPlan, type TransferRequest } from 'daily-transfer';
import type { SimulatedDaily, SimulatedRoom } from 'daily-transfer/simulator';
import { sendTransfer } from '../../src/daily/send.js';
import { Chance } from '../fuzz/chance.js';
import { SEED } from '../fuzz/settings.js';
import { likelyTarget, target } from '../fuzz/targets.js';
import { errorOf, HOME } from '../support/attached.js';
import { oldestDaily, releaseCalls, type DailyModule } from '../support/genuine-daily.js';
import { joinSimulated } from '../support/stage.js';

const SENT_AT_ONCE = 250;
const TRANSFERS = 20;
const TIME_LIMIT_MS = 60_000;
/** What the room says to every transfer that daily-js lets through. */
const DECLINED = 'declined by the room';

const METHODS = ['auto', 'auto', 'sipCallTransfer', 'sipRefer'] as const;
const CALLER_IDS = ['3fa85f64-5717-4562-b3fc-2c963f66afa6', 'sales', '', '+14155552671'];
const EXTENSIONS = ['1', '*9#', '0'.repeat(20), '0'.repeat(21), '', '12a', '1;DROP'];
const WAITS = [0, 0.5, 3, 60, 60.1, 61, -1, Number.NaN, Number.POSITIVE_INFINITY];
const OVERRIDES = ['refer-target-outside', 'refer-transferee-outside', 'target-elsewhere'] as const;

describe.each<[version: string, requests: number, module: DailyModule]>([
  [Daily.version(), 2_000, Daily],
  [oldestDaily.version(), 500, oldestDaily],
])('daily-js %s, for %i requests', (_, requests, module) => {
  let daily: SimulatedDaily;
  let room: SimulatedRoom;
  let call: DailyCall;
  let controller: TransferController;
  let sessionId: string;
  let asked: number;

  beforeEach(async () => {
    ({ daily, call } = await joinSimulated(module));
    room = daily.room('support');
    asked = 0;
    room.onTransfer(() => {
      asked += 1;
      return { reply: 'reject', error: DECLINED };
    });
    controller = TransferController.attach(call, { domain: 'acme', allowTargets: 'any' });
    sessionId = room.dialIn({ from: HOME });
    await daily.settled();
  });
  afterEach(() => releaseCalls(daily));

  it('never refuses what a plan calls ready', { timeout: TIME_LIMIT_MS }, async () => {
    const chance = new Chance(SEED);
    const refused: unknown[] = [];
    const sent = { sipCallTransfer: 0, sipRefer: 0 };
    for (let left = requests; left > 0; left -= SENT_AT_ONCE) {
      const plans = Array.from({ length: SENT_AT_ONCE }, () =>
        controller.plan(requestFor(sessionId, chance)),
      );
      const sendings = plans.map(async (plan) => {
        const answer = await send(call, plan);
        if (answer === undefined) return;
        sent[plan.method ?? 'sipRefer'] += 1;
        if (answer !== DECLINED) refused.push([plan.request, String(answer)]);
      });
      await daily.advance(500);
      await Promise.all(sendings);
    }
    expect(refused).toEqual([]);
    expect(asked).toBe(sent.sipCallTransfer + sent.sipRefer);
    expect(sent.sipCallTransfer).toBeGreaterThan(requests / 10);
    expect(sent.sipRefer).toBeGreaterThan(requests / 20);
  });

  it('is asked by the controller in the same words', { timeout: TIME_LIMIT_MS }, async () => {
    const chance = new Chance(SEED + 1);
    for (let left = TRANSFERS; left > 0;) {
      const request = requestFor(sessionId, chance);
      const plan = controller.plan(request);
      if (!plan.ready) continue;
      left -= 1;
      const promise = controller.transfer(request);
      await daily.advance(500);
      expect(await errorOf(promise)).toMatchObject({ code: 'rejected', cause: DECLINED });
      expect(room.transfers.at(-1)?.toEndPoint).toBe(plan.request.toEndPoint);
    }
  });
});

/** Sends what the plan shows, if it is ready, and gives what daily-js rejected with. */
async function send(call: DailyCall, { ready, method, request }: TransferPlan): Promise<unknown> {
  if (!ready || method === undefined) return undefined;
  return sendTransfer(call, method, request).then(
    (answer) => new Error(`daily-js resolved with ${JSON.stringify(answer)}`),
    (reason: unknown) => reason,
  );
}

/** A request that somebody might make: a target, mostly a good one, with options that may not go with it. */
function requestFor(sessionId: string, chance: Chance): TransferRequest {
  const maybe = <Value>(share: number, values: readonly Value[]): Value | undefined =>
    chance.percent(share) ? chance.pick(values) : undefined;
  return {
    sessionId,
    toEndPoint: chance.percent(80) ? likelyTarget(chance) : target(chance),
    method: chance.pick(METHODS),
    callerId: maybe(15, CALLER_IDS),
    extension: maybe(20, EXTENSIONS),
    waitBeforeExtensionDialSec: maybe(20, WAITS),
    override: chance.percent(30) ? OVERRIDES : undefined,
  };
}
