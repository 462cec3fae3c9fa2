// What a fresh clone needs before anything else runs: the packages of the lockfile, and a browser for e2e.
// Node builtins only, since nothing is installed yet.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the clone. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Runs a command in the clone and tells whether it ended well. Its output is shown, or goes where `stdio` says. */
function run(command, args, { env = {}, stdio = ['ignore', 'inherit', 'inherit'] } = {}) {
  const options = { cwd: root, env: { ...process.env, ...env }, stdio };
  const { status, error } = spawnSync(command, args, options);
  if (error) console.error(`unable to run ${command}; ${error.message}`);
  return status === 0;
}

/** How npm is run: the one that started us, else the one on the path (on Windows a batch file, so by its shell). */
export function npmCommand(args) {
  const started = process.env['npm_execpath'];
  if (started?.endsWith('.js')) return [process.execPath, [started, ...args]];
  if (process.platform === 'win32') return ['cmd.exe', ['/d', '/s', '/c', 'npm', ...args]];
  return ['npm', args];
}

/** Runs npm and tells whether it ended well. */
export const npm = (args) => run(...npmCommand(args));

/** Runs the program of an installed package by its file, so that nothing is ever fetched in its place. */
export function runInstalled(file, args, options) {
  return run(process.execPath, [join(root, 'node_modules', file), ...args], options);
}

/**
 * Keeps what a command has found for `npm run figures`.
 *
 * @param {[what: string, asked: string, cameOut: string, isHeld?: boolean][]} rows
 */
export function keepFigures(name, rows) {
  mkdirSync(join(root, '.temp/figures'), { recursive: true });
  writeFileSync(join(root, `.temp/figures/${name}.json`), JSON.stringify(rows, null, 2));
}

export const thousands = (number) => number.toLocaleString('en-US');
export const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

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
 * The browser that e2e uses: the one named by CHROMIUM, else a Chromium or Chrome on the path, else
 * Playwright's own download; undefined where there is none.
 *
 * @throws when CHROMIUM names a file that is not there: another browser would be a surprise.
 */
export function findBrowser() {
  const named = process.env['CHROMIUM'];
  if (named && !existsSync(named)) throw new Error(`CHROMIUM names ${named}, which is not there.`);
  return named || [...usualPlaces(), ...playwrightPlaces()].find(isBrowser);
}

/** How Playwright starts that browser. Chromium refuses its sandbox to root; the rest keeps it from the network. */
export function launchOptions() {
  const executablePath = findBrowser();
  const args = ['--disable-background-networking', '--disable-component-update', '--no-first-run'];
  if (process.getuid?.() === 0) args.push('--no-sandbox');
  return { args, ...(executablePath && { executablePath }) };
}

function usualPlaces() {
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
  return process.platform !== 'linux' || run(file, ['--version'], { stdio: 'ignore' });
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
  const install = ['install', ...(mayUseApt() ? ['--with-deps'] : []), 'chromium'];
  return runInstalled('playwright/cli.js', install) ? findBrowser() : undefined;
}

/** Without any font a page has boxes for letters; the browser's package only recommends one. */
function installBrowser() {
  if (!mayUseApt()) return undefined;
  console.log("That did not work. Installing Debian's packages instead …");
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const packages = ['chromium', 'fonts-liberation'];
  const done =
    run('apt-get', ['update', '-q'], { env }) &&
    run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], { env });
  return done ? findBrowser() : undefined;
}

function mayUseApt() {
  const isRoot = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  const places = ['/.dockerenv', '/run/.containerenv'];
  return isRoot && (Boolean(process.env['CI']) || places.some((file) => existsSync(file)));
}
