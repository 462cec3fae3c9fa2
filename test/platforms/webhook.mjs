// A webhook of a simulated Daily, to its end, at any server. It needs `dist/`, so build first.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { parseEnv } from 'node:util';
import { makeKeys } from '../../dist/cli/keys.js';
import { toNodeListener } from '../../dist/server/index.js';
import { simulateDailyApi } from '../../dist/simulator/server/index.js';
import { openMessage } from '../../dist/wire/message.js';
import { importPublicKey } from '../../dist/wire/signing.js';

/**
 * Rejects unless the webhook comes back as a message that the public key verifies.
 *
 * @param {(env: object) => Promise<{ url: string, stop: () => unknown }>} start
 *   starts a server with these environment variables
 */
export async function sendWebhook(start) {
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

/** Starts a program that serves, and says at which address in what it prints. */
export async function startServer(command, args, { cwd, env }) {
  const stdio = ['ignore', 'pipe', 'inherit'];
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio });
  const ended = once(child, 'exit');
  const stop = () => (child.kill(), ended);
  const url = await findAddress(child.stdout);
  if (url) return { url, stop };
  await stop();
  throw new Error('it ended, or said no address');
}

async function findAddress(stdout) {
  for await (const line of createInterface({ input: stdout })) {
    const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
    if (address) return address;
  }
  return undefined;
}
