// `npm run platforms`: a webhook to its end, signed in and relayed out, on every platform that servers run on.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { npm, root } from '../../scripts/set-up.mjs';

const program = join(root, 'test/platforms/server.mjs');
const platforms = [
  ...['20', '22', '24', '26'].map((major) => {
    return { name: 'Node', asked: `node@${major}`, file: 'node/bin/node' };
  }),
  { name: 'Deno', asked: 'deno@2', file: 'deno/deno', args: ['run', '--allow-net', '--allow-env'] },
  { name: 'Bun', asked: 'bun@1', file: 'bun/bin/bun.exe' },
  { name: 'workerd', asked: 'miniflare@4', file: 'workerd/bin/workerd', start: startWorker },
];

if (!npm(['run', 'build'])) process.exit(1);
const { makeKeys } = await import('../../dist/cli/keys.js');
const { toNodeListener } = await import('../../dist/server/index.js');
const { simulateDailyApi } = await import('../../dist/simulator/server/index.js');
const { openMessage } = await import('../../dist/wire/message.js');
const { importPublicKey } = await import('../../dist/wire/signing.js');

const results = [];
for (const platform of platforms) results.push(await tryOut(platform));
console.log('\n| platform | version | a webhook to its end |\n| --- | --- | --- |');
for (const row of results) console.log(`| ${row.join(' | ')} |`);
process.exit(results.every(([, , outcome]) => outcome === 'passed') ? 0 : 1);

/** The row of the table. */
async function tryOut({ name, asked, file, args = [], start = startProgram }) {
  const folder = join(root, '.temp/platforms', asked);
  const binary = join(folder, 'node_modules', file);
  mkdirSync(folder, { recursive: true });
  if (!existsSync(binary)) npm(['install', '--prefix', folder, '--no-audit', '--no-fund', asked]);
  let version;
  try {
    [version] = execFileSync(binary, ['--version'], { encoding: 'utf8' }).match(/\d[\w.-]+/);
  } catch {
    return [name, asked, 'NOT RUN: npm brought no binary that runs here'];
  }
  const outcome = await sendWebhook((env) => start({ folder, binary, args, env })).then(
    () => 'passed',
    ({ message }) => `FAILED: ${message.split('\n')[0]}`,
  );
  return [name, version, outcome];
}

/** Rejects unless the webhook of a simulated Daily comes back as a message that the public key verifies. */
async function sendWebhook(start) {
  const keys = { ...parseEnv(makeKeys()), DAILY_API_KEY: 'key-of-platforms' };
  const { DAILY_API_KEY: apiKey, DAILY_WEBHOOK_HMAC: hmac, RELAY_PUBLIC_KEY } = keys;
  const api = simulateDailyApi({ apiKey });
  const daily = createServer(toNodeListener(api.handle)).listen(0, '127.0.0.1');
  await once(daily, 'listening');
  const address = `http://127.0.0.1:${daily.address().port}`;
  const server = await start({ ...keys, DAILY_API_URL: `${address}/v1` });
  try {
    const headers = { authorization: `Bearer ${apiKey}` };
    const post = async (path, said) => {
      const body = JSON.stringify(said);
      const answer = await fetch(address + path, { method: 'POST', headers, body });
      if (!answer.ok) throw new Error(await answer.text());
    };
    const told = nextMessage(`${address}/simulation/link`);
    told.catch(() => {}); // What fails before it is what is told.
    await post('/v1/webhooks', { url: server.url, hmac });
    const payload = { session_id: 's1', to_endpoint: 'sip:billing@acme.sip.daily.co' };
    const news = { room: 'support', type: 'calltransfer.answered', at: Date.now(), payload };
    await post('/simulation/link', { news });
    const opened = await openMessage(await told, await importPublicKey(RELAY_PUBLIC_KEY));
    if (opened?.fact?.type !== 'answered') throw new Error('the message cannot be verified');
    await api.settled();
    const [{ status }] = api.deliveries;
    if (status !== 200) throw new Error(`the webhook was answered ${status}`);
  } finally {
    api.close();
    daily.close();
    await server.stop();
  }
}

/** Plays the window of the room: resolves with the first message that the relay sends there. */
async function nextMessage(link) {
  const { body } = await fetch(link, { signal: AbortSignal.timeout(20_000) });
  for await (const part of body.pipeThrough(new TextDecoderStream())) {
    const said = /^data: (.*)$/m.exec(part)?.[1];
    if (!said) continue;
    const { id, body: message } = JSON.parse(said);
    const reply = JSON.stringify({ id, reply: { outcome: 'done' } });
    await fetch(link, { method: 'POST', body: reply });
    return message.data;
  }
  throw new Error('nothing was relayed');
}

async function startProgram({ binary, args, env }) {
  const stdio = ['ignore', 'pipe', 'inherit'];
  const child = spawn(binary, [...args, program], { env: { ...process.env, ...env }, stdio });
  const [port] = await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(() => Promise.reject(new Error('it ended'))),
  ]);
  return { url: `http://127.0.0.1:${String(port).trim()}`, stop: () => child.kill() };
}

async function startWorker({ folder, env }) {
  const { Miniflare } = createRequire(join(folder, 'package.json'))('miniflare');
  const modulesRules = [{ type: 'ESModule', include: ['**/*.js', '**/*.mjs'] }];
  const modules = { modules: true, modulesRules, modulesRoot: root, scriptPath: program };
  const worker = new Miniflare({ ...modules, compatibilityDate: '2026-01-01', bindings: env });
  return { url: String(await worker.ready), stop: () => worker.dispose() };
}
