import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

/** A page of the tests that is being served. */
export interface ServedPage {
  readonly address: string;
  close(): Promise<void>;
}

/**
 * Serves `e2e/<name>/index.html`, whose code is compiled as the browser asks for it.
 *
 * @param packages those that the page imports, so that none is prepared while a test runs
 */
export async function servePage(name: string, packages: readonly string[]): Promise<ServedPage> {
  const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
  // Of this worker alone: two may prepare their packages at a time.
  const cacheDir = path(`../.temp/vite-${name}-${process.pid}`);
  const server = await createServer({
    configFile: path('../vite.config.ts'),
    root: path('..'),
    mode: 'e2e',
    logLevel: 'error',
    cacheDir,
    optimizeDeps: {
      entries: [`e2e/${name}/index.html`],
      include: ['@daily-co/daily-js', 'eventemitter3', ...packages],
    },
    server: { port: 0, host: '127.0.0.1', hmr: false },
  });
  await server.listen();
  return {
    address: `${server.resolvedUrls?.local[0] ?? ''}e2e/${name}/`,
    close: async () => {
      await server.close();
      await rm(cacheDir, { recursive: true, force: true });
    },
  };
}
