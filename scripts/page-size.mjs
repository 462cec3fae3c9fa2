// `npm run page-size`: what a first visit to the desk costs: the size of its files by brotli, how long it
// takes on a cold local load until a transfer is planned, and the longest task while fifty callers come and go.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { installPackages, keepFigures, kilobytes, launchOptions, root } from './set-up.mjs';

/** Page and library, without daily-js: an app has that already. */
const limits = { bytes: 45_000, interactiveMs: 500, stormMs: 50 };
const LOADS = 5;
const built = join(root, '.temp/page-size-built');

installPackages();
const { build, preview } = await import('vite');
const { chromium } = await import('playwright');
const place = { configFile: join(root, 'vite.config.ts'), mode: 'demo', logLevel: 'error' };
await build({ ...place, build: { outDir: built, emptyOutDir: true } });
const server = await preview({ ...place, build: { outDir: built }, preview: { port: 0 } });
const browser = await chromium.launch(launchOptions());
const url = new URL('desk/', server.resolvedUrls.local[0]).href;

const loads = [];
for (let count = 0; count < LOADS; count += 1) loads.push(await load());
const stormMs = await storm();
await browser.close();
await server.close();

const paths = [...new Set(loads.flatMap((one) => one.paths))].filter((path) =>
  existsSync(join(built, path)),
);
const files = paths.map((path) => ({
  path,
  brotli: brotliCompressSync(readFileSync(join(built, path.replace(/\/$/, '/index.html')))).length,
}));
const own = files.filter(({ path }) => !path.includes('daily-js'));
const figures = {
  bytes: own.reduce((sum, { brotli }) => sum + brotli, 0),
  interactiveMs: loads.map(({ ms }) => ms).sort((one, other) => one - other)[LOADS >> 1],
  stormMs,
};
const held = Object.entries(limits).every(([name, limit]) => figures[name] <= limit);
for (const { path, brotli } of files) console.log(`${brotli} bytes  ${path}`);
console.log(figures, 'at most', limits);
const row = (name, what, write) => {
  return [what, `≤ ${write(limits[name])}`, write(figures[name]), figures[name] <= limits[name]];
};
const writeMs = (time) => `${time} ms`;
keepFigures('page-size', [
  row('bytes', 'first visit to the desk, page and library without daily-js, brotli', kilobytes),
  row('interactiveMs', 'until the first transfer is planned, cold local load', writeMs),
  row('stormMs', 'longest task while fifty callers come and go', writeMs),
]);
process.exitCode = held ? 0 : 1;

/** In a browser context of its own, with nothing cached, from the navigation to the first plan. */
async function load() {
  const page = await browser.newPage();
  const visited = [];
  page.on('response', (response) => visited.push(new URL(response.url()).pathname));
  await page.addInitScript(() => {
    window.interactive = new Promise((resolve) => {
      const look = () => {
        if (document.querySelector('#method')) resolve(performance.now());
        else setTimeout(look);
      };
      look();
    });
  });
  await page.goto(url);
  const ms = Math.round(await page.evaluate(() => window.interactive));
  await page.close();
  return { ms, paths: visited };
}

/** The longest task of the page's main thread, in milliseconds of processor time, the best of three runs. */
async function storm() {
  const longest = [];
  for (let turn = 0; turn < 3; turn += 1) {
    const page = await browser.newPage();
    await page.goto(`${url}?undo=off#scenario=storm`);
    await page.getByRole('radio', { name: 'Alice', checked: true }).waitFor();
    await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline'] });
    await page.getByRole('button', { name: 'Transfer Alice to Billing' }).click();
    await page.waitForTimeout(3_000); // nothing looks into the page meanwhile
    const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
    const main = traceEvents.find(({ args }) => args.name === 'CrRendererMain');
    const isTask = ({ name, pid, tid }) =>
      name === 'RunTask' && pid === main?.pid && tid === main.tid;
    longest.push(Math.max(...traceEvents.filter(isTask).map(({ tdur = 0 }) => tdur / 1000)));
    await page.close();
  }
  return Math.round(Math.min(...longest));
}
