import type { DailyCall } from '@daily-co/daily-js';
import {
  isOverridable,
  isTransferError,
  TransferController,
  type OverridableCheck,
  type TransferBlockedEvent,
  type TransferEvent,
  type TransferRecord,
} from 'daily-transfer';

declare const genuine: DailyCall;

/** Attaches to the genuine call object, and takes undefined wherever something may be left out. */
export const controller = TransferController.attach(genuine, {
  domain: undefined,
  allowTargets: ['daily', '+1415', (target, plan) => target.kind === 'sip' && plan.ready],
  authorize: async (plan, signal) => plan.ready && !signal.aborted,
});

/** An event's payload is told by its name. */
controller.on('transfer-failed', (event) => {
  const failed: TransferEvent<'transfer-failed'> = event;
  return failed.transfer.code;
});
controller.once('transfer-blocked', (event: TransferBlockedEvent) => event.error.plan?.blockers);

/** One listener to several events gets either payload. */
export function follow(name: 'transfer-failed' | 'transfer-blocked'): void {
  controller.on(name, (event) => ('plan' in event ? event.plan.ready : event.transfer.status));
}

/** A code that was asked for is the code of the error. */
export function isBlocked(error: unknown): 'blocked' | undefined {
  return isTransferError(error, 'blocked') ? error.code : undefined;
}

/** What a page shows of a plan says which blockers may be overridden. */
export const override: readonly OverridableCheck[] = controller
  .plan({ sessionId: 'a', toEndPoint: 'sip:a@b.c' })
  .blockers.map(({ code }) => code)
  .filter((code) => isOverridable(code));

/** Fields that are not filled in may be there all the same. */
void controller.sipCallTransfer({ sessionId: 'a', toEndPoint: 'sip:a@b.c', callerId: undefined });

/** Daily's own options go in as they are. */
export const promise: Promise<TransferRecord> = controller.sipRefer(
  { sessionId: 'caller', toEndPoint: 'sip:a@b.c' },
  { prefer: 'direct', timeoutMs: undefined },
);

// @ts-expect-error there is no such event
controller.on('transfer-completed', () => {});

// @ts-expect-error nobody outside can emit
controller.emit('transfer-failed');

// @ts-expect-error controllers are attached, not made
export const made = new TransferController(genuine, {});

// @ts-expect-error a check that cannot be overridden
void controller.transfer({ sessionId: 'a', toEndPoint: 'sip:a@b.c', override: ['target-allowed'] });

// @ts-expect-error a record cannot be changed
controller.transfers[0].status = 'answered';

// @ts-expect-error the method is in the name
void controller.sipRefer({ sessionId: 'a', toEndPoint: 'sip:a@b.c' }, { method: 'auto' });
