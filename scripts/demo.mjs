// `npm run demo`: serves the demo page, with its simulated rooms, on a fresh clone too.
// Further arguments go to Vite: `npm run demo -- --port 8080 --host`.
import { installPackages, root } from './set-up.mjs';

try {
  installPackages();
  process.chdir(root);
  process.argv.splice(2, 0, '--mode', 'demo');
  if (!process.stdout.isTTY) process.env['NO_COLOR'] = '1'; // or CI=true puts colours into the address
  // Vite in this very process, so that whoever stops the command stops the server. It prints the address.
  await import('../node_modules/vite/bin/vite.js');
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
