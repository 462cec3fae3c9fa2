import Daily, { type DailyCall, type DailyCallOptions } from '@daily-co/daily-js';
import {
  guardCallMachine,
  sessionStore,
  TransferController,
  type TransferControllerOptions,
} from 'daily-transfer';
import { simulateDaily, type SimulatedDaily } from 'daily-transfer/simulator';
import type { LiveRoom } from './live-room.js';

/** A room that the desk works in: the call object, the controller on it, and how to leave. */
export interface Desk {
  readonly title: string;
  readonly call: DailyCall;
  readonly controller: TransferController;
  /** The simulated Daily, where the room is one. */
  readonly daily?: SimulatedDaily;
  leave(): Promise<void>;
}

/** The targets that the simulated desk allows besides the rooms of its own domain. */
export const SIMULATED_TARGETS: readonly string[] = ['daily', 'pbx.example.com', '*.example.org', '+1415']; // prettier-ignore

/** Nobody but this page speaks to daily-js. To be called before there is any call object. */
guardCallMachine();

/** Joins a simulated room under the genuine daily-js: no account, no network, no cost. */
export async function openSimulatedDesk(): Promise<Desk> {
  const daily = simulateDaily({ domain: 'acme', dailyVersion: Daily.version() });
  const room = daily.room('support');
  try {
    const call = Daily.createCallObject({ dailyConfig: daily.dailyConfig });
    const options = { domain: 'acme', allowTargets: SIMULATED_TARGETS, store: sessionStore() };
    const desk = await open(call, options, { url: room.url, token: room.ownerToken });
    const leave = async (): Promise<void> => {
      await desk.leave();
      daily.dispose();
    };
    return { ...desk, title: 'Simulated room "support" of acme.daily.co', daily, leave };
  } catch (error) {
    daily.dispose();
    throw error;
  }
}

/** Joins a real room in audio only and without asking for a device. */
export async function openLiveDesk({ url, domain, token, allow }: LiveRoom): Promise<Desk> {
  const call = Daily.createCallObject({ audioSource: false, videoSource: false });
  const options = { domain, allowTargets: ['daily', ...allow] };
  const desk = await open(call, options, { url, ...(token && { token }) });
  return { ...desk, title: `Real room at ${domain}.daily.co: real calls, real money` };
}

/** Attaches, then joins. Where either fails the call object is destroyed: daily-js allows one at a time. */
async function open(
  call: DailyCall,
  options: TransferControllerOptions,
  room: DailyCallOptions,
): Promise<Omit<Desk, 'title'>> {
  try {
    const controller = TransferController.attach(call, options);
    await call.join(room);
    const leave = async (): Promise<void> => {
      controller.detach();
      await call.destroy();
    };
    return { call, controller, leave };
  } catch (error) {
    await call.destroy();
    throw error;
  }
}
