// @ts-check
// Takes Daily's webhooks and tells the pages of the room, with nothing but Node: `node demo/server/server.mjs`.
// Three secrets come by the environment, and none of them may ever come into a page:
//   DAILY_API_KEY       the API key of your Daily domain
//   DAILY_WEBHOOK_HMAC  the secret of the webhook, as Daily showed it when the webhook was made
//   RELAY_SIGNING_KEY   a private ECDSA P-256 key, PKCS #8; pages have its public half: relay: { publicKey }
import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import { createTransferRelay, createWebhookHandler } from 'daily-transfer/server';

const { DAILY_API_KEY = '', DAILY_WEBHOOK_HMAC = '', RELAY_SIGNING_KEY = '' } = process.env;
const { DAILY_API_URL, PORT = '8787' } = process.env;

const relay = createTransferRelay({
  apiKey: DAILY_API_KEY,
  signingKey: RELAY_SIGNING_KEY,
  baseUrl: DAILY_API_URL,
});

const answerWebhook = createWebhookHandler({
  hmac: DAILY_WEBHOOK_HMAC,
  relay,
  onError: (error) => console.error(JSON.stringify(error)),
});

export const server = createServer(async (incoming, outgoing) => {
  const response = await answer(incoming).catch(() => new Response(null, { status: 500 }));
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(Buffer.from(await response.arrayBuffer()));
});

server.listen(Number(PORT));

/** @param {import('node:http').IncomingMessage} incoming */
async function answer(incoming) {
  const { method, url } = incoming;
  if (method !== 'POST' || url !== '/daily') return new Response(null, { status: 404 });
  return answerWebhook(toRequest(incoming));
}

/**
 * The request as the web knows it. Its body stays as it came: the signature is over the very bytes.
 *
 * @param {import('node:http').IncomingMessage} incoming
 */
function toRequest(incoming) {
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(incoming.headersDistinct)) {
    for (const value of values) headers.append(name, value);
  }
  const body = /** @type {ReadableStream} */ (Readable.toWeb(incoming));
  const init = { method: 'POST', headers, body, duplex: 'half' };
  return new Request('http://localhost/daily', init);
}
