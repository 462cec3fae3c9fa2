import type { Authorization } from '../domain/plan/facts.js';
import type { TransferPlan } from '../domain/plan/plan.js';
import { after } from '../environment.js';
import type { TransferControllerOptions } from './options.js';

/** The app's own function that is asked. */
export type Authorize = NonNullable<TransferControllerOptions['authorize']>;

/** What came of asking the app, and what its function threw, if it did. */
export interface Verdict {
  readonly authorization: Exclude<Authorization, 'none' | 'unasked'>;
  readonly cause?: unknown;
}

/**
 * Asks the app's `authorize` about a plan. Fails closed: anything but `true` in time is a no. The signal
 * that the app gets is aborted once its answer is no longer wanted.
 */
export function askAuthorization(
  plan: TransferPlan,
  { authorize, timeoutMs }: { readonly authorize: Authorize; readonly timeoutMs: number },
  asking: AbortController,
): Promise<Verdict> {
  return new Promise((resolve) => {
    const answer = (verdict: Verdict): void => {
      resolve(verdict);
      asking.abort();
    };
    const cancelTimer = after(timeoutMs, () => answer({ authorization: 'late' }));
    asking.signal.addEventListener('abort', cancelTimer);
    const asked = async () => authorize(plan, asking.signal);
    asked().then(
      (said) => answer({ authorization: said === true ? 'granted' : 'refused' }),
      (cause: unknown) => answer({ authorization: 'threw', cause }),
    );
  });
}
