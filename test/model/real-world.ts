import { vi } from 'vitest';
import {
  isTransferError,
  TransferController,
  type TransferEvent,
  type TransferRecord,
} from 'daily-transfer';
import { FakeCall } from '../support/fake-call.js';
import { VirtualTime } from '../support/virtual-time.js';
import { PATIENCE } from './world-model.js';

/** How a promise of the controller came out, and how it must; nothing while it is pending. */
export interface Promised {
  readonly outcome: () => string | undefined;
  readonly expected: () => string | undefined;
}

/** What a listener of the app has set off while it was told something. */
export type Reaction =
  | { readonly kind: 'detach' }
  | {
      readonly kind: 'transfer';
      readonly sessionId: string;
      readonly target: string;
      readonly outcome: () => string | undefined;
      /** The transfer that was running while the listener acted. */
      readonly during?: string | undefined;
    };

const STATUSES = ['requested', 'accepted', 'handed-off', 'failed', 'unconfirmed'] as const;

/** The fake room, the controller on it, and all that the controller has told and promised. */
export class RealWorld {
  readonly time = new VirtualTime();
  readonly call = new FakeCall();
  readonly promises: Promised[] = [];
  readonly reactions: Reaction[] = [];
  readonly reported: unknown[] = [];
  /** The steps told of each transfer, and its last record, by its id in the order of the sends. */
  readonly told = new Map<string, string[]>();
  readonly records = new Map<string, TransferRecord>();
  /** Records that were looked at already. */
  readonly judged = new WeakSet<TransferRecord>();
  /** What was told since it was last looked through, as JSON. */
  texts: string[] = [];
  controller: TransferController;
  listeners = 0;

  constructor() {
    vi.stubGlobal('reportError', (error: unknown) => this.reported.push(error));
    this.controller = this.attach();
  }

  /** A controller on the same call object, as after `detach()`. */
  attach(): TransferController {
    this.controller = TransferController.attach(this.call, {
      domain: 'acme',
      allowTargets: 'any',
      ...PATIENCE,
    });
    for (const status of STATUSES) this.controller.on(`transfer-${status}`, this.#hear);
    this.controller.on('transfer-updated', this.#hear);
    this.controller.on('transfer-blocked', (event) => this.texts.push(JSON.stringify(event)));
    this.listeners = this.countListeners();
    return this.controller;
  }

  transfer(sessionId: string, toEndPoint: string): () => string | undefined {
    const settled: { outcome?: string } = {};
    this.controller.transfer({ sessionId, toEndPoint }).then(
      (record) => (settled.outcome = record.status),
      (error: unknown) => {
        settled.outcome = isTransferError(error) ? error.code : `threw ${String(error)}`;
        this.texts.push(JSON.stringify(error), String(error));
      },
    );
    return () => settled.outcome;
  }

  countListeners(): number {
    return Object.values(this.call.events.count()).reduce((sum, count) => sum + count, 0);
  }

  /** Gives clocks and globals back. */
  release(): void {
    this.controller.detach();
    this.time.release();
  }

  readonly #hear = ({ action, transfer }: TransferEvent): void => {
    const steps = this.told.get(transfer.id) ?? [];
    this.told.set(transfer.id, [...steps, action.replace('transfer-', '')]);
    this.records.set(transfer.id, transfer);
    this.texts.push(JSON.stringify(transfer));
  };
}
