import type { TransferErrorCode } from './error-code.js';
import { conclude, isSettled, transition } from './lifecycle.js';
import type { Signal, TransferState } from './transfer-state.js';

type Far = TransferState['far'];

/**
 * What a signal makes of a transfer where Daily's verified webhooks tell too: as `transition`, and the word of
 * a webhook counts more than what the page has seen. A file of its own, as most pages hear of no webhook.
 */
export function transitionByWebhook(state: TransferState, signal: Signal): TransferState {
  const far = findFar(state, signal);
  if (!far) return transition(state, signal);
  const known = { ...state, far };
  // `triggered` only stands in for Daily's yes, and what has failed stays so.
  if (far === 'triggered' || state.status === 'failed') return conclude(state, known, signal);
  const isCorrection =
    state.status === 'unconfirmed' || (isSettled(state) && far === 'not-reached');
  const end = endByWebhook(known, signal);
  return Object.freeze(isCorrection ? { ...end, corrected: true } : end);
}

/** How far the signal shows the transfer to have come; nothing if that is no news. */
function findFar({ ack, far }: TransferState, signal: Signal): Far | undefined {
  switch (signal) {
    case 'triggered':
      return ack === 'none' ? rise(far, signal) : undefined;
    case 'initiated':
    case 'answered':
    case 'ended':
      return rise(far, signal);
    case 'target-busy':
    case 'no-answer':
    case 'declined':
    case 'unreachable':
      // A call that was answered did reach its target.
      return rise(far, 'answered') && 'not-reached';
    default:
      return undefined;
  }
}

const FAR: readonly Far[] = [
  'unknown',
  'triggered',
  'initiated',
  'answered',
  'ended',
  'not-reached',
];

/** What webhooks tell of the far end only rises. */
function rise(from: Far, far: Far): Far | undefined {
  return FAR.indexOf(far) > FAR.indexOf(from) ? far : undefined;
}

/** The end that a webhook tells. It saw the request go out, so Daily said yes and the caller left. */
function endByWebhook(state: TransferState, signal: Signal): TransferState {
  const { far } = state;
  const seen = { ...state, ack: 'yes', transferee: 'left', confidence: 'confirmed' } as const;
  if (far === 'not-reached') {
    return { ...seen, status: 'failed', code: signal as TransferErrorCode, retry: 'no' };
  }
  const status = far === 'answered' || far === 'ended' ? far : 'handed-off';
  return { ...seen, status, code: undefined, retry: 'no' };
}
