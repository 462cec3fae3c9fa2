import type { DailySipCallTransferOptions } from '@daily-co/daily-js';
import { withoutUndefined } from '../domain/fields.js';
import type { TransferMethod } from '../domain/plan/choose-method.js';
import type { TransferRequest } from '../domain/plan/request.js';
import type { TransferCall } from './call.js';

/**
 * Calls Daily's method with a fresh literal of the keys it knows. daily-js writes into the object it
 * is given and sends on every key in it (0.92.2), so the app's own object never goes there.
 *
 * @returns Daily's promise as it is: it may never settle, and rejects with what Daily sent, not
 * always an `Error`
 */
export function sendTransfer(
  call: TransferCall,
  method: TransferMethod,
  request: TransferRequest,
): Promise<unknown> {
  const { sessionId, toEndPoint, callerId, extension, waitBeforeExtensionDialSec } = request;
  if (method === 'sipRefer') return call.sipRefer({ sessionId, toEndPoint });
  return call.sipCallTransfer(
    withoutUndefined<DailySipCallTransferOptions>({
      sessionId,
      toEndPoint,
      callerId,
      extension,
      waitBeforeExtensionDialSec,
    }),
  );
}
