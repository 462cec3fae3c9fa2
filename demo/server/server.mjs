// @ts-check
// A whole server that takes Daily's webhooks and tells the pages of the room: `node demo/server/server.mjs`.
// docs/servers.md says how to make the keys and in which order to start. The secrets stay on the server.
import { createServer } from 'node:http';
import { createTransferRelay, createWebhookHandler, toNodeListener } from 'daily-transfer/server';

const { DAILY_API_KEY = '', DAILY_WEBHOOK_HMAC = '', RELAY_SIGNING_KEY = '' } = process.env;
const { DAILY_API_URL, PORT = '8787' } = process.env;

const relay = createTransferRelay({
  apiKey: DAILY_API_KEY,
  signingKey: RELAY_SIGNING_KEY,
  baseUrl: DAILY_API_URL,
});

const answerWebhook = createWebhookHandler({
  hmac: DAILY_WEBHOOK_HMAC,
  relay,
  onError: (error) => console.error(JSON.stringify(error)),
});

const listener = toNodeListener((request) => {
  const isWebhook = new URL(request.url).pathname === '/daily';
  return isWebhook ? answerWebhook(request) : new Response(null, { status: 404 });
});

await relay.ready(); // A signing key that cannot be used ends the server here.
export const server = createServer(listener).listen(Number(PORT));
