import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** The defence to switch off, as `scripts/defences.mjs` gives it. */
interface Defence {
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly tests: readonly string[];
}

const given = process.env['DEFENCE'];
const defence = given === undefined ? undefined : (JSON.parse(given) as Defence);

/**
 * The tests on a source in which one defence is off. It is off in what is loaded, never on the disk, so that
 * `src/` needs no door for it.
 */
export default defineConfig({
  resolve: {
    alias: {
      'daily-transfer/simulator/server': path('src/simulator/server/index.ts'),
      'daily-transfer/simulator': path('src/simulator/index.ts'),
      'daily-transfer/confirmations': path('src/confirmations/index.ts'),
      'daily-transfer/server': path('src/server/index.ts'),
      'daily-transfer': path('src/index.ts'),
    },
  },
  plugins: [
    {
      name: 'switch-off',
      enforce: 'pre',
      load(id) {
        if (!defence || id !== path(defence.file)) return undefined;
        return readFileSync(id, 'utf8').replace(defence.from, () => defence.to);
      },
    },
  ],
  test: {
    restoreMocks: true,
    environment: 'happy-dom',
    include: [...(defence?.tests ?? ['test/**/*.test.ts'])],
  },
});
