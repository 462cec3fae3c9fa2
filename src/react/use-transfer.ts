import { useMemo, useSyncExternalStore } from 'react';
import type { TransferController } from '../controller/transfer-controller.js';
import type { TransferRecord } from '../domain/transfer/record.js';
import { controllerWith, listen } from './known.js';

/**
 * The record of one transfer, drawn again whenever it has changed; `undefined` without an id, and while
 * no call object that a component has given to `useTransfers()` has a transfer of this id.
 *
 * @example
 * const transfer = useTransfer(id);
 * return <p>{transfer?.status}</p>;
 */
export function useTransfer(id: string | undefined): TransferRecord | undefined {
  const read = useMemo(() => readerOf(id ?? ''), [id]); // No transfer has an empty id.
  return useSyncExternalStore(listen, read, () => undefined);
}

/** Keeps the controller, since the call object may be destroyed and forgotten while its transfer is drawn. */
function readerOf(id: string): () => TransferRecord | undefined {
  let controller: TransferController | undefined;
  return () => {
    controller ??= controllerWith(id);
    return controller?.find(id);
  };
}
