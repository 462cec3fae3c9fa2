import { useSyncExternalStore } from 'react';
import type { TransferRecord } from '../domain/transfer/record.js';
import { allControllers, onAdded } from './known.js';

/**
 * The record of one transfer, drawn again whenever it has changed; `undefined` while no component that
 * uses `useTransfers()` knows one of this id.
 *
 * @example
 * const transfer = useTransfer(id);
 * return <p>{transfer?.status}</p>;
 */
export function useTransfer(id: string): TransferRecord | undefined {
  return useSyncExternalStore(
    subscribe,
    () => find(id),
    () => undefined,
  );
}

function find(id: string): TransferRecord | undefined {
  for (const controller of allControllers()) {
    const record = controller.find(id);
    if (record) return record;
  }
  return undefined;
}

function subscribe(listener: () => void): () => void {
  let stops: readonly (() => void)[] = [];
  const stop = () => stops.forEach((one) => one());
  const start = () => {
    stop();
    stops = allControllers().map((controller) => controller.subscribe(listener));
  };
  const stopAdding = onAdded(() => {
    start();
    listener();
  });
  start();
  return () => {
    stopAdding();
    stop();
  };
}
