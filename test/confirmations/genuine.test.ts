import Daily, { type DailyCall } from '@daily-co/daily-js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TransferController, type TransferControllerOptions } from 'daily-transfer';
import { confirmations } from 'daily-transfer/confirmations';
import type { SimulatedDaily, SimulatedRoom } from 'daily-transfer/simulator';
import type { TransferFact } from '../../src/wire/fact.js';
import { errorOf, HOME, newest, PBX } from '../support/attached.js';
import { recordEvents } from '../support/event-log.js';
import {
  earlierDaily,
  oldestDaily,
  releaseCalls,
  type DailyModule,
} from '../support/genuine-daily.js';
import {
  addressFact,
  fact,
  judged,
  makeKeys,
  sessionData,
  signed,
  type RelayKeys,
} from '../support/relay.js';
import { countListeners, joinSimulated } from '../support/stage.js';

const versions: readonly (readonly [string, DailyModule])[] = [
  [Daily.version(), Daily],
  [earlierDaily.version(), earlierDaily],
  [oldestDaily.version(), oldestDaily],
];

let keys: RelayKeys;

// A page remembers what it has heard from one server, so each test has a server of its own.
beforeEach(async () => {
  keys = await makeKeys();
  vi.stubGlobal('reportError', () => {});
});
afterEach(() => void vi.unstubAllGlobals());

describe.each(versions)('the relay on the genuine daily-js %s', (_version, module) => {
  let daily: SimulatedDaily;
  let call: DailyCall;
  let room: SimulatedRoom;
  let controller: TransferController;

  beforeEach(async () => {
    ({ daily, call } = await joinSimulated(module));
    room = daily.room('support');
  });
  afterEach(async () => {
    controller.detach();
    await releaseCalls(daily);
  });

  async function attach(options: TransferControllerOptions = {}): Promise<readonly string[]> {
    controller = TransferController.attach(call, {
      domain: 'acme',
      allowTargets: 'any',
      relay: confirmations({ publicKey: keys.jwk, addresses: true }),
      ...options,
    });
    const log = recordEvents(controller);
    await daily.settled();
    await judged();
    return log;
  }

  /** As `send-app-message` of Daily's REST API reaches a page. */
  async function hear(data: unknown, fromId = 'API'): Promise<void> {
    room.send({ action: 'app-message', data, fromId });
    await daily.settled();
    await judged();
  }

  const tell = async (sessionId: string, fields: Partial<TransferFact>) =>
    hear(await signed(keys, fact({ sessionId, ...fields })));

  it('confirms what was handed off, and goes on to its end', async () => {
    const before = countListeners(call);
    const log = await attach();
    const sessionId = room.dialIn();
    await daily.settled();
    const promise = controller.transfer({ sessionId, toEndPoint: PBX });
    await daily.advance(500);
    expect((await promise).confidence).toBe('inferred');
    for (const type of ['triggered', 'initiated', 'initiated', 'answered', 'ended'] as const) {
      await tell(sessionId, { type });
    }
    expect(newest(controller)).toMatchObject({ status: 'ended', confidence: 'confirmed' });
    expect(log.slice(-5)).toEqual([
      'updated handed-off no late',
      'answered no late',
      'updated answered no late',
      'ended no late',
      'updated ended no late',
    ]);
    controller.detach();
    expect(countListeners(call)).toBe(before);
  });

  it('settles what is under way, before the answer', async () => {
    await attach();
    room.onTransfer(() => ({ reply: 'silent' }));
    const sessionId = room.dialIn();
    await daily.settled();
    const promise = controller.transfer({ sessionId, toEndPoint: PBX });
    await tell(sessionId, { type: 'no-answer' });
    expect((await errorOf(promise)).code).toBe('no-answer');
  });

  it('takes nothing for another room, from a stranger, or without a signature', async () => {
    await attach();
    const sessionId = room.dialIn();
    await daily.settled();
    void controller.transfer({ sessionId, toEndPoint: PBX });
    const record = newest(controller);
    await tell(sessionId, { room: 'billing' });
    await hear(await signed(await makeKeys(), fact({ sessionId })));
    await hear({ ...(await signed(keys, fact({ sessionId }))), s: 'A'.repeat(86) }, 'me');
    await hear({ type: 'daily-transfer', command: 'transfer', sessionId, toEndPoint: PBX });
    expect(newest(controller)).toBe(record);
    expect(controller.transfers).toHaveLength(1);
  });

  it('learns from the session data where a caller of before calls from', async () => {
    const sessionId = room.dialIn();
    await daily.settled();
    const log = await attach();
    const because = () => controller.plan({ sessionId, toEndPoint: PBX }).because;
    expect(because()).toBe('transferee-address-unknown');
    const about = addressFact({ sessionId, address: HOME });
    call.setMeetingSessionData(
      sessionData([sessionId, await signed(keys, about)]),
      'shallow-merge',
    );
    await daily.settled();
    await judged();
    expect(because()).toBe('both-ends-outside');
    expect(log).toEqual(['transferees-changed 1']);
    expect(controller.transferees[0]?.address?.address).toBe(HOME);
  });
});
