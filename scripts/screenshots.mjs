// `npm run screenshots`: every state of the demo page, light and dark, wide and narrow, into .temp/screenshots; and
// the two for readers into demo/screenshots, which fails when one of those is 250 kB or more.
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBrowser, installPackages, root, runInstalled } from './set-up.mjs';

const LIMIT = 250_000;

installPackages();
ensureBrowser();
rmSync(join(root, '.temp/screenshots'), { recursive: true, force: true });
const args = ['test', '--config', 'playwright.config.ts', ...process.argv.slice(2)];
const isShot = runInstalled('@playwright/test/cli.js', args, { env: { SCREENSHOTS: '1' } });
const folder = join(root, 'demo/screenshots');
const sizes = readdirSync(folder).map((file) => [file, statSync(join(folder, file)).size]);
for (const [file, size] of sizes) console.log(`${file}: ${(size / 1000).toFixed(0)} kB`);
process.exitCode = isShot && sizes.every(([, size]) => size < LIMIT) ? 0 : 1;
