import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TransferClient, type TransferClientOptions } from 'daily-transfer/server';

/* Real HTTP on loopback in the place of Daily's API. */

/** What came to the server. */
export interface Received {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

export type Answer = (response: ServerResponse, request: Received) => void;

export interface Loopback {
  readonly baseUrl: string;
  readonly received: readonly Received[];
  /** What the next requests are answered with; one answer for all. */
  answer: Answer;
  /** Resolves when so many requests have come. */
  hasReceived(count: number): Promise<void>;
  close(): Promise<void>;
}

/** An answer with that status and body; text goes as it is. */
export function reply(
  status: number,
  body: unknown = { ok: 'true' },
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

/** Starts a server that says yes, as Daily's page has it, until it is told otherwise. */
export async function listen(): Promise<Loopback> {
  const received: Received[] = [];
  const waiting: (() => void)[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method, url, headers } = request;
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString() || 'null');
      const one = { method, url, headers, body };
      received.push(one);
      waiting.forEach((look) => look());
      loopback.answer(response, one);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const loopback: Loopback = {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    received,
    answer: reply(200),
    hasReceived: (count) =>
      new Promise((resolve) => {
        const look = () => received.length >= count && resolve();
        waiting.push(look);
        look();
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return loopback;
}

export const API_KEY = 'key-of-tests-0123456789abcdef';

/** A client of that server, for the domain `acme`. */
export function clientOf(
  { baseUrl }: Pick<Loopback, 'baseUrl'>,
  options: Partial<TransferClientOptions> = {},
): TransferClient {
  return new TransferClient({ apiKey: API_KEY, domain: 'acme', baseUrl, ...options });
}
