// The page of bench and soak: `e2e/figures` on the built package, in the browser of the e2e tests.
import { join } from 'node:path';
import { installPackages, launchOptions, root } from './set-up.mjs';

const built = join(root, '.temp/figures-built');

/**
 * Builds the package beside `dist`, opens the page, and closes all when `use` has ended.
 *
 * @param {(page: import('playwright').Page) => Promise<unknown>} use
 */
export async function withFiguresPage(use) {
  installPackages();
  const { build } = await import('vite');
  const { chromium } = await import('playwright');
  const outDir = { outDir: built, emptyOutDir: true };
  await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'error', build: outDir });
  const server = await serve();
  const browser = await chromium.launch(launchOptions());
  try {
    const page = await browser.newPage();
    page.on('pageerror', (error) => console.error(error));
    await page.goto(server.resolvedUrls.local[0]);
    await page.waitForFunction(() => 'figures' in window, undefined, { timeout: 120_000 });
    return await use(page);
  } finally {
    await browser.close();
    await server.close();
  }
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
    cacheDir: join(root, '.temp/vite-figures'),
    resolve: {
      alias: {
        'daily-transfer/simulator': join(built, 'simulator/index.js'),
        'daily-transfer': join(built, 'index.js'),
      },
    },
    optimizeDeps: { include: ['@daily-co/daily-js', 'sip.js', 'jssip', 'eventemitter3'] },
    server: { port: 0, host: '127.0.0.1', hmr: false, headers, fs: { allow: [root] } },
  });
  return server.listen();
}
