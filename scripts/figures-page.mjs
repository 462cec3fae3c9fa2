// The page of bench and soak: `e2e/figures` on the built package, in the browser of the e2e tests.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser, installPackages, root } from './set-up.mjs';

const built = join(root, '.temp/figures-built');
const cacheDir = join(root, `.temp/vite-figures-${process.pid}`);

/**
 * Builds the package beside `dist`, opens the page, and closes all when `use` has ended.
 *
 * @param {(page: import('playwright').Page) => Promise<unknown>} use
 */
export async function withFiguresPage(use) {
  installPackages();
  await build();
  const server = await serve();
  const browser = await launch();
  try {
    const page = await browser.newPage();
    page.on('pageerror', (error) => console.error(error));
    await page.goto(server.resolvedUrls.local[0]);
    await page.waitForFunction(() => 'figures' in window, undefined, { timeout: 60_000 });
    return await use(page);
  } finally {
    await browser.close();
    await server.close();
    rmSync(cacheDir, { recursive: true, force: true });
  }
}

/** Writes a report into `.temp`, for `npm run figures`. */
export function writeReport(name, report) {
  const folder = join(root, '.temp');
  if (!existsSync(folder)) mkdirSync(folder);
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(report, null, 2)}\n`);
}

/** The package as it is published, in a place of its own, so that nobody's `dist` changes under them. */
async function build() {
  const vite = await import('vite');
  await vite.build({
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir: built, emptyOutDir: true },
  });
}

/** Isolated, so that the page's clock is fine enough. */
async function serve() {
  const { createServer } = await import('vite');
  const headers = {
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
  };
  const server = await createServer({
    configFile: false,
    root: join(root, 'e2e/figures'),
    logLevel: 'error',
    cacheDir,
    resolve: {
      alias: {
        'daily-transfer/simulator': join(built, 'simulator.js'),
        'daily-transfer': join(built, 'index.js'),
      },
    },
    optimizeDeps: { include: ['@daily-co/daily-js', 'sip.js', 'jssip', 'eventemitter3'] },
    server: { port: 0, host: '127.0.0.1', hmr: false, headers, fs: { allow: [root] } },
  });
  return server.listen();
}

async function launch() {
  const { chromium } = await import('playwright');
  const executablePath = findBrowser();
  const isRoot = process.getuid?.() === 0;
  const args = ['--disable-background-networking', ...(isRoot ? ['--no-sandbox'] : [])];
  return chromium.launch({ args, ...(executablePath && { executablePath }) });
}
