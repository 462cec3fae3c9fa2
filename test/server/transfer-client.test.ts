import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TransferClient, type ServerTransferRequest } from 'daily-transfer/server';
import { API_KEY, clientOf, listen, type Loopback } from './loopback.js';

const sessionId = '5f0c8a4e-1111-4222-8333-944445555666';
const BILLING = 'sip:billing@acme.sip.daily.co';
const OUTSIDE = 'sip:queue@pbx.example.com';
const PHONE = '+12025550143';
const CALLER_ID = '0d6e6c52-7777-4888-9999-aaaabbbbcccc';

let daily: Loopback;
beforeEach(async () => {
  daily = await listen();
});
afterEach(() => daily.close());

describe('TransferClient, what it sends', () => {
  it('posts to the room by the method of the rule, with the documented keys alone', async () => {
    const client = clientOf(daily);
    const accepted = await client.transfer('support', { sessionId, toEndPoint: BILLING });
    expect(daily.received).toEqual([
      expect.objectContaining({
        method: 'POST',
        url: '/v1/rooms/support/sipCallTransfer',
        body: { sessionId, toEndPoint: BILLING },
      }),
    ]);
    expect(daily.received[0]?.headers).toMatchObject({
      authorization: `Bearer ${API_KEY}`,
      'content-type': 'application/json',
      accept: 'application/json',
    });
    expect(accepted).toMatchObject({
      status: 'accepted',
      room: 'support',
      method: 'sipCallTransfer',
      plan: { because: 'target-inside-daily', ready: true },
    });
    expect(accepted.startedAt).toBeGreaterThan(Date.now() - 60_000);
    expect(Object.isFrozen(accepted)).toBe(true);
  });

  it('sends the options of a phone target, and leaves out what is undefined', async () => {
    const client = clientOf(daily, { allowTargets: '+1202' });
    await client.sipCallTransfer('support', {
      sessionId,
      toEndPoint: '+1 (202) 555-0143',
      callerId: CALLER_ID,
      extension: '42#',
      waitBeforeExtensionDialSec: 0,
    });
    await client.sipCallTransfer('support', {
      sessionId,
      toEndPoint: `tel:${PHONE};ext=7`,
      callerId: undefined,
      waitBeforeExtensionDialSec: undefined,
    });
    expect(daily.received.map(({ body }) => body)).toEqual([
      {
        sessionId,
        toEndPoint: PHONE,
        callerId: CALLER_ID,
        extension: '42#',
        waitBeforeExtensionDialSec: 0,
      },
      { sessionId, toEndPoint: PHONE, extension: '7' },
    ]);
  });

  it('refers with the two keys of sipRefer', async () => {
    const client = clientOf(daily, { allowTargets: 'pbx.example.com' });
    await client.sipRefer('support', { sessionId, toEndPoint: 'queue@PBX.example.com' });
    expect(daily.received).toEqual([
      expect.objectContaining({
        url: '/v1/rooms/support/sipRefer',
        body: { sessionId, toEndPoint: OUTSIDE },
      }),
    ]);
  });

  it('refers nobody to a phone, whose options sipRefer does not have, even if told to', async () => {
    const client = clientOf(daily, { allowTargets: '+1202' });
    const options = { sessionId, toEndPoint: `tel:${PHONE};ext=7` };
    const settings = { override: ['refer-target-outside'] } as const;
    await expect(client.sipRefer('support', options, settings)).rejects.toMatchObject({
      code: 'blocked',
    });
    expect(daily.received).toEqual([]);
  });

  it('never sends a key of its own request', async () => {
    const client = clientOf(daily, { allowTargets: 'any', prefer: 'anchored' });
    const request = {
      sessionId,
      toEndPoint: OUTSIDE,
      transfereeType: 'sip-dial-in',
      transfereeAddress: 'sip:bob@home.example.org',
      override: [],
      timeoutMs: 5_000,
      signal: new AbortController().signal,
    } as const;
    await client.transfer('support', request);
    expect(daily.received[0]?.body).toEqual({ sessionId, toEndPoint: OUTSIDE });
  });

  it.each([
    '',
    '.',
    '..',
    '../x',
    'a/b',
    'my room',
    'a?b',
    'a#b',
    'https://acme.daily.co/support',
    'sip:support',
    'a%2Fb',
    'raum-ü',
    'a\nb',
    'a'.repeat(129),
    7,
    null,
    undefined,
  ])('refuses the room %j', async (room) => {
    const client = clientOf(daily);
    const request = { sessionId, toEndPoint: BILLING };
    const says = new TypeError(
      "room must be the name of a Daily room: letters, digits, '-' and '_', without its address",
    );
    await expect(client.transfer(room as string, request)).rejects.toThrow(says);
    expect(() => client.plan(room as string, request)).toThrow(says);
    expect(daily.received).toEqual([]);
  });

  it('takes a base address with and without a slash at its end', async () => {
    const client = clientOf({ baseUrl: `${daily.baseUrl}//` });
    await client.transfer('support', { sessionId, toEndPoint: BILLING });
    expect(daily.received[0]?.url).toBe('/v1/rooms/support/sipCallTransfer');
  });
});

describe('TransferClient, what it decides', () => {
  it.each<readonly [because: string, method: string, request: Partial<ServerTransferRequest>]>([
    ['target-is-phone', 'sipCallTransfer', { toEndPoint: PHONE }],
    ['target-inside-daily', 'sipCallTransfer', { toEndPoint: BILLING }],
    ['keep-daily-in-path', 'sipCallTransfer', { prefer: 'anchored' }],
    ['transferee-on-phone-network', 'sipCallTransfer', { transfereeType: 'pstn-dial-in' }],
    ['transferee-on-phone-network', 'sipCallTransfer', { transfereeAddress: '+12025550199' }],
    [
      'transferee-inside-daily',
      'sipCallTransfer',
      { transfereeAddress: 'sip:x@acme.sip.daily.co' },
    ],
    ['transferee-address-unknown', 'sipCallTransfer', {}],
    ['transferee-address-unknown', 'sipCallTransfer', { transfereeType: 'unknown' }],
    ['transferee-address-unknown', 'sipCallTransfer', { transfereeType: 'sip-dial-in' }],
    ['both-ends-outside', 'sipRefer', { transfereeAddress: 'sip:bob@home.example.org' }],
    ['method-requested', 'sipRefer', { method: 'sipRefer' }],
  ])('%s: %s', async (because, method, request) => {
    const client = clientOf(daily, { allowTargets: 'any' });
    const asked = { sessionId, toEndPoint: OUTSIDE, ...request };
    expect(client.plan('support', asked)).toMatchObject({ because, method, ready: true });
    expect(daily.received).toEqual([]);
    await expect(client.transfer('support', asked)).resolves.toMatchObject({ method });
    expect(daily.received[0]?.url).toBe(`/v1/rooms/support/${method}`);
  });

  it('calls unknown what only the room would show', () => {
    const { checks } = clientOf(daily).plan('support', { sessionId, toEndPoint: BILLING });
    expect(Object.fromEntries(checks.map(({ code, state }) => [code, state]))).toEqual({
      'call-alive': 'passed',
      'method-available': 'passed',
      joined: 'unknown',
      'may-transfer': 'unknown',
      'network-up': 'unknown',
      'transferee-present': 'unknown',
      'transferee-is-telephony': 'unknown',
      'not-already-transferring': 'unknown',
      'target-valid': 'passed',
      'target-elsewhere': 'unknown',
      'target-allowed': 'passed',
      'caller-id-usable': 'passed',
      'extension-usable': 'passed',
      'refer-target-outside': 'passed',
      'refer-transferee-outside': 'passed',
      'refer-transferee-on-sip': 'passed',
      'room-on-sfu': 'unknown',
      'within-quota': 'passed',
      authorized: 'passed',
    });
  });

  it('says to whom it may concern why it cannot know', () => {
    const { checks } = clientOf(daily).plan('support', { sessionId, toEndPoint: BILLING });
    const messages = Object.fromEntries(checks.map(({ code, message }) => [code, message]));
    expect(messages).toMatchObject({
      'call-alive': 'The request goes by REST and needs no call object.',
      'method-available': "Daily's REST API has both methods.",
      joined: 'Whether the room is hosting a call is for Daily to say.',
      'may-transfer': 'Whether the API key may transfer is for Daily to say.',
      'network-up': 'Whether Daily can be reached is seen when the request is sent.',
      'transferee-present': 'Whether the caller is in the room is for Daily to say.',
      'transferee-is-telephony': 'The request does not say how the caller came.',
      'not-already-transferring':
        'This client has no transfer of this caller under way; others cannot be seen.',
      'room-on-sfu': 'The topology of the call is for Daily to say.',
    });
  });

  it('wants a session, and says so', () => {
    const { blockers } = clientOf(daily).plan('support', { sessionId: ' ', toEndPoint: BILLING });
    expect(blockers).toMatchObject([
      {
        code: 'transferee-present',
        message: 'The request names no session.',
        hint: "Give the caller's session id.",
      },
    ]);
  });

  it('knows of the caller what the request says', () => {
    const client = clientOf(daily, { allowTargets: 'any' });
    const transfereeAddress = 'sip:bob@home.example.org';
    const plan = client.plan('support', {
      sessionId,
      toEndPoint: OUTSIDE,
      transfereeType: 'sip-dial-in',
      transfereeAddress,
    });
    expect(plan.transferee).toMatchObject({
      sessionId,
      type: 'sip-dial-in',
      address: { host: 'home.example.org' },
    });
    const telephony = plan.checks.find(({ code }) => code === 'transferee-is-telephony');
    expect(telephony?.state).toBe('passed');
    const unsaid = client.plan('support', { sessionId, toEndPoint: OUTSIDE });
    expect(unsaid.transferee).toBeUndefined();
  });

  it('gives the app the plan in its own rules, and heeds their answer', () => {
    const seen: unknown[] = [];
    const client = clientOf(daily, {
      allowTargets: (target, plan) => {
        seen.push([target.kind, plan.method]);
        return false;
      },
    });
    expect(client.plan('support', { sessionId, toEndPoint: OUTSIDE }).ready).toBe(false);
    expect(seen).toEqual([['sip', 'sipCallTransfer']]);
  });

  it('sends what a plan showed, or rejects: the plan says all that it rests on', async () => {
    const client = clientOf(daily, { allowTargets: 'any' });
    const plan = client.plan('support', {
      sessionId,
      toEndPoint: OUTSIDE,
      method: 'sipRefer',
      transfereeType: 'pstn-dial-in',
      timeoutMs: 1_000,
    });
    expect(plan.blockers.map(({ code }) => code)).toEqual(['refer-transferee-on-sip']);
    await expect(client.transfer('support', plan.request)).rejects.toMatchObject({
      code: 'blocked',
      plan: { blockers: plan.blockers },
    });
    expect(plan.request.timeoutMs).toBe(1_000);
    expect(daily.received).toEqual([]);
  });
});

describe('TransferClient, what it refuses', () => {
  it.each<readonly [code: string, request: Partial<ServerTransferRequest>]>([
    ['target-allowed', { toEndPoint: OUTSIDE }],
    ['target-allowed', { toEndPoint: 'sip:billing@other.sip.daily.co' }],
    ['target-allowed', { toEndPoint: PHONE }],
    ['target-valid', { toEndPoint: 'sips:billing@acme.sip.daily.co' }],
    ['target-valid', { toEndPoint: 'nonsense' }],
    ['transferee-present', { sessionId: ' ' }],
    ['transferee-present', { sessionId: '' }],
    ['caller-id-usable', { callerId: CALLER_ID }],
    ['extension-usable', { extension: '1' }],
    ['refer-target-outside', { method: 'sipRefer' }],
    ['target-elsewhere', { transfereeAddress: BILLING }],
  ])('%s: %j, with the plan and nothing sent', async (code, request) => {
    const client = clientOf(daily);
    const transferring = client.transfer('support', { sessionId, toEndPoint: BILLING, ...request });
    const error: unknown = await transferring.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'TransferError', code: 'blocked' });
    expect((error as { status?: unknown }).status).toBeUndefined();
    const blockers = (error as { plan: { blockers: { code: string }[] } }).plan.blockers;
    expect(blockers.map((check) => check.code)).toEqual([code]);
    expect(daily.received).toEqual([]);
  });

  it('says the first reason, and goes on where the request overrides it', async () => {
    const client = clientOf(daily);
    const asked = { sessionId, toEndPoint: BILLING, transfereeAddress: BILLING };
    await expect(client.transfer('support', asked)).rejects.toThrow(
      "unable to transfer; the target is the caller's own address",
    );
    const override = ['target-elsewhere'] as const;
    await client.transfer('support', { ...asked, override });
    expect(daily.received).toHaveLength(1);
  });

  it('blocks by name too', async () => {
    const client = clientOf(daily);
    const options = { sessionId, toEndPoint: BILLING };
    await expect(client.sipRefer('support', options)).rejects.toMatchObject({ code: 'blocked' });
    const outside = { sessionId, toEndPoint: OUTSIDE };
    await expect(client.sipCallTransfer('support', outside)).rejects.toMatchObject({
      code: 'blocked',
    });
    expect(daily.received).toEqual([]);
  });

  it.each<readonly [says: string, request: object | null | undefined]>([
    ['a transfer request must be an object', null],
    ['a transfer request must be an object', undefined],
    ['a transfer request has no', { sessionId, toEndPoint: BILLING, useSipRefer: true }],
    [
      "a transfer request has no 'transfereType'; did you mean 'transfereeType'",
      { sessionId, toEndPoint: BILLING, transfereType: 'sip-dial-in' },
    ],
    ['sessionId must be', { toEndPoint: BILLING }],
    ['toEndPoint must be', { sessionId, toEndPoint: 7 }],
    ['method must be', { sessionId, toEndPoint: BILLING, method: 'refer' }],
    ['transfereeType must be', { sessionId, toEndPoint: BILLING, transfereeType: 'web' }],
    ['timeoutMs must be', { sessionId, toEndPoint: BILLING, timeoutMs: 0 }],
    ['timeoutMs must be', { sessionId, toEndPoint: BILLING, timeoutMs: '5' }],
    ['override must be', { sessionId, toEndPoint: BILLING, override: ['target-allowed'] }],
    ['signal must be', { sessionId, toEndPoint: BILLING, signal: {} }],
  ])('%s …: rejects with a TypeError, and plan() throws it', async (says, request) => {
    const client = clientOf(daily);
    const asked = request as ServerTransferRequest;
    const rejection = expect(client.transfer('support', asked)).rejects;
    await rejection.toThrow(new RegExp(`^${says}`));
    expect(() => client.plan('support', asked)).toThrow(TypeError);
    expect(daily.received).toEqual([]);
  });

  it.each<readonly [says: string, options: object | null]>([
    ['options must be an object', null],
    ['apiKey', {}],
    [
      "TransferClient has no 'allowTarget'; did you mean 'allowTargets'",
      { apiKey: API_KEY, allowTarget: 'any' },
    ],
    ['apiKey', { apiKey: '' }],
    ['apiKey', { apiKey: 'short' }],
    ['apiKey', { apiKey: 'with a blank in it' }],
    ['apiKey', { apiKey: 'a blank-before-a-key' }],
    ['apiKey', { apiKey: 'with-a-line\nbreak' }],
    ['fetch', { apiKey: API_KEY, fetch: {} }],
    ['timeoutMs', { apiKey: API_KEY, timeoutMs: 0 }],
    ['timeoutMs', { apiKey: API_KEY, timeoutMs: 180_001 }],
    ['domain', { apiKey: API_KEY, domain: 'acme.daily.co' }],
    ['allowTargets', { apiKey: API_KEY, allowTargets: ['1415'] }],
    ['prefer', { apiKey: API_KEY, prefer: 'refer' }],
    ['dailySipHosts', { apiKey: API_KEY, dailySipHosts: 'x' }],
    ['endpoints', { apiKey: API_KEY, endpoints: null }],
    ['baseUrl', { apiKey: API_KEY, baseUrl: 'api.daily.co' }],
    ['baseUrl', { apiKey: API_KEY, baseUrl: 7 }],
    ['baseUrl', { apiKey: API_KEY, baseUrl: 'http://api.daily.co/v1' }],
    ['baseUrl', { apiKey: API_KEY, baseUrl: 'ftp://127.0.0.1/' }],
    ['baseUrl', { apiKey: API_KEY, baseUrl: 'https://user:pass@api.daily.co/v1' }],
    ['baseUrl', { apiKey: API_KEY, baseUrl: 'https://api.daily.co/v1?key=1' }],
  ])('%s: options %j', (says, options) => {
    expect(() => new TransferClient(options as { apiKey: string })).toThrow(new RegExp(`^${says}`));
  });

  it.each([1, 180_000])('takes a time of %i ms', (timeoutMs) => {
    expect(new TransferClient({ apiKey: API_KEY, timeoutMs })).toBeInstanceOf(TransferClient);
  });

  it.each(['https://api.example.com/v1', 'http://localhost:1/v1', 'http://[::1]:1'])(
    'takes the base address %s',
    (baseUrl) => {
      expect(new TransferClient({ apiKey: API_KEY, baseUrl })).toBeInstanceOf(TransferClient);
    },
  );
});
