import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { build, preview, type PreviewServer } from 'vite';
import type { SimulatedRoom } from 'daily-transfer/simulator';
import { compileReact } from '../test/support/react-compiler.js';
import { alias, react18 } from '../vite.config.js';

declare global {
  interface Window {
    readonly room: SimulatedRoom;
  }
}

const root = fileURLToPath(new URL('react', import.meta.url));

const versions = [
  { version: '19', more: {} },
  { version: '18', more: react18 },
] as const;

for (const { version, more } of versions) {
  test.describe(`a desk that React's compiler has compiled, on React ${version}`, () => {
    const outDir = fileURLToPath(
      new URL(`../.temp/react-${version}-${process.pid}`, import.meta.url),
    );
    let server: PreviewServer;
    let address: string;

    test.beforeAll(async () => {
      const shared = { configFile: false, root, logLevel: 'error', build: { outDir } } as const;
      await build({
        ...shared,
        resolve: { alias: { ...alias, ...more } },
        plugins: [compileReact(version)],
      });
      server = await preview({ ...shared, preview: { port: 0, host: '127.0.0.1' } });
      address = server.resolvedUrls?.local[0] ?? '';
    });
    test.afterAll(async () => {
      await server.close();
      await rm(outDir, { recursive: true, force: true });
    });

    test('draws no plan that is out of date', async ({ page }) => {
      const problems: string[] = [];
      page.on('pageerror', ({ message }) => problems.push(message));
      page.on('console', (line) => line.type() === 'error' && problems.push(line.text()));
      await page.goto(address);
      const callers = page.getByRole('region', { name: 'Callers', exact: true });
      const button = callers.getByRole('button', { name: 'Send Alice' });

      await page.waitForFunction(() => 'room' in window);
      const alice = await page.evaluate(() => window.room.dialIn({ name: 'Alice' }));
      await expect(button).toBeVisible();

      await page.evaluate(() => window.room.revokeOwner());
      await expect(callers).toHaveText('may-transfer');
      // A plan by a function that stays the same is out of date now: the compiler remembers plans.
      const stale = page.getByRole('region', { name: 'Callers with stale plans' });
      await expect(stale.getByRole('button', { name: 'Send Alice' })).toBeVisible();

      await page.evaluate(() => window.room.grant({ canAdmin: new Set(['participants']) }));
      await expect(button).toBeVisible();
      await page.evaluate((caller) => window.room.hangUp(caller), alice);
      await expect(callers).toBeEmpty();
      await page.evaluate(() => window.room.dialIn({ name: 'Alice' }));
      await expect(button).toBeVisible();

      const target = page.getByRole('textbox', { name: 'To' });
      await target.fill('sip:billing@elsewhere.example');
      await expect(callers).toHaveText('target-allowed');
      await target.fill('sip:sales@acme.sip.daily.co');
      await button.click();
      await expect(callers).toBeEmpty();
      await expect(page.getByRole('status')).toHaveText('handed-off');
      expect(problems).toEqual([]);
    });
  });
}
