// One server of `npm run server-load`, in a process of its own: `empty` answers 200 and nothing else, `bridge`
// makes a Request of what came and writes a Response back, `handler` gives that Request to the webhook handler.
import { createServer } from 'node:http';
import { Readable } from 'node:stream';

const [, , role, built] = process.argv;
let facts = 0;

const server = createServer(await makeListener());
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
process.on('message', (question) => process.send(answer(question)));

async function makeListener() {
  if (role === 'empty') return (_, response) => response.end();
  if (role === 'bridge') return bridge(async () => new Response(null, { status: 200 }));
  const { createWebhookHandler } = await import(built);
  const handle = createWebhookHandler({
    hmac: process.env['SERVER_LOAD_HMAC'],
    onTransferFact: () => (facts += 1),
  });
  return bridge(handle);
}

/** As a server on Node does it: the body as a stream, and nothing kept. */
function bridge(handle) {
  return async (incoming, outgoing) => {
    const request = new Request(`http://${incoming.headers.host}${incoming.url}`, {
      method: incoming.method,
      headers: incoming.headers,
      body: Readable.toWeb(incoming),
      duplex: 'half',
    });
    const response = await handle(request);
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end();
    if (!request.bodyUsed) incoming.resume();
  };
}

/** What the process has used so far, and holds after forced collection. */
function answer(question) {
  if (question === 'collect') for (let turn = 0; turn < 4; turn += 1) globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  return { heldBytes: heapUsed + external, cpuMicros: user + system, facts };
}
