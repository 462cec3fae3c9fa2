// What a fresh clone needs before anything else runs: the packages of the lockfile, and a browser for e2e.
// Node builtins only, since nothing is installed yet.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the clone. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Runs a command in the clone, its output shown, and tells whether it ended well. */
function run(command, args, { env = {}, stdin = 'ignore' } = {}) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: [stdin, 'inherit', 'inherit'],
  });
  if (error) console.error(`unable to run ${command}; ${error.message}`);
  return status === 0;
}

/** Runs npm: the one that started us, else the one on the path (on Windows a batch file, so by its shell). */
export function npm(args, options) {
  const started = process.env['npm_execpath'];
  if (started?.endsWith('.js')) return run(process.execPath, [started, ...args], options);
  if (process.platform === 'win32')
    return run('cmd.exe', ['/d', '/s', '/c', 'npm', ...args], options);
  return run('npm', args, options);
}

/** Runs the program of an installed package by its file, so that nothing is ever fetched in its place. */
function runInstalled(file, args, options) {
  return run(process.execPath, [join(root, 'node_modules', file), ...args], options);
}

/**
 * Installs the packages of package-lock.json unless they are there already.
 *
 * @throws when npm fails.
 */
export function installPackages() {
  const reason = whyInstall();
  if (!reason) return;
  console.log(`Installing the packages of package-lock.json with \`npm ci\`: ${reason}.`);
  if (!npm(['ci', '--include=dev', '--no-audit', '--no-fund'])) {
    throw new Error('`npm ci` failed; its output above says why.');
  }
}

/** npm writes down what it installed as the last thing it does, so a broken-off install is seen too. */
function whyInstall() {
  const written = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(written)) return 'node_modules is missing or incomplete';
  const wanted = readPackages(join(root, 'package-lock.json'));
  const installed = readPackages(written);
  const stale = Object.keys({ ...wanted, ...installed }).find((path) => {
    if (path === '' || (!installed[path] && isOptional(wanted[path]))) return false;
    return wanted[path]?.version !== installed[path]?.version;
  });
  return stale && `${stale} is not as the lockfile says`;
}

function readPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

/** Packages for other systems are in the lockfile and not on the disk. */
function isOptional(entry) {
  return entry?.optional === true || entry?.devOptional === true;
}

/**
 * The browser that e2e uses: the one named by CHROMIUM, else an installed Chromium or Chrome, else
 * Playwright's own download; undefined where there is none.
 *
 * @throws when CHROMIUM names a file that is not there: another browser would be a surprise.
 */
export function findBrowser() {
  const named = process.env['CHROMIUM'];
  if (named && !existsSync(named)) throw new Error(`CHROMIUM names ${named}, which is not there.`);
  return named || [...usualPlaces(), ...playwrightPlaces()].find(isBrowser);
}

function usualPlaces() {
  if (process.platform === 'darwin') {
    return ['/Applications', join(homedir(), 'Applications')].flatMap((folder) => [
      join(folder, 'Google Chrome.app/Contents/MacOS/Google Chrome'),
      join(folder, 'Chromium.app/Contents/MacOS/Chromium'),
    ]);
  }
  if (process.platform === 'win32') {
    return ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => [
      join(process.env[name] ?? '', 'Google/Chrome/Application/chrome.exe'),
      join(process.env[name] ?? '', 'Chromium/Application/chrome.exe'),
    ]);
  }
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/snap/bin'];
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function playwrightPlaces() {
  try {
    return [createRequire(import.meta.url)('playwright').chromium.executablePath()];
  } catch {
    return []; // Playwright is not installed yet, or has no build for this system.
  }
}

/** Ubuntu's `chromium-browser` may be a mere hint to install a snap: a browser can tell its version. */
function isBrowser(file) {
  if (!existsSync(file)) return false;
  if (process.platform !== 'linux') return true;
  return spawnSync(file, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0;
}

/**
 * The browser that e2e uses, installed if there is none: by Playwright's own download, else as
 * Debian's package where that harms nobody (root, and on a CI machine or in a container).
 *
 * @throws with one sentence that says what to install, when no browser can be had.
 */
export function ensureBrowser() {
  const found = findBrowser() ?? downloadBrowser() ?? installBrowser();
  if (found) return found;
  throw new Error(
    'No browser for the e2e tests: install Chromium or Chrome, or set CHROMIUM=/path/to/it, and run this again.',
  );
}

function downloadBrowser() {
  console.log("No Chromium or Chrome found. Downloading Playwright's own Chromium …");
  if (!runInstalled('playwright/cli.js', ['install', 'chromium'])) return undefined;
  const found = findBrowser();
  if (found || !mayUseApt()) return found;
  console.log('It lacks libraries of the system. Installing them by `playwright install-deps` …');
  runInstalled('playwright/cli.js', ['install-deps', 'chromium']);
  return findBrowser();
}

function installBrowser() {
  if (!mayUseApt()) return undefined;
  console.log(
    "That did not work. Installing Debian's package instead: `apt-get update && apt-get install chromium`, as root on a CI machine or in a container …",
  );
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const done =
    run('apt-get', ['update', '-q'], { env }) &&
    run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...debianPackages], { env });
  return done ? findBrowser() : undefined;
}

/** Without any font a page has boxes for letters; the browser's package only recommends one. */
const debianPackages = ['chromium', 'fonts-liberation'];

function mayUseApt() {
  const isRoot = process.getuid?.() === 0;
  return isRoot && existsSync('/usr/bin/apt-get') && (Boolean(process.env['CI']) || isContainer());
}

function isContainer() {
  if (['/.dockerenv', '/run/.containerenv'].some((file) => existsSync(file))) return true;
  try {
    const groups = readFileSync('/proc/1/cgroup', 'utf8');
    return /docker|containerd|kubepods|libpod|lxc/.test(groups);
  } catch {
    return false;
  }
}
