import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { readOptions, type TransferControllerOptions } from '../controller/options.js';
import type { TransferSnapshot } from '../controller/snapshot.js';
import type { TransferCall } from '../daily/call.js';
import type { TransferRequest } from '../domain/plan/request.js';
import { TransferError } from '../domain/transfer/errors.js';
import type { TransferRecord } from '../domain/transfer/record.js';
import { attach, controllerOf, listen } from './known.js';
import { withoutCall } from './without-call.js';

/** What `useTransfers()` gives: all that can be shown, and the way to move a caller. */
export interface Transfers extends TransferSnapshot {
  /**
   * As the controller's `transfer()`, and the same function as long as the call object is the same; while
   * there is none it rejects as `detached`.
   */
  readonly transfer: (request: TransferRequest) => Promise<TransferRecord>;
}

/**
 * The transfers of a call object, drawn again whenever something has changed. When the component is
 * mounted it attaches a controller, or takes the one that is attached. A controller ends with its call
 * object, not with the component: StrictMode, hot reload and unmounting leave a running transfer alone.
 *
 * `plan` is another function whenever anything that plans rest on has changed, so a plan that the React
 * compiler or `useMemo` remembers by it is never out of date. Only what a function of your own in
 * `allowTargets` looks at is not known here.
 *
 * @param call the call object, such as daily-react's `useDaily()`; while it is `null` nothing is attached
 * @param options as `TransferController.attach()` takes them, the same wherever this is used with one
 *   call object. They count from the moment when there is a call object; functions are not exchanged later
 * @throws TypeError while drawing for a wrong option; when mounted, where an error boundary catches it
 *   too, for others than the attached controller has
 * @example
 * const { transferees, plan, transfer } = useTransfers(useDaily(), { domain: 'acme' });
 */
export function useTransfers(
  call: TransferCall | null | undefined,
  options?: TransferControllerOptions,
): Transfers {
  const given = textOf(options);
  const nothing = useMemo(() => withoutCall(readOptions(options)), [given]);
  const subscribe = useCallback(
    (listener: () => void) => {
      if (call) attach(call, options);
      const stop = listen(listener);
      listener(); // Preact looks for a change only before it subscribes, when nothing was attached yet.
      return stop;
    },
    [call, given],
  );
  const read = () => controllerOf(call)?.snapshot() ?? nothing;
  const snapshot = useSyncExternalStore(subscribe, read, () => nothing);
  const transfer = useCallback(
    (request: TransferRequest) => controllerOf(call)?.transfer(request) ?? rejectDetached(),
    [call],
  );
  return useMemo(() => ({ ...snapshot, transfer }), [snapshot, transfer]);
}

/** Written anew in each render, options are the same as long as this is. Two functions are the same. */
function textOf(options: TransferControllerOptions | undefined): string | undefined {
  return JSON.stringify(options, (_, value: unknown) =>
    typeof value === 'function' ? 'function' : value,
  );
}

function rejectDetached(): Promise<never> {
  const refusal = Promise.reject<never>(new TransferError('detached'));
  refusal.catch(() => {});
  return refusal;
}
