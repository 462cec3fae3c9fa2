// `npm run platforms`: a webhook to its end, signed in and relayed out, on every platform that servers run on.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { npm, root } from '../../scripts/set-up.mjs';
import { printTable } from '../support/print-table.mjs';

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
const { sendWebhook, startServer } = await import('./webhook.mjs');

const results = [];
for (const platform of platforms) results.push(await tryOut(platform));
printTable(['platform', 'version', 'a webhook to its end'], results);
process.exit(results.every(([, , outcome]) => outcome === 'passed') ? 0 : 1);

/** The row of the table. */
async function tryOut({ name, asked, file, args = [], start = startNode }) {
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

function startNode({ binary, args, env }) {
  return startServer(binary, [...args, program], { env });
}

async function startWorker({ folder, env }) {
  const { Miniflare } = createRequire(join(folder, 'package.json'))('miniflare');
  const modulesRules = [{ type: 'ESModule', include: ['**/*.js', '**/*.mjs'] }];
  const modules = { modules: true, modulesRules, modulesRoot: root, scriptPath: program };
  const worker = new Miniflare({ ...modules, compatibilityDate: '2026-01-01', bindings: env });
  return { url: String(await worker.ready), stop: () => worker.dispose() };
}
