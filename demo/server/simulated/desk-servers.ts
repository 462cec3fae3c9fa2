import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
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

/**
 * For each window that asks, a simulated Daily API and, as an app has it on a server of its own, a webhook
 * handler with a relay. All of them speak HTTP with each other, on the origin of the page.
 */
export class DeskServers {
  readonly #desks = new Map<string, DeskServer>();
  readonly #report: (error: WebhookError) => void;
  /** Of all desks, made when the server starts and kept nowhere. */
  readonly #apiKey = randomUUID();
  readonly #hmac = randomBytes(32).toString('base64');
  readonly #keys = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
    publicKeyEncoding: { type: 'spki', format: 'der' },
  });

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
      this.#open(window, LOOPBACK.test(hostname) ? hostname : 'localhost', port);
      return Response.json({ publicKey: this.#keys.publicKey.toString('base64') });
    }
    const desk = this.#desks.get(window);
    if (!desk) return new Response(null, { status: 404 });
    return rest === 'webhooks' ? desk.receive(request) : desk.api.handle(request);
  };

  /** Whatever name the page has for this machine, its servers speak with each other on loopback. */
  #open(window: string, hostname: string, port: string): void {
    if (this.#desks.has(window)) return;
    const [apiKey, hmac] = [this.#apiKey, this.#hmac];
    const signingKey = this.#keys.privateKey.toString('base64');
    const basePath = `${BASE_PATH}/${window}`;
    const url = `http://${hostname}:${port}${basePath}`;
    const relay = createTransferRelay({
      apiKey,
      signingKey,
      baseUrl: `${url}/v1`,
      addresses: true,
    });
    const receive = createWebhookHandler({ hmac, relay, onError: this.#report });
    const api = simulateDailyApi({ apiKey, hmac, basePath, webhookUrl: `${url}/webhooks` });
    this.#desks.set(window, { api, receive });
    const [oldest] = this.#desks;
    if (this.#desks.size <= MOST_DESKS || !oldest) return;
    oldest[1].api.close();
    this.#desks.delete(oldest[0]);
  }
}

const LOOPBACK = /^(localhost|127\.[\d.]+|\[::1\])$/;
