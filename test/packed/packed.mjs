// `npm run packed`: the package as npm packs it, installed in empty folders and used there as apps use it.
// `npm run packed -- next hono` tries these only.
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { launchOptions, npm, root } from '../../scripts/set-up.mjs';
import { printTable } from '../support/print-table.mjs';

/** Each has a folder here. `shared` is copied into it, `names` are the packages whose versions are told. */
const samples = [
  {
    folder: 'vite-react',
    names: [
      'vite',
      'react',
      '@daily-co/daily-react',
      'vitest',
      'happy-dom',
      'typescript',
      '@playwright/test',
    ],
    what: 'its Vitest and Playwright tests on the simulator are green, it builds, the page opens',
    use: useVite,
  },
  {
    folder: 'next',
    names: ['next', 'react', '@daily-co/daily-react'],
    what: 'builds, draws on the server, hands a simulated caller off in Chromium',
    use: useNext,
  },
  ...['webpack', 'esbuild'].map((folder) => ({
    folder,
    shared: ['desk.js', 'index.html'],
    names: [folder],
    what: 'builds, hands a simulated caller off in Chromium',
    use: (at) => (runScript(at, 'build'), watchDesk(at)),
  })),
  {
    folder: 'import-map',
    shared: ['desk.js'],
    names: ['@daily-co/daily-js'],
    what: 'without a bundler, hands a simulated caller off in Chromium',
    use: watchDesk,
  },
  ...['express', 'hono'].map((folder) => ({
    folder,
    shared: ['answer-webhook.js'],
    names: [folder],
    what: 'a signed webhook is answered 200 and relayed to the room',
    use: answerWebhook,
  })),
];

process.env['NEXT_TELEMETRY_DISABLED'] = '1';
// The browser of here, for a Playwright of theirs.
process.env['CHROMIUM'] = launchOptions().executablePath ?? '';
const temporary = mkdtempSync(join(tmpdir(), 'packed-'));
const results = [];
try {
  if (!npm(['pack', '--silent', '--pack-destination', temporary])) {
    throw new Error('npm pack failed');
  }
  const asked = process.argv.slice(2);
  const chosen = samples.filter(({ folder }) => asked.length === 0 || asked.includes(folder));
  for (const sample of chosen) results.push(await tryOut(sample));
} finally {
  rmSync(temporary, { recursive: true });
}
printTable(['app', 'with', 'what it shows', 'outcome'], results);
const passed = results.filter((row) => row.at(-1) === 'passed');
process.exitCode = passed.length > 0 && passed.length === results.length ? 0 : 1;

/** The row of the table. */
async function tryOut({ folder: name, shared = [], names, what, use }) {
  console.log(`\n━━ ${name} ━━`);
  const folder = join(temporary, name);
  cpSync(join(import.meta.dirname, name), folder, { recursive: true });
  for (const file of shared) cpSync(join(import.meta.dirname, 'shared', file), join(folder, file));
  const outcome = await install(folder)
    .then(() => use(folder))
    .then(
      () => 'passed',
      (error) => (console.error(error), `FAILED: ${error.message.split('\n')[0]}`),
    );
  return [name, names.map((one) => `${one} ${versionOf(folder, one)}`).join(', '), what, outcome];
}

async function install(folder) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const tarball = join(temporary, `daily-transfer-${version}.tgz`);
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  if (!npm(['install', '--prefix', folder, ...quiet, tarball]))
    throw new Error('npm install failed');
}

function versionOf(folder, name) {
  const file = join(folder, 'node_modules', name, 'package.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).version : '–';
}

function runScript(folder, script) {
  if (!npm(['run', script, '--prefix', folder])) throw new Error(`npm run ${script} failed`);
}

async function useVite(folder) {
  runScript(folder, 'test');
  runScript(folder, 'build');
  const room = '?url=https://acme.daily.co/support&token=a-token';
  await openFiles(join(folder, 'dist'), room, (page) => page.getByRole('heading').waitFor());
  runScript(folder, 'e2e');
}

async function useNext(folder) {
  runScript(folder, 'build');
  const { startServer } = await import('../platforms/webhook.mjs');
  const next = join(folder, 'node_modules/next/dist/bin/next');
  const args = [next, 'start', '--hostname', '127.0.0.1', '--port', '0'];
  const { url, stop } = await startServer(process.execPath, args, { cwd: folder });
  try {
    const html = await (await fetch(url)).text();
    for (const part of ['<h1>sip</h1>', '0 callers']) {
      if (!html.includes(part)) throw new Error(`the server did not draw ${part}`);
    }
    await openPage(url, async (page) => {
      await page.getByRole('button', { name: 'Send Alice to billing' }).click();
      await page.getByText('handed-off').waitFor();
    });
  } finally {
    await stop();
  }
}

function watchDesk(folder) {
  return openFiles(folder, '', (page) => page.getByText('handed-off').waitFor());
}

async function answerWebhook(folder) {
  const { sendWebhook, startServer } = await import('../platforms/webhook.mjs');
  await sendWebhook(async (env) => {
    const { url, stop } = await startServer(process.execPath, ['server.js'], { cwd: folder, env });
    return { url: `${url}/daily`, stop };
  });
}

/** Opens the page of a folder in Chromium, which gets these files and nothing of the internet. */
function openFiles(folder, search, look) {
  const origin = 'http://desk.localhost';
  return openPage(`${origin}/${search}`, look, (route) => {
    const url = new URL(route.request().url());
    const path = join(folder, url.pathname === '/' ? 'index.html' : url.pathname);
    if (url.origin !== origin) return route.abort();
    return existsSync(path) ? route.fulfill({ path }) : route.fulfill({ status: 404 });
  });
}

/** Rejects if an error of the page stays uncaught. */
async function openPage(address, look, answer = (route) => route.continue()) {
  const browser = await chromium.launch(launchOptions());
  try {
    const page = await browser.newPage();
    const errors = [];
    page.on('pageerror', (error) => errors.push(error));
    await page.route(/^http/, answer);
    await page.goto(address);
    const seen = look(page);
    await seen.catch((error) => Promise.reject(errors[0] ?? error));
    if (errors.length > 0) throw errors[0];
  } finally {
    await browser.close();
  }
}
