import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DailyApiError, TransferError } from 'daily-transfer/server';
import { API_KEY, clientOf } from './loopback.js';

const RUNS = 3_000;

/** Answers from right to nonsense, some with the key in them. */
const bodies = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('{"ok":"true"}', '{"ok":true}') },
  fc.constantFrom('', '{"ok":false}', 'null', '[]', API_KEY),
  fc.json(),
  fc.string(),
  fc
    .record(
      {
        ok: fc.oneof(fc.boolean(), fc.string()),
        error: fc.oneof(fc.constantFrom('rate-limit-error', 'not-found', 'x'), fc.anything()),
        info: fc.constantFrom('invalid sessionId', 'Room is not hosting a call', API_KEY, 7, null),
      },
      { requiredKeys: [] },
    )
    .map((body) => write(body)),
  fc.uint8Array({ maxLength: 2_000 }),
);
const statuses = fc.oneof(
  { weight: 2, arbitrary: fc.constant(200) },
  fc.constantFrom(400, 401, 404, 429, 500),
  fc.integer({ min: 200, max: 599 }),
);
const headers = fc.record(
  {
    'retry-after': fc.oneof(
      fc.nat().map(String),
      fc.constantFrom('soon', '-1', '1e9', 'Thu, 01 Jan 2099 00:00:00 GMT'),
    ),
  },
  { requiredKeys: [] },
);

function write(body: unknown): string {
  try {
    return JSON.stringify(body);
  } catch {
    return '{}';
  }
}

/** The body in pieces, which may break off. */
function stream(body: string | Uint8Array, breaks: boolean): ReadableStream<Uint8Array> {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  return new ReadableStream({
    start(controller) {
      const middle = bytes.length >> 1;
      controller.enqueue(bytes.subarray(0, middle));
      if (breaks) return controller.error(new Error('cut'));
      controller.enqueue(bytes.subarray(middle));
      return controller.close();
    },
  });
}

describe(`${RUNS} random answers`, () => {
  it('are each a yes, a no or unknown, after one request, and show no key', async () => {
    const ends = new Map<string, number>();
    const property = fc.asyncProperty(
      statuses,
      bodies,
      headers,
      fc.boolean(),
      async (status, body, fields, breaks) => {
        let requests = 0;
        const fetch = () => {
          requests += 1;
          const isEmpty = status === 204 || status === 205 || status === 304;
          const content = isEmpty ? null : stream(body, breaks);
          return Promise.resolve(new Response(content, { status, headers: fields as HeadersInit }));
        };
        const client = clientOf({ baseUrl: 'http://127.0.0.1:9' }, { fetch });
        const end = await client
          .transfer('support', { sessionId: 'caller', toEndPoint: 'sip:b@acme.sip.daily.co' })
          .then(
            () => 'accepted',
            (error: unknown) => {
              if (!(error instanceof TransferError)) throw error;
              const { cause } = error;
              if (!(cause instanceof DailyApiError)) throw error;
              expect(
                `${write(cause)}${write(cause.cause)}${cause.info}${cause.stack}`,
              ).not.toContain(API_KEY);
              expect(cause.retryAfterMs ?? 0).toBeGreaterThanOrEqual(0);
              expect(cause.retryAfterMs ?? 0).toBeLessThanOrEqual(86_400_000);
              return error.code;
            },
          );
        expect(requests).toBe(1);
        if (status >= 500 || (status >= 300 && status < 400)) expect(end).toBe('daily-silent');
        else if (status >= 400) expect(end).toBe('rejected');
        else if (breaks) expect(end).not.toBe('accepted');
        ends.set(end, (ends.get(end) ?? 0) + 1);
      },
    );
    await fc.assert(property, { numRuns: RUNS, seed: 5 });
    for (const end of ['accepted', 'rejected', 'daily-silent']) {
      expect((ends.get(end) ?? 0) / RUNS, end).toBeGreaterThan(0.1);
    }
  }, 60_000);
});
