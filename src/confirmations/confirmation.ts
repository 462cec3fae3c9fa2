import type { EndpointOptions } from '../domain/endpoint/endpoint.js';
import type { Signal, Transition } from '../domain/transfer/lifecycle.js';
import type { TransferRecord } from '../domain/transfer/record.js';

/** What a verified message says: where a caller called from, or what became of a transfer. */
export type Confirmation =
  | { readonly kind: 'address'; readonly sessionId: string; readonly address: string }
  | {
      readonly kind: 'transfer';
      readonly sessionId: string;
      readonly signal: Signal;
      /** @internal What the signal makes of a transfer. */
      readonly transition: Transition;
      /** The one of these transfers that it is about; none where it could be about either of two. */
      findIn<Of extends { readonly record: TransferRecord }>(
        sent: readonly Of[],
        options: EndpointOptions,
      ): Of | undefined;
    };
