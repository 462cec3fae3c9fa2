// `npm run server-load`: the webhook handler on Node's own HTTP server beside a server that answers 200 and nothing
// else, in turns within one run. `-- --requests 20000` for a shorter one. Fails when an answer was wrong, or when
// the handler's process holds more memory after the run than before; the rest is printed.
import { fork } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { installPackages, keepFigures, kilobytes, root, thousands } from './set-up.mjs';

const [TURNS, CONNECTIONS, HELD_BYTES] = [10, 32, 1_000_000];
const built = join(root, '.temp/server-load-built');

if (process.send) await serve(process.argv[2]);
else await measure();

async function measure() {
  const { values } = parseArgs({ options: { requests: { type: 'string', default: '200000' } } });
  const share = Math.ceil(Number(values.requests) / TURNS);
  installPackages();
  const { build } = await import('vite');
  const outDir = { outDir: built, emptyOutDir: true };
  await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'error', build: outDir });
  const hmac = randomBytes(32).toString('base64');
  const [empty, handler] = await Promise.all(['empty', 'handler'].map((role) => start(role, hmac)));
  const both = [empty, handler];
  // All code has run and all pools are full before the first look.
  for (const one of both) await load(one, Math.max(share, 2_000), hmac);
  for (const one of both) Object.assign(one, { times: [], seconds: 0, before: await ask(one) });
  for (let turn = 0; turn < TURNS; turn += 1) for (const one of both) await load(one, share, hmac);
  const [ofEmpty, ofHandler] = [await read(empty), await read(handler)];
  for (const { child } of both) child.kill();
  const held = ofHandler.wrong === 0 && ofHandler.grownBytes <= HELD_BYTES;
  console.log({ empty: ofEmpty, handler: ofHandler, held });
  const rates = `${thousands(ofHandler.perSecond)} and ${thousands(ofEmpty.perSecond)} a second`;
  const memory = `memory of the handler after ${thousands(share * TURNS)} requests`;
  const within = `${ofHandler.p99Ms} and ${ofEmpty.p99Ms} ms`;
  keepFigures('server-load', [
    ['webhook handler and an empty Node server, requests', '–', rates],
    ['of the same two, 99 of 100 answers come within', '–', within],
    [memory, '< 1 MB more', kilobytes(ofHandler.grownBytes), held],
  ]);
  process.exitCode = held ? 0 : 1;
}

/** One of the two servers, in a process of its own. Asked, it says what it holds after forced collection. */
async function serve(role) {
  let listener = (_, response) => response.end();
  if (role === 'handler') {
    const { createWebhookHandler, toNodeListener } = await import(
      pathToFileURL(join(built, 'server/index.js')).href
    );
    const hmac = process.env['SERVER_LOAD_HMAC'];
    listener = toNodeListener(createWebhookHandler({ hmac, onTransferFact: () => {} }));
  }
  const server = createServer(listener);
  server.listen(0, '127.0.0.1', () => process.send(server.address().port));
  process.on('message', () => {
    for (let turn = 0; turn < 4; turn += 1) globalThis.gc();
    const { heapUsed, external } = process.memoryUsage();
    process.send(heapUsed + external);
  });
}

async function start(role, hmac) {
  const env = { ...process.env, SERVER_LOAD_HMAC: hmac };
  const child = fork(import.meta.filename, [role], { execArgv: ['--expose-gc'], env });
  const [port] = await once(child, 'message');
  return { child, url: `http://127.0.0.1:${port}/`, times: [], seconds: 0, wrong: 0 };
}

async function ask({ child }) {
  child.send('collect');
  const [bytes] = await once(child, 'message');
  return bytes;
}

async function read(one) {
  const times = Float64Array.from(one.times).sort();
  const p99Ms = Number(times[Math.floor(times.length * 0.99)].toPrecision(3));
  const perSecond = Math.round(times.length / one.seconds);
  return { perSecond, p99Ms, wrong: one.wrong, grownBytes: (await ask(one)) - one.before };
}

/** As many at a time as there are connections, each after the answer to the one before. */
async function load(one, count, hmac) {
  const webhooks = Array.from({ length: 100 }, (_, index) => makeWebhook(index, hmac));
  const begun = performance.now();
  let left = count;
  const line = async () => {
    while (left > 0) {
      const asked = performance.now();
      const response = await fetch(one.url, webhooks[(left -= 1) % webhooks.length]);
      await response.text();
      one.times.push(performance.now() - asked);
      if (response.status !== 200) one.wrong += 1;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, line));
  one.seconds += (performance.now() - begun) / 1000;
}

/** Signed as Daily does. */
function makeWebhook(index, hmac) {
  const now = Date.now() / 1000;
  const session_id = `a1b2c3d4-0000-4000-8000-${String(index).padStart(12, '0')}`;
  const payload = {
    room: `room-${index}`,
    timestamp: String(now),
    session_id,
    mtg_session_id: session_id,
    to_endpoint: `sip:desk-${index}@pbx.example.net`,
    from_endpoint: 'sip:ann@phone.example.net',
  };
  const type = `calltransfer.${['triggered', 'initiated', 'answered', 'completed'][index % 4]}`;
  const head = { version: '1.0.0', type, id: `id-${index}`, event_ts: now };
  const body = JSON.stringify({ ...head, payload });
  const timestamp = String(Math.floor(now));
  const key = Buffer.from(hmac, 'base64');
  const signature = createHmac('sha256', key).update(`${timestamp}.${body}`).digest('base64');
  const headers = { 'x-webhook-signature': signature, 'x-webhook-timestamp': timestamp };
  return { method: 'POST', body, headers };
}
