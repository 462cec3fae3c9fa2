import { once } from 'node:events';
import { request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serve } from '../../src/cli/serve.js';
import { openMessage } from '../../src/wire/message.js';
import { importPublicKey } from '../../src/wire/signing.js';
import { findLeaks } from '../support/fixtures.js';
import { API_KEY, ApiStage, HMAC } from '../support/simulated-api.js';
import { makeRelayKeys } from '../wire/keys.js';

const TOKEN = 'a-token-of-tests-0123456789-abcdef';
const REQUEST = { sessionId: 's1', toEndPoint: 'sip:billing@acme.sip.daily.co' };

let stage: ApiStage;
const servers: Server[] = [];
const said: string[] = [];
beforeEach(async () => {
  stage = new ApiStage();
  await stage.open({ webhookUrl: undefined });
});
afterEach(() => {
  stage.close();
  servers.splice(0).forEach((server) => (server.closeAllConnections(), server.close()));
  said.length = 0;
});

/** HTTP is not on the clock of the test. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await setImmediate();
}

async function start(settings: Readonly<Record<string, string>> = {}): Promise<string> {
  const usual = { DAILY_API_KEY: API_KEY, DAILY_API_URL: `${stage.url}/v1`, DAILY_DOMAIN: 'acme' };
  const env = { ...usual, TRANSFER_TOKEN: TOKEN, PORT: '0', ...settings };
  const server = await serve(env, (line) => said.push(line));
  servers.push(server);
  const { address, port } = server.address() as AddressInfo;
  return `http://${address}:${port}`;
}

interface Answer {
  readonly status: number | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Not by `fetch`, which the privacy of the tests listens to: programs may send numbers to their own server. */
async function post(
  url: string,
  body: unknown,
  authorization = `Bearer ${TOKEN}`,
): Promise<Answer> {
  const asked = request(url, { method: 'POST', headers: { authorization }, agent: false });
  asked.end(typeof body === 'string' ? body : JSON.stringify(body));
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  return { status: answer.statusCode, body: JSON.parse(await text(answer)) as Answer['body'] };
}

describe('daily-transfer serve', () => {
  it('listens on loopback, and says so', async () => {
    const { hostname, port } = new URL(await start());
    expect(hostname).toBe('127.0.0.1');
    expect(said).toEqual([
      `listens on 127.0.0.1, port ${port}\n`,
      'no webhooks: DAILY_WEBHOOK_HMAC and RELAY_SIGNING_KEY are not set\n',
    ]);
  });

  it.each([
    [{ TRANSFER_TOKEN: '' }, 'TRANSFER_TOKEN is not set'],
    [{ TRANSFER_TOKEN: 'short' }, 'TRANSFER_TOKEN must have 32 characters or more'],
    [{ DAILY_API_KEY: '' }, 'DAILY_API_KEY is not set'],
    [{ DAILY_WEBHOOK_HMAC: HMAC }, 'RELAY_SIGNING_KEY is not set'],
    [{ RELAY_SIGNING_KEY: 'key' }, 'DAILY_WEBHOOK_HMAC is not set'],
    [{ DAILY_WEBHOOK_HMAC: HMAC, RELAY_SIGNING_KEY: 'key' }, 'signingKey is no private ECDSA'],
    [{ DAILY_API_URL: 'http://api.daily.co/v1' }, 'baseUrl must be an https: address'],
    [{ DAILY_DOMAIN: 'acme.daily.co' }, 'domain must be your sub-domain alone'],
    [{ ALLOW_TARGETS: 'daily, !' }, 'not "!"'],
    [{ PREFER: 'fast' }, "prefer must be 'direct' or 'anchored'"],
    [{ PORT: 'http' }, 'PORT must be a number'],
  ])('does not start with %j', async (settings, message) => {
    await expect(start(settings)).rejects.toThrow(message);
  });

  it('does not start where another server listens', async () => {
    const { port } = new URL(await start());
    await expect(start({ PORT: port })).rejects.toThrow('EADDRINUSE');
  });

  it('takes webhooks, and tells the pages of the room', async () => {
    const keys = await makeRelayKeys();
    const webhooks = { DAILY_WEBHOOK_HMAC: HMAC, RELAY_SIGNING_KEY: keys.signingKey };
    const url = `${await start(webhooks)}/daily`;
    const link = await stage.link({ outcome: 'done' });
    expect((await stage.post('/v1/webhooks', { url, hmac: HMAC })).status).toBe(200);
    const payload = { session_id: 's1', to_endpoint: REQUEST.toEndPoint };
    await stage.happen('calltransfer.answered', payload, Date.now());
    await stage.api?.settled();
    const [
      {
        body: { data },
      },
    ] = link.asked as [{ body: { data: unknown } }];
    const opened = await openMessage(data, await importPublicKey(keys.publicKey));
    expect(opened).toMatchObject({ fact: { type: 'answered', room: 'support', sessionId: 's1' } });
    expect((await fetch(url, { method: 'POST', body: '{"type":"x"}' })).status).toBe(401);
    expect(said.map((line) => line.includes('outside-window'))).toEqual([false, true]);
  });
});

describe('transfers by HTTP', () => {
  it('plan without sending, and transfer when Daily says yes', async () => {
    const url = `${await start()}/rooms/support`;
    const link = await stage.link({ outcome: 'done' });
    const plan = await post(`${url}/plan`, { ...REQUEST, transfereeType: 'sip-dial-in' });
    expect([plan.status, plan.body['ready'], plan.body['because'], link.asked]).toEqual([
      200,
      true,
      'target-inside-daily',
      [],
    ]);
    const { status, body } = await post(`${url}/transfers`, REQUEST);
    expect([status, body]).toMatchObject([
      202,
      { status: 'accepted', room: 'support', method: 'sipCallTransfer' },
    ]);
    expect(link.asked).toEqual([
      { verb: 'transfer', room: 'support', body: { ...REQUEST, useSipRefer: false } },
    ]);
  });

  it.each([
    ['plan', 'Bearer', 401],
    ['plan', `Bearer ${TOKEN}x`, 401],
    ['transfers', `Basic ${TOKEN}`, 401],
    ['transfers', `bearer  ${TOKEN}`, 202],
  ])('look at the token: %s with %s', async (what, authorization, status) => {
    const url = `${await start()}/rooms/support/${what}`;
    await stage.link({ outcome: 'done' });
    expect((await post(url, REQUEST, authorization)).status).toBe(status);
  });

  it('say how to ask', async () => {
    const url = await start();
    const headers = { authorization: `Bearer ${TOKEN}` };
    const got = await fetch(`${url}/rooms/support/plan`, { headers });
    const open = await fetch(`${url}/rooms/support/plan`, { method: 'POST' });
    expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST']);
    expect([open.status, open.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    expect((await post(`${url}/daily`, REQUEST)).status).toBe(404);
    expect((await post(`${url}/rooms/support/plan/x`, REQUEST)).status).toBe(404);
  });

  it.each([
    ['{', 400, 'JSON'],
    ['null', 400, 'a transfer request must be an object'],
    [{ ...REQUEST, toEndpoint: 'x' }, 400, "did you mean 'toEndPoint'?"],
    [{ ...REQUEST, signal: {} }, 400, 'signal must be an AbortSignal'],
    [{ ...REQUEST, override: ['target-allowed'] }, 400, 'override must be a list'],
    [`"+14155552671 ${' '.repeat(65_536)}"`, 413, 'the request; its body is too large'],
    ['+14155552671', 400, ''],
  ])('refuse what is no request: %j', async (body, status, message) => {
    const url = `${await start()}/rooms/support/transfers`;
    const answer = await post(url, body);
    expect(answer).toMatchObject({
      status,
      body: { name: 'RequestError', code: 'invalid-request' },
    });
    expect(answer.body['message']).toContain(message);
    expect(findLeaks(JSON.stringify(answer.body))).toEqual([]);
  });

  it('refuse an address in the place of the name of a room', async () => {
    const answer = await post(`${await start()}/rooms/acme.daily.co%2Fsupport/plan`, REQUEST);
    expect([answer.status, answer.body['message']]).toEqual([
      400,
      expect.stringContaining('room must be the name of a Daily room'),
    ]);
  });

  it('say why nothing was sent, masked, with the plan', async () => {
    const url = `${await start()}/rooms/support/transfers`;
    const { status, body } = await post(url, { ...REQUEST, toEndPoint: '+14155552671' });
    expect([status, body]).toMatchObject([
      422,
      {
        name: 'TransferError',
        code: 'blocked',
        plan: { blockers: [{ code: 'target-allowed' }], target: { address: '+1•••2671' } },
      },
    ]);
    expect(findLeaks(JSON.stringify(body))).toEqual([]);
  });

  it('obey the settings', async () => {
    const url = `${await start({ ALLOW_TARGETS: 'daily, +1415', PREFER: 'anchored' })}/rooms/support/plan`;
    const phone = await post(url, { ...REQUEST, toEndPoint: '+14155552671' });
    const sip = await post(url, { ...REQUEST, toEndPoint: 'sip:sales@pbx.example.com' });
    expect([phone.body['ready'], sip.body['ready'], sip.body['because']]).toEqual([
      true,
      false,
      'keep-daily-in-path',
    ]);
  });

  it('join the same request, and refuse another one for the same caller', async () => {
    const url = `${await start()}/rooms/support/transfers`;
    const link = await stage.link(undefined);
    const running = Promise.all([post(url, REQUEST), post(url, REQUEST)]);
    await until(() => link.asked.length === 1);
    const other = await post(url, { ...REQUEST, toEndPoint: 'sip:sales@acme.sip.daily.co' });
    expect([other.status, other.body['code']]).toEqual([409, 'busy']);
    link.leave();
    const ends = await running;
    expect(ends.map(({ status }) => status)).toEqual([502, 502]);
    expect(link.asked).toHaveLength(1);
  });

  it.each([
    ['no-session', {}, 502, 'rejected', 'invalid-session-id'],
    ['refused', {}, 502, 'rejected', 'invalid-request-error'],
    ['done', { answer: 'rate-limited', retryAfterS: 3 }, 429, 'rejected', 'rate-limit-error'],
    ['done', { answer: 'server-error' }, 504, 'daily-silent', 'server-error'],
    ['done', { answer: 'lost' }, 504, 'daily-silent', 'server-error'],
  ] as const)('say what Daily said: %s, %j', async (outcome, rest, status, code, cause) => {
    const url = `${await start()}/rooms/support/transfers`;
    await stage.link({ outcome, info: 'not to this one' });
    stage.api?.behave({ rest });
    const answer = await post(url, REQUEST);
    expect(answer).toMatchObject({ status, body: { code, cause: { code: cause } } });
    expect(JSON.stringify(answer.body)).not.toContain(API_KEY);
    expect(findLeaks(JSON.stringify(answer.body))).toEqual([]);
  });

  it('end with the server, once all are answered', async () => {
    const url = `${await start()}/rooms/support/transfers`;
    const link = await stage.link(undefined);
    const running = post(url, REQUEST);
    await until(() => link.asked.length === 1);
    const [server] = servers as [Server];
    const closed = once(server, 'close');
    server.close();
    link.leave();
    expect((await running).status).toBe(502);
    await closed;
  });
});
