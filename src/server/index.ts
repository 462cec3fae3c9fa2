/**
 * For servers: transfers by Daily's REST API with the rule, the checks and the errors of the page, and
 * Daily's webhooks read without trust and relayed to the pages of the room. Web-standard code without
 * dependencies.
 *
 * @module daily-transfer/server
 */

export { TransferClient } from './transfer-client.js';
export type { AcceptedTransfer, TransferClientOptions } from './transfer-client.js';
export type {
  ServerTransferPlan,
  ServerTransferRequest,
  ServerTransferSettings,
} from './server-plan.js';
export type { DailyApiOptions } from './daily-api.js';
export { DailyApiError } from './daily-api-error.js';
export type { DailyApiErrorCode, DailyApiErrorDetails } from './daily-api-error.js';
export { isOverridable } from '../domain/plan/check.js';
export type { Check, CheckCode, OverridableCheck } from '../domain/plan/check.js';
export type { Consequence, ConsequenceCode } from '../domain/plan/consequences.js';
export { chooseMethod } from '../domain/plan/choose-method.js';
export type {
  Decision,
  DecisionFacts,
  Reason,
  RuleRow,
  Target,
  TransferMethod,
} from '../domain/plan/choose-method.js';
export { ENDPOINT_PROBLEMS, parseEndpoint } from '../domain/endpoint/endpoint.js';
export type {
  Address,
  Endpoint,
  EndpointOptions,
  EndpointProblem,
  UriPart,
} from '../domain/endpoint/endpoint.js';
export { TransferError } from '../domain/transfer/errors.js';
export { isTransferError } from '../domain/transfer/is-transfer-error.js';
export type { TransferErrorDetails } from '../domain/transfer/errors.js';
export type { Signal, TransferState, TransferStatus } from '../domain/transfer/lifecycle.js';
export type { AllowRule, TransferPlan } from '../domain/plan/plan.js';
export type { PlanOptions } from '../domain/plan/options.js';
export type { Evidence, TimelineEntry, TransferRecord } from '../domain/transfer/record.js';
export type { ReferOptions, TransferOptions, TransferRequest } from '../domain/plan/request.js';
export type { Transferee, TransfereeType } from '../domain/transferee.js';
export { toNodeListener } from './node-listener.js';
export type { NodeRequest, NodeResponse } from './node-listener.js';
export { createTransferRelay } from './relay.js';
export type { TransferRelay, TransferRelayOptions } from './relay.js';
export { WebhookError } from './webhook-error.js';
export type { SigningKeyFault, WebhookErrorCode, WebhookErrorDetails } from './webhook-error.js';
export type { CallEndFact, WebhookFact } from './webhook-facts.js';
export { createWebhookHandler } from './webhook-handler.js';
export type { WebhookHandlerOptions } from './webhook-options.js';
export type { AddressFact, TransferFact, TransferFactType } from '../wire/fact.js';
