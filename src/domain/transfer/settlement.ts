import type { TransferErrorCode } from './error-code.js';
import type { Signal, TransferState } from './transfer-state.js';

/** How a transfer ends. */
export interface Settlement {
  readonly status: 'handed-off' | 'failed' | 'unconfirmed';
  readonly code: TransferErrorCode | undefined;
  readonly confidence: TransferState['confidence'];
  readonly retry: 'safe' | 'ask' | 'no';
}

/**
 * How a transfer ends, by what Daily's promise did, where the caller is, and the signal that came; nothing
 * while it goes on. A no, and a yes with a departure, end it whatever came; all else waits for a signal that
 * ends the waiting.
 */
export function findSettlement(
  ack: TransferState['ack'],
  transferee: TransferState['transferee'],
  signal?: Signal,
): Settlement | undefined {
  const hasLeft = transferee === 'left';
  if (ack === 'no') return refused(transferee);
  if (ack === 'yes' && hasLeft) {
    return { status: 'handed-off', code: undefined, confidence: 'inferred', retry: 'no' };
  }
  switch (signal) {
    case 'grace-over':
      return hasLeft ? unconfirmed('left-unanswered', 'no') : undefined;
    case 'deadline-over':
      if (hasLeft) return undefined;
      return unconfirmed(ack === 'yes' ? 'never-left' : 'daily-silent', 'ask');
    case 'call-ended':
      return unconfirmed(signal, 'no');
    case 'detached':
      return unconfirmed(signal, hasLeft ? 'no' : 'ask');
    case 'send-threw':
      return ack === 'none' && transferee === 'here' ? refused(transferee) : undefined;
    default:
      return undefined;
  }
}

/** Daily said no, or never got the request. */
function refused(transferee: TransferState['transferee']): Settlement {
  const status = 'failed';
  if (transferee === 'left') {
    return { status, code: 'transferee-left', confidence: 'inferred', retry: 'no' };
  }
  const isHere = transferee === 'here';
  const confidence = isHere ? 'confirmed' : 'inferred';
  return { status, code: 'rejected', confidence, retry: isHere ? 'safe' : 'ask' };
}

function unconfirmed(code: TransferErrorCode, retry: 'ask' | 'no'): Settlement {
  return { status: 'unconfirmed', code, confidence: 'none', retry };
}
