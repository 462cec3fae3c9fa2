import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { openMessage } from '../../src/wire/message.js';
import { importPublicKey } from '../../src/wire/signing.js';
import { createTransferRelay } from '../../src/server/relay.js';
import { createWebhookHandler } from '../../src/server/webhook-handler.js';
import { makeRelayKeys } from '../wire/keys.js';
import { HMAC, makeEvent, makeRequest, NOW, SESSION } from './signed-webhooks.js';

describe('from a webhook to the room, over real HTTP', () => {
  it('Daily gets what the page can verify, and a limit on the way only takes longer', async () => {
    const keys = await makeRelayKeys();
    const got: { readonly request: IncomingMessage; readonly body: string }[] = [];
    const daily = createServer(async (request, response) => {
      got.push({ request, body: await text(request) });
      response.writeHead(got.length === 1 ? 429 : 200, { 'retry-after': '0' });
      response.end(
        JSON.stringify(got.length === 1 ? { error: 'rate-limit-error' } : { sent: 'true' }),
      );
    });
    daily.listen(0, '127.0.0.1');
    await once(daily, 'listening');
    try {
      const { port } = daily.address() as AddressInfo;
      const errors: unknown[] = [];
      const handle = createWebhookHandler({
        hmac: HMAC,
        now: () => NOW,
        onError: (error) => errors.push(error),
        relay: createTransferRelay({
          apiKey: 'api-key-of-the-tests',
          signingKey: keys.pem.signingKey,
          baseUrl: `http://127.0.0.1:${port}/v1`,
        }),
      });
      const { status } = await handle(makeRequest(makeEvent('calltransfer.answered')));
      expect([status, errors, got.length]).toEqual([200, [], 2]);
      const { request, body } = got[1] ?? {};
      expect(`${request?.method} ${request?.url}`).toBe(
        'POST /v1/rooms/support-7/send-app-message',
      );
      const { data } = JSON.parse(body ?? '') as { readonly data: unknown };
      const opened = await openMessage(data, await importPublicKey(keys.pem.publicKey));
      expect(opened?.fact).toMatchObject({
        type: 'answered',
        room: 'support-7',
        sessionId: SESSION,
        at: NOW,
      });
    } finally {
      daily.closeAllConnections();
      daily.close();
    }
  });
});
