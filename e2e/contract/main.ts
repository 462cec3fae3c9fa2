import type { DailyCall, DailyParticipant } from '@daily-co/daily-js';
import { simulateDaily, type SimulatedDaily } from 'daily-transfer/simulator';
import { isTransferError } from 'daily-transfer';
import { timelineOf } from '../../test/support/event-log.js';
import type { DailyModule } from '../../test/support/genuine-daily.js';
import { setGenuineStage, type Stage } from '../../test/support/genuine-stage.js';
import { scenarios, type Scenario } from '../../test/support/scenarios.js';
import { freezeTime, type FrozenTime } from './frozen-time.js';

/** What came of a scenario, to be compared with what it says. */
export interface Outcome {
  readonly events: readonly string[];
  readonly timeline: readonly string[];
  readonly code: string | undefined;
  readonly cause: unknown;
  /** Listeners on the call object beyond those of an attached controller with nothing under way. */
  readonly listeners: number;
  readonly timers: number;
}

/** What the spec calls. */
export interface Contract {
  readonly names: readonly string[];
  version(daily: DailyName): Promise<string>;
  run(daily: DailyName, name: string): Promise<Outcome>;
  /** Plays the fake media of the page, and of somebody else in the room. */
  play(daily: DailyName): Promise<readonly Played[]>;
}

/** What a `<video>` made of a participant's tracks. */
export interface Played {
  readonly width: number;
  readonly hasMoved: boolean;
  readonly audio: string | undefined;
}

/** The versions of daily-js that are tried; a page uses one of them only. */
type DailyName = 'now' | 'earlier' | 'oldest';

const versions: Readonly<Record<DailyName, () => Promise<{ readonly default: unknown }>>> = {
  now: () => import('@daily-co/daily-js'),
  earlier: () => import('daily-js-before'),
  oldest: () => import('daily-js-oldest'),
};

const TARGET = 'sip:billing@acme.sip.daily.co';

const contract: Contract = {
  names: scenarios.map(({ name }) => name),
  version: async (daily) => (await load(daily)).version(),
  run: async (daily, name) => {
    const scenario = scenarios.find((one) => one.name === name);
    if (!scenario) throw new Error(`there is no scenario "${name}"`);
    return play(await load(daily), scenario);
  },
  play: async (daily) => playMedia(await load(daily)),
};
Object.assign(window, { contract });

async function load(daily: DailyName): Promise<DailyModule> {
  return (await versions[daily]()).default as DailyModule;
}

async function play(Daily: DailyModule, scenario: Scenario): Promise<Outcome> {
  const daily = simulateDaily({
    domain: 'acme',
    dailyVersion: Daily.version(),
    clock: 'virtual',
  });
  const call = await join(Daily, daily);
  const time = freezeTime();
  const stage = await setGenuineStage(daily, call);
  try {
    return await observe(stage, scenario, time);
  } finally {
    await stage.close();
    time.thaw();
    await release(daily, call);
  }
}

async function join(Daily: DailyModule, daily: SimulatedDaily): Promise<DailyCall> {
  const call = Daily.createCallObject({ dailyConfig: daily.dailyConfig });
  const { url, ownerToken } = daily.room('support');
  await call.join({ url, token: ownerToken, userName: 'Agent' });
  await daily.settled();
  return call;
}

async function observe(stage: Stage, scenario: Scenario, time: FrozenTime): Promise<Outcome> {
  const { controller, log, caller } = stage;
  const before = stage.listeners();
  stage.behave(scenario.daily ?? {});
  log.length = 0;
  const end = controller.transfer({ sessionId: caller, toEndPoint: TARGET }).then(
    () => undefined,
    (error: unknown) => error,
  );
  await scenario.happen(stage);
  const error = await end;
  const events = [...log];
  const [record] = controller.transfers;
  const listeners = stage.listeners() - (controller.attached ? before : 0);
  await stage.advance(500);
  return {
    events,
    timeline: record ? timelineOf(record) : [],
    code: isTransferError(error) ? error.code : undefined,
    cause: isTransferError(error) ? error.cause : undefined,
    listeners,
    timers: time.waiting(),
  };
}

async function playMedia(Daily: DailyModule): Promise<readonly Played[]> {
  const daily = simulateDaily({ domain: 'acme', clock: 'virtual', media: 'fake' });
  const room = daily.room('support');
  const call = daily.createCallObject<DailyCall>(Daily);
  await call.join({ url: room.url, token: room.ownerToken });
  room.joinWeb({ name: 'Bob' });
  await daily.settled();
  const played = await Promise.all(Object.values(call.participants()).map(watch));
  daily.dispose();
  return played;
}

async function watch({ tracks }: DailyParticipant): Promise<Played> {
  const { video: shown, audio } = tracks;
  const video = document.createElement('video');
  video.muted = true;
  video.srcObject = new MediaStream(shown.track ? [shown.track] : []);
  await video.play();
  const before = video.currentTime;
  await new Promise((resolve) => video.requestVideoFrameCallback(resolve));
  await new Promise((resolve) => video.requestVideoFrameCallback(resolve));
  const hasMoved = video.currentTime > before;
  return { width: video.videoWidth, hasMoved, audio: audio.track?.readyState };
}

/** Destroys the call whatever state the simulation is in, and then ends the simulation. */
async function release(daily: SimulatedDaily, call: DailyCall): Promise<void> {
  daily.useClock('virtual');
  daily.rooms.forEach((room) => room.networkUp());
  if (!call.isDestroyed()) await call.destroy();
  daily.dispose();
}
