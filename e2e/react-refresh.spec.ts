import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import react from '@vitejs/plugin-react';
import { createServer, type ViteDevServer } from 'vite';
import type { SimulatedRoom } from 'daily-transfer/simulator';
import { alias } from '../vite.config.js';

declare global {
  interface Window {
    readonly room: SimulatedRoom;
    /** daily-js's call object is an event emitter, which its types do not say. */
    readonly dailyCall: { listenerCount(event: string): number };
    /** Gone when the page is loaded anew. */
    isFirstLoad?: true;
  }
}

/** A copy, since its files are edited. */
const root = fileURLToPath(new URL(`../.temp/react-refresh-${process.pid}`, import.meta.url));

let server: ViteDevServer;

test.beforeAll(async () => {
  await cp(fileURLToPath(new URL('react', import.meta.url)), root, { recursive: true });
  server = await createServer({
    configFile: false,
    root,
    logLevel: 'error',
    cacheDir: `${root}/cache`,
    resolve: { alias },
    plugins: [react()],
    optimizeDeps: {
      include: [
        '@daily-co/daily-js',
        'eventemitter3',
        'react',
        'react-dom/client',
        'react/jsx-dev-runtime',
      ],
    },
    server: { port: 0, host: '127.0.0.1', fs: { allow: ['../..'] } },
  });
  await server.listen();
});
test.afterAll(async () => {
  await server.close();
  await rm(root, { recursive: true, force: true });
});

async function edit(before: string, after: string): Promise<void> {
  const path = `${root}/desk.tsx`;
  const text = await readFile(path, 'utf8');
  expect(text).toContain(before);
  await writeFile(path, text.replace(before, after));
}

test('a hot reload leaves one controller, and the transfer that is under way', async ({ page }) => {
  const problems: string[] = [];
  page.on('pageerror', ({ message }) => problems.push(message));
  await page.goto(server.resolvedUrls?.local[0] ?? '');
  await page.waitForFunction(() => 'room' in window);
  await page.evaluate(() => {
    window.isFirstLoad = true;
    window.room.onTransfer(() => ({ reply: 'silent' }));
    window.room.dialIn({ name: 'Alice' });
  });
  const countListeners = () =>
    page.evaluate(() => window.dailyCall.listenerCount('participant-left'));
  const callers = page.getByRole('region', { name: 'Callers', exact: true });
  const target = page.getByRole('textbox', { name: 'To' });
  await target.fill('sip:sales@acme.sip.daily.co');
  await callers.getByRole('button', { name: 'Send Alice' }).click();
  await expect(page.getByRole('status')).toHaveText('requested');
  const listeners = await countListeners();
  expect(listeners).toBeGreaterThan(0);

  await page.evaluate(() => window.room.dialIn({ name: 'Bob' }));
  await edit('>Send {', '>Move {'); // the component is drawn again, with its state
  await expect(callers.getByRole('button', { name: 'Move Bob' })).toBeVisible();
  await expect(target).toHaveValue('sip:sales@acme.sip.daily.co');
  expect(await countListeners()).toBe(listeners);

  await edit('const [target,', 'useState(0);\n  const [target,'); // other hooks: it is mounted anew
  await expect(target).toHaveValue('sip:billing@acme.sip.daily.co');
  await expect(page.getByRole('status')).toHaveText('requested');
  expect(await countListeners()).toBe(listeners);

  expect(await page.evaluate(() => window.isFirstLoad)).toBe(true);
  expect(problems).toEqual([]);
});
