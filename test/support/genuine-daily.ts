import type { DailyCall, DailyEvent, DailyFactoryOptions } from '@daily-co/daily-js';
import DailyEarlier from 'daily-js-before';
import DailyOldest from 'daily-js-oldest';
import type { SimulatedDaily } from 'daily-transfer/simulator';
import 'daily-transfer/simulator/happy-dom';

/** What the helpers need of a daily-js module, whichever version it is. */
export interface DailyModule {
  version(): string;
  createCallObject(options: DailyFactoryOptions): DailyCall;
}

/** A daily-js between the oldest and the newest: the last kind that takes the whole address of its bundle. */
export const earlierDaily = DailyEarlier as unknown as DailyModule;

/** The oldest daily-js that the peer range names. Its types lack what came later, which no test uses. */
export const oldestDaily = DailyOldest as unknown as DailyModule;

/** A call object of the genuine daily-js on the simulated domain. End it with `releaseCalls()`. */
export function createCall(
  daily: SimulatedDaily,
  module: DailyModule,
  options: DailyFactoryOptions = {},
): DailyCall {
  const call = module.createCallObject({
    allowMultipleCallInstances: true,
    ...options,
    dailyConfig: { ...daily.dailyConfig, ...options.dailyConfig },
  });
  calls.add(call);
  return call;
}

/**
 * Destroys every call object made here, whatever state the simulation is in, and then ends the simulation.
 * For `afterEach()`.
 */
export async function releaseCalls(daily: SimulatedDaily): Promise<void> {
  daily.useClock('virtual');
  daily.rooms.forEach((room) => room.wake());
  daily.rooms.forEach((room) => room.networkUp());
  await Promise.all([...calls].map((call) => call.isDestroyed() || call.destroy()));
  calls.clear();
  daily.dispose();
}

/** The events that a room and its callers cause, in no order. */
export const roomEvents: readonly DailyEvent[] = [
  'joined-meeting',
  'left-meeting',
  'error',
  'participant-joined',
  'participant-updated',
  'participant-left',
  'participant-counts-updated',
  'network-connection',
  'meeting-session-state-updated',
  'app-message',
  'dialin-ready',
  'dialin-connected',
  'dialin-stopped',
  'dialin-error',
  'dialin-warning',
  'dialout-connected',
  'dialout-answered',
  'dialout-stopped',
  'dialout-error',
  'dialout-warning',
];

/** Writes down the events of a call object as they come: the list grows until the call is destroyed. */
export function recordEvents(call: DailyCall, names = roomEvents): DailyEvent[] {
  const seen: DailyEvent[] = [];
  names.forEach((name) => call.on(name, () => seen.push(name)));
  return seen;
}

const calls = new Set<DailyCall>();
