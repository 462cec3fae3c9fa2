import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { toNodeListener } from 'daily-transfer/server';

type Handle = Parameters<typeof toNodeListener>[0];

describe('toNodeListener', () => {
  let server: Server;
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  async function listen(handle: Handle): Promise<string> {
    server = createServer(toNodeListener(handle));
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

  it('brings a HEAD, which has no body', async () => {
    const url = await listen(
      ({ method }) => new Response(null, { headers: { 'x-method': method } }),
    );
    const answer = await fetch(url, { method: 'HEAD' });
    expect([answer.status, answer.headers.get('x-method')]).toEqual([200, 'HEAD']);
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

  /** Sends the bytes as they are, and reads until the server hangs up. */
  async function speak(url: string, said: string): Promise<string> {
    const { port } = new URL(url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(said);
    return text(socket);
  }

  it('answers 500 when the function throws, shows a warning, and goes on', async () => {
    const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
    const thrown = new Error('no database');
    const url = await listen((request) => {
      if (request.url.endsWith('/sync')) throw thrown;
      return request.url.endsWith('/async') ? Promise.reject(thrown) : new Response('well');
    });
    expect((await fetch(`${url}/sync`)).status).toBe(500);
    expect((await fetch(`${url}/async`)).status).toBe(500);
    expect(await (await fetch(url)).text()).toBe('well');
    expect(warned.mock.calls).toEqual([[thrown], [thrown]]);
  });

  it('ends an answer whose body breaks off, shows a warning, and goes on', async () => {
    const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
    const thrown = new Error('no disk');
    const url = await listen(async () => {
      const pull = (controller: ReadableStreamDefaultController): void => controller.error(thrown);
      return new Response(new ReadableStream({ pull }));
    });
    expect((await fetch(url)).status).toBe(200);
    expect(warned.mock.calls).toEqual([[thrown]]);
  });

  it('answers before a body has arrived whole, and takes no more of it', async () => {
    const url = await listen(async () => new Response(null, { status: 408 }));
    const head = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n';
    const said = await speak(url, `${head}GET /smuggled HTTP/1.1\r\n\r\n`);
    expect(said).toMatch(/^HTTP\/1\.1 408 .*\r\nconnection: close\r\n/is);
    expect(said.match(/HTTP\/1\.1/g)).toHaveLength(1);
  });

  it('gives a body as it arrives, and one that breaks off as an error', async () => {
    let fail = (_error: unknown): void => undefined;
    const failed = new Promise<unknown>((resolve) => (fail = resolve));
    let begin = (): void => undefined;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const url = await listen(async (request) => {
      const reader = request.body?.getReader();
      await reader?.read();
      begin();
      await reader?.read().catch(fail);
      return new Response();
    });
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf');
    await begun;
    socket.destroy();
    expect(await failed).toBeInstanceOf(Error);
  });

  it.each(['Host: a b', 'Host: ['])('answers 400 to a request with %j', async (host) => {
    const url = await listen(async () => new Response('never'));
    const said = await speak(url, `GET / HTTP/1.1\r\n${host}\r\nConnection: close\r\n\r\n`);
    expect(said).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('keeps each of several cookies', async () => {
    const headers = [
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2'],
    ] satisfies HeadersInit;
    const url = await listen(() => new Response(null, { headers }));
    expect((await fetch(url)).headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });
});
