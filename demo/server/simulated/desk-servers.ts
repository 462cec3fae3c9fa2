import {
  createTransferRelay,
  createWebhookHandler,
  type WebhookError,
} from 'daily-transfer/server';
import { simulateDailyApi, type SimulatedDailyApi } from 'daily-transfer/simulator/server';

/** Where everything here is served, on the origin of the demo. */
const BASE_PATH = '/simulated-daily';

/** More windows than a person has open; the oldest goes first. */
const MOST_DESKS = 50;

/** What stands behind one window: Daily, as it is simulated there, and the server of the app. */
interface DeskServer {
  readonly api: SimulatedDailyApi;
  readonly receive: (request: Request) => Promise<Response>;
}

/** The keys of all desks, made when the server starts and kept nowhere. */
interface Keys {
  readonly apiKey: string;
  readonly hmac: string;
  readonly signingKey: string;
  readonly publicKey: string;
}

/**
 * For each window that asks, a simulated Daily API and, as an app has it on a server of its own, a webhook
 * handler with a relay. All of them speak HTTP with each other, on the origin of the page.
 */
export class DeskServers {
  readonly #desks = new Map<string, DeskServer>();
  readonly #report: (error: WebhookError) => void;
  readonly #keys = createKeys();

  constructor(report: (error: WebhookError) => void) {
    this.#report = report;
  }

  /** Answers `…/`, `…/:window/keys`, `…/:window/webhooks` and what the simulated API has under `…/:window`. */
  readonly handle = async (request: Request): Promise<Response> => {
    const { pathname, hostname, port } = new URL(request.url);
    const [, window, rest] = /^\/simulated-daily\/([\da-f-]{36})\/(.+)$/.exec(pathname) ?? [];
    if (window === undefined)
      return new Response(null, { status: pathname === `${BASE_PATH}/` ? 204 : 404 });
    if (rest === 'keys') {
      await this.#open(window, LOOPBACK.test(hostname) ? hostname : 'localhost', port);
      return Response.json({ publicKey: (await this.#keys).publicKey });
    }
    const desk = this.#desks.get(window);
    if (!desk) return new Response(null, { status: 404 });
    return rest === 'webhooks' ? desk.receive(request) : desk.api.handle(request);
  };

  /** Whatever name the page has for this machine, its servers speak with each other on loopback. */
  async #open(window: string, hostname: string, port: string): Promise<void> {
    const { apiKey, hmac, signingKey } = await this.#keys;
    if (this.#desks.has(window)) return;
    const origin = `http://${hostname}:${port}`;
    const basePath = `${BASE_PATH}/${window}`;
    const baseUrl = `${origin}${basePath}/v1`;
    const relay = createTransferRelay({ apiKey, signingKey, baseUrl, addresses: true });
    const receive = createWebhookHandler({ hmac, relay, onError: this.#report });
    const api = simulateDailyApi({
      apiKey,
      hmac,
      basePath,
      webhookUrl: `${origin}${basePath}/webhooks`,
    });
    this.#desks.set(window, { api, receive });
    const [oldest] = this.#desks;
    if (this.#desks.size <= MOST_DESKS || !oldest) return;
    oldest[1].api.close();
    this.#desks.delete(oldest[0]);
  }
}

const LOOPBACK = /^(localhost|127\.[\d.]+|\[::1\])$/;

async function createKeys(): Promise<Keys> {
  const scheme = { name: 'ECDSA', namedCurve: 'P-256' };
  const { privateKey, publicKey } = await crypto.subtle.generateKey(scheme, true, [
    'sign',
    'verify',
  ]);
  return {
    apiKey: crypto.randomUUID(),
    hmac: toBase64(crypto.getRandomValues(new Uint8Array(32))),
    signingKey: toBase64(new Uint8Array(await crypto.subtle.exportKey('pkcs8', privateKey))),
    publicKey: toBase64(new Uint8Array(await crypto.subtle.exportKey('spki', publicKey))),
  };
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
