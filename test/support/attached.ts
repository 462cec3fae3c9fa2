import {
  isTransferError,
  TransferController,
  type TransferControllerOptions,
  type TransferError,
  type TransferRecord,
} from 'daily-transfer';
import { recordEvents } from './event-log.js';
import { FakeCall } from './fake-call.js';

/** Targets of each kind. */
export const BILLING = 'sip:billing@acme.sip.daily.co';
export const PBX = 'sip:sales@pbx.example.com';
export const PHONE = '+14155552671';

/** An address outside Daily, with which a caller can be sent away by REFER. */
export const HOME = 'sip:alice@home.example.net';

export interface Attached {
  readonly call: FakeCall;
  readonly controller: TransferController;
  /** Every event of the controller, in order. */
  readonly log: string[];
  /** Session id of the one caller. */
  readonly caller: string;
}

/** A controller on a fake call with one caller in the room, that allows every target. */
export function attached(
  options: TransferControllerOptions = {},
  { old = false, from }: { readonly old?: boolean; readonly from?: string } = {},
): Attached {
  const call = new FakeCall({ old });
  const controller = TransferController.attach(call, {
    domain: 'acme',
    allowTargets: 'any',
    ...options,
  });
  const caller = call.dialIn(from === undefined ? {} : { from });
  return { call, controller, log: recordEvents(controller), caller };
}

/** The error with which a promise rejects. */
export async function errorOf(promise: Promise<TransferRecord>): Promise<TransferError> {
  const error: unknown = await promise.then(
    (record) => new Error(`resolved as ${record.status}`),
    (reason: unknown) => reason,
  );
  if (!isTransferError(error)) throw error;
  return error;
}

/** The newest record of a controller. */
export function newest({ transfers }: TransferController): TransferRecord {
  const [record] = transfers;
  if (!record) throw new Error('there is no transfer');
  return record;
}
