import type { DailyCall, DailyCallOptions } from '@daily-co/daily-js';
import { TransferController, type TransferControllerOptions } from 'daily-transfer';
import type { SimulatedDaily } from 'daily-transfer/simulator';
import { EventLog } from './inspector/event-log.js';
import type { DirectoryEntry } from './transfer/directory.js';

/** A room that the desk works in. */
export interface Room {
  readonly name: string;
  readonly call: DailyCall;
  /** What transfers are decided and checked by. */
  readonly options: TransferControllerOptions;
  /** Everything that the controller has told. */
  readonly log: EventLog;
  readonly directory: readonly DirectoryEntry[];
  /** The simulated Daily, where the room is one. */
  readonly daily?: SimulatedDaily;
  leave(): Promise<void>;
}

/**
 * Attaches, then joins, so that no dial event is missed; `useTransfers()` takes the controller that is there.
 * Where either fails the call object is destroyed: daily-js allows one at a time.
 */
export async function joinRoom(
  call: DailyCall,
  options: TransferControllerOptions,
  room: DailyCallOptions,
): Promise<Pick<Room, 'call' | 'options' | 'log' | 'leave'>> {
  try {
    const controller = TransferController.attach(call, options);
    const log = new EventLog(controller);
    await call.join(room);
    const leave = async (): Promise<void> => {
      controller.detach();
      await call.destroy();
    };
    return { call, options, log, leave };
  } catch (error) {
    await call.destroy();
    throw error;
  }
}

/** What an error of daily-js says: it is a text, an object or an `Error`. */
export function readText(error: unknown): string {
  if (typeof error === 'string') return error;
  const { errorMsg, msg, message } = (error ?? {}) as Readonly<Record<string, unknown>>;
  const text = [errorMsg, msg, message].find((one) => typeof one === 'string');
  return text === undefined ? 'no reason given' : String(text);
}
