// @vitest-environment node
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findSamples, readPage, root } from './pages.js';

/** The samples that `npm run packed` runs, and the files that they are there. */
const RUN = [
  ['docs/testing.md', 'vite-react/vite.config.ts'],
  ['docs/testing.md', 'vite-react/src/app.test.tsx'],
  ['docs/testing.md', 'vite-react/src/transfer.test.ts'],
  ['docs/testing.md', 'vite-react/src/deadline.test.ts'],
  ['docs/servers.md', 'express/app.js'],
  ['docs/servers.md', 'hono/app.js'],
] as const;

describe('the samples that are run as packed', () => {
  it.each(RUN)('stand in %s as they are in %s', (path, file) => {
    const samples = findSamples(readPage(path), 'ts', 'tsx', 'js').map(({ code }) => code);
    expect(samples).toContain(readFileSync(`${root}test/packed/${file}`, 'utf8'));
  });
});
