/**
 * For tests of servers: Daily's REST API with signed webhooks, joined to the simulated rooms of a window.
 * Begin with {@link simulateDailyApi}.
 *
 * @module daily-transfer/simulator/server
 */

export { simulateDailyApi } from './simulated-daily-api.js';
export type {
  ApiLogEntry,
  SimulateDailyApiOptions,
  SimulatedDailyApi,
} from './simulated-daily-api.js';
export type { ApiBehaviour, RestBehaviour, WebhookBehaviour } from './behaviour.js';
export { signWebhook } from './signature.js';
export type { SignatureHeaders } from './signature.js';
export type { Delivery, WebhookState } from './webhook.js';
