import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as servers from 'daily-transfer/server';
import {
  createWebhookHandler,
  toNodeListener,
  type SigningKeyFault,
  type WebhookErrorCode,
} from 'daily-transfer/server';
import * as simulators from 'daily-transfer/simulator/server';
import { makeRelayKeys } from '../wire/keys.js';
import { HMAC, makeEvent, makeRequest } from './signed-webhooks.js';

/* The samples and the tables of docs/servers.md. */

const read = (path: string) =>
  readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');
const page = read('docs/servers.md');

/** The code of the sample that has this text in it. */
function findSample(part: string): string {
  const samples = [...page.matchAll(/^```\w+\n(.*?)^```$/gms)].map(([, code = '']) => code);
  const [found = '', ...others] = samples.filter((code) => code.includes(part));
  expect([found === '', others]).toEqual([false, []]);
  return found;
}

/** What a sample exports, its imports taken from these modules. */
function run(part: string, modules: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { outputText } = ts.transpileModule(findSample(part), {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const exports: Record<string, unknown> = {};
  const load = (name: string) => modules[name];
  // oxlint-disable-next-line no-new-func
  new Function('exports', 'require', outputText)(exports, load);
  return exports;
}

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
  vi.unstubAllGlobals();
});

async function listen(listener: RequestListener): Promise<string> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A webhook that Daily sends now. */
function webhook(): Request {
  return makeRequest(makeEvent('calltransfer.answered'), { timestamp: String(Date.now()) });
}

async function post(url: string): Promise<Response> {
  const { headers, body } = webhook();
  const init = { method: 'POST', headers, body: await new Response(body).text() };
  return fetch(`${url}/daily`, init);
}

/** Handles a webhook, and keeps what it was told. */
function makeHandler() {
  const told: unknown[] = [];
  const handle = createWebhookHandler({ hmac: HMAC, onTransferFact: (fact) => told.push(fact) });
  return { handle, told };
}

describe('the samples', () => {
  it('have the server of demo/server, which has a test of its own', () => {
    const [, code = ''] = read('demo/server/server.mjs').split(/(?:^\/\/.*\n)+/m);
    expect(findSample('relay.ready()')).toBe(code);
  });

  it('answer webhooks in Express, which hands on the request of Node', async () => {
    const routes = new Map<string, RequestListener>();
    const post_ = (path: string, listener: RequestListener) => void routes.set(path, listener);
    const express = Object.assign(() => ({ post: post_, use: () => {} }), { json: () => {} });
    const { handle, told } = makeHandler();
    const modules = { express, 'daily-transfer/server': servers };
    const { makeApp } = run("from 'express'", modules);
    (makeApp as (handler: unknown) => void)(handle);
    const url = await listen((request, response) => {
      routes.get(String(request.url))?.(request, response);
    });
    expect([(await post(url)).status, told.length]).toEqual([200, 1]);
  });

  it('answer webhooks in Hono, which hands on the Request', async () => {
    type Route = (context: object) => Promise<Response>;
    const routes = new Map<string, Route>();
    class Hono {
      post(path: string, route: Route): void {
        routes.set(path, route);
      }
    }
    const { handle, told } = makeHandler();
    const { makeApp } = run("from 'hono'", { hono: { Hono } });
    (makeApp as (handler: unknown) => void)(handle);
    const answer = await routes.get('/daily')?.({ req: { raw: webhook() } });
    expect([answer?.status, told.length]).toEqual([200, 1]);
  });

  it('answer webhooks on workers, where the message follows the answer', async () => {
    const { signingKey } = await makeRelayKeys();
    const asked: string[] = [];
    vi.stubGlobal('fetch', (url: string) => {
      asked.push(url);
      return Promise.resolve(Response.json({ sent: 'true' }));
    });
    type Worker = { fetch(...given: readonly unknown[]): Promise<Response> };
    const { default: worker } = run('context.waitUntil(work)', {
      'daily-transfer/server': servers,
    });
    const env = {
      DAILY_API_KEY: 'key-of-tests',
      DAILY_WEBHOOK_HMAC: HMAC,
      RELAY_SIGNING_KEY: signingKey,
    };
    const context = {
      works: [] as unknown[],
      waitUntil(work: unknown) {
        this.works.push(work);
      },
    };
    expect((await (worker as Worker).fetch(webhook(), env, context)).status).toBe(200);
    await Promise.all(context.works);
    expect(asked).toEqual(['https://api.daily.co/v1/rooms/support-7/send-app-message']);
  });

  it.each<[string, unknown, string]>([
    ['a yes', { ok: true }, 'Daily took the request.'],
    [
      'a no',
      { error: 'invalid-request-error' },
      'unable to transfer; Daily found the request invalid',
    ],
    ['a page', '<html>', 'Look at the room before you send it again.'],
  ])('transfer by REST, and say what came of it: %s', async (_, body, says) => {
    vi.stubGlobal('fetch', () => Promise.resolve(Response.json(body)));
    const { transfer } = run('new TransferClient', { 'daily-transfer/server': servers });
    type Transfer = (apiKey: string, sessionId: string) => Promise<string>;
    expect(await (transfer as Transfer)('key-of-tests', 'a-session')).toBe(says);
  });

  it('start a simulated Daily that sends webhooks', async () => {
    const { handle } = makeHandler();
    const asked: string[] = [];
    const simulateDailyApi = (options: simulators.SimulateDailyApiOptions) => {
      const fetch: typeof globalThis.fetch = (url, init) => {
        asked.push(String(url));
        return handle(new Request(String(url), init));
      };
      return simulators.simulateDailyApi({ ...options, fetch });
    };
    const listening = vi.fn();
    run('simulateDailyApi({', {
      'node:http': { createServer: () => ({ listen: listening }) },
      'daily-transfer/server': { toNodeListener },
      'daily-transfer/simulator/server': { simulateDailyApi },
    });
    await vi.waitFor(() => expect(asked).toEqual(['http://127.0.0.1:8787/daily']));
    expect(listening).toHaveBeenCalledWith(8788, '127.0.0.1');
  });
});

describe('the tables', () => {
  const codes: Readonly<Record<WebhookErrorCode, true>> = {
    'signing-key-unusable': true,
    'bad-signature': true,
    'outside-window': true,
    'too-large': true,
    'slow-body': true,
    'broken-body': true,
    'broken-event': true,
    'listener-failed': true,
    'wait-until-failed': true,
    'relay-failed': true,
    'relay-dropped': true,
    'relay-late': true,
  };
  const faults: Readonly<Record<SigningKeyFault, true>> = {
    'public-key': true,
    encrypted: true,
    sec1: true,
    rsa: true,
    unreadable: true,
  };

  it.each([...Object.keys(codes), ...Object.keys(faults)])('have a line for %s', (code) => {
    expect(page.split('\n').filter((line) => line.startsWith(`| \`${code}\` `))).toHaveLength(1);
  });
});
