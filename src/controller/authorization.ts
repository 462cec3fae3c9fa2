import type { Authorization } from '../domain/facts.js';
import type { TransferPlan } from '../domain/plan.js';
import { after } from './ambient.js';
import type { ControllerOptions } from './options.js';

/** What came of asking the app, and what its function threw, if it did. */
export interface Verdict {
  readonly authorization: Extract<Authorization, 'granted' | 'refused' | 'late' | 'threw'>;
  readonly thrown?: unknown;
}

/**
 * Asks the app's `authorize` about a plan. Fails closed: anything but `true` in time is a no. Its signal
 * is aborted when the answer is not wanted any more.
 */
export function askAuthorization(
  plan: TransferPlan,
  { authorize, authorizeTimeoutMs }: ControllerOptions,
  asking: AbortController,
): Promise<Verdict> {
  return new Promise((resolve) => {
    const answer = (verdict: Verdict): void => {
      cancelTimer();
      resolve(verdict);
      asking.abort();
    };
    const cancelTimer = after(authorizeTimeoutMs, () => answer({ authorization: 'late' }));
    asking.signal.addEventListener('abort', cancelTimer, { once: true });
    Promise.resolve()
      .then(() => authorize?.(plan, asking.signal))
      .then(
        (verdict) => answer({ authorization: verdict === true ? 'granted' : 'refused' }),
        (thrown: unknown) => answer({ authorization: 'threw', thrown }),
      );
  });
}
