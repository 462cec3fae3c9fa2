import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createTransferRelay, createWebhookHandler, TransferClient } from 'daily-transfer/server';
import { PLAN_FLAGS } from '../../src/cli/plan.js';
import { importPublicKey, importSigningKey, sign, verify } from '../../src/wire/signing.js';
import { readPage } from '../docs/pages.js';
import { findLeaks } from '../support/fixtures.js';
import { type } from './running.js';

describe('daily-transfer keys', () => {
  it('prints a file of settings: a pair that fits, the secret of the webhook, and a token', async () => {
    const { code, out } = await type('keys');
    const { RELAY_SIGNING_KEY = '', RELAY_PUBLIC_KEY = '', ...rest } = parseEnv(out);
    expect([code, Object.keys(rest)]).toEqual([0, ['DAILY_WEBHOOK_HMAC', 'TRANSFER_TOKEN']]);
    const signature = await sign(await importSigningKey(RELAY_SIGNING_KEY), 'text');
    expect(await verify(await importPublicKey(RELAY_PUBLIC_KEY), 'text', signature)).toBe(true);
    await createTransferRelay({ apiKey: '12345678', signingKey: RELAY_SIGNING_KEY }).ready();
    createWebhookHandler({ hmac: String(rest['DAILY_WEBHOOK_HMAC']) });
    expect(rest['TRANSFER_TOKEN']).toMatch(/^[\w-]{43}$/);
  });

  it('prints others each time', async () => {
    expect((await type('keys')).out).not.toBe((await type('keys')).out);
  });
});

describe('daily-transfer plan', () => {
  it.each([
    ['--to +14155552671 --allow +1415', 0, 'sipCallTransfer', 'target-is-phone'],
    [
      '--to sip:billing@acme.sip.daily.co --domain acme',
      0,
      'sipCallTransfer',
      'target-inside-daily',
    ],
    [
      '--to sip:sales@pbx.example.com --allow any',
      0,
      'sipCallTransfer',
      'transferee-address-unknown',
    ],
    [
      '--to sip:sales@pbx.example.com --from sip:alice@home.example.net --allow daily,pbx.example.com --domain acme',
      0,
      'sipRefer',
      'both-ends-outside',
    ],
    [
      '--to sip:sales@pbx.example.com --from sip:alice@home.example.net --from-type pstn-dial-in --allow any',
      0,
      'sipCallTransfer',
      'transferee-on-phone-network',
    ],
    [
      '--to sip:sales@pbx.example.com --prefer anchored --allow any',
      0,
      'sipCallTransfer',
      'keep-daily-in-path',
    ],
    ['--to sip:sales@pbx.example.com', 1, 'sipCallTransfer', 'transferee-address-unknown'],
    ['--to sips:sales@pbx.example.com', 1, undefined, undefined],
  ])('says method and reason: %s', async (flags, code, method, because) => {
    const json = await type(`plan ${flags} --json`);
    const plan = JSON.parse(json.out) as Record<string, unknown>;
    expect([json.code, plan['ready'], plan['method'], plan['because']]).toEqual([
      code,
      code === 0,
      method,
      because,
    ]);
    const shown = await type(`plan ${flags}`);
    expect(shown.code).toBe(code);
    for (const { code: name, reason } of [...Object(plan['checks']), ...Object(plan['considered'])])
      expect(shown.out).toContain(name ?? reason);
    expect(findLeaks(json.out + shown.out)).toEqual([]);
  });

  it('shows the row that decided, and what failed with what to do', async () => {
    const { out } = await type('plan --to +14155552671');
    expect(out).toMatch(
      /^target {3}\+1•••2671\nmethod {3}sipCallTransfer\nbecause {2}target-is-phone\nready {4}no\n/,
    );
    expect(out).toMatch(
      /^> {2}1 {2}target-is-phone +sipCallTransfer {2}The target is a phone number/m,
    );
    expect(out).toMatch(/^FAILED {3}target-allowed +\S.*allowTargets/m);
  });

  it('is the plan of a TransferClient', async () => {
    const { out } = await type('plan --to sip:billing@acme.sip.daily.co --domain acme --json');
    const client = new TransferClient({ apiKey: '12345678', domain: 'acme' });
    const request = { sessionId: 'unknown', toEndPoint: 'sip:billing@acme.sip.daily.co' };
    expect(JSON.parse(out)).toEqual(JSON.parse(JSON.stringify(client.plan('support', request))));
  });
});

describe('a mistake', () => {
  it.each([
    ['', 2, 'the command is keys, plan or serve'],
    ['plna', 2, 'the command is keys, plan or serve'],
    ['keys --to x', 2, "Unknown option '--to'"],
    ['plan', 2, '--to is missing'],
    ['plan --to', 2, "'--to <value>' argument missing"],
    ['plan --to x --too y', 2, "Unknown option '--too'"],
    ['plan +14155552671', 2, "Unexpected argument '+1•••2671'"],
    ['plan --to x --prefer fast', 2, "prefer must be 'direct' or 'anchored'"],
    ['plan --to x --domain acme.daily.co', 2, 'domain must be your sub-domain alone'],
    ['plan --to x --from-type phone', 2, 'transfereeType must be one of'],
    ['plan --to x --allow daily,nonsense!', 2, 'not "nonsense!"'],
    ['serve --env no-such-file', 1, 'no such file'],
    ['serve --port 1', 2, "Unknown option '--port'"],
  ])('is told on stderr: %s', async (line, code, message) => {
    const ran = await type(line);
    expect([ran.code, ran.out]).toEqual([code, '']);
    expect(ran.err).toMatch(/^daily-transfer: .*\n$/s);
    expect(ran.err).toContain(message);
  });

  it('in a file of settings is told, and what the environment says comes first', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'daily-transfer-'));
    writeFileSync(join(folder, 'env'), 'DAILY_API_KEY=key-of-tests\nPORT=99999\n');
    const line = `serve --env ${join(folder, 'env')}`;
    const ran = await type(line);
    const other = await type(line, { PORT: '0', DAILY_DOMAIN: '' });
    rmSync(folder, { recursive: true });
    expect([ran.code, ran.err]).toEqual([2, 'daily-transfer: PORT must be a number up to 65535\n']);
    expect([other.code, other.err]).toEqual([2, 'daily-transfer: TRANSFER_TOKEN is not set\n']);
  });
});

describe('daily-transfer serve', () => {
  it('ends when it is told to by a signal', async () => {
    const before = ['SIGINT', 'SIGTERM'].map((signal) =>
      process.listeners(signal as NodeJS.Signals),
    );
    const env = { DAILY_API_KEY: 'key-of-tests', TRANSFER_TOKEN: 'x'.repeat(32), PORT: '0' };
    const { code, err } = await type('serve', env);
    const [, port = ''] = /^listens on 127\.0\.0\.1, port (\d+)$/m.exec(err) ?? [];
    const url = `http://127.0.0.1:${port}/`;
    expect([code, (await fetch(url, { headers: { connection: 'close' } })).status]).toEqual([
      0, 404,
    ]);
    for (const [index, signal] of (['SIGINT', 'SIGTERM'] as const).entries()) {
      const ours = process.listeners(signal).filter((one) => !before[index]?.includes(one));
      expect(ours).toHaveLength(1);
      ours.forEach((stop) => (stop(signal), process.off(signal, stop)));
    }
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });
});

describe('the help', () => {
  const SETTINGS = [
    'DAILY_API_KEY',
    'TRANSFER_TOKEN',
    'DAILY_DOMAIN',
    'ALLOW_TARGETS',
    'PREFER',
    'DAILY_WEBHOOK_HMAC',
    'RELAY_SIGNING_KEY',
    'RELAY_ADDRESSES',
    'DAILY_API_URL',
    'LISTEN_HOST',
    'PORT',
  ];

  it.each(['--help', 'plan --help', 'serve --env x --help'])('comes by %s', async (line) => {
    const { code, out } = await type(line);
    expect(code).toBe(0);
    expect(out).toMatch(/^daily-transfer keys/);
  });

  it('has every flag and setting, and so has docs/servers.md', async () => {
    const { out } = await type('--help');
    const { text } = readPage('docs/servers.md');
    const flags = Object.keys(PLAN_FLAGS).map((flag) => `--${flag}`);
    for (const name of [...flags, ...SETTINGS]) {
      expect(out).toContain(name);
      expect(text).toMatch(new RegExp(`^\\| \`${name}\` `, 'm'));
    }
    const source = readPage('src/cli/serve.ts').text;
    const read = source.match(/\b[A-Z]+(?:_[A-Z]+)+\b|\bPORT\b|\bPREFER\b/g);
    expect([...new Set(read)].sort()).toEqual([...SETTINGS].sort());
  });
});
