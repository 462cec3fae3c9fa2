import Daily, { type DailyCall } from '@daily-co/daily-js';
import { TransferController, type AllowRule } from 'daily-transfer';
import { simulateDaily, type SimulatedDaily } from 'daily-transfer/simulator';

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

/** Joins a simulated room under the genuine daily-js: no account, no network, no cost. */
export async function openSimulatedDesk(): Promise<Desk> {
  const daily = simulateDaily({ domain: 'acme', dailyVersion: Daily.version() });
  const room = daily.room('support');
  const call = Daily.createCallObject({ dailyConfig: daily.dailyConfig });
  const controller = TransferController.attach(call, {
    domain: 'acme',
    allowTargets: SIMULATED_TARGETS,
  });
  await call.join({ url: room.url, token: room.ownerToken });
  const leave = async (): Promise<void> => {
    controller.detach();
    await call.destroy();
    daily.dispose();
  };
  return { title: 'Simulated room "support" of acme.daily.co', call, controller, daily, leave };
}

/** What is needed to join a real room. The token goes to daily-js and nowhere else. */
export interface LiveRoom {
  readonly url: string;
  readonly token: string;
  readonly allow: readonly AllowRule[];
}

/** Joins a real room in audio only and without asking for a device. */
export async function openLiveDesk({ url, token, allow }: LiveRoom): Promise<Desk> {
  const { hostname } = new URL(url);
  const call = Daily.createCallObject({ audioSource: false, videoSource: false });
  const controller = TransferController.attach(call, {
    domain: hostname.split('.')[0],
    allowTargets: ['daily', ...allow],
  });
  const leave = async (): Promise<void> => {
    controller.detach();
    await call.destroy();
  };
  try {
    await call.join({ url, ...(token && { token }) });
  } catch (error) {
    await leave();
    throw error;
  }
  return { title: `Real room at ${hostname}: real calls, real money`, call, controller, leave };
}

/** Why a real room could not be joined, for people. daily-js rejects with a text, an object or an `Error`. */
export function explainJoinFailure(error: unknown): string {
  const text = error instanceof Error ? error.message : readText(error);
  return /load|bundle|timed out/i.test(text)
    ? `daily-js could not load its call machine from Daily's servers (${text}). Check the network, a proxy or a content blocker, and try again.`
    : `Daily did not let us join (${text}). Check the address and the token.`;
}

function readText(error: unknown): string {
  if (typeof error === 'string') return error;
  const { errorMsg, msg } = (error ?? {}) as { errorMsg?: unknown; msg?: unknown };
  return [errorMsg, msg].find((text) => typeof text === 'string') ?? 'no reason given';
}
