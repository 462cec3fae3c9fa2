// `npm run screenshots`: every state of the demo page, light and dark, wide and narrow, into .temp/screenshots;
// and the two that stand in the README into demo/screenshots. Fails when one of those is 200 kB or more.
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBrowser, installPackages, root } from './set-up.mjs';

const LIMIT = 200_000;

try {
  installPackages();
  ensureBrowser();
  process.exitCode = shoot() && areSmall('demo/screenshots') ? 0 : 1;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

function shoot() {
  rmSync(join(root, '.temp/screenshots'), { recursive: true, force: true });
  const program = join(root, 'node_modules/@playwright/test/cli.js');
  const args = [
    program,
    'test',
    '--config',
    'scripts/screenshots.config.mjs',
    ...process.argv.slice(2),
  ];
  return spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status === 0;
}

/** A README is read over slow lines too. */
function areSmall(folder) {
  const files = readdirSync(join(root, folder)).map((file) => ({
    file,
    size: statSync(join(root, folder, file)).size,
  }));
  for (const { file, size } of files)
    console.log(`${folder}/${file}: ${(size / 1000).toFixed(0)} kB`);
  return files.every(({ size }) => size < LIMIT);
}
