// `npm run page-size`: what a first visit costs. Prints the size of every file of the demo page by brotli, and how
// long it takes on a cold local load until a caller can be chosen and a plan is shown. Fails above a limit.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { findBrowser, installPackages, root } from './set-up.mjs';

/** Page and library, without daily-js: an app has that already. */
const MOST_BYTES = 40_000;
const MOST_MS = 1_000;
const LOADS = 5;

const built = join(root, '.temp/page-size-built');

try {
  installPackages();
  const report = await measure();
  print(report);
  mkdirSync(join(root, '.temp'), { recursive: true });
  writeFileSync(join(root, '.temp/page-size.json'), `${JSON.stringify(report, null, 2)}\n`);
  process.exitCode = report.bytes <= MOST_BYTES && report.interactiveMs <= MOST_MS ? 0 : 1;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

async function measure() {
  const { build, preview } = await import('vite');
  const configFile = join(root, 'vite.config.ts');
  const place = { configFile, mode: 'demo', logLevel: 'error' };
  await build({ ...place, build: { outDir: built, emptyOutDir: true } });
  const server = await preview({
    ...place,
    build: { outDir: built },
    preview: { port: 0, host: '127.0.0.1' },
  });
  try {
    const loads = await load(server.resolvedUrls.local[0]);
    const visited = new Set(loads.flatMap(({ files }) => files));
    const files = listFiles(visited);
    const own = files.filter(({ name, isVisited }) => isVisited && !name.includes('daily-js'));
    const times = loads.map(({ ms }) => ms).sort((one, other) => one - other);
    return {
      bytes: own.reduce((sum, { brotli }) => sum + brotli, 0),
      limitBytes: MOST_BYTES,
      interactiveMs: times[Math.floor(LOADS / 2)],
      limitMs: MOST_MS,
      loadsMs: times,
      files,
    };
  } finally {
    await server.close();
  }
}

/** Each load in a browser context of its own, with nothing cached, from the navigation to the first plan. */
async function load(url) {
  const { chromium } = await import('playwright');
  const executablePath = findBrowser();
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ args, ...(executablePath && { executablePath }) });
  const loads = [];
  try {
    for (let count = 0; count < LOADS; count += 1) loads.push(await loadOnce(browser, url));
  } finally {
    await browser.close();
  }
  return loads;
}

async function loadOnce(browser, url) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  const files = [];
  page.on('response', (response) => files.push(new URL(response.url()).pathname));
  await page.addInitScript(() => {
    window.interactive = new Promise((resolve) => {
      const look = () => {
        document.querySelector('[name=caller]:not(:checked)')?.click();
        if (document.querySelector('#method')) resolve(performance.now());
        else setTimeout(look);
      };
      look();
    });
  });
  await page.goto(url);
  const ms = Math.round(await page.evaluate(() => window.interactive));
  await context.close();
  return { ms, files };
}

function listFiles(visited) {
  return readdirSync(built, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const name = path.slice(built.length + 1).replaceAll('\\', '/');
      const isVisited = visited.has(`/${name}`) || name === 'index.html';
      return { name, brotli: compress(readFileSync(path)), isVisited };
    });
}

function compress(content) {
  return brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
}

function print({ bytes, interactiveMs, loadsMs, files }) {
  for (const { name, brotli, isVisited } of files)
    console.log(`${kilo(brotli)}  ${name}${isVisited ? '' : ' (not on a first visit)'}`);
  console.log(
    `${kilo(bytes)}  page and library, brotli, without daily-js (limit ${kilo(MOST_BYTES).trim()})`,
  );
  console.log(
    `${String(interactiveMs).padStart(5)} ms  until a caller can be chosen, median of ${loadsMs.join(', ')} (limit ${MOST_MS} ms)`,
  );
}

function kilo(bytes) {
  return `${(bytes / 1000).toFixed(2).padStart(6)} kB`;
}
