import { createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { importPublicKey } from '../../src/wire/signing.js';
import { openMessage } from '../../src/wire/message.js';
import { makeRelayKeys, type RelayKeys } from '../wire/keys.js';
import { API_KEY, listen, type Loopback } from './loopback.js';

const sample = fileURLToPath(new URL('../../demo/server/server.mjs', import.meta.url));
const hmac = randomBytes(32).toString('base64');

let daily: Loopback;
let keys: RelayKeys;
let server: Server;
let address: string;

beforeAll(async () => {
  [daily, keys] = await Promise.all([listen(), makeRelayKeys()]);
  vi.stubEnv('DAILY_API_KEY', API_KEY);
  vi.stubEnv('DAILY_API_URL', daily.baseUrl);
  vi.stubEnv('DAILY_WEBHOOK_HMAC', hmac);
  vi.stubEnv('RELAY_SIGNING_KEY', keys.signingKey);
  vi.stubEnv('PORT', '0');
  ({ server } = await import('../../demo/server/server.mjs'));
  if (!server.listening) await once(server, 'listening');
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/daily`;
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await daily.close();
  vi.unstubAllEnvs();
});

/** A webhook as Daily would send it, now. */
function post(event: object, signature?: string): Promise<Response> {
  const body = JSON.stringify(event);
  const timestamp = String(Math.floor(Date.now() / 1000));
  const key = Buffer.from(hmac, 'base64');
  const right = createHmac('sha256', key).update(`${timestamp}.${body}`).digest('base64');
  const headers = {
    'X-Webhook-Timestamp': timestamp,
    'X-Webhook-Signature': signature ?? right,
  };
  return fetch(address, { method: 'POST', headers, body });
}

const answered = {
  version: '1.0.0',
  type: 'calltransfer.answered',
  id: 'x',
  event_ts: Date.now() / 1000,
  payload: {
    timestamp: String(Math.floor(Date.now() / 1000)),
    room: 'support',
    session_id: '5f0c8a4e-1111-4222-8333-944445555666',
    to_endpoint: 'sip:billing@acme.sip.daily.co',
    from_endpoint: 'sip:bob@home.example.org',
  },
};

describe('the sample server', () => {
  it('has at most 30 lines', () => {
    expect(readFileSync(sample, 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(30);
  });

  it('answers the test request, and nothing that is not asked of it', async () => {
    expect((await post({ test: 'test' })).status).toBe(200);
    expect((await fetch(address)).status).toBe(405);
    expect((await fetch(`${address}/x`, { method: 'POST', body: '{}' })).status).toBe(404);
    expect(daily.received).toEqual([]);
  });

  it('tells the room by one signed message what Daily told', async () => {
    expect((await post(answered)).status).toBe(200);
    await daily.hasReceived(1);
    const [{ url, body } = { url: '', body: {} }] = daily.received;
    expect(url).toBe('/v1/rooms/support/send-app-message');
    const { data } = body as { data: unknown };
    const opened = await openMessage(data, await importPublicKey(keys.publicKey));
    expect(opened).toMatchObject({ fact: { type: 'answered', room: 'support' } });
  });

  it('believes nobody else, and goes on', async () => {
    const reported = vi.spyOn(console, 'error').mockImplementation(() => {});
    expect((await post(answered, 'AAAA')).status).toBe(401);
    expect(reported).toHaveBeenCalledOnce();
    expect(daily.received).toHaveLength(1);
  });

  it('does not start with a signing key that cannot be used', async () => {
    vi.stubEnv('RELAY_SIGNING_KEY', keys.publicKey);
    const again = '../../demo/server/server.mjs?again';
    await expect(import(/* @vite-ignore */ again)).rejects.toMatchObject({
      code: 'signing-key-unusable',
      reason: 'public-key',
    });
  });
});
