import Daily, { type DailyCall } from '@daily-co/daily-js';
import { isTransferError, TransferController, type TransferRecord } from 'daily-transfer';
import { simulateDaily, type SimulatedDaily } from 'daily-transfer/simulator';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { letCallersIn } from '../../demo/desk/simulated/callers.js';
import {
  findScenario,
  play,
  SCENARIO_IDS,
  SCENARIOS,
  type ScenarioId,
} from '../../demo/desk/simulated/scenarios.js';
import { VERBS, type VerbId } from '../../demo/desk/simulated/verbs.js';
import { DIRECTORY } from '../../demo/desk/transfer/directory.js';
import { EMPTY_DRAFT, toRequest } from '../../demo/desk/transfer/request.js';
import { createCall, recordEvents, releaseCalls } from '../support/genuine-daily.js';

let daily: SimulatedDaily;
let call: DailyCall;
let controller: TransferController;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
  daily = simulateDaily({ domain: 'acme', clock: 'virtual' });
  const room = daily.room('support');
  call = createCall(daily, Daily);
  const allowTargets = ['daily', 'pbx.example.com', '+1415'];
  controller = TransferController.attach(call, { domain: 'acme', allowTargets, graceMs: 4_000 });
  await call.join({ url: room.url, token: room.ownerToken });
  letCallersIn(room);
  await daily.settled();
});
afterEach(async () => {
  controller.detach();
  vi.useRealTimers();
  await releaseCalls(daily);
});

/** Presses Transfer, as the scenario set the form, and lets time pass until nothing waits. */
async function transfer(id: ScenarioId): Promise<readonly TransferRecord[]> {
  const { draft } = SCENARIOS[id];
  play(SCENARIOS[id], daily);
  const alice = controller.transferees.find(({ name }) => name === 'Alice');
  const request = toRequest({ ...EMPTY_DRAFT, ...draft }, alice?.sessionId ?? '', DIRECTORY);
  const ended = controller.transfer(request).catch((error: unknown) => {
    if (!isTransferError(error)) throw error;
  });
  await daily.advance(12_000);
  await ended;
  return controller.snapshot().transfers;
}

/** How each scenario ends, newest transfer first. */
const ENDS: Readonly<Record<ScenarioId, readonly object[]>> = {
  'room-to-room': [{ status: 'handed-off', method: 'sipCallTransfer' }],
  'refer-accepted': [{ status: 'handed-off', method: 'sipRefer' }],
  'refer-declined': [{ status: 'failed', code: 'rejected', retry: 'safe', method: 'sipRefer' }],
  'refer-unsupported': [{ status: 'failed', code: 'rejected', retry: 'safe', method: 'sipRefer' }],
  'caller-hangs-up': [{ status: 'failed', code: 'transferee-left', retry: 'no' }],
  busy: [{ status: 'handed-off', confidence: 'inferred', method: 'sipCallTransfer' }],
  'never-answered': [{ status: 'unconfirmed', code: 'daily-silent', retry: 'ask' }],
  'leaves-unanswered': [{ status: 'unconfirmed', code: 'left-unanswered', retry: 'no' }],
  'never-leaves': [{ status: 'unconfirmed', code: 'never-left', retry: 'ask' }],
  'network-drops': [{ status: 'handed-off' }],
  'owner-revoked': [{ status: 'handed-off' }],
  'room-ends': [{ status: 'unconfirmed', code: 'call-ended', retry: 'no' }],
  'two-agents': [{ status: 'failed', code: 'transferee-left', retry: 'no' }],
  storm: [{ status: 'handed-off', method: 'sipCallTransfer' }],
};

/** Who is in which other room. */
function elsewhere(): readonly string[] {
  const rooms = daily.rooms.filter(({ name }) => name !== 'support');
  return rooms.flatMap(({ name, callers }) => callers.map((one) => `${name}: ${one.name}`));
}

describe('SCENARIOS', () => {
  it.each(SCENARIO_IDS)('ends as the lifecycle demands: %s', async (id) => {
    const ends = ENDS[id];
    const transfers = await transfer(id);
    expect(transfers).toHaveLength(ends.length);
    expect(transfers).toMatchObject(ends);
  });

  it('are all here, each found by its link', () => {
    expect(new Set(SCENARIO_IDS)).toEqual(new Set(Object.keys(ENDS)));
    expect(SCENARIO_IDS.map(findScenario)).toEqual(SCENARIO_IDS);
  });

  it.each([null, '', 'unknown', 'constructor'])('opens with the first one for %j', (id) => {
    expect(findScenario(id)).toBe(SCENARIO_IDS[0]);
  });

  it('loses the network, and tells afterwards what happened meanwhile', async () => {
    const [record] = await transfer('network-drops');
    const facts = record?.timeline.map(({ signal, sinceMs }) => `${Math.round(sinceMs)} ${signal}`);
    expect(facts).toEqual([
      '0 sent',
      '120 daily-said-yes',
      '200 network-interrupted',
      '3000 network-recovered',
      '3000 transferee-left',
    ]);
  });

  it('takes the right for the next transfer, not for the one under way', async () => {
    await transfer('owner-revoked');
    const bob = controller.transferees.find(({ name }) => name === 'Bob');
    const plan = controller.plan({
      sessionId: bob?.sessionId ?? '',
      toEndPoint: 'sip:queue@pbx.example.com',
    });
    expect(plan.blockers.map(({ code }) => code)).toEqual(['may-transfer']);
  });

  it('finds the caller where the other agent took her', async () => {
    await transfer('two-agents');
    expect(elsewhere()).toEqual(['sales: Alice']);
  });

  it('does not lose anybody in the storm', async () => {
    await transfer('storm');
    expect(elsewhere()).toEqual(['billing: Alice']);
    expect(controller.transferees).toHaveLength(50 - 17 + 4);
    expect(daily.pending).toBe(0);
  });
});

describe('VERBS', () => {
  /** The events that follow from it, with Erin chosen: she was dialled, so that everything can happen to her. */
  async function run(id: VerbId): Promise<readonly string[]> {
    const erin = controller.transferees.find(({ name }) => name === 'Erin');
    const events = recordEvents(call);
    VERBS[id](daily.room('support'), erin?.sessionId ?? '');
    await daily.settled();
    return [...new Set(events)];
  }

  it.each([
    ['web-guest', ['participant-joined', 'participant-counts-updated']],
    ['hang-up', ['participant-left', 'participant-counts-updated', 'dialout-stopped']],
    ['hide', ['participant-left', 'participant-counts-updated']],
    ['answer', ['dialout-answered']],
    ['dial-warning', ['dialout-warning']],
    ['dial-error', ['dialout-error']],
    ['network-down', ['network-connection']],
    ['revoke-owner', ['participant-updated']],
    ['eject', ['error', 'left-meeting']],
    ['end-meeting', ['error', 'left-meeting']],
    ['peer', ['meeting-session-state-updated', 'network-connection']],
    ['sfu', ['meeting-session-state-updated']],
  ] as const)('%s', async (id, events) => {
    expect(await run(id)).toEqual(events);
  });

  it('lets callers in again', async () => {
    await run('new-callers');
    expect(controller.transferees).toHaveLength(10);
  });

  it('gives back the right it took', async () => {
    await run('revoke-owner');
    expect(call.participants().local.owner).toBe(false);
    expect(await run('grant-owner')).toEqual(['participant-updated']);
    expect(call.participants().local.owner).toBe(true);
  });

  it('tells the last event again', async () => {
    await run('dial-warning');
    expect(await run('repeat')).toEqual(['dialout-warning']);
  });

  it('shows whoever is hidden', async () => {
    await run('hide');
    expect(controller.transferees.map(({ name }) => name)).not.toContain('Erin');
    expect(await run('show-hidden')).toEqual(['participant-joined', 'participant-counts-updated']);
    expect(controller.transferees.map(({ name }) => name)).toContain('Erin');
  });

  it('brings back the network and the call machine', async () => {
    await run('machine-silent');
    expect(await run('hide')).toEqual([]);
    await run('machine-awake');
    await run('network-down');
    expect(await run('network-up')).toEqual(['network-connection']);
    expect(await run('dial-error')).toEqual(['dialout-error']);
  });
});
