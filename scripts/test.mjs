// `npm test`: sets a fresh clone up, then checks everything that can be checked without the corpus.
import { once } from 'node:events';
import { createServer } from 'node:net';
import { ensureBrowser, installPackages } from './set-up.mjs';
import { check } from './steps.mjs';

await check('test', async () => {
  installPackages();
  const browser = prepareBrowser();
  const env = { CHROMIUM: browser.path, E2E_PORT: await findFreePort() };
  return [
    { script: 'format:check' },
    { script: 'lint' },
    { script: 'types' },
    { script: 'knip' },
    { script: 'build' },
    // What was just built is not built once more as it is packed.
    { script: 'package', needs: 'build', env: { npm_config_ignore_scripts: 'true' } },
    { script: 'api', needs: 'build' },
    { script: 'size', needs: 'build' },
    // Most of the others have use for one processor only.
    { script: 'unit', tests: 'vitest', beside: true },
    { script: 'e2e', tests: 'playwright', blocked: browser.missing, env },
  ];
});

/** The other checks need no browser, so a missing one fails e2e alone. */
function prepareBrowser() {
  try {
    return { path: ensureBrowser() };
  } catch (error) {
    return { missing: error.message };
  }
}

/** Two clones on one machine may be tested at the same time. */
async function findFreePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return String(port);
}
