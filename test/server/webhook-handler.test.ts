import { setImmediate } from 'node:timers/promises';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createWebhookHandler } from '../../src/server/webhook-handler.js';
import type { WebhookHandlerOptions } from '../../src/server/webhook-options.js';
import { WebhookError } from '../../src/server/webhook-error.js';
import { HMAC, makeEvent, makeRequest, NOW, SESSION, signWebhook } from './signed-webhooks.js';

/** A handler that writes down what it tells, in one list. */
function makeHandler(options: Partial<WebhookHandlerOptions> = {}) {
  const told: string[] = [];
  const errors: WebhookError[] = [];
  const handle = createWebhookHandler({
    hmac: HMAC,
    now: () => NOW,
    onTransferFact: ({ type, toEndPoint }) => told.push(`${type} ${toEndPoint}`),
    onAddressFact: ({ address }) => told.push(`address ${address}`),
    onCallEndFact: ({ type }) => told.push(`call-end ${type}`),
    onError: (error) => errors.push(error),
    ...options,
  });
  return { handle, told, errors, codes: () => errors.map(({ code }) => code) };
}

const answered = makeEvent('calltransfer.answered');

afterEach(() => vi.useRealTimers());

describe('createWebhookHandler', () => {
  it('answers 200 and tells the fact', async () => {
    const { handle, told, errors } = makeHandler();
    const response = await handle(makeRequest(answered));
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect(told).toEqual(['answered sip:desk@pbx.example.net']);
    expect(errors).toEqual([]);
  });

  it('tells each kind of fact to its own listener, in the order of arrival, repetitions too', async () => {
    const { handle, told } = makeHandler();
    for (const type of [
      'calltransfer.answered',
      'dialin.connected',
      'calltransfer.initiated',
      'calltransfer.answered',
      'dialin.stopped',
    ]) {
      expect((await handle(makeRequest(makeEvent(type)))).status).toBe(200);
    }
    expect(told).toEqual([
      'answered sip:desk@pbx.example.net',
      'address sip:ann@phone.example.net',
      'initiated sip:desk@pbx.example.net',
      'answered sip:desk@pbx.example.net',
      'call-end stopped',
    ]);
  });

  it('works without any listener, and finds nothing wrong with it', async () => {
    const warned = vi.spyOn(process, 'emitWarning').mockReturnValue();
    const options = { hmac: HMAC, now: () => NOW };
    const codes: string[] = [];
    const listening = { ...options, onError: ({ code }: WebhookError) => codes.push(code) };
    for (const handle of [createWebhookHandler(options), createWebhookHandler(listening)]) {
      for (const type of ['calltransfer.answered', 'dialin.connected', 'dialin.stopped']) {
        expect((await handle(makeRequest(makeEvent(type)))).status).toBe(200);
      }
      expect((await handle(makeRequest(answered, { signature: 'x' }))).status).toBe(401);
    }
    await setImmediate();
    expect([codes, warned.mock.calls]).toEqual([['bad-signature'], []]);
  });

  it('goes by the time of the machine unless told otherwise', async () => {
    const { handle, told } = makeHandler({ now: undefined });
    expect((await handle(makeRequest(answered))).status).toBe(401);
    const timestamp = String(Date.now());
    expect((await handle(makeRequest(answered, { timestamp }))).status).toBe(200);
    expect(told).toHaveLength(1);
  });

  it.each(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])(
    'answers %s with 405',
    async (method) => {
      const { handle, told, errors } = makeHandler();
      const request = new Request('https://app.example/daily', { method });
      const response = await handle(request);
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
      expect([told, errors]).toEqual([[], []]);
    },
  );

  it("answers Daily's test request 200, signed, wrongly signed or not, and does nothing", async () => {
    const { handle, told, errors } = makeHandler();
    const body = '{"test":"test"}';
    const bare = new Request('https://app.example/daily', { method: 'POST', body });
    expect((await handle(bare)).status).toBe(200);
    expect((await handle(makeRequest(body))).status).toBe(200);
    expect((await handle(makeRequest(body, { hmac: 'YWJj', timestamp: '1' }))).status).toBe(200);
    expect([told, errors]).toEqual([[], []]);
  });

  it.each([
    '{"test":"test","type":"calltransfer.answered"}',
    '{"test":true}',
    '["test"]',
    '"test"',
    '{}',
    '',
  ])('takes %s for no test request', async (body) => {
    const { handle, codes } = makeHandler();
    expect((await handle(makeRequest(body, { hmac: 'YWJj' }))).status).toBe(401);
    expect(codes()).toEqual(['bad-signature']);
  });

  it.each<[string, Parameters<typeof makeRequest>[1], string]>([
    ['by another secret', { hmac: 'YWJj' }, 'bad-signature'],
    ['with an empty signature', { signature: '' }, 'bad-signature'],
    [
      'for another body',
      { signature: signWebhook(`${answered}x`, String(NOW / 1000)) },
      'bad-signature',
    ],
    [
      'for another time',
      { signature: signWebhook(answered, String(NOW / 1000 - 1)) },
      'bad-signature',
    ],
    ['too long ago', { timestamp: String(NOW / 1000 - 301) }, 'outside-window'],
    ['too long ago, in milliseconds', { timestamp: String(NOW - 300_001) }, 'outside-window'],
    ['in the future', { timestamp: String(NOW / 1000 + 301) }, 'outside-window'],
    ['at no time', { timestamp: 'now' }, 'outside-window'],
    [
      'with two times',
      { headers: { 'x-webhook-timestamp': '1760000000, 1760000000' } },
      'outside-window',
    ],
  ])('answers what is signed %s with 401', async (_, sending, code) => {
    const { handle, told, codes } = makeHandler();
    expect((await handle(makeRequest(answered, sending))).status).toBe(401);
    expect([told, codes()]).toEqual([[], [code]]);
  });

  it('answers what is not signed at all with 401', async () => {
    const { handle, codes } = makeHandler();
    const request = new Request('https://app.example/daily', { method: 'POST', body: answered });
    expect((await handle(request)).status).toBe(401);
    expect(codes()).toEqual(['outside-window']);
  });

  it.each<[string, string | Buffer]>([
    ['broken JSON', '{"type":'],
    ['nothing', ''],
    ['null', 'null'],
    ['a number', '7'],
    ['a list', '[]'],
    ['a text', '"text"'],
    ['a byte order mark', '\ufeff{}'],
    ['bytes that are no text', Buffer.from([0x7b, 0xff, 0x7d])],
  ])('answers %s with 200 if Daily signed it, and tells it', async (_, body) => {
    const { handle, told, codes } = makeHandler();
    expect((await handle(makeRequest(body))).status).toBe(200);
    expect([told, codes()]).toEqual([[], ['broken-event']]);
  });

  it('answers a webhook without a body with 200 if Daily signed it, and tells it', async () => {
    const { handle, codes } = makeHandler();
    const { headers } = makeRequest('');
    const request = new Request('https://app.example/daily', { method: 'POST', headers });
    expect((await handle(request)).status).toBe(200);
    expect(codes()).toEqual(['broken-event']);
  });

  it('answers types that mean nothing here, and odd events, with 200', async () => {
    const relayed: unknown[] = [];
    const relay = { tell: async (fact: unknown) => void relayed.push(fact) };
    const { handle, told, codes, errors } = makeHandler({ relay });
    for (const body of [
      makeEvent('meeting.started'),
      '{}',
      '{"type":7}',
      '{"__proto__":{"type":"calltransfer.answered"}}',
    ]) {
      expect((await handle(makeRequest(body))).status).toBe(200);
    }
    expect([told, codes()]).toEqual([[], []]);
    const broken = makeEvent('calltransfer.answered', { room: '' });
    expect((await handle(makeRequest(broken))).status).toBe(200);
    expect([told, codes()]).toEqual([[], ['broken-event']]);
    expect(errors[0]?.eventType).toBe('calltransfer.answered');
    expect(relayed).toEqual([]);
  });

  it('reads any body that is small enough, however it is cut', async () => {
    const { handle, told } = makeHandler();
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of new TextEncoder().encode(answered))
          controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    expect((await handle(streamed(stream, answered))).status).toBe(200);
    expect(told).toHaveLength(1);
  });

  it('answers a body with 413 that says it is too large, unread', async () => {
    const { handle, codes } = makeHandler({ maxBodyBytes: 1024 });
    const request = makeRequest(answered, { headers: { 'content-length': '1025' } });
    expect((await handle(request)).status).toBe(413);
    expect([codes(), request.bodyUsed]).toEqual([['too-large'], false]);
  });

  it('answers a body with 413 that never ends, and reads no more of it', async () => {
    const { handle, codes } = makeHandler({ maxBodyBytes: 1024 });
    let [pulled, isCancelled] = [0, false];
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(100));
      },
      cancel() {
        isCancelled = true;
      },
    });
    expect((await handle(streamed(endless, answered))).status).toBe(413);
    expect([codes(), isCancelled]).toEqual([['too-large'], true]);
    expect(pulled).toBeLessThan(15);
  });

  it('takes a body of exactly the size, and not one byte more', async () => {
    const { handle } = makeHandler({ maxBodyBytes: 2048 });
    const make = (size: number) => {
      const body = makeEvent('calltransfer.answered', { more: '' });
      const headers = { 'content-length': String(size) };
      return makeRequest(body.replace('"more":""', `"more":"${'m'.repeat(size - body.length)}"`), {
        headers,
      });
    };
    expect((await handle(make(2048))).status).toBe(200);
    expect((await handle(make(2049))).status).toBe(413);
  });

  it('answers a body that stalls with 408 after three seconds, and reads no more of it', async () => {
    vi.useFakeTimers();
    const { handle, codes } = makeHandler();
    let isCancelled = false;
    const stalling = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode(answered.slice(0, 40))),
      cancel: () => {
        isCancelled = true;
        return new Promise(() => {});
      },
    });
    let status = 0;
    const answering = handle(streamed(stalling, answered)).then(
      (response) => (status = response.status),
    );
    await vi.advanceTimersByTimeAsync(2_999);
    expect(status).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    await answering;
    expect([status, codes(), isCancelled]).toEqual([408, ['slow-body'], true]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('answers a body that breaks off, or was read before, with 400', async () => {
    const { handle, codes, errors } = makeHandler();
    const broken = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.error(new Error('the connection is gone'));
      },
    });
    expect((await handle(streamed(broken, answered))).status).toBe(400);
    const used = makeRequest(answered);
    await used.text();
    expect((await handle(used)).status).toBe(400);
    expect(codes()).toEqual(['broken-body', 'broken-body']);
    expect(errors[0]?.cause).toEqual(new Error('the connection is gone'));
  });
});

describe('what follows from a webhook', () => {
  it('goes to the relay too, and a listener that throws is told and stops nothing', async () => {
    const relayed: string[] = [];
    const { handle, errors, codes } = makeHandler({
      onTransferFact: () => Promise.reject(new Error('database is down')),
      relay: { tell: async (fact) => void relayed.push(fact.kind) },
    });
    expect((await handle(makeRequest(answered))).status).toBe(200);
    expect([relayed, codes()]).toEqual([['transfer'], ['listener-failed']]);
    expect(errors[0]).toMatchObject({
      eventType: 'calltransfer.answered',
      room: 'support-7',
      sessionId: SESSION,
    });
    expect(errors[0]?.cause).toEqual(new Error('database is down'));
    expect(JSON.stringify(errors[0])).not.toContain('database');
  });

  it.each<[string, unknown, string]>([
    ['as it came', new WebhookError('relay-dropped', { room: 'support-7' }), 'relay-dropped'],
    ['as a failure', new Error('own relay'), 'relay-failed'],
  ])('tells an error of the relay %s', async (_, thrown, code) => {
    const { handle, errors, told } = makeHandler({ relay: { tell: () => Promise.reject(thrown) } });
    expect((await handle(makeRequest(answered))).status).toBe(200);
    expect(told).toEqual(['answered sip:desk@pbx.example.net']);
    expect(errors).toMatchObject([{ code, room: 'support-7' }]);
  });

  it('gives the work to waitUntil and answers at once', async () => {
    const works: Promise<void>[] = [];
    let finish = () => {};
    const tell = () => new Promise<void>((_, reject) => (finish = () => reject(new Error('late'))));
    const { handle, codes } = makeHandler({
      relay: { tell },
      waitUntil: (work) => works.push(work),
    });
    expect((await handle(makeRequest(answered))).status).toBe(200);
    expect([works.length, codes()]).toEqual([1, []]);
    finish();
    await Promise.all(works);
    expect(codes()).toEqual(['relay-failed']);
  });

  it('waits for the work without waitUntil, five seconds at most, and tells what comes later', async () => {
    vi.useFakeTimers();
    let finish = () => {};
    let begin = () => {};
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const tell = () => {
      begin();
      return new Promise<void>((_, reject) => (finish = () => reject(new Error('late'))));
    };
    const { handle, codes } = makeHandler({ relay: { tell } });
    let status = 0;
    const answering = handle(makeRequest(answered)).then((response) => (status = response.status));
    await begun;
    await vi.advanceTimersByTimeAsync(0);
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(4_999);
    expect(status).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(await answering).toBe(200);
    expect(codes()).toEqual(['relay-late']);
    finish();
    await vi.advanceTimersByTimeAsync(0);
    expect([codes(), vi.getTimerCount()]).toEqual([['relay-late', 'relay-failed'], 0]);
  });

  it('leaves no timer behind', async () => {
    vi.useFakeTimers();
    const { handle } = makeHandler();
    await handle(makeRequest(answered));
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each<[string, WebhookHandlerOptions['waitUntil']]>([
    [
      'throws, as one that lost its context does on workers',
      () => {
        throw new TypeError('Illegal invocation');
      },
    ],
    ['rejects', () => Promise.reject(new TypeError('Illegal invocation'))],
  ])('answers 200 and tells it when waitUntil %s', async (_, waitUntil) => {
    const { handle, told, codes, errors } = makeHandler({ waitUntil });
    expect((await handle(makeRequest(answered))).status).toBe(200);
    await vi.waitFor(() => expect(codes()).toEqual(['wait-until-failed']));
    expect(told).toEqual(['answered sip:desk@pbx.example.net']);
    expect(errors[0]).toMatchObject({ room: 'support-7', cause: expect.any(TypeError) as unknown });
  });

  it('waits for the work itself when waitUntil throws', async () => {
    let isDone = false;
    const { handle } = makeHandler({
      relay: {
        tell: async () => {
          await setImmediate();
          isDone = true;
        },
      },
      waitUntil: () => {
        throw new TypeError('Illegal invocation');
      },
    });
    expect((await handle(makeRequest(answered))).status).toBe(200);
    expect(isDone).toBe(true);
  });
});

describe('an onError that throws', () => {
  afterEach(() => vi.unstubAllGlobals());

  const broken = makeEvent('calltransfer.answered', { room: '' });
  const thrown = new Error('no log');
  const throwing: NonNullable<WebhookHandlerOptions['onError']>[] = [
    () => {
      throw thrown;
    },
    () => Promise.reject(thrown),
  ];

  it.each(throwing)(
    'changes no answer, and is shown as a warning of Node (%#)',
    async (onError) => {
      const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
      const { handle } = makeHandler({ onError });
      expect((await handle(makeRequest(broken))).status).toBe(200);
      expect((await handle(makeRequest(answered, { signature: 'x' }))).status).toBe(401);
      await vi.waitFor(() => expect(warned.mock.calls).toEqual([[thrown], [thrown]]));
    },
  );

  it('is shown as an error even if it threw something else', async () => {
    const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
    const { handle } = makeHandler({ onError: () => Promise.reject('no log') }); // oxlint-disable-line prefer-promise-reject-errors
    expect((await handle(makeRequest(broken))).status).toBe(200);
    await vi.waitFor(() => expect(warned.mock.calls[0]?.[0]).toBeInstanceOf(Error));
  });

  it.each(throwing)(
    'goes to reportError on workers, which may throw as well (%#)',
    async (onError) => {
      const reported = vi.fn(() => {
        throw new Error('no reporting either');
      });
      vi.stubGlobal('reportError', reported);
      const { emitWarning } = process;
      process.emitWarning = undefined as never;
      const { handle } = makeHandler({ onError });
      expect((await handle(makeRequest(broken))).status).toBe(200);
      await vi.waitFor(() => expect(reported.mock.calls).toEqual([[thrown]]));
      process.emitWarning = emitWarning;
    },
  );
});

describe('the errors', () => {
  it('hold no number, no secret and no cause as text', async () => {
    const number = '+14155552671';
    const { handle, errors } = makeHandler({
      onTransferFact: () => {
        throw new Error(number);
      },
      relay: { tell: () => Promise.reject(new Error(number)) },
    });
    const event = makeEvent('calltransfer.answered', {
      to_endpoint: number,
      from_endpoint: number,
      room: '4155552671',
    });
    await handle(makeRequest(event));
    await handle(makeRequest(event, { hmac: 'YWJj' }));
    await handle(makeRequest(makeEvent('calltransfer.answered', { to_endpoint: `${number}\n` })));
    expect(errors).toHaveLength(4);
    for (const error of errors) {
      const shown = inspect(error, { depth: 9, showHidden: true });
      const text = `${JSON.stringify(error)} ${error.message} ${shown}`;
      expect(text).not.toContain('4155552671');
      expect(text).not.toContain(HMAC);
      expect(error.message).toMatch(/^unable to [a-z ]+; \D+$/);
    }
    expect(JSON.parse(JSON.stringify(errors[0]))).toEqual({
      name: 'WebhookError',
      code: 'listener-failed',
      message: 'unable to finish with the webhook; a listener threw',
      eventType: 'calltransfer.answered',
      room: '•••2671',
      sessionId: SESSION,
    });
    expect(inspect(errors[0])).toMatch(
      /^Error \[WebhookError\]: unable to finish with the webhook; a listener threw\n +at .*webhook-work.*room: '•••2671'/s,
    );
  });
});

describe('the options', () => {
  const wrong: readonly [string, Record<string, unknown>, string][] = [
    ['no secret', { hmac: undefined }, "hmac must be the webhook's secret, as base64 text"],
    ['a listener that is none', { onTransferFact: 'log' }, 'onTransferFact must be a function'],
    ['an onError that is none', { onError: {} }, 'onError must be a function'],
    ['a waitUntil that is none', { waitUntil: true }, 'waitUntil must be a function'],
    ['a clock that is none', { now: NOW }, 'now must be a function'],
    ['a relay that is none', { relay: {} }, 'relay must be one that createTransferRelay() made'],
    [
      'an option that they do not know',
      { onerror: () => {} },
      "createWebhookHandler() has no 'onerror'; did you mean 'onError'?",
    ],
    ['an empty relay', { relay: null }, 'relay must be one that createTransferRelay() made'],
    [
      'a cap that is none',
      { maxBodyBytes: '1mb' },
      'maxBodyBytes must be a whole number of at least 1,024',
    ],
    [
      'a cap that is too small',
      { maxBodyBytes: 1023 },
      'maxBodyBytes must be a whole number of at least 1,024',
    ],
  ];
  it.each(wrong)('refuse %s', (_, options, message) => {
    expect(() => makeHandler(options)).toThrow(new TypeError(message));
  });
});

function streamed(body: ReadableStream<Uint8Array>, signedAs: string): Request {
  const headers = makeRequest(signedAs).headers;
  headers.delete('content-length');
  const init: RequestInit & { duplex: 'half' } = { method: 'POST', headers, body, duplex: 'half' };
  return new Request('https://app.example/daily', init);
}
