import type { TransferErrorCode } from './error-code.js';
import type { TransferError } from './errors.js';

/**
 * Is this a `TransferError`, of this code if one is given? Compares by name, so that an error of a
 * second copy of the package counts too.
 *
 * @example if (isTransferError(error, 'blocked')) show(error.plan?.blockers);
 */
export function isTransferError<Code extends TransferErrorCode = TransferErrorCode>(
  value: unknown,
  code?: Code,
): value is TransferError & { readonly code: Code } {
  return (
    value instanceof Error &&
    value.name === 'TransferError' &&
    'code' in value &&
    (code === undefined || value.code === code)
  );
}
