// `npm run server-load`: the webhook handler behind Node's own HTTP server, beside a server that does nothing
// and one that only makes Requests and Responses, in turns within one run. `-- --requests 20000` for a shorter
// one. Fails when the handler holds more memory after the run than before; the rest is printed.
import { fork } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { Agent, request as send } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { writeReport } from './figures-page.mjs';
import { installPackages, root } from './set-up.mjs';

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '200000' },
    connections: { type: 'string', default: '32' },
  },
});
const requests = Number(values.requests);
const connections = Number(values.connections);
const TURNS = 10;
const HELD_BYTES = 1_000_000;
const ROLES = ['empty', 'bridge', 'handler'];
const DISTINCT = 100;
/** Signed anew before they are too old for the handler. */
const SIGNED_FOR_MS = 60_000;

installPackages();
const built = join(root, '.temp/server-load-built');
const hmac = randomBytes(32).toString('base64');
let webhooks = { at: -Infinity, list: [] };

await build();
const servers = await Promise.all(ROLES.map(startServer));
try {
  const report = await measure(servers);
  writeReport('server-load', report);
  for (const line of describe(report)) console.log(line);
  process.exitCode = report.held ? 0 : 1;
} finally {
  for (const { child } of servers) child.kill();
}

/** Turn by turn, so that what slows the machine down slows all of them down. */
async function measure(all) {
  const share = Math.ceil(requests / TURNS);
  // All code has run and all pools are full before the first look.
  for (const one of all) await load(one, Math.max(Math.ceil(requests / 20), 2_000));
  for (const one of all) await reset(one);
  for (let turn = 0; turn < TURNS; turn += 1) for (const one of all) await load(one, share);
  const results = {};
  for (const one of all) results[one.role] = await read(one);
  const { empty, bridge, handler } = results;
  const grown = handler.grownBytes;
  const right = servers.every(({ wrong }) => wrong === 0) && handler.facts === share * TURNS;
  return {
    requests: share * TURNS,
    connections,
    ...results,
    ratios: {
      'requests a second, to an empty server': round(handler.perSecond / empty.perSecond),
      'requests a second, to the bridge': round(handler.perSecond / bridge.perSecond),
      'time of the processor, to an empty server': round(handler.cpuMicros / empty.cpuMicros),
      'time of the processor, to the bridge': round(handler.cpuMicros / bridge.cpuMicros),
    },
    heldBytes: HELD_BYTES,
    right,
    held: right && grown <= HELD_BYTES,
  };
}

async function startServer(role) {
  const child = fork(
    join(root, 'scripts/server-load-server.mjs'),
    [role, pathToFileURL(join(built, 'server.js')).href],
    {
      execArgv: ['--expose-gc'],
      env: { ...process.env, SERVER_LOAD_HMAC: hmac },
    },
  );
  const [{ port }] = await once(child, 'message');
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return { role, child, port, agent, times: [], seconds: 0, wrong: 0 };
}

async function ask(one, question) {
  one.child.send(question);
  const [answer] = await once(one.child, 'message');
  return answer;
}

async function reset(one) {
  one.before = await ask(one, 'collect');
  one.times = [];
  one.seconds = 0;
}

async function read(one) {
  const { cpuMicros } = await ask(one, 'look');
  const after = await ask(one, 'collect');
  const times = Float64Array.from(one.times).sort();
  const at = (part) => round(times[Math.floor((times.length - 1) * part)]);
  return {
    perSecond: Math.round(times.length / one.seconds),
    medianMs: at(0.5),
    p99Ms: at(0.99),
    cpuMicros: round((cpuMicros - one.before.cpuMicros) / times.length),
    facts: after.facts - one.before.facts,
    grownBytes: after.heldBytes - one.before.heldBytes,
  };
}

/** As many at a time as there are connections, each after the answer to the one before. */
async function load(one, count) {
  let left = count;
  const start = performance.now();
  const line = async () => {
    while (left > 0) {
      left -= 1;
      await post(one, pick(left));
    }
  };
  await Promise.all(Array.from({ length: connections }, line));
  one.seconds += (performance.now() - start) / 1000;
}

function post(one, { headers, body }) {
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    const options = {
      port: one.port,
      host: '127.0.0.1',
      path: '/daily',
      method: 'POST',
      headers,
      agent: one.agent,
    };
    const sending = send(options, (response) => {
      response.resume();
      response.on('end', () => {
        one.times.push(performance.now() - begun);
        if (response.statusCode !== 200) one.wrong += 1;
        resolve();
      });
    });
    sending.on('error', reject);
    sending.end(body);
  });
}

/** One of many different webhooks, signed as Daily does. */
function pick(index) {
  if (performance.now() - webhooks.at > SIGNED_FOR_MS) {
    webhooks = { at: performance.now(), list: Array.from({ length: DISTINCT }, makeWebhook) };
  }
  return webhooks.list[index % DISTINCT];
}

function makeWebhook(_, index) {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const type = `calltransfer.${['triggered', 'initiated', 'answered', 'completed'][index % 4]}`;
  const session = `a1b2c3d4-0000-4000-8000-${String(index).padStart(12, '0')}`;
  const payload = {
    domain_id: 'a1b2c3d4-0000-4000-8000-0000000000dd',
    room: `room-${index}`,
    timestamp,
    session_id: session,
    mtg_session_id: session,
    to_endpoint: `sip:desk-${index}@pbx.example.net`,
    from_endpoint: 'sip:ann@phone.example.net',
    is_sip_refer: index % 2 === 0,
  };
  const body = JSON.stringify({
    version: '1.0.0',
    type,
    id: `id-${index}`,
    payload,
    event_ts: Date.now() / 1000,
  });
  const key = Buffer.from(hmac, 'base64');
  const signature = createHmac('sha256', key).update(`${timestamp}.${body}`).digest('base64');
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'x-webhook-signature': signature,
    'x-webhook-timestamp': timestamp,
  };
  return { headers, body };
}

function describe(report) {
  const { held, right, ratios, handler } = report;
  const lines = ROLES.map((role) => {
    const { perSecond, medianMs, p99Ms, cpuMicros, grownBytes } = report[role];
    return `       ${role}: ${perSecond} requests a second, median ${medianMs} ms, p99 ${p99Ms} ms, ${cpuMicros} µs of the processor each, ${grownBytes} bytes more`;
  });
  return [
    ...lines,
    ...Object.entries(ratios).map(([name, ratio]) => `       ${name}: ${ratio} ×`),
    `       every answer was right: ${right}`,
    `${held ? 'held  ' : 'MISSED'} memory after ${report.requests} requests: ${handler.grownBytes} bytes more (at most ${HELD_BYTES})`,
  ];
}

function round(value) {
  return Number(value.toPrecision(3));
}

/** The entry for servers as it is published, in a place of its own. */
async function build() {
  const vite = await import('vite');
  await vite.build({
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir: built, emptyOutDir: true },
  });
}
