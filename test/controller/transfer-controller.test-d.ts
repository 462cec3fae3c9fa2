import type { DailyCall } from '@daily-co/daily-js';
import {
  TransferController,
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

/** Daily's own options go in as they are. */
export const promise: Promise<TransferRecord> = controller.sipRefer(
  { sessionId: 'caller', toEndPoint: 'sip:a@b.c' },
  { fallback: true, timeoutMs: undefined },
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
