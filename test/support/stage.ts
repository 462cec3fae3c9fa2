import type { DailyCall } from '@daily-co/daily-js';
import { vi } from 'vitest';
import { TransferController } from 'daily-transfer';
import { simulateDaily, type SimulatedDaily } from 'daily-transfer/simulator';
import { recordEvents } from './event-log.js';
import { FakeCall, settled } from './fake-call.js';
import { createCall, releaseCalls, type DailyModule } from './genuine-daily.js';
import {
  countListeners,
  FROM,
  OPTIONS,
  setGenuineStage,
  type Behaviour,
  type Stage,
} from './genuine-stage.js';

export { countListeners };
export type { Stage };

/** The stage on the fake call. */
export async function fakeStage(): Promise<Stage> {
  vi.useFakeTimers();
  const call = new FakeCall();
  const controller = TransferController.attach(call, OPTIONS);
  const log = recordEvents(controller);
  const caller = call.dialIn({ from: FROM });
  let held: (() => void)[] | undefined;
  const deliver = (happen: () => void) => void (held ? held.push(happen) : happen());
  const say = (happen: () => void) => (happen(), settled());
  return {
    controller,
    log,
    caller,
    listeners: () => Object.values(call.events.count()).reduce((sum, count) => sum + count, 0),
    behave: (behaviour) => {
      call.whileSending = () => play(call, caller, behaviour, deliver);
    },
    advance: async (ms) => void (await vi.advanceTimersByTimeAsync(ms)),
    hangUp: () => say(() => deliver(() => call.hangUp(caller))),
    hide: () => say(() => call.hide(caller)),
    show: () => say(() => call.show(caller)),
    networkDown: () => say(() => (call.networkDown(), (held = []))),
    networkUp: () =>
      say(() => {
        const waiting = held;
        held = undefined;
        call.networkUp();
        waiting?.forEach((happen) => happen());
      }),
    revokeRights: () => say(() => call.grant({ owner: false })),
    leaveMeeting: () => say(() => call.leaveMeeting()),
    eject: () => say(() => call.fail()),
    destroy: () => say(() => call.destroy()),
    close: async () => {
      controller.detach();
      vi.useRealTimers();
      await settled();
    },
  };
}

/** The stage on the genuine daily-js of that version, in a simulated room. */
export async function genuineStage(Daily: DailyModule): Promise<Stage> {
  const { daily, call } = await joinSimulated(Daily);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  const stage = await setGenuineStage(daily, call);
  return {
    ...stage,
    close: async () => {
      await stage.close();
      vi.useRealTimers();
      await releaseCalls(daily);
    },
  };
}

/** A call object of the genuine daily-js that has joined the simulated room `support` as an owner. */
export async function joinSimulated(
  Daily: DailyModule,
): Promise<{ readonly daily: SimulatedDaily; readonly call: DailyCall }> {
  const daily = simulateDaily({
    domain: 'acme',
    dailyVersion: Daily.version(),
    clock: 'virtual',
  });
  const { url, ownerToken } = daily.room('support');
  const call = createCall(daily, Daily);
  await call.join({ url, token: ownerToken, userName: 'Agent' });
  await daily.settled();
  return { daily, call };
}

function play(
  call: FakeCall,
  caller: string,
  behaviour: Behaviour,
  deliver: (happen: () => void) => void,
): void {
  const { reply = 'accept', error, order = 'answer-first', afterMs = 120 } = behaviour;
  const { betweenMs = 200, leaves = reply === 'accept', stopped, left } = behaviour;
  const index = call.sent.length - 1;
  const answer = () => {
    if (reply === 'accept') void call.accept(index);
    if (reply === 'reject') void call.refuse(error, index);
  };
  const leave = () => {
    if (!leaves) return;
    if (stopped === 'before') call.stop(caller);
    call.leave(caller);
    if (left === 'doubled') call.leave(caller);
    if (stopped !== 'before') call.stop(caller);
  };
  const [first, second] = order === 'answer-first' ? [answer, leave] : [leave, answer];
  setTimeout(() => deliver(first), afterMs);
  setTimeout(() => deliver(second), afterMs + betweenMs);
}
