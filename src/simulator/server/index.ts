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
