export { TransferController } from './controller/transfer-controller.js';
export type { RelayOptions, TransferControllerOptions } from './controller/options.js';
export { sessionStore } from './controller/session-store.js';
export type { TransferStore } from './controller/session-store.js';
export type { TransferSnapshot } from './controller/store.js';
export type { CallEventName, TransferCall } from './daily/call.js';
export { guardCallMachine } from './daily/call-machine-guard.js';
export type { CallMachineGuardOptions } from './daily/call-machine-guard.js';
export { isOverridable } from './domain/check.js';
export type { Check, CheckCode, OverridableCheck } from './domain/check.js';
export type { Consequence, ConsequenceCode } from './domain/consequences.js';
export { chooseMethod } from './domain/decision.js';
export type {
  Decision,
  DecisionFacts,
  Reason,
  RuleRow,
  Target,
  TransferMethod,
} from './domain/decision.js';
export { ENDPOINT_PROBLEMS, parseEndpoint } from './domain/endpoint.js';
export type {
  Address,
  Endpoint,
  EndpointOptions,
  EndpointProblem,
  UriPart,
} from './domain/endpoint.js';
export { isTransferError, TransferError } from './domain/errors.js';
export type { TransferErrorCode, TransferErrorDetails } from './domain/errors.js';
export type {
  PlansChangedEvent,
  TransferBlockedEvent,
  TransfereesChangedEvent,
  TransferEvent,
  TransferEventMap,
  TransferEventName,
  TransferListener,
} from './domain/events.js';
export type { Signal, TransferState, TransferStatus } from './domain/lifecycle.js';
export type { AllowRule, TransferPlan } from './domain/plan.js';
export type { Quota } from './domain/quota.js';
export { exportTransfer } from './domain/record.js';
export type { Evidence, TimelineEntry, TransferRecord } from './domain/record.js';
export type {
  ReferOptions,
  TransferOptions,
  TransferRequest,
  TransferSettings,
} from './domain/request.js';
export type { Transferee, TransfereeType } from './domain/transferee.js';
