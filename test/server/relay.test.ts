import { setImmediate } from 'node:timers/promises';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AddressFact, TransferFact } from '../../src/wire/fact.js';
import { openMessage } from '../../src/wire/message.js';
import { importPublicKey } from '../../src/wire/signing.js';
import { createTransferRelay, type TransferRelayOptions } from '../../src/server/relay.js';
import { WebhookError } from '../../src/server/webhook-error.js';
import type { CallEndFact } from '../../src/server/webhook-facts.js';
import { makeRelayKeys } from '../wire/keys.js';

const keys = await makeRelayKeys();
const publicKey = await importPublicKey(keys.publicKey);
const API_KEY = 'api-key-of-the-tests';
const NOW = 1_760_000_000_000;

const common = { room: 'support-7', sessionId: 'a1b2c3d4-0000-4000-8000-000000000001', at: NOW };
const transfer: TransferFact = {
  kind: 'transfer',
  type: 'answered',
  ...common,
  toEndPoint: 'sip:desk@pbx.example.net',
};
const address: AddressFact = { kind: 'address', ...common, address: 'sip:ann@phone.example.net' };
const callEnd: CallEndFact = { kind: 'call-end', type: 'stopped', ...common };

interface Sent {
  readonly url: string;
  readonly init: RequestInit;
  readonly body: Readonly<Record<string, unknown>>;
  readonly atMs: number;
}

/** A relay over a Daily that gives these answers in turn, the last one for ever. */
function makeRelay(
  answers: readonly (Response | Error | 'silence')[],
  options: Partial<TransferRelayOptions> = {},
) {
  const sent: Sent[] = [];
  const relay = createTransferRelay({
    apiKey: API_KEY,
    signingKey: keys.signingKey,
    fetch: async (input, init = {}) => {
      const answer = answers[Math.min(sent.length, answers.length - 1)];
      const body = JSON.parse(String(init.body)) as Sent['body'];
      sent.push({ url: String(input), init, body, atMs: Date.now() - NOW });
      if (answer instanceof Error) throw answer;
      if (answer instanceof Response) return answer.clone();
      return new Promise((_, reject) => {
        init.signal?.addEventListener('abort', () => reject(new Error('aborted')));
      });
    },
    ...options,
  });
  return { relay, sent };
}

/** What the telling came to, with the clock going on as fast as the cryptography lets it. */
async function end(telling: Promise<void>): Promise<'done' | WebhookError> {
  const ends: ('done' | WebhookError)[] = [];
  telling.then(
    () => ends.push('done'),
    (error: unknown) => ends.push(error as WebhookError),
  );
  for (let turn = 0; ends.length === 0 && turn < 100_000; turn += 1) {
    await setImmediate();
    // The clock stands while WebCrypto is at work, which is not on it.
    if (turn % 50 === 49 && vi.getTimerCount() > 0) await vi.advanceTimersToNextTimerAsync();
  }
  const [result] = ends;
  if (result === undefined) throw new Error('it never ended');
  return result;
}

const yes = () => Response.json({ sent: 'true' });
const no = (status: number, error: string, headers: Record<string, string> = {}) =>
  Response.json({ error, info: 'about sales@pbx.example.com' }, { status, headers });

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'], now: NOW });
});
afterEach(() => vi.useRealTimers());

describe('createTransferRelay', () => {
  it("sends a transfer's fact to everybody in its room, signed, once", async () => {
    const { relay, sent } = makeRelay([yes()]);
    expect(await end(relay.tell(transfer))).toBe('done');
    expect(sent).toHaveLength(1);
    const { url, init, body } = sent[0] as Sent;
    expect(url).toBe('https://api.daily.co/v1/rooms/support-7/send-app-message');
    expect(init).toMatchObject({ method: 'POST', redirect: 'manual' });
    expect(new Headers(init.headers).get('authorization')).toBe(`Bearer ${API_KEY}`);
    expect(new Headers(init.headers).get('content-type')).toBe('application/json');
    expect(Object.keys(body)).toEqual(['data', 'recipient']);
    expect(body['recipient']).toBe('*');
    const opened = await openMessage(body['data'], publicKey);
    expect(opened?.fact).toStrictEqual(transfer);
    expect((opened?.sentAt ?? 0) - NOW).toBeLessThan(1_000);
    expect(String(init.body)).not.toContain(API_KEY);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('reads the signing key as PEM and as JWK too', async () => {
    for (const signingKey of [keys.pem.signingKey, keys.jwk.signingKey]) {
      const { relay, sent } = makeRelay([yes()], { signingKey });
      expect(await end(relay.tell(transfer))).toBe('done');
      expect((await openMessage(sent[0]?.body['data'], publicKey))?.fact).toStrictEqual(transfer);
    }
  });

  it('goes to another address if told so, by the global fetch if no other is given', async () => {
    const global = vi.spyOn(globalThis, 'fetch').mockResolvedValue(yes());
    const { relay } = makeRelay([], { baseUrl: 'http://127.0.0.1:4000/v1/', fetch: undefined });
    expect(await end(relay.tell(transfer))).toBe('done');
    expect(global.mock.calls.map(([url]) => url)).toEqual([
      'http://127.0.0.1:4000/v1/rooms/support-7/send-app-message',
    ]);
  });

  it('keeps addresses to itself unless told otherwise', async () => {
    const { relay, sent } = makeRelay([yes()]);
    expect(await end(relay.tell(address))).toBe('done');
    expect(await end(relay.tell(callEnd))).toBe('done');
    expect(sent).toEqual([]);
  });

  it("writes an address into the meeting's session data, signed, beside what is there, and takes it out again", async () => {
    const { relay, sent } = makeRelay([yes()], { addresses: true });
    expect(await end(relay.tell(address))).toBe('done');
    expect(await end(relay.tell(callEnd))).toBe('done');
    const url = 'https://api.daily.co/v1/rooms/support-7/set-session-data';
    expect(sent.map((one) => one.url)).toEqual([url, url]);
    const key = `daily-transfer:address:${common.sessionId}`;
    const [written, removed] = sent.map(({ body }) => body);
    expect(written).toEqual({
      data: { [key]: expect.anything() as unknown },
      mergeStrategy: 'shallow-merge',
    });
    const entry = Object(written?.['data'])[key] as unknown;
    expect((await openMessage(entry, publicKey))?.fact).toStrictEqual(address);
    expect(removed).toEqual({ data: {}, mergeStrategy: 'shallow-merge', keysToDelete: [key] });
  });

  it('finds nothing wrong with a room that has no call any more: nobody is there to be told', async () => {
    const { relay, sent } = makeRelay([no(404, 'Room is not hosting a call')]);
    expect(await end(relay.tell(transfer))).toBe('done');
    expect(sent).toHaveLength(1);
  });

  it('waits as long as Daily asks for, and tries again with a new signature', async () => {
    const { relay, sent } = makeRelay([no(429, 'rate-limit-error', { 'retry-after': '3' }), yes()]);
    expect(await end(relay.tell(transfer))).toBe('done');
    expect(sent).toHaveLength(2);
    const [first, second] = await Promise.all(
      sent.map(({ body }) => openMessage(body['data'], publicKey)),
    );
    expect((second?.sentAt ?? 0) - (first?.sentAt ?? 0)).toBeGreaterThanOrEqual(3_000);
    expect(second?.fact).toStrictEqual(transfer);
  });

  it('waits half a minute at most', async () => {
    const { relay, sent } = makeRelay([
      no(429, 'rate-limit-error', { 'retry-after': '9999' }),
      yes(),
    ]);
    expect(await end(relay.tell(transfer))).toBe('done');
    const [first, second] = sent.map(({ atMs }) => atMs);
    const waited = (second ?? 0) - (first ?? 0);
    expect([waited >= 30_000, waited < 31_500]).toEqual([true, true]);
  });

  it.each<[string, Response | Error | 'silence', string, number | undefined]>([
    ['is asked too often', no(429, 'rate-limit-error'), 'rate-limit-error', 429],
    ['has troubles of its own', no(503, 'server-error'), 'server-error', 503],
    ['cannot be reached', new TypeError('fetch failed'), 'connection-lost', undefined],
    ['does not answer', 'silence', 'timed-out', undefined],
  ])(
    'gives up after four tries, further and further apart, when Daily %s',
    async (_, answer, reason, status) => {
      const { relay, sent } = makeRelay([answer]);
      const error = await end(relay.tell(transfer));
      expect(error).toBeInstanceOf(WebhookError);
      expect(error).toMatchObject({
        code: 'relay-failed',
        reason,
        room: 'support-7',
        eventType: 'answered',
        sessionId: common.sessionId,
      });
      expect((error as WebhookError).status).toBe(status);
      expect(sent).toHaveLength(4);
      const gaps = sent.slice(1).map(({ atMs }, index) => atMs - (sent[index]?.atMs ?? 0));
      expect(gaps[0]).toBeGreaterThanOrEqual(1_000);
      expect(gaps[1]).toBeGreaterThanOrEqual(2_000);
      expect(gaps[2]).toBeGreaterThanOrEqual(4_000);
      expect(vi.getTimerCount()).toBe(0);
    },
  );

  it.each([
    [400, 'invalid-request-error'],
    [401, 'authentication-error'],
    [403, 'forbidden-error'],
    [404, 'not-found'],
  ])(
    'does not try again when Daily says %d, and tells nothing that it should not',
    async (status, reason) => {
      const { relay, sent } = makeRelay([no(status, reason)]);
      const error = await end(relay.tell(transfer));
      expect(error).toMatchObject({ code: 'relay-failed', status, reason });
      expect(sent).toHaveLength(1);
      const text = `${JSON.stringify(error)} ${String(error)}`;
      expect(text).not.toContain('sales@pbx.example.com');
      expect(text).not.toContain(API_KEY);
      expect(text).not.toContain(keys.signingKey);
    },
  );

  it('is ready when the key has been read, and reads it once', async () => {
    const { relay, sent } = makeRelay([yes()]);
    const reading = vi.spyOn(crypto.subtle, 'importKey');
    await expect(relay.ready()).resolves.toBeUndefined();
    expect(await end(relay.tell(transfer))).toBe('done');
    await relay.ready();
    expect([reading.mock.calls.length, sent.length]).toEqual([1, 1]);
  });

  const pem = (name: string) => `-----BEGIN ${name}-----\nMHcCAQEE\n-----END ${name}-----\n`;

  it.each<[string, string]>([
    ['public-key', keys.publicKey],
    ['public-key', keys.pem.publicKey],
    ['public-key', keys.jwk.publicKey],
    ['encrypted', pem('ENCRYPTED PRIVATE KEY')],
    ['sec1', pem('EC PRIVATE KEY')],
    ['rsa', pem('RSA PRIVATE KEY')],
    ['unreadable', keys.signingKey.slice(0, 80)],
    ['unreadable', 'not a key'],
    ['unreadable', '{"kty":'],
  ])('says at start that a signing key is unusable: %s', async (reason, signingKey) => {
    const { relay, sent } = makeRelay([yes()], { signingKey });
    for (const begin of [() => relay.ready(), () => relay.tell(transfer)]) {
      const error = await end(begin());
      expect(error).toBeInstanceOf(WebhookError);
      expect(JSON.parse(JSON.stringify(error))).toEqual({
        name: 'WebhookError',
        code: 'signing-key-unusable',
        message:
          'unable to sign messages; signingKey is no private ECDSA P-256 key in a known form',
        reason,
      });
      expect(inspect(error, { showHidden: true, depth: 9 })).not.toContain(signingKey.slice(-40));
    }
    expect(sent).toEqual([]);
  });

  it('refuses a room that would be another path', async () => {
    const { relay, sent } = makeRelay([yes()]);
    await expect(relay.tell({ ...transfer, room: '../rooms/other' })).rejects.toThrow(TypeError);
    expect(sent).toEqual([]);
  });

  it('tells a fact that is too long for Daily', async () => {
    const { relay, sent } = makeRelay([yes()]);
    const error = await end(relay.tell({ ...transfer, toEndPoint: '界'.repeat(2000) }));
    expect(error).toMatchObject({ code: 'relay-failed', cause: expect.any(RangeError) as unknown });
    expect(sent).toEqual([]);
  });

  it.each([
    [transfer, 'answered'],
    [address, 'address'],
    [callEnd, 'stopped'],
  ] as const)('drops what is too much, and tells it (%#)', async (fact, eventType) => {
    const { relay } = makeRelay(['silence'], { addresses: true });
    const tellings = Array.from({ length: 509 }, () => relay.tell(fact));
    const dropped = tellings.pop() ?? Promise.resolve();
    for (const telling of tellings) telling.catch(() => undefined);
    expect(await end(dropped)).toMatchObject({
      code: 'relay-dropped',
      eventType,
      room: 'support-7',
    });
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['no API key', { apiKey: undefined }, 'apiKey must be the API key of your Daily domain'],
    [
      'an option that it does not know',
      { signingkey: 'x' },
      "createTransferRelay() has no 'signingkey'; did you mean 'signingKey'?",
    ],
    ['no signing key', { signingKey: undefined }, 'signingKey must be a key as text'],
    ['an empty signing key', { signingKey: '' }, 'signingKey must be a key as text'],
    ['addresses as text', { addresses: 'no' }, 'addresses must be true or false'],
    ['a fetch that is none', { fetch: 'node' }, 'fetch must be a function'],
  ])('refuses %s', (_, options, message) => {
    expect(() => makeRelay([], options)).toThrow(new TypeError(message));
  });
});
