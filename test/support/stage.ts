import type { DailyCall } from '@daily-co/daily-js';
import { vi } from 'vitest';
import { TransferController, type TransferControllerOptions } from 'daily-transfer';
import {
  simulateDaily,
  type SimulatedDaily,
  type TransferBehaviour,
} from 'daily-transfer/simulator';
import { recordEvents } from './event-log.js';
import { FakeCall, settled } from './fake-call.js';
import { createCall, releaseCalls, type DailyModule } from './genuine-daily.js';

/** What Daily does with a transfer, of all that the simulated room can do. */
export type Behaviour = Pick<
  TransferBehaviour,
  'reply' | 'error' | 'answers' | 'order' | 'afterMs' | 'betweenMs' | 'leaves' | 'left' | 'stopped'
>;

/**
 * A room with one caller, a call object in it, and a controller on that: the fake one, or the genuine
 * daily-js in the simulated room. The same happens on both, in the same time.
 */
export interface Stage {
  readonly controller: TransferController;
  readonly log: string[];
  readonly caller: string;
  readonly listeners: () => number;
  /** How Daily goes about the next transfer. */
  behave(behaviour: Behaviour): void;
  advance(ms: number): Promise<void>;
  hangUp(): Promise<void>;
  hide(): Promise<void>;
  show(): Promise<void>;
  networkDown(): Promise<void>;
  networkUp(): Promise<void>;
  revokeRights(): Promise<void>;
  leaveMeeting(): Promise<void>;
  eject(): Promise<void>;
  destroy(): Promise<void>;
  /** Takes everything down, in real time again. */
  close(): Promise<void>;
}

const OPTIONS: TransferControllerOptions = { domain: 'acme', allowTargets: 'any' };
const FROM = 'sip:alice@home.example.net';

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
  const room = daily.room('support');
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  const before = countListeners(call);
  const controller = TransferController.attach(call, OPTIONS);
  const log = recordEvents(controller);
  const caller = room.dialIn({ from: FROM });
  await daily.settled();
  const say = (happen: () => unknown) => (void happen(), daily.advance(0));
  return {
    controller,
    log,
    caller,
    listeners: () => countListeners(call) - before,
    behave: (behaviour) => room.onTransfer(() => behaviour),
    advance: (ms) => daily.advance(ms),
    hangUp: () => say(() => room.hangUp(caller)),
    hide: () => say(() => room.hide(caller)),
    show: () => say(() => room.show(caller)),
    networkDown: () => say(() => room.networkDown()),
    networkUp: () => say(() => room.networkUp()),
    revokeRights: () => say(() => room.revokeOwner()),
    leaveMeeting: () => say(() => call.leave()),
    eject: () => say(() => room.eject()),
    destroy: () => say(() => call.destroy()),
    close: async () => {
      controller.detach();
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
    alongside: (ms) => vi.isFakeTimers() && vi.advanceTimersByTimeAsync(ms),
  });
  const { url, ownerToken } = daily.room('support');
  const call = createCall(daily, Daily);
  await call.join({ url, token: ownerToken, userName: 'Agent' });
  await daily.settled();
  return { daily, call };
}

/** The number of listeners on a genuine call object, which is an emitter though its types do not say so. */
export function countListeners(call: DailyCall): number {
  const emitter = call as unknown as {
    eventNames(): string[];
    listenerCount(name: string): number;
  };
  return emitter.eventNames().reduce((sum, name) => sum + emitter.listenerCount(name), 0);
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
