import type { DailyCall } from '@daily-co/daily-js';
import { TransferController, type TransferControllerOptions } from 'daily-transfer';
import type { SimulatedDaily, TransferBehaviour } from 'daily-transfer/simulator';
import { recordEvents } from './event-log.js';

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
  /** Lets go of the call, and takes down what the stage has set up. */
  close(): Promise<void>;
}

/** What every stage attaches with. */
export const OPTIONS: TransferControllerOptions = { domain: 'acme', allowTargets: 'any' };
/** Where the caller of every stage calls from. */
export const FROM = 'sip:alice@home.example.net';

/**
 * The stage on a genuine call object that has joined the simulated room `support`, where time stands still.
 * Knows no test runner, so that it runs in a page too.
 */
export async function setGenuineStage(daily: SimulatedDaily, call: DailyCall): Promise<Stage> {
  const room = daily.room('support');
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
    close: () => Promise.resolve(controller.detach()),
  };
}

/** The number of listeners on a genuine call object, which is an emitter though its types do not say so. */
export function countListeners(call: DailyCall): number {
  const emitter = call as unknown as {
    eventNames(): string[];
    listenerCount(name: string): number;
  };
  return emitter.eventNames().reduce((sum, name) => sum + emitter.listenerCount(name), 0);
}
