import { asRecord } from './model/record.js';
import { readAttempt, type TransferAttempt } from './model/transfer-attempt.js';

/** One line of what happened between the pages and the simulated domain. */
export interface LogEntry {
  /** Milliseconds since the simulation began. */
  readonly atMs: number;
  /** `received` from daily-js, `sent` to it, or `noted`: something that no page can see. */
  readonly direction: 'received' | 'sent' | 'noted';
  readonly action: string;
  readonly clientId?: string;
  readonly room?: string;
  /** Of a request whose answer daily-js waits for; `daily.answer()` answers it by hand. */
  readonly callbackStamp?: string;
  /** The message without the envelope of daily-js. */
  readonly message: Readonly<Record<string, unknown>>;
}

/** What daily-js asked for in a logged message, if it was a transfer. */
export function readTransfer({
  action,
  clientId = '',
  message,
}: LogEntry): TransferAttempt | undefined {
  if (action !== 'sip-call-transfer') return undefined;
  return readAttempt({ clientId, action, body: asRecord(message) });
}
