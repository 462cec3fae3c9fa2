import { isTransferError, type TransferPlan } from 'daily-transfer';
import type { Page } from '../page.js';
import { isRunning } from '../present/callers.js';
import { explainRefusal } from '../present/refusal.js';
import type { Pending, State } from '../present/screen.js';
import { TEXTS } from '../texts.js';

/**
 * Asks, waits, sends: a person confirms the whole target, may take it back while the undo window is open, and
 * the very plan that was confirmed goes to `transfer()`, which checks again and sends at most once.
 */
export function offerTransfer(page: Page): void {
  let timer: ReturnType<typeof setTimeout> | undefined;

  const ask = (): void => {
    const { desk, request, state } = page;
    if (!desk || state.pending || state.confirming) return;
    if (!request || isGone(state)) {
      page.forgetGone();
      return page.change({ refusal: TEXTS.chooseFirst });
    }
    const plan = desk.controller.plan(request);
    if (plan.joins !== undefined) return page.change({ refusal: TEXTS.joining });
    if (plan.ready) page.change({ confirming: plan, refusal: '' });
    else void send(page, plan); // it sends nothing, but says why
  };

  const confirm = (): void => {
    const { confirming, undoSeconds } = page.state;
    if (!confirming) return;
    page.forgetGone();
    const { fields } = page.state;
    const delay = undoSeconds * 1000;
    const pending = delay > 0 ? { plan: confirming, until: Date.now() + delay } : undefined;
    // To go against a check was meant for this one time.
    page.change({
      confirming: undefined,
      pending,
      refusal: '',
      fields: { ...fields, override: [] },
    });
    if (pending) timer = setTimeout(() => sendPending(pending), delay);
    else void send(page, confirming);
  };

  /** What another desk waited for is not this one's to send. */
  const sendPending = (pending: Pending | undefined): void => {
    if (!pending || pending !== page.state.pending) return;
    clearTimeout(timer);
    page.change({ pending: undefined });
    void send(page, pending.plan);
  };

  const undo = (): void => {
    clearTimeout(timer);
    if (page.state.pending) page.change({ pending: undefined, refusal: TEXTS.undone });
  };

  page.offer({
    confirm,
    cancel: () => page.change({ confirming: undefined }),
    undo,
    'send-now': () => sendPending(page.state.pending),
    'undo-window': (seconds) => page.change({ undoSeconds: Number(seconds) }),
  });
  page.root.addEventListener('submit', (event) => {
    event.preventDefault();
    if (event.target instanceof HTMLFormElement && event.target.id === 'transfer') ask();
  });
  // Esc closes the dialog by itself; the page must hear of it.
  page.root.addEventListener(
    'close',
    ({ target }) => {
      if (target instanceof HTMLDialogElement && target.id === 'confirm')
        page.change({ confirming: undefined });
    },
    { capture: true },
  );
  page.root.ownerDocument.addEventListener('keydown', (event) => {
    const { key, repeat } = event;
    if (key === 'Enter' && repeat) event.preventDefault(); // a key that is held asks once
    if (key === 'Escape' && !document.querySelector('dialog[open]')) undo();
  });
  window.addEventListener('beforeunload', (event) => {
    // Asked anew: a page in the background is not drawn, so that its state may be old.
    const isBusy = page.desk?.controller.transfers.some(isRunning) ?? false;
    if (page.state.pending || isBusy) event.preventDefault();
  });
}

/** The chosen caller has left. */
function isGone({ gone, chosen }: State): boolean {
  return gone.some(({ sessionId }) => sessionId === chosen);
}

async function send(page: Page, plan: TransferPlan): Promise<void> {
  const { desk } = page;
  if (!desk) return;
  try {
    await desk.controller.transfer(plan.request);
  } catch (error) {
    if (!isTransferError(error)) throw error;
    const refusal = explainRefusal(error);
    if (refusal && page.desk === desk) page.change({ refusal });
  }
}
