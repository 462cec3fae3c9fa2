import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  DailyApiError,
  isTransferError,
  TransferError,
  type AcceptedTransfer,
  type ServerTransferRequest,
  type TransferClientOptions,
} from 'daily-transfer/server';
import { API_KEY, clientOf, listen, reply, type Answer, type Loopback } from './loopback.js';

const sessionId = '5f0c8a4e-1111-4222-8333-944445555666';
const request: ServerTransferRequest = { sessionId, toEndPoint: 'sip:billing@acme.sip.daily.co' };

let daily: Loopback;
beforeEach(async () => {
  daily = await listen();
});
afterEach(() => daily.close());

function send(options: Partial<TransferClientOptions> = {}): Promise<AcceptedTransfer> {
  return clientOf(daily, options).transfer('support', request);
}

interface Failure {
  readonly error: TransferError;
  readonly cause: DailyApiError;
}

async function fail(transferring: Promise<unknown>): Promise<Failure> {
  const error: unknown = await transferring.then(
    () => new Error('it was accepted'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof TransferError)) throw error;
  if (!(error.cause instanceof DailyApiError)) throw error;
  return { error, cause: error.cause };
}

/** A `fetch` whose answer begins with this text, and then hangs or breaks off. */
function begin(status: number, then: 'hang' | 'cut', text: string): typeof globalThis.fetch {
  const parts = text === '' ? [] : [new TextEncoder().encode(text)];
  const pull = (controller: ReadableStreamDefaultController): Promise<void> | void => {
    const part = parts.shift();
    if (part) return controller.enqueue(part);
    if (then === 'hang') return new Promise(() => {});
    return controller.error(new Error('cut'));
  };
  return () => Promise.resolve(new Response(new ReadableStream({ pull }), { status }));
}

/** A stream that brings these bytes one by one. */
function streamOf(bytes: Uint8Array): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: (controller) => {
      for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
      controller.close();
    },
  });
}

/** The failure of a request that Daily does not answer in its time, on a clock of the test's own. */
async function failLate(
  transfer: () => Promise<unknown>,
  isSent: () => Promise<void> = () => Promise.resolve(),
  ms = 300,
): Promise<Failure> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const failing = fail(transfer());
    await isSent();
    await vi.advanceTimersByTimeAsync(ms);
    return await failing;
  } finally {
    vi.useRealTimers();
  }
}

describe('what Daily says yes with', () => {
  it.each<readonly [what: string, answer: Answer]>([
    ['text, as the page has it', reply(200, { ok: 'true' })],
    ['a boolean', reply(200, { ok: true })],
    ['more than is documented', reply(200, { ok: true, id: 7, error: '' })],
    ['no error', reply(200, { ok: true, error: null })],
  ])('%s', async (_what, answer) => {
    daily.answer = answer;
    await expect(send()).resolves.toMatchObject({ status: 'accepted', room: 'support' });
    expect(daily.received).toHaveLength(1);
  });
});

describe('a status of success that is no yes of Daily', () => {
  const padding = ' '.repeat(100_000);

  it.each<readonly [what: string, answer: Answer, came: unknown]>([
    ["a proxy's page", reply(200, '<html>Welcome'), '<html>Welcome'],
    ['success in other words', reply(200, { success: false }), { success: false }],
    ['ok, but not true', reply(200, { ok: 'yes' }), { ok: 'yes' }],
    ['ok: false without an error', reply(200, { ok: false }), { ok: false }],
    ['ok in a list', reply(200, [{ ok: true }]), [{ ok: true }]],
    ['ok by a prototype', reply(200, '{"__proto__":{"ok":true}}'), expect.any(Object)],
    ['nothing', reply(200, ''), undefined],
    ['null', reply(200, 'null'), null],
    ['true alone', reply(200, 'true'), true],
    ['no content', reply(204, ''), undefined],
    ['another success', reply(202, {}), {}],
    [
      'an error behind 64 KB',
      reply(200, `{"ok":true${padding},"error":"no"}`),
      `{"ok":true${padding}`.slice(0, 65_536),
    ],
    ['more than is read behind a yes', reply(200, `{"ok":true}${padding}`), { ok: true }],
  ])('%s: nobody knows, and what came is the cause', async (_what, answer, came) => {
    daily.answer = answer;
    const { error, cause } = await fail(send());
    expect(error.message).toBe(
      'unable to confirm the transfer; the answer was neither a yes nor an error',
    );
    expect(error).toMatchObject({ code: 'daily-silent', status: 'unconfirmed' });
    expect(cause).toMatchObject({ code: 'unclear-answer', outcome: 'unknown' });
    expect(cause.cause).toEqual(came);
    expect(daily.received).toHaveLength(1);
  });

  it.each<readonly [what: string, text: string, came: unknown]>([
    ['a body', '{"ok":true', '{"ok":true'],
    ['a yes', '{"ok":true}', { ok: true }],
  ])('%s that is cut off', async (_what, text, came) => {
    const { error, cause } = await fail(send({ fetch: begin(200, 'cut', text) }));
    expect(error.code).toBe('daily-silent');
    expect(cause).toMatchObject({ code: 'unclear-answer', cause: came });
  });

  it('a body that never ends: the deadline ends the wait', async () => {
    const fetch = begin(200, 'hang', '{"ok":');
    const { error, cause } = await failLate(() => send({ timeoutMs: 300, fetch }));
    expect(error.code).toBe('daily-silent');
    expect(cause).toMatchObject({ code: 'unclear-answer', cause: '{"ok":' });
  });

  it('stops reading a body without end', async () => {
    let written = 0;
    daily.answer = (response) => {
      response.writeHead(200);
      const chunk = Buffer.alloc(16_384, 'x');
      const pour = () => {
        while (!response.destroyed && written < 50_000_000) {
          written += chunk.length;
          if (!response.write(chunk)) {
            response.once('drain', pour);
            return;
          }
        }
        response.end();
      };
      pour();
    };
    expect((await fail(send())).cause.code).toBe('unclear-answer');
    expect(written).toBeLessThan(20_000_000);
  });
});

describe('what Daily says no with', () => {
  it.each<readonly [code: string, status: number, body: unknown, says: string]>([
    [
      'authentication-error',
      401,
      { error: 'authentication-error', info: 'bad key' },
      'Daily does not know the API key',
    ],
    ['authentication-error', 401, '', 'Daily does not know the API key'],
    [
      'authorization-header-error',
      400,
      { error: 'authorization-header-error' },
      'Daily could not read the authorization',
    ],
    ['forbidden-error', 403, { error: 'forbidden-error' }, 'the API key may not do this'],
    ['forbidden-error', 403, '<html>', 'the API key may not do this'],
    [
      'json-parsing-error',
      400,
      { error: 'json-parsing-error' },
      'Daily could not read the request',
    ],
    [
      'invalid-request-error',
      400,
      { error: 'invalid-request-error', info: 'no' },
      'Daily found the request invalid',
    ],
    [
      'invalid-plan-type',
      400,
      { error: 'invalid-plan-type' },
      'the plan of the Daily domain does not include this',
    ],
    [
      'not-found',
      404,
      { error: 'not-found', info: 'room support not found' },
      'Daily knows no such room',
    ],
    ['not-found', 404, '', 'Daily knows no such room'],
    ['rate-limit-error', 429, { error: 'rate-limit-error' }, 'Daily was asked too often'],
    ['rate-limit-error', 429, 'slow down', 'Daily was asked too often'],
    [
      'room-not-hosting-call',
      404,
      { error: 'not-found', info: 'Room is not hosting a call' },
      'the room is not hosting a call',
    ],
    [
      'room-not-hosting-call',
      404,
      { error: 'Room is not hosting a call' },
      'the room is not hosting a call',
    ],
    [
      'invalid-session-id',
      404,
      { error: 'not-found', info: 'invalid sessionId' },
      'nobody who can be transferred has this session id',
    ],
    [
      'room-not-on-sfu',
      400,
      { error: 'invalid-request-error', info: 'Room not in SFU mode' },
      'the call is not on an SFU',
    ],
    [
      'call-closed',
      400,
      { error: 'invalid-request-error', info: 'Call closed before command could be delivered' },
      'the call closed before Daily could do it',
    ],
    [
      'invalid-request-error',
      400,
      { error: 'invalid-request-error', info: 'invalid sessionId' },
      'Daily found the request invalid',
    ],
    ['unknown', 400, { error: 'brand-new-error', info: 'never seen' }, 'Daily said no'],
    ['unknown', 418, { teapot: true }, 'Daily said no'],
    ['unknown', 400, { error: 7, info: null }, 'Daily said no'],
    ['unknown', 200, { ok: true, error: 'brand-new-error' }, 'Daily said no'],
    ['unknown', 200, { ok: true, error: { type: 'x' } }, 'Daily said no'],
    ['unknown', 200, { error: true }, 'Daily said no'],
    [
      'invalid-request-error',
      200,
      { error: 'invalid-request-error' },
      'Daily found the request invalid',
    ],
  ])('%s, %i %j', async (code, status, body, says) => {
    daily.answer = reply(status, body);
    const { error, cause } = await fail(send());
    expect(error.message).toBe(`unable to transfer; ${says}`);
    expect(error).toMatchObject({ code: 'rejected', status: 'failed' });
    expect(error.plan?.ready).toBe(true);
    expect(cause).toMatchObject({ name: 'DailyApiError', code, status, outcome: 'refused' });
    expect(cause.cause).toEqual(body === '' ? undefined : body);
    expect(daily.received).toHaveLength(1);
  });

  it('keeps what Daily wrote for people beside the code', async () => {
    daily.answer = reply(400, { error: 'brand-new-error', info: 'never seen' });
    expect((await fail(send())).cause.info).toBe('never seen');
    daily.answer = reply(400, { error: 'brand-new-error' });
    expect((await fail(send())).cause.info).toBe('brand-new-error');
    daily.answer = reply(400, { error: 'invalid-request-error' });
    expect((await fail(send())).cause.info).toBeUndefined();
  });

  it.each<readonly [header: string, ms: unknown]>([
    ['2', 2_000],
    [' 0 ', 0],
    ['99999999999999', 86_400_000],
    ['soon', undefined],
    ['-1', undefined],
    ['1e3', undefined],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
  ])('a waiting time of %j', async (header, ms) => {
    daily.answer = reply(429, { error: 'rate-limit-error' }, { 'retry-after': header });
    expect((await fail(send())).cause.retryAfterMs).toBe(ms);
  });

  it('a waiting time as a date', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 1) });
    const date = new Date(Date.now() + 30_000).toUTCString();
    daily.answer = reply(429, '', { 'retry-after': date });
    expect((await fail(send())).cause.retryAfterMs).toBe(30_000);
    vi.useRealTimers();
  });

  it('in letters that arrive in pieces', async () => {
    const bytes = new TextEncoder().encode('{"error":"not-found","info":"Zoë 😀"}');
    const fetch = () => Promise.resolve(new Response(streamOf(bytes), { status: 404 }));
    expect((await fail(send({ fetch }))).cause.info).toBe('Zoë 😀');
  });

  it('is not fooled by keys that every object has', async () => {
    daily.answer = reply(400, '{"__proto__":{"error":"rate-limit-error","info":"x"}}');
    const { cause } = await fail(send());
    expect(cause.code).toBe('unknown');
    expect(cause.info).toBeUndefined();
    expect(({} as { error?: unknown }).error).toBeUndefined();
  });

  it('a status alone, where the body breaks off or is more than is read', async () => {
    const cut = send({ fetch: begin(404, 'cut', '{"error":"not') });
    expect((await fail(cut)).cause).toMatchObject({ code: 'not-found', cause: '{"error":"not' });
    daily.answer = reply(404, `{"error":"${'x'.repeat(200_000)}`);
    const { cause } = await fail(send());
    expect(cause.code).toBe('not-found');
    expect(String(cause.cause)).toHaveLength(65_536);
    const hanging = () => send({ timeoutMs: 300, fetch: begin(404, 'hang', '') });
    expect((await failLate(hanging)).cause.code).toBe('not-found');
  });
});

describe('when nobody can know', () => {
  it.each<readonly [code: string, answer: Answer, says: string]>([
    [
      'server-error',
      reply(500, { error: 'server-error' }),
      'Daily answered with an error of its own',
    ],
    ['server-error', reply(502, '<html>'), 'Daily answered with an error of its own'],
    [
      'server-error',
      reply(503, '', { 'retry-after': '1' }),
      'Daily answered with an error of its own',
    ],
    [
      'connection-lost',
      (response) => response.destroy(),
      'the connection broke before Daily answered',
    ],
    [
      'redirected',
      reply(307, '', { location: 'http://127.0.0.1:9/elsewhere' }),
      'the answer was a redirect, which is not followed',
    ],
    ['redirected', reply(301, ''), 'the answer was a redirect, which is not followed'],
  ])('%s: says so, and never sends again', async (code, answer, says) => {
    daily.answer = answer;
    const { error, cause } = await fail(send());
    expect(error.message).toBe(`unable to confirm the transfer; ${says}`);
    expect(error).toMatchObject({ code: 'daily-silent', status: 'unconfirmed' });
    expect(cause).toMatchObject({ code, outcome: 'unknown' });
    expect(daily.received).toHaveLength(1);
  });

  it('timed-out: says so, and never sends again', async () => {
    daily.answer = () => {};
    const { error, cause } = await failLate(
      () => send({ timeoutMs: 300 }),
      () => daily.hasReceived(1),
      60_000,
    );
    expect(error.message).toBe('unable to confirm the transfer; Daily did not answer in time');
    expect(cause).toMatchObject({ code: 'timed-out', outcome: 'unknown' });
    expect(daily.received).toHaveLength(1);
  });

  it('never brings the key to another address', async () => {
    const elsewhere = await listen();
    daily.answer = reply(308, '', {
      location: `${elsewhere.baseUrl}/rooms/support/sipCallTransfer`,
    });
    expect((await fail(send())).cause.code).toBe('redirected');
    expect(elsewhere.received).toEqual([]);
    await elsewhere.close();
  });

  it('takes a redirect that the platform hides for one', async () => {
    const hidden = Object.defineProperties(Response.error(), {
      type: { value: 'opaqueredirect' },
    });
    const { cause } = await fail(send({ fetch: () => Promise.resolve(hidden) }));
    expect(cause.code).toBe('redirected');
  });

  it('does not wait for a fetch that knows no signals', async () => {
    const fetch = () => new Promise<Response>(() => {});
    const { cause } = await failLate(() => send({ timeoutMs: 300, fetch }));
    expect(cause).toMatchObject({ code: 'timed-out', outcome: 'unknown' });
  });

  it('takes the time of the request before that of the client', async () => {
    const fetch = () => new Promise<Response>(() => {});
    const client = clientOf(daily, { timeoutMs: 60_000, fetch });
    const transfer = () => client.sipCallTransfer('support', request, { timeoutMs: 300 });
    expect((await failLate(transfer)).cause.code).toBe('timed-out');
  });
});

describe('when nothing was sent', () => {
  it('says that Daily could not be reached', async () => {
    const { baseUrl } = daily;
    await daily.close();
    const { error, cause } = await fail(clientOf({ baseUrl }).transfer('support', request));
    expect(error.message).toBe(
      'unable to transfer; Daily could not be reached, and nothing was sent',
    );
    expect(error).toMatchObject({ code: 'rejected', status: 'failed' });
    expect(cause).toMatchObject({ code: 'not-sent', outcome: 'not-sent' });
    expect(cause.cause).toBeInstanceOf(TypeError);
  });

  it('says so of a fetch that throws before it does anything', async () => {
    const thrown = new Error('no network here');
    const { cause } = await fail(
      send({
        fetch: () => {
          throw thrown;
        },
      }),
    );
    expect(cause).toMatchObject({ code: 'not-sent', outcome: 'not-sent', cause: thrown });
  });

  it('but not of a fetch that fails later for no known reason', async () => {
    const { cause } = await fail(send({ fetch: () => Promise.reject(new Error('hm')) }));
    expect(cause).toMatchObject({ code: 'connection-lost', outcome: 'unknown' });
    const odd = await fail(send({ fetch: () => Promise.reject(null) })); // oxlint-disable-line prefer-promise-reject-errors
    expect(odd.cause).toMatchObject({ code: 'connection-lost', cause: null });
  });
});

describe('a fetch that brings back something else', () => {
  it.each([{}, null, undefined, 'yes', { status: 200 }])(
    '%j: the outcome is not known',
    async (odd) => {
      const { error, cause } = await fail(send({ fetch: () => Promise.resolve(odd as Response) }));
      expect(error.code).toBe('daily-silent');
      expect(cause).toMatchObject({ code: 'connection-lost', outcome: 'unknown' });
    },
  );
});

describe('aborting', () => {
  it('before the send: nothing is sent', async () => {
    const signal = AbortSignal.abort(new Error('gone'));
    const transferring = clientOf(daily).transfer('support', { ...request, signal });
    await expect(transferring).rejects.toMatchObject({
      code: 'aborted',
      message: 'unable to transfer; it was aborted',
      status: undefined,
      cause: signal.reason as unknown,
    });
    expect(daily.received).toEqual([]);
  });

  it("by the app's own rule, while the plan is made: nothing is sent", async () => {
    const abort = new AbortController();
    const allowTargets = () => {
      abort.abort();
      return true;
    };
    const { signal } = abort;
    const transferring = clientOf(daily, { allowTargets }).transfer('support', {
      ...request,
      signal,
    });
    await expect(transferring).rejects.toMatchObject({ code: 'aborted', status: undefined });
    expect(daily.received).toEqual([]);
  });

  it('after the send: only the waiting ends', async () => {
    daily.answer = () => {};
    const abort = new AbortController();
    const settings = { signal: abort.signal };
    const transferring = clientOf(daily).sipCallTransfer('support', request, settings);
    const rejection = expect(transferring).rejects.toMatchObject({
      code: 'aborted',
      status: 'unconfirmed',
      message: 'unable to confirm the transfer; it was aborted after the request had gone out',
    });
    await daily.hasReceived(1);
    abort.abort();
    await rejection;
    expect(daily.received).toHaveLength(1);
  });

  it('while the request is being sent: that is after it', async () => {
    const abort = new AbortController();
    const fetch = () => {
      abort.abort();
      return new Promise<Response>(() => {});
    };
    const { signal } = abort;
    const transferring = clientOf(daily, { fetch }).transfer('support', {
      ...request,
      signal,
    });
    await expect(transferring).rejects.toMatchObject({ code: 'aborted', status: 'unconfirmed' });
  });

  it('after the answer means nothing', async () => {
    const abort = new AbortController();
    const transferring = clientOf(daily).transfer('support', { ...request, signal: abort.signal });
    await expect(transferring).resolves.toMatchObject({ status: 'accepted' });
    abort.abort();
    expect(daily.received).toHaveLength(1);
  });
});

describe('while Daily has not answered', () => {
  it('the very same request joins, and another one of that caller is busy', async () => {
    const client = clientOf(daily, { allowTargets: 'any' });
    let finish = () => {};
    daily.answer = (response, received) => {
      finish = () => reply(200)(response, received);
    };
    const first = client.transfer('support', request);
    const second = client.sipCallTransfer('support', request);
    const abort = new AbortController();
    const third = client.transfer('support', { ...request, signal: abort.signal });
    const other = client.transfer('support', { ...request, toEndPoint: 'sip:x@pbx.example.com' });
    await expect(other).rejects.toMatchObject({ code: 'busy' });
    abort.abort();
    await expect(third).rejects.toMatchObject({ code: 'aborted' });
    await daily.hasReceived(1);
    expect(client.plan('support', request).joins).toBeTypeOf('string');
    expect(client.plan('sales', request).joins).toBeUndefined();
    finish();
    expect(await second).toBe(await first);
    expect(daily.received).toHaveLength(1);
    expect(client.plan('support', request).joins).toBeUndefined();
    daily.answer = reply(200);
    await client.transfer('support', request);
    expect(daily.received).toHaveLength(2);
  });

  it('a request that leaves the method to the rule does not join one that named it', async () => {
    const client = clientOf(daily, { allowTargets: 'any' });
    let finish = () => {};
    daily.answer = (response, received) => {
      finish = () => reply(200)(response, received);
    };
    const asked = { sessionId, toEndPoint: 'sip:x@pbx.example.com' };
    const named = client.sipRefer('support', asked);
    await expect(client.transfer('support', asked)).rejects.toMatchObject({ code: 'busy' });
    await daily.hasReceived(1);
    finish();
    await named;
  });

  it('one that left it to the rule is joined by its like, whatever is known of the caller since', async () => {
    const client = clientOf(daily, { allowTargets: 'any' });
    let finish = () => {};
    daily.answer = (response, received) => {
      finish = () => reply(200)(response, received);
    };
    const asked = {
      sessionId,
      toEndPoint: 'sip:x@pbx.example.com',
      transfereeAddress: 'sip:bob@home.example.org',
    };
    const first = client.transfer('support', asked);
    const second = client.transfer('support', { ...asked, transfereeType: 'pstn-dial-in' });
    await daily.hasReceived(1);
    finish();
    expect(await second).toBe(await first);
    expect((await first).method).toBe('sipRefer');
  });

  it('a rule of the app may not transfer, not even within a plan within it', async () => {
    const inner: Promise<unknown>[] = [];
    const client = clientOf(daily, {
      allowTargets: () => {
        if (inner.length > 0) return true;
        inner.push(client.transfer('support', request).catch(String));
        client.plan('sales', request);
        inner.push(client.sipRefer('sales', request).catch(String));
        return true;
      },
    });
    await expect(client.transfer('support', request)).resolves.toMatchObject({ room: 'support' });
    const refused = 'TypeError: App code that is called inside a plan or a send may not transfer';
    expect(await Promise.all(inner)).toEqual([refused, refused]);
    expect(daily.received).toHaveLength(1);
    await client.transfer('support', request);
    expect(daily.received).toHaveLength(2);
  });

  it('a rule of the app that throws leaves the next transfer alone', async () => {
    let throws = true;
    const client = clientOf(daily, {
      allowTargets: () => {
        if (throws) throw new Error('no database');
        return true;
      },
    });
    await expect(client.transfer('support', request)).rejects.toMatchObject({ code: 'blocked' });
    throws = false;
    await expect(client.transfer('support', request)).resolves.toMatchObject({ room: 'support' });
  });

  it('a fetch of the app may not transfer while it is called', async () => {
    const inner: Promise<unknown>[] = [];
    const client = clientOf(daily, {
      fetch: () => {
        inner.push(client.transfer('support', request).catch((error: unknown) => error));
        return Promise.resolve(Response.json({ ok: true }));
      },
    });
    await client.transfer('support', request);
    expect(await Promise.all(inner)).toEqual([expect.any(TypeError)]);
  });

  it('other callers go side by side', async () => {
    const client = clientOf(daily);
    await Promise.all(
      ['a', 'b', 'c'].map((id) => client.transfer('support', { ...request, sessionId: id })),
    );
    expect(daily.received).toHaveLength(3);
  });
});

describe('privacy', () => {
  /** All that a log or a page could show of a value. */
  function show(value: unknown): string {
    const { stack, cause } = Object(value) as Error;
    return [
      inspect(value, { depth: 9, showHidden: true }),
      String(value),
      JSON.stringify(value),
      stack,
      inspect(cause, { depth: 9 }),
    ].join('\n');
  }

  it('the API key is in no error, whatever comes back', async () => {
    const echo = { error: API_KEY, info: `Bearer ${API_KEY}`, [API_KEY]: [`x${API_KEY}`] };
    const escaped = JSON.stringify(echo).replaceAll('key-of', String.raw`\u006bey-of`);
    const answers = [
      reply(400, echo),
      reply(400, escaped.replace(/,"[^"]*":\[.*\]/, '')),
      reply(500, `broken ${API_KEY}`),
      reply(307, API_KEY, { location: `http://127.0.0.1:9/${API_KEY}` }),
    ];
    const cut = begin(400, 'cut', `{"x":"${API_KEY}`);
    for (const answer of [...answers, undefined]) {
      if (answer) daily.answer = answer;
      const { error, cause } = await fail(send(answer ? {} : { fetch: cut }));
      expect(show(error)).not.toContain(API_KEY);
      expect(show(cause)).not.toContain(API_KEY);
    }
    expect(JSON.stringify(daily.received.map(({ url, body }) => [url, body]))).not.toContain(
      API_KEY,
    );
  });

  it('what stood around the key stays', async () => {
    daily.answer = reply(500, `broken ${API_KEY}`);
    expect((await fail(send())).cause.cause).toBe('broken •••');
  });

  it('nor in what a fetch of the app throws', async () => {
    const nested = Object.assign(new Error('outer'), { cause: { headers: [API_KEY] } });
    const circular: Record<string, unknown> = {};
    circular['self'] = circular;
    for (const thrown of [new Error(`Bearer ${API_KEY}`), nested, { config: API_KEY }]) {
      const { error } = await fail(send({ fetch: () => Promise.reject(thrown) })); // oxlint-disable-line prefer-promise-reject-errors
      expect(show(error)).not.toContain(API_KEY);
    }
    const { cause } = await fail(send({ fetch: () => Promise.reject(circular) })); // oxlint-disable-line prefer-promise-reject-errors
    expect(cause.cause).toBe(circular);
  });

  it('nor in the client, a plan, or an accepted transfer', async () => {
    const client = clientOf(daily);
    expect(show(client)).not.toContain(API_KEY);
    expect(show(client.plan('support', request))).not.toContain(API_KEY);
    expect(show(await client.transfer('support', request))).not.toContain(API_KEY);
  });

  it('errors, plans and transfers are masked in JSON and in what console.log shows', async () => {
    const client = clientOf(daily, { allowTargets: '+1202' });
    const asked = { sessionId, toEndPoint: '+12025550143' };
    const accepted = await client.transfer('support', asked);
    expect(JSON.stringify(accepted)).not.toContain('2025550143');
    expect(inspect(accepted, { depth: 9 })).not.toContain('2025550143');
    daily.answer = reply(400, { error: 'x', info: 'cannot call +12025550143' });
    const { error, cause } = await fail(client.transfer('support', asked));
    expect(JSON.stringify(error)).not.toContain('2025550143');
    expect(JSON.parse(JSON.stringify(cause))).toEqual({
      name: 'DailyApiError',
      code: 'unknown',
      message: 'Daily said no',
      status: 400,
      info: 'cannot call +1•••0143',
      outcome: 'refused',
    });
    const plan = client.plan('support', asked);
    for (const shown of [plan, error, cause, { deep: [error] }]) {
      expect(inspect(shown, { depth: 9, showHidden: true })).not.toContain('2025550143');
    }
    expect(inspect(cause)).toMatch(
      /^Error \[DailyApiError\]: Daily said no\n +at findError.*'cannot call \+1•••0143'/s,
    );
    expect(cause.info).toBe('cannot call +12025550143');
    expect(`${error.message} ${cause.message}`).not.toContain('2025550143');
    expect(isTransferError(error, 'rejected')).toBe(true);
  });
});

describe('an address that answers no HTTP', () => {
  it('leaves the outcome unknown', async () => {
    const server = createServer((socket) => socket.end('hello\r\n\r\n'));
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    const client = clientOf({ baseUrl: `http://127.0.0.1:${port}/v1` });
    const { error, cause } = await fail(client.transfer('support', request));
    expect(error.code).toBe('daily-silent');
    expect(cause.code).toBe('connection-lost');
    server.close();
  });
});

describe('what kind of no it was', () => {
  it.each([
    'authentication-error',
    'authorization-header-error',
    'forbidden-error',
    'json-parsing-error',
    'invalid-request-error',
    'invalid-plan-type',
    'not-found',
    'rate-limit-error',
    'server-error',
  ])('Daily says %s, whatever the status is', async (error) => {
    daily.answer = reply(418, { error });
    const { cause } = await fail(send());
    expect(cause.code).toBe(error);
  });

  it.each([
    [300, 'redirected', 'unknown'],
    [500, 'server-error', 'unknown'],
    [418, 'unknown', 'refused'],
  ])('by status %i alone it is %s', async (status, code, outcome) => {
    daily.answer = reply(status, {});
    const { cause } = await fail(send());
    expect([cause.code, cause.outcome]).toEqual([code, outcome]);
  });
});

describe('what the platform throws', () => {
  const failing = (thrown: unknown) => fail(send({ fetch: () => Promise.reject(thrown) }));

  it.each([
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'UND_ERR_CONNECT_TIMEOUT',
    'ConnectionRefused',
  ])('nothing was sent where %s is why, in the error or in its cause', async (code) => {
    const own = Object.assign(new Error('failed'), { code });
    expect((await failing(own)).cause.code).toBe('not-sent');
    const inner = new Error('fetch failed', { cause: { code } });
    expect((await failing(inner)).cause.code).toBe('not-sent');
  });

  it.each([
    ['its message', new Error(`bad header ${API_KEY}`)],
    ['a field', Object.assign(new Error('bad header'), { header: `Bearer ${API_KEY}` })],
    ['the message of its cause', new Error('failed', { cause: new Error(API_KEY) })],
    ['a field of its cause', new Error('failed', { cause: { sent: [API_KEY] } })],
  ])('is replaced where the API key is in %s', async (_where, thrown) => {
    const { error, cause } = await failing(thrown);
    expect(cause.cause).toEqual(new Error('unable to fetch'));
    expect(inspect(error, { depth: 9 })).not.toContain(API_KEY);
  });

  it('stays as it came where it cannot be written as JSON, and the key is not in it', async () => {
    const thrown = Object.assign(new Error('failed'), { size: 1n });
    expect((await failing(thrown)).cause.cause).toBe(thrown);
  });
});
