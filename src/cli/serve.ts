import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { toNodeListener } from '../server/node-listener.js';
import { createTransferRelay, type TransferRelayOptions } from '../server/relay.js';
import { TransferClient } from '../server/transfer-client.js';
import { createWebhookHandler } from '../server/webhook-handler.js';
import { createTransferHandler } from './http-transfers.js';
import { readOptions } from './plan.js';

/**
 * Starts the server: transfers by HTTP, and webhooks if their two keys are set. Resolves when it listens.
 * `say` is told that, and each failure of a webhook as a line of masked JSON.
 *
 * @throws as a rejection: TypeError about a setting, WebhookError about the key, Node's own about the address
 */
export async function serve(
  settings: NodeJS.ProcessEnv,
  say: (text: string) => void,
): Promise<Server> {
  const { DAILY_DOMAIN: domain, PREFER: prefer, ALLOW_TARGETS: allow } = settings;
  const { DAILY_API_URL: baseUrl, LISTEN_HOST: host = '127.0.0.1', PORT: port = '8787' } = settings;
  if (!(Number(port) <= 65_535)) throw new TypeError('PORT must be a number up to 65535');
  const api = { apiKey: need(settings, 'DAILY_API_KEY'), baseUrl };
  const client = new TransferClient({ ...api, ...readOptions({ domain, prefer, allow }) });
  const answerTransfer = createTransferHandler(client, need(settings, 'TRANSFER_TOKEN'));
  const answerWebhook = await createWebhooks(settings, api, say);
  const listener = toNodeListener((request) => {
    const isWebhook = new URL(request.url).pathname === '/daily';
    return isWebhook && answerWebhook ? answerWebhook(request) : answerTransfer(request);
  });
  const server = createServer(listener).listen(Number(port), host);
  await once(server, 'listening');
  say(`listens on ${host}, port ${(server.address() as AddressInfo).port}\n`);
  if (!answerWebhook) say('no webhooks: DAILY_WEBHOOK_HMAC and RELAY_SIGNING_KEY are not set\n');
  return server;
}

/** `undefined` if neither key is set. */
async function createWebhooks(
  settings: NodeJS.ProcessEnv,
  api: Pick<TransferRelayOptions, 'apiKey' | 'baseUrl'>,
  say: (text: string) => void,
) {
  if (!settings['DAILY_WEBHOOK_HMAC'] && !settings['RELAY_SIGNING_KEY']) return undefined;
  const hmac = need(settings, 'DAILY_WEBHOOK_HMAC');
  const signingKey = need(settings, 'RELAY_SIGNING_KEY');
  const addresses = settings['RELAY_ADDRESSES'] === 'true';
  const relay = createTransferRelay({ ...api, signingKey, addresses });
  await relay.ready();
  const onError = (error: Error) => say(`${JSON.stringify(error)}\n`);
  return createWebhookHandler({ hmac, relay, onError });
}

function need(settings: NodeJS.ProcessEnv, name: string): string {
  const value = settings[name];
  if (!value) throw new TypeError(`${name} is not set`);
  return value;
}
