// `npm test`: sets a fresh clone up, then checks everything that can be checked without the corpus.
import { createServer } from 'node:net';
import { ensureBrowser, installPackages } from './set-up.mjs';
import { check, playwright, vitest } from './steps.mjs';

await check(async () => {
  installPackages();
  const browser = prepareBrowser();
  const port = await findFreePort();
  return [
    { script: 'format:check' },
    { script: 'lint' },
    { script: 'types' },
    { script: 'knip' },
    { script: 'unit', report: vitest },
    { script: 'build' },
    { script: 'package', needs: 'build' },
    { script: 'api', needs: 'build' },
    { script: 'size', needs: 'build' },
    {
      script: 'e2e',
      report: playwright,
      blocked: browser.missing,
      env: { CHROMIUM: browser.path, E2E_PORT: String(port) },
    },
  ];
});

/** The other checks need no browser, so a missing one fails e2e alone. */
function prepareBrowser() {
  try {
    const path = ensureBrowser();
    console.log(`The browser for e2e is ${path}.`);
    return { path };
  } catch (error) {
    console.error(error.message);
    return { missing: error.message };
  }
}

/** Two clones on one machine may be tested at the same time. */
function findFreePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
