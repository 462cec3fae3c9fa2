import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { toNodeListener } from 'daily-transfer/server';
import {
  simulateDailyApi,
  type SimulatedDailyApi,
  type SimulateDailyApiOptions,
} from 'daily-transfer/simulator/server';

export const API_KEY = 'a-simulated-key';
const KEY = { Authorization: `Bearer ${API_KEY}` };
/** 32 bytes of nothing, in base64. */
export const HMAC = btoa('\0'.repeat(32));

/** A transfer as it is asked for by REST, and where. */
export const TRANSFER = { sessionId: 's1', toEndPoint: 'sip:bob@pbx.example.com' };
export const TRANSFER_PATH = '/v1/rooms/support/sipCallTransfer';

/** A webhook message as it came over HTTP. */
export interface Told {
  readonly headers: Headers;
  readonly body: string;
}

/** A simulated API and a webhook's server, on loopback, and a window that a test plays. */
export class ApiStage {
  readonly told: Told[] = [];
  /** What the webhook answers; a function may do so as late as it likes. */
  answer: (told: Told) => number | Promise<number> = () => 200;
  api: SimulatedDailyApi | undefined;
  url = '';
  webhookUrl = '';
  readonly #servers: Server[] = [];
  readonly #leaving = new AbortController();

  async open(options: Partial<SimulateDailyApiOptions> = {}): Promise<SimulatedDailyApi> {
    this.webhookUrl = await this.#listen(async (request) => {
      const told = { headers: request.headers, body: await request.text() };
      this.told.push(told);
      return new Response(null, { status: await this.answer(told) });
    });
    await this.openAt((webhookUrl) => ({ webhookUrl, ...options }));
    return this.api as SimulatedDailyApi;
  }

  async openAt(
    optionsFor: (webhookUrl: string) => Partial<SimulateDailyApiOptions>,
  ): Promise<void> {
    const api = simulateDailyApi({ apiKey: API_KEY, hmac: HMAC, ...optionsFor(this.webhookUrl) });
    this.api = api;
    this.url = await this.#listen(api.handle);
  }

  /** The bodies of the messages, without the test message. */
  get events(): readonly Readonly<Record<string, unknown>>[] {
    return this.told.map(({ body }) => JSON.parse(body)).filter((event) => !('test' in event));
  }

  post(path: string, body: unknown, headers: Record<string, string> = KEY): Promise<Response> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return fetch(`${this.url}${path}`, { method: 'POST', headers, body: text });
  }

  /** Asks with the right key, by any method; `GET` has no body. */
  request(method: string, path: string, body: unknown = {}): Promise<Response> {
    if (method === 'GET') return fetch(`${this.url}${path}`, { headers: KEY });
    return fetch(`${this.url}${path}`, { method, headers: KEY, body: JSON.stringify(body) });
  }

  /** Links a window that answers every request of the API so, and keeps what it was asked. */
  async link(reply: object | undefined): Promise<{ readonly asked: unknown[]; leave(): void }> {
    const asked: unknown[] = [];
    const { signal } = this.#leaving;
    const leaving = new AbortController();
    const stream = await fetch(`${this.url}/simulation/link`, {
      signal: AbortSignal.any([signal, leaving.signal]),
    });
    const obey = async (): Promise<void> => {
      const decoder = new TextDecoder();
      for await (const part of stream.body as unknown as AsyncIterable<Uint8Array>) {
        const data = /^data: (.*)$/m.exec(decoder.decode(part))?.[1];
        if (data === undefined) continue;
        const { id, ...request } = JSON.parse(data);
        asked.push(request);
        if (reply) await this.post('/simulation/link', { id, reply });
      }
    };
    void obey().catch(() => undefined);
    return { asked, leave: () => leaving.abort() };
  }

  /** Says to the API that something happened in the window. */
  happen(
    type: string,
    payload: object = { session_id: 's1' },
    at = 1_700_000_000_900,
  ): Promise<Response> {
    return this.post('/simulation/link', { news: { room: 'support', type, at, payload } });
  }

  close(): void {
    this.#leaving.abort();
    this.api?.close();
    this.#servers.forEach((server) => (server.closeAllConnections(), server.close()));
  }

  async #listen(handle: (request: Request) => Promise<Response>): Promise<string> {
    const server = createServer(toNodeListener(handle));
    this.#servers.push(server);
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
}
