import { useCallback, useMemo, useState, useSyncExternalStore } from 'react';
import type { TransferControllerOptions } from '../controller/options.js';
import type { TransferSnapshot } from '../controller/snapshot.js';
import { TransferController } from '../controller/transfer-controller.js';
import type { TransferCall } from '../daily/call.js';
import type { TransferRequest } from '../domain/plan/request.js';
import { TransferError } from '../domain/transfer/errors.js';
import type { TransferRecord } from '../domain/transfer/record.js';
import { addController, controllerOf } from './known.js';
import { withoutCall } from './without-call.js';

/** What `useTransfers()` gives: all that can be shown, and the way to move a caller. */
export interface Transfers extends TransferSnapshot {
  /** As the controller's `transfer()`; while there is no call object it rejects as `detached`. */
  readonly transfer: (request: TransferRequest) => Promise<TransferRecord>;
}

/**
 * The transfers of a call object, drawn again whenever something has changed. When the component is
 * mounted it attaches a controller, or takes the one that is attached. A controller ends with its call
 * object, not with the component: StrictMode, hot reload and unmounting leave a running transfer alone.
 *
 * `plan` is another function whenever anything that plans rest on has changed, so a plan that the React
 * compiler or `useMemo` remembers by it is never out of date.
 *
 * @param call the call object, such as daily-react's `useDaily()`; while it is `null` nothing is attached
 * @param options as `TransferController.attach()` takes them; those at the first mount count
 * @throws TypeError (at the mount) for a wrong option, or for others than the attached controller has
 * @example
 * const { transferees, plan, transfer } = useTransfers(useDaily(), { domain: 'acme' });
 */
export function useTransfers(
  call: TransferCall | null | undefined,
  options?: TransferControllerOptions,
): Transfers {
  const [first] = useState(options);
  const [nothing] = useState(() => withoutCall(options));
  const subscribe = useCallback(
    (listener: () => void) => {
      if (!call) return () => {};
      const controller = TransferController.attach(call, first);
      addController(call, controller);
      return controller.subscribe(listener);
    },
    [call, first],
  );
  const read = () => controllerOf(call)?.snapshot() ?? nothing;
  const snapshot = useSyncExternalStore(subscribe, read, () => nothing);
  return useMemo(() => {
    const transfer = (request: TransferRequest): Promise<TransferRecord> =>
      controllerOf(call)?.transfer(request) ?? rejectDetached();
    return { ...snapshot, transfer };
  }, [call, snapshot]);
}

function rejectDetached(): Promise<never> {
  const refusal = Promise.reject<never>(new TransferError('detached'));
  refusal.catch(() => {});
  return refusal;
}
