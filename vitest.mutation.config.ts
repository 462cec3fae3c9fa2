import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/**
 * What Stryker runs against a slice of src/: the tests that mirror it, and no others, so that each floor is
 * held by its own; the floors with effects hold each other. Random and complete runs are left out, since what
 * they alone would find is better held by a test that says what it is.
 */
const slice = process.env['MUTATION'] ?? 'domain';
const isDomain = slice === 'domain';

export default defineConfig({
  resolve: {
    alias: {
      'daily-transfer/simulator': path('src/simulator/index.ts'),
      'daily-transfer': path('src/index.ts'),
    },
  },
  test: {
    restoreMocks: true,
    environment: isDomain ? 'node' : 'happy-dom',
    exclude: ['test/domain/{endpoint-properties,lifecycle-orders}.test.ts'],
    include: [isDomain ? 'test/domain/**/*.test.ts' : 'test/{daily,controller}/**/*.test.ts'],
  },
});
