import type { DailyCall, DailyCallOptions } from '@daily-co/daily-js';
import { TransferController, type TransferControllerOptions } from 'daily-transfer';
import type { SimulatedDaily } from 'daily-transfer/simulator';

/** A room that the desk works in: the call object, the controller on it, and how to leave. */
export interface Desk {
  /** Which room this is, for people. */
  readonly title: string;
  readonly call: DailyCall;
  readonly controller: TransferController;
  /** What the controller was attached with: the page shows it as code. */
  readonly options: TransferControllerOptions;
  /** The simulated Daily, where the room is one. */
  readonly daily?: SimulatedDaily;
  leave(): Promise<void>;
}

/** Attaches, then joins. Where either fails the call object is destroyed: daily-js allows one at a time. */
export async function openDesk(
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
    return { call, controller, options, leave };
  } catch (error) {
    await call.destroy();
    throw error;
  }
}
