// The webhook handler, with what the environment says.
import { createTransferRelay, createWebhookHandler } from 'daily-transfer/server';

const { DAILY_API_KEY, DAILY_API_URL, DAILY_WEBHOOK_HMAC, RELAY_SIGNING_KEY } = process.env;

export const answerWebhook = createWebhookHandler({
  hmac: DAILY_WEBHOOK_HMAC,
  relay: createTransferRelay({
    apiKey: DAILY_API_KEY,
    signingKey: RELAY_SIGNING_KEY,
    baseUrl: DAILY_API_URL,
  }),
  onError: (error) => console.error(JSON.stringify(error)),
});
