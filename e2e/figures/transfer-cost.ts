import Daily from '@daily-co/daily-js';
import { TransferController } from 'daily-transfer';
import { simulateDaily, type SimulatedDaily, type SimulatedRoom } from 'daily-transfer/simulator';
import { median } from './stopwatch.js';

const TARGET = 'sip:billing@acme.sip.daily.co';
const CALLERS = 100;

/**
 * Microseconds of one synchronous call, ours and daily-js's own, on the genuine daily-js in a simulated
 * room: up to the point where the app goes on, the message posted and the answer still to come.
 */
export async function measureTransfer(rounds: number): Promise<{ own: number; ours: number }> {
  const daily = simulateDaily({ domain: 'acme', dailyVersion: Daily.version(), clock: 'virtual' });
  const call = Daily.createCallObject({ dailyConfig: daily.dailyConfig });
  const room = daily.room('support');
  await call.join({ url: room.url, token: room.ownerToken });
  const controller = TransferController.attach(call, { domain: 'acme' });
  const options = (sessionId: string) => ({ sessionId, toEndPoint: TARGET });
  const own: number[] = [];
  const ours: number[] = [];
  const seat = () => seatCallers(daily, room);
  for (let round = 0; round < rounds; round += 1) {
    own.push(await time(daily, await seat(), (caller) => call.sipCallTransfer(options(caller))));
    ours.push(await time(daily, await seat(), (caller) => controller.transfer(options(caller))));
  }
  controller.detach();
  await call.destroy();
  daily.dispose();
  return { own: median(own), ours: median(ours) };
}

async function seatCallers(daily: SimulatedDaily, room: SimulatedRoom): Promise<readonly string[]> {
  const callers = Array.from({ length: CALLERS }, () => room.dialIn());
  await daily.settled();
  return callers;
}

async function time(
  daily: SimulatedDaily,
  callers: readonly string[],
  transfer: (caller: string) => Promise<unknown>,
): Promise<number> {
  const start = performance.now();
  const ends = callers.map((caller) => transfer(caller));
  const micros = ((performance.now() - start) / CALLERS) * 1000;
  await daily.advance(500);
  await Promise.all(ends);
  return micros;
}
