import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { toNodeListener, type Handle } from 'daily-transfer/simulator/server';

describe('toNodeListener', () => {
  let server: Server;
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  async function listen(handle: Handle): Promise<string> {
    server = createServer((request, response) => void toNodeListener(handle)(request, response));
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  it('brings method, path, headers and body to the server, and its answer back', async () => {
    const url = await listen(async (request) => {
      const { pathname, search } = new URL(request.url);
      const said = [
        request.method,
        pathname + search,
        request.headers.get('x-a'),
        await request.text(),
      ];
      return Response.json(said, { status: 201, headers: { 'x-b': 'c' } });
    });
    const answer = await fetch(`${url}/rooms?b=1`, {
      method: 'POST',
      headers: { 'x-a': '1' },
      body: 'ü',
    });
    expect([answer.status, answer.headers.get('x-b'), await answer.json()]).toEqual([
      201,
      'c',
      ['POST', '/rooms?b=1', '1', 'ü'],
    ]);
  });

  it('streams, and cancels the stream when the other side goes away', async () => {
    let whenCancelled = (): void => undefined;
    const cancelled = new Promise<void>((resolve) => (whenCancelled = resolve));
    const url = await listen(async () => {
      const start = (controller: ReadableStreamDefaultController<Uint8Array>): void =>
        controller.enqueue(new TextEncoder().encode('first'));
      return new Response(new ReadableStream({ start, cancel: whenCancelled }));
    });
    const leave = new AbortController();
    const answer = await fetch(url, { signal: leave.signal });
    const first = await answer.body?.getReader().read();
    expect(new TextDecoder().decode(first?.value)).toBe('first');
    leave.abort();
    await expect(cancelled).resolves.toBeUndefined();
  });
});
