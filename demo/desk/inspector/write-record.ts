import { exportTransfer, type TransferRecord } from 'daily-transfer';

/** One transfer as JSON; masked, unless a person asks otherwise. */
export function writeRecord(record: TransferRecord, unmasked = false): string {
  return JSON.stringify(exportTransfer(record, { unmasked }), undefined, 2);
}
