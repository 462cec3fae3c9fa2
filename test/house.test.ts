// @vitest-environment node
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** What the linter says of each of these sources in a file of its own at that place. */
interface Rule {
  readonly at: string;
  /** Nothing at all in the `allowed` rows, which prove that the linter does not just refuse. */
  readonly says: string | 'allowed';
  readonly sources: readonly string[];
}

const rules: readonly Rule[] = [
  {
    at: 'src/domain',
    says: 'src/domain is the ground floor: pure decisions over plain data. It knows neither daily-js nor the floors above; pass the facts in as arguments instead.',
    sources: [
      `import Daily from '@daily-co/daily-js'; export const call = Daily;`,
      `import type { DailyCall } from '@daily-co/daily-js'; export type Call = DailyCall;`,
      `import { readFacts } from '../daily/facts.js'; export const facts = readFacts;`,
      `import type { Facts } from '../daily/facts.js'; export type Alias = Facts;`,
      `export { readFacts } from '../daily/facts.js';`,
      `import { Attempt } from '../controller/attempt.js'; export const attempt = Attempt;`,
      `import { Attempt } from '../../controller/attempt.js'; export const attempt = Attempt;`,
      `import { simulateDaily } from '../simulator/index.js'; export const simulate = simulateDaily;`,
      `import type { TransferFact } from '../relay/fact.js'; export type Alias = TransferFact;`,
      `import { TransferClient } from '../server/transfer-client.js'; export const client = TransferClient;`,
      `import { parseEndpoint } from '../index.js'; export const parse = parseEndpoint;`,
      `import { parseEndpoint } from 'daily-transfer'; export const parse = parseEndpoint;`,
      `import { EventEmitter } from 'eventemitter3'; export const emitter = EventEmitter;`,
      `import { randomUUID } from 'node:crypto'; export const id = randomUUID;`,
    ],
  },
  {
    at: 'src/domain',
    says: 'src/domain is pure: no clock. Time comes in with a signal.',
    sources: [
      `export const now = () => Date.now();`,
      `export const now = () => new Date();`,
      `export const now = () => performance.now();`,
    ],
  },
  {
    at: 'src/domain',
    says: 'src/domain is pure: no timers. Time comes in with a signal.',
    sources: [
      `export const later = (act: () => void) => setTimeout(act, 1);`,
      `export const often = (act: () => void) => setInterval(act, 1);`,
      `export const soon = (act: () => void) => queueMicrotask(act);`,
    ],
  },
  {
    at: 'src/domain',
    says: 'src/domain is pure: no DOM.',
    sources: [
      `export const title = () => document.title;`,
      `export const width = () => window.innerWidth;`,
      `export const agent = () => navigator.userAgent;`,
      `export const stored = () => localStorage.length;`,
    ],
  },
  {
    at: 'src/domain',
    says: 'src/domain is pure: no chance. What is random comes in as an argument.',
    sources: [
      `export const id = () => crypto.randomUUID();`,
      `export const dice = () => Math.random();`,
    ],
  },
  {
    at: 'src/domain',
    says: 'src/domain is pure: no way round by globalThis.',
    sources: [`export const now = () => globalThis.Date.now();`],
  },
  {
    at: 'src/domain',
    says: 'src/domain is pure: no promises.',
    sources: [`export const soon = () => Promise.resolve(1);`],
  },
  {
    at: 'src/domain',
    says: 'async is not allowed',
    sources: [`export async function soon(): Promise<number> { return 1; }`],
  },
  {
    at: 'src/domain',
    says: 'allowed',
    sources: [
      `import { other } from './other.js'; import type { Host } from '../daily-network.js'; export const own: Host = other;`,
    ],
  },
  {
    at: 'src/daily',
    says: 'daily-js is a peer: import its types only, so that nothing of it is bundled.',
    sources: [`import Daily from '@daily-co/daily-js'; export const call = Daily;`],
  },
  {
    at: 'src/daily',
    says: 'src/daily is the floor between daily-js and the domain: imports go down only, to src/domain.',
    sources: [
      `import { Attempt } from '../controller/attempt.js'; export const attempt = Attempt;`,
      `import type { Attempt } from '../controller/attempt.js'; export type Alias = Attempt;`,
      `import { verify } from '../relay/signing.js'; export const check = verify;`,
      `import { TransferClient } from '../server/index.js'; export const client = TransferClient;`,
      `import { simulateDaily } from '../simulator/index.js'; export const simulate = simulateDaily;`,
    ],
  },
  {
    at: 'src/daily',
    says: 'allowed',
    sources: [
      `import type { DailyCall } from '@daily-co/daily-js'; import type { Signal } from '../domain/lifecycle.js'; export type Pair = [DailyCall, Signal];`,
    ],
  },
  {
    at: 'src/controller',
    says: 'src/daily is the only folder that names daily-js; what is needed from it belongs there.',
    sources: [`import type { DailyCall } from '@daily-co/daily-js'; export type Call = DailyCall;`],
  },
  {
    at: 'src/controller',
    says: 'The simulator is an entry of its own; the core does not know it.',
    sources: [
      `import { simulateDaily } from '../simulator/index.js'; export const simulate = simulateDaily;`,
    ],
  },
  {
    at: 'src/controller',
    says: "src/server is an entry of its own, for servers: nothing of the API key's side comes into a page. What both sides need is in src/relay.",
    sources: [
      `import { TransferClient } from '../server/transfer-client.js'; export const client = TransferClient;`,
      `import type { RelayOptions } from '../../server/relay.js'; export type Alias = RelayOptions;`,
    ],
  },
  {
    at: 'src/controller',
    says: 'allowed',
    sources: [
      `import { verify } from '../relay/signing.js'; export const check = verify;`,
      `import { EventEmitter } from 'eventemitter3'; import type { Call } from '../daily/call.js'; export class Controller extends EventEmitter { call?: Call; }`,
    ],
  },
  {
    at: 'src/index.ts',
    says: 'src/daily is the only folder that names daily-js; what is needed from it belongs there.',
    sources: [`export type { DailyCall } from '@daily-co/daily-js';`],
  },
  {
    at: 'src/index.ts',
    says: 'The simulator is an entry of its own; the core does not know it.',
    sources: [`export { simulateDaily } from './simulator/index.js';`],
  },
  {
    at: 'src/index.ts',
    says: "src/server is an entry of its own, for servers: nothing of the API key's side comes into a page. What both sides need is in src/relay.",
    sources: [`export { TransferClient } from './server/transfer-client.js';`],
  },
  {
    at: 'src/simulator',
    says: 'The simulator stands in for Daily, not for us: it must not share a line with the code it tests.',
    sources: [
      `import type { Endpoint } from '../domain/endpoint.js'; export type Alias = Endpoint;`,
      `import type { Call } from '../daily/call.js'; export type Alias = Call;`,
      `import type { Options } from '../controller/options.js'; export type Alias = Options;`,
      `import { parseEndpoint } from '../index.js'; export const parse = parseEndpoint;`,
    ],
  },
  {
    at: 'src/simulator',
    says: "The simulator speaks to the app's own daily-js by messages; import its types only.",
    sources: [`import Daily from '@daily-co/daily-js'; export const call = Daily;`],
  },
  {
    at: 'src/simulator',
    says: 'src/simulator runs in a page; what needs Node is in src/simulator/server, an entry of its own.',
    sources: [
      `import { createServer } from 'node:http'; export const create = createServer;`,
      `import { serve } from './server/index.js'; export const start = serve;`,
    ],
  },
  {
    at: 'src/simulator',
    says: 'allowed',
    sources: [
      `import type { DailyParticipant } from '@daily-co/daily-js'; import { room } from './room.js'; export const joined: DailyParticipant = room;`,
    ],
  },
  {
    at: 'demo',
    says: 'The demo is an app: it imports the public entries of `daily-transfer` only.',
    sources: [
      `import { parseEndpoint } from '../src/index.js'; export const parse = parseEndpoint;`,
      `import type { Endpoint } from '../src/domain/endpoint/endpoint.js'; export type Alias = Endpoint;`,
    ],
  },
  {
    at: 'src/relay',
    says: 'src/relay is what server and page both know of a signed message: web-standard code over src/domain, and nothing of either side.',
    sources: [
      `import { sign } from 'node:crypto'; export const make = sign;`,
      `import { EventEmitter } from 'eventemitter3'; export const emitter = EventEmitter;`,
      `import { sendTransfer } from '../daily/dispatch.js'; export const send = sendTransfer;`,
      `import { now } from '../controller/ambient.js'; export const clock = now;`,
      `import { TransferClient } from '../server/index.js'; export const client = TransferClient;`,
      `import { parseEndpoint } from '../index.js'; export const parse = parseEndpoint;`,
    ],
  },
  {
    at: 'src/relay',
    says: 'src/relay is web-standard code: no Node.',
    sources: [`export const decode = (text: string) => Buffer.from(text, 'base64');`],
  },
  {
    at: 'src/relay',
    says: 'allowed',
    sources: [
      `import { parseEndpoint } from '../domain/endpoint.js'; import { own } from './own.js'; export const used = [parseEndpoint, own, crypto.subtle];`,
    ],
  },
  {
    at: 'src/server',
    says: 'src/server runs on Node, workers, Deno and Bun unchanged: Request, Response, fetch and WebCrypto over src/relay and src/domain, no package, no Node built-in, nothing of the page.',
    sources: [
      `import { createServer } from 'node:http'; export const create = createServer;`,
      `import type { DailyCall } from '@daily-co/daily-js'; export type Call = DailyCall;`,
      `import { sendTransfer } from '../daily/dispatch.js'; export const send = sendTransfer;`,
      `import { readOptions } from '../controller/options.js'; export const read = readOptions;`,
      `import { simulateDaily } from '../simulator/index.js'; export const simulate = simulateDaily;`,
      `import { TransferController } from '../index.js'; export const controller = TransferController;`,
    ],
  },
  {
    at: 'src/server',
    says: 'src/server is web-standard code: no Node.',
    sources: [
      `export const key = () => process.env['DAILY_API_KEY'];`,
      `export const decode = (text: string) => Buffer.from(text, 'base64');`,
    ],
  },
  {
    at: 'src/server',
    says: 'src/server runs on servers: no DOM.',
    sources: [`export const title = () => document.title;`],
  },
  {
    at: 'src/server',
    says: 'allowed',
    sources: [
      `import { parseEndpoint } from '../domain/endpoint.js'; import { sign } from '../relay/signing.js'; import { own } from './own.js'; export const used = [parseEndpoint, sign, own, fetch, Response];`,
    ],
  },
  {
    at: 'src/simulator/server',
    says: 'The simulated Daily API stands in for Daily, not for us: it must not share a line with the code it tests.',
    sources: [
      `import type { TransferFact } from '../../relay/fact.js'; export type Alias = TransferFact;`,
      `import { TransferClient } from '../../server/index.js'; export const client = TransferClient;`,
      `import { parseEndpoint } from '../../domain/endpoint.js'; export const parse = parseEndpoint;`,
      `import { parseEndpoint } from '../../index.js'; export const parse = parseEndpoint;`,
    ],
  },
  {
    at: 'src/simulator/server',
    says: 'allowed',
    sources: [
      `import { createServer } from 'node:http'; import { simulateDaily } from '../index.js'; import { addressOf } from '../model/addresses.js'; export const used = [createServer, simulateDaily, addressOf];`,
    ],
  },
  {
    at: 'demo',
    says: 'The pages of the demo run in a browser; what runs on a server is in demo/server.',
    sources: [
      `import { TransferClient } from 'daily-transfer/server'; export const client = TransferClient;`,
    ],
  },
  {
    at: 'demo/server',
    says: 'allowed',
    sources: [
      `import { createServer } from 'node:http'; import { TransferClient } from 'daily-transfer/server'; export const used = [createServer, TransferClient];`,
    ],
  },
  {
    at: 'demo',
    says: 'allowed',
    sources: [
      `import Daily from '@daily-co/daily-js'; import { parseEndpoint } from 'daily-transfer'; import { simulateDaily } from 'daily-transfer/simulator'; export const used = [Daily, parseEndpoint, simulateDaily];`,
    ],
  },
  ...[
    'src/domain',
    'src/daily',
    'src/controller',
    'src/relay',
    'src/server',
    'src/simulator',
    'src/index.ts',
  ].map((at) => ({
    at,
    says: 'Unexpected console statement.',
    sources: [`export const log = () => console.log('seen');`],
  })),
  {
    at: 'src/controller',
    says: 'Prefer named exports',
    sources: [`export default class Controller {}`],
  },
  {
    at: 'src/controller',
    says: 'Unexpected `any`. Specify a different type.',
    sources: [`export const loose: any = 1;`],
  },
  {
    at: 'src/controller/RosterView.ts',
    says: 'Filename should be in kebab-case',
    sources: [`export const roster = 1;`],
  },
];

/** One house for all sources that a floor names, and another one for each that needs a file name of its own. */
const plants = rules.flatMap(({ at, says, sources }, rule) =>
  sources.map((source, index) =>
    at.endsWith('.ts')
      ? { says, source, house: `house-${rule}`, path: at }
      : { says, source, house: 'house', path: `${at}/planted-${rule}-${index}.ts` },
  ),
);

const config = fileURLToPath(new URL('../.oxlintrc.json', import.meta.url));
const linter = fileURLToPath(new URL('../node_modules/oxlint/bin/oxlint', import.meta.url));
const messages = new Map<string, string>();
let folder: string;

function plant(path: string, source: string): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${source}\n`);
}

/** Keeps what the linter says, with the settings of this project, of each file of a house. */
function lint(house: string): void {
  const cwd = join(folder, house);
  copyFileSync(config, join(cwd, '.oxlintrc.json'));
  const lintRun = spawnSync(process.execPath, [linter, '--format', 'json'], {
    cwd,
    encoding: 'utf8',
  });
  const report = JSON.parse(lintRun.stdout) as {
    diagnostics: { filename: string; message: string; help?: string }[];
  };
  for (const { filename, message, help } of report.diagnostics) {
    const path = `${house}/${filename.replaceAll('\\', '/')}`;
    messages.set(path, `${messages.get(path) ?? ''}${message} ${help ?? ''}\n`);
  }
}

beforeAll(() => {
  // A folder of the system, so that a killed run leaves nothing behind in the clone.
  folder = mkdtempSync(join(tmpdir(), 'daily-transfer-house-'));
  for (const { house, path, source } of plants) plant(`${house}/${path}`, source);
  plant('house/src/controller/one.ts', `import { two } from './two.js'; export const one = two;`);
  plant('house/src/controller/two.ts', `import { one } from './one.js'; export const two = one;`);
  for (const house of new Set(plants.map((one) => one.house))) lint(house);
}, 60_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the floors of the house, by the linter', () => {
  it.each(plants)('$path $source', ({ house, path, says }) => {
    const said = messages.get(`${house}/${path}`) ?? '';
    if (says === 'allowed') expect(said).toBe('');
    else expect(said).toContain(says);
  });

  it('refuses a circle of imports inside a floor', () => {
    expect(messages.get('house/src/controller/one.ts')).toContain('Dependency cycle detected');
  });
});
