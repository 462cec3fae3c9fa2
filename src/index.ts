export { TransferController } from './controller/transfer-controller.js';
export type { RelayOptions, TransferControllerOptions } from './controller/options.js';
export { sessionStore } from './controller/session-store.js';
export type { TransferStore } from './controller/session-store.js';
export type { TransferSnapshot } from './controller/store.js';
export type { CallEventName, TransferCall } from './daily/call.js';
export { guardCallMachine } from './daily/guard.js';
export type { CallMachineGuardOptions } from './daily/guard.js';
export { isOverridable } from './domain/plan/check.js';
export type { Check, CheckCode, OverridableCheck } from './domain/plan/check.js';
export type { Consequence, ConsequenceCode } from './domain/plan/consequences.js';
export { chooseMethod } from './domain/plan/choose-method.js';
export type {
  Decision,
  DecisionFacts,
  Reason,
  RuleRow,
  Target,
  TransferMethod,
} from './domain/plan/choose-method.js';
export { ENDPOINT_PROBLEMS, parseEndpoint } from './domain/endpoint/endpoint.js';
export type {
  Address,
  Endpoint,
  EndpointOptions,
  EndpointProblem,
  UriPart,
} from './domain/endpoint/endpoint.js';
export { isTransferError, TransferError } from './domain/transfer/errors.js';
export type { TransferErrorCode, TransferErrorDetails } from './domain/transfer/errors.js';
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
export type { AllowRule, TransferPlan } from './domain/plan/plan.js';
export type { Quota } from './domain/quota.js';
export { exportTransfer } from './domain/transfer/record.js';
export type { Evidence, TimelineEntry, TransferRecord } from './domain/transfer/record.js';
export type {
  ReferOptions,
  TransferOptions,
  TransferRequest,
  TransferSettings,
} from './domain/plan/request.js';
export type { Transferee, TransfereeType } from './domain/transferee.js';
