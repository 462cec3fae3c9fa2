// `npm run demo`: serves the demo page, with its simulated rooms, on a fresh clone too.
// Further arguments go to Vite: `npm run demo -- --port 8080 --host`.
import { installPackages, runInstalled } from './set-up.mjs';

installPackages();
// Vite prints the address once it answers there; without a terminal it is to be plain text.
const env = process.stdout.isTTY ? {} : { NO_COLOR: '1' };
const args = ['--mode', 'demo', ...process.argv.slice(2)];
process.exitCode = runInstalled('vite/bin/vite.js', args, { env, stdin: 'inherit' }) ? 0 : 1;
