import Daily from '@daily-co/daily-js';
import * as transfer from 'daily-transfer';
import type { DialInOptions, SimulatedDaily, SimulatedRoom } from 'daily-transfer/simulator';
import * as phone from 'libphonenumber-js/max';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BILLING, errorOf, HOME, PBX } from '../support/attached.js';
import { releaseCalls } from '../support/genuine-daily.js';
import { joinSimulated } from '../support/stage.js';
import { runSample } from './run-sample.js';

const { TransferController } = transfer;

function readRecipe<Exports>(mark: string): Exports {
  const modules = { 'daily-transfer': transfer, 'libphonenumber-js/max': phone };
  return runSample('docs/recipes.md', `// recipe: ${mark}\n`, modules);
}

describe('recipes', () => {
  let daily: SimulatedDaily;
  let room: SimulatedRoom;
  let call: Parameters<typeof TransferController.attach>[0];

  beforeEach(async () => {
    ({ daily, call } = await joinSimulated(Daily));
    room = daily.room('support');
  });
  afterEach(() => releaseCalls(daily));

  function attach(options: transfer.TransferControllerOptions = {}) {
    return TransferController.attach(call, { domain: 'acme', allowTargets: 'any', ...options });
  }

  async function dialIn(caller: DialInOptions): Promise<string> {
    const sessionId = room.dialIn(caller);
    await daily.settled();
    return sessionId;
  }

  describe('try the other method after a refused REFER', () => {
    const { transferOrRetry } = readRecipe<{
      transferOrRetry: (
        transfers: transfer.TransferController,
        request: transfer.TransferRequest,
      ) => Promise<transfer.TransferRecord>;
    }>('retry');

    it('hands the caller off by sipCallTransfer', async () => {
      const transfers = attach();
      const sessionId = await dialIn({ from: HOME });
      room.onTransfer(({ method }) => ({ reply: method === 'sipRefer' ? 'reject' : 'accept' }));
      const done = transferOrRetry(transfers, { sessionId, toEndPoint: PBX });
      await daily.advance(1_000);
      expect(await done).toMatchObject({ status: 'handed-off', method: 'sipCallTransfer' });
      expect(room.transfers.map(({ method }) => method)).toEqual(['sipRefer', 'sipCallTransfer']);
    });

    it('sends once where the REFER works', async () => {
      const transfers = attach();
      const sessionId = await dialIn({ from: HOME });
      const done = transferOrRetry(transfers, { sessionId, toEndPoint: PBX });
      await daily.advance(1_000);
      expect((await done).method).toBe('sipRefer');
      expect(room.transfers).toHaveLength(1);
    });

    it('sends once where the caller has left', async () => {
      const transfers = attach();
      const sessionId = await dialIn({ from: HOME });
      room.onTransfer(() => ({ reply: 'reject', leaves: true, order: 'left-first' }));
      const done = errorOf(transferOrRetry(transfers, { sessionId, toEndPoint: PBX }));
      await daily.advance(1_000);
      expect((await done).code).toBe('transferee-left');
      expect(room.transfers).toHaveLength(1);
    });

    it('sends once where sipCallTransfer was refused', async () => {
      const transfers = attach();
      const sessionId = await dialIn({ from: HOME });
      room.onTransfer(() => ({ reply: 'reject' }));
      const done = errorOf(transferOrRetry(transfers, { sessionId, toEndPoint: BILLING }));
      await daily.advance(1_000);
      expect((await done).code).toBe('rejected');
      expect(room.transfers).toHaveLength(1);
    });
  });

  describe('a quota that the server keeps', () => {
    const { authorize } =
      readRecipe<Required<Pick<transfer.TransferControllerOptions, 'authorize'>>>('quota');

    it.each([
      [204, 'handed-off'],
      [429, 'blocked'],
    ])('with the answer %i ends as %s', async (status, end) => {
      const fetch = vi.fn(() => Promise.resolve({ status } as Response));
      vi.stubGlobal('fetch', fetch);
      const transfers = attach({ authorize });
      const sessionId = await dialIn({ from: HOME });
      const done = transfers.transfer({ sessionId, toEndPoint: BILLING }).then(
        (record) => record.status,
        (error: unknown) => (transfer.isTransferError(error) ? error.code : error),
      );
      await daily.advance(1_000);
      vi.unstubAllGlobals();
      expect(await done).toBe(end);
      expect(fetch).toHaveBeenCalledOnce();
    });
  });

  describe('kinds of numbers', () => {
    const { isUsualNumber } = readRecipe<{
      isUsualNumber: (target: transfer.Endpoint) => boolean;
    }>('numbers');

    it.each([
      ['+14155552671', true],
      ['+4930901820', true],
      ['+18002255288', true],
      ['+19005550191', false],
      ['+18765550123', false],
      ['+447012345678', false],
      ['+881612345678', false],
      [BILLING, false],
    ])('%s: %s', async (toEndPoint, allowed) => {
      const sessionId = await dialIn({ from: HOME });
      const plan = attach({ allowTargets: [isUsualNumber] }).plan({ sessionId, toEndPoint });
      const check = plan.checks.find(({ code }) => code === 'target-allowed');
      expect(check?.state).toBe(allowed ? 'passed' : 'failed');
    });
  });

  describe('a screen-pop', () => {
    const { popScreens } = readRecipe<{
      popScreens: (transfers: transfer.TransferController, show: (address: string) => void) => void;
    }>('screen-pop');

    it('shows each caller once, by number or address', async () => {
      const shown: string[] = [];
      popScreens(attach(), (address) => shown.push(address));
      await dialIn({ from: HOME });
      await dialIn({ type: 'pstn-dial-in', from: '+14155552671' });
      await dialIn({});
      expect(shown).toEqual([HOME, '+14155552671']);
    });
  });
});
