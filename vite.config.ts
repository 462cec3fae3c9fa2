import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { serveSimulatedDaily } from './demo/server/simulated/vite-plugin.js';
import { compileReact } from './test/support/react-compiler.js';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** The demo and the tests import the package by its public names, as an app would. The longer ones come first. */
export const alias = {
  'daily-transfer/simulator/playwright': path('src/simulator/playwright/index.ts'),
  'daily-transfer/simulator/server': path('src/simulator/server/index.ts'),
  'daily-transfer/simulator/happy-dom': path('src/simulator/happy-dom/index.ts'),
  'daily-transfer/simulator': path('src/simulator/index.ts'),
  'daily-transfer/confirmations': path('src/confirmations/index.ts'),
  'daily-transfer/react': path('src/react/index.ts'),
  'daily-transfer/server': path('src/server/index.ts'),
  'daily-transfer': path('src/index.ts'),
};

/** The older React of the peer range, and daily-react as modules, so that it takes that React too. */
export const react18 = {
  '@daily-co/daily-react': path('node_modules/@daily-co/daily-react/dist/index.esm.js'),
  'react-dom': path('test/support/react-18/node_modules/react-dom'),
  react: path('test/support/react-18/node_modules/react'),
};

const library = {
  target: 'es2022',
  minify: false, // An app's own build does that, and a developer can read what is in node_modules.
  lib: {
    entry: {
      index: path('src/index.ts'),
      'confirmations/index': path('src/confirmations/index.ts'),
      'react/index': path('src/react/index.ts'),
      'server/index': path('src/server/index.ts'),
      'simulator/happy-dom/index': path('src/simulator/happy-dom/index.ts'),
      'simulator/playwright/index': path('src/simulator/playwright/index.ts'),
      'simulator/index': path('src/simulator/index.ts'),
      'simulator/server/index': path('src/simulator/server/index.ts'),
      'cli/index': path('src/cli/index.ts'),
    },
    formats: ['es' as const],
  },
  rolldownOptions: {
    external: ['eventemitter3', 'react', '@daily-co/daily-js', '@playwright/test', /^node:/],
    // Modules stay apart, so that a bundler drops all that an app does not import.
    output: { preserveModules: true, preserveModulesRoot: path('src') },
  },
};

/** The demo is written in React, and Preact stands in for it in the page: a tenth of the weight. */
const preact = {
  'react/jsx-dev-runtime': 'preact/jsx-dev-runtime',
  'react/jsx-runtime': 'preact/jsx-runtime',
  'react-dom/client': 'preact/compat/client',
  react: 'preact/compat',
};

/** The desk, the desk in a real room and the smallest page; daily-js in a file of its own: an app has that already. */
const demo = {
  target: 'es2022',
  outDir: path(process.env['DEMO_OUT'] ?? 'dist/demo'),
  emptyOutDir: true,
  modulePreload: { polyfill: false },
  rolldownOptions: {
    input: [
      path('demo/index.html'),
      path('demo/desk/index.html'),
      path('demo/desk/live/index.html'),
      path('demo/minimal/index.html'),
    ],
    output: {
      codeSplitting: {
        groups: [
          { name: 'daily-js', test: /@daily-co/ },
          { name: 'library', test: /eventemitter3|src\/(controller|daily|domain|environment)/ },
          {
            name: 'desk',
            test: /preact|demo\/desk\/(activity|callers|desk|inspector\/(inspector|why|event-log)|room|shell|texts|transfer|trusted)/,
          },
          {
            name: 'simulated',
            test: /src\/simulator|demo\/desk\/simulated\/(answers|callers|scenarios)/,
          },
        ],
      },
    },
  },
};

/** A page has storage of its own, also where Node has some too (from 22 on behind this flag, from 25 on by itself). */
const hasStorage = process.allowedNodeEnvironmentFlags.has('--experimental-webstorage');

const unit = { extends: true as const };

export default defineConfig(({ mode }) => ({
  root: mode === 'demo' ? path('demo') : path('.'),
  resolve: { alias: mode === 'demo' ? { ...alias, ...preact } : alias },
  build: mode === 'demo' ? demo : library,
  plugins:
    mode === 'demo' ? [serveSimulatedDaily(path('demo/server/simulated/modules.ts'), alias)] : [],
  server: { port: 5173 },
  test: {
    restoreMocks: true,
    // A test that hangs is found all the same, and a slow machine has the time it needs.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    execArgv: hasStorage ? ['--no-experimental-webstorage'] : [],
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      // It runs where Playwright does, in e2e/playwright-*.spec.ts.
      exclude: ['src/simulator/playwright/**'],
      reporter: ['text-summary', 'json-summary'],
      thresholds: {
        'src/domain/**': { branches: 100, lines: 100, functions: 100, statements: 100 },
        'src/**': { branches: 95, lines: 95, functions: 95, statements: 95 },
      },
    },
    projects: [
      {
        ...unit,
        test: {
          name: 'domain',
          environment: 'node',
          setupFiles: [path('test/support/privacy.ts')],
          include: ['test/{domain,fuzz}/**/*.test.ts', 'test/quota.test.ts'],
        },
      },
      {
        ...unit,
        test: {
          name: 'server',
          environment: 'node',
          setupFiles: [path('test/support/privacy.ts')],
          include: ['test/{wire,server,cli}/**/*.test.ts', 'test/simulator/server/**/*.test.ts'],
        },
      },
      {
        ...unit,
        plugins: [compileReact('19')],
        test: {
          name: 'browser-like',
          environment: 'happy-dom',
          setupFiles: [path('test/support/privacy.ts')],
          include: ['test/**/*.test.ts'],
          exclude: [
            'test/quota.test.ts',
            'test/{domain,fuzz,corpus,wire,server,cli,packed}/**',
            'test/simulator/server/**',
          ],
        },
      },
      {
        ...unit,
        // daily-react and our hooks on React 18; `browser-like` has them on React 19.
        resolve: { alias: react18 },
        test: {
          name: 'react-18',
          environment: 'happy-dom',
          setupFiles: [path('test/support/privacy.ts')],
          include: [
            'test/react/**/*.test.ts',
            'test/docs/react.test.ts',
            'test/simulator/daily-react.test.ts',
          ],
          // React has had `Activity` since 19.2, and its compiler's runtime for 18 is tried in a browser.
          exclude: ['test/react/{activity,compiled}.test.ts'],
          server: { deps: { inline: [/daily-react/, /jotai/] } },
        },
      },
      {
        ...unit,
        test: {
          name: 'jsdom',
          environment: 'jsdom',
          setupFiles: [path('test/support/privacy.ts')],
          include: [
            'test/simulator/{happy-dom/index,contract,before-join,daily-react}.test.ts',
            'test/controller/shared-scenarios.test.ts',
          ],
        },
      },
      {
        ...unit,
        test: { name: 'corpus', environment: 'node', include: ['test/corpus/**/*.test.ts'] },
      },
    ],
  },
}));
