/**
 * Moves phone and SIP callers out of a Daily call. Attach a {@link TransferController} to the call object
 * that your app has, and ask it to plan and to transfer.
 *
 * What an app can do without is an import of its own ({@link quota}, {@link sessionStore}, …), so that a
 * bundler drops what is not used.
 *
 * @module daily-transfer
 */

export { TransferController } from './controller/transfer-controller.js';
export type { TransferControllerOptions } from './controller/options.js';
export type { TransferSnapshot } from './controller/snapshot.js';
export type { CallEventName, TransferCall } from './daily/call.js';
export { guardCallMachine } from './daily/guard.js';
export type { CallMachineGuardOptions } from './daily/guard.js';
export { ENDPOINT_PROBLEMS, parseEndpoint } from './domain/endpoint/endpoint.js';
export type {
  Address,
  Endpoint,
  EndpointOptions,
  EndpointProblem,
  UriPart,
} from './domain/endpoint/endpoint.js';
export { mask } from './domain/masking.js';
export { isOverridable } from './domain/plan/check.js';
export type { Check, CheckCode, OverridableCheck } from './domain/plan/check.js';
export { chooseMethod } from './domain/plan/choose-method.js';
export type {
  Decision,
  DecisionFacts,
  Reason,
  RuleRow,
  Target,
  TransferMethod,
} from './domain/plan/choose-method.js';
export type { Consequence, ConsequenceCode } from './domain/plan/consequences.js';
export type { PlanOptions } from './domain/plan/options.js';
export type { AllowRule, TransferPlan } from './domain/plan/plan.js';
export type {
  ReferOptions,
  TransferOptions,
  TransferRequest,
  TransferSettings,
} from './domain/plan/request.js';
export type { TransferErrorCode } from './domain/transfer/error-code.js';
export { TransferError } from './domain/transfer/errors.js';
export { isTransferError } from './domain/transfer/is-transfer-error.js';
export type { TransferErrorDetails } from './domain/transfer/errors.js';
export type {
  PlansChangedEvent,
  TransferBlockedEvent,
  TransfereesChangedEvent,
  TransferEvent,
  TransferEventMap,
  TransferEventName,
  TransferListener,
} from './domain/transfer/events.js';
export type { Signal, TransferState, TransferStatus } from './domain/transfer/lifecycle.js';
export { exportTransfer } from './domain/transfer/record.js';
export type { Evidence, TimelineEntry, TransferRecord } from './domain/transfer/record.js';
export type { Transferee, TransfereeType } from './domain/transferee.js';
export { quota } from './quota.js';
export type { QuotaLimits, QuotaRule } from './quota.js';
export { keepIn, sessionStore } from './reload-notes.js';
export type { NoteStorage, ReloadNote, ReloadNotes } from './reload-notes.js';
