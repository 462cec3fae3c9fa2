// The webhook server that `npm run platforms` runs on every platform. Where it listens itself, it prints its address.
import {
  createTransferRelay,
  createWebhookHandler,
  toNodeListener,
} from '../../dist/server/index.js';

/** @param {Record<string, string>} env */
function makeHandler(env) {
  return createWebhookHandler({
    hmac: env.DAILY_WEBHOOK_HMAC,
    relay: createTransferRelay({
      apiKey: env.DAILY_API_KEY,
      signingKey: env.RELAY_SIGNING_KEY,
      baseUrl: env.DAILY_API_URL,
    }),
    onError: (error) => console.error(JSON.stringify(error)),
  });
}

const { Deno, Bun, navigator } = globalThis;
const [hostname, port] = ['127.0.0.1', 0];
const say = (at) => console.log(`http://${hostname}:${at.port}`);
const isWorker = navigator?.userAgent === 'Cloudflare-Workers';
const handle = isWorker ? undefined : makeHandler(process.env);

if (Deno) {
  Deno.serve({ hostname, port, onListen: say }, handle);
} else if (Bun) {
  say(Bun.serve({ hostname, port, fetch: handle }));
} else if (handle) {
  const { createServer } = process.getBuiltinModule('node:http'); // an import would end workerd
  const server = createServer(toNodeListener(handle));
  server.listen(port, hostname, () => say(server.address()));
}

// workerd asks for it; Bun would serve it a second time.
// oxlint-disable-next-line no-default-export
export default isWorker ? { fetch: (request, env) => makeHandler(env)(request) } : undefined;
