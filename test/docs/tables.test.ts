// @vitest-environment node
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import { readPages, root, type Page } from './pages.js';
import { TABLES } from './tables.js';

/*
 * Tables that code can write are written by code: `npx vitest run test/docs/tables.test.ts -u` writes
 * what stands between `<!-- table: name -->` and `<!-- end -->` anew.
 */

const MARKED = /(<!-- table: ([a-z-]+) -->\n).*?(<!-- end -->)/gs;

async function withTables({ path, text }: Page): Promise<string> {
  const written = text.replaceAll(MARKED, (_, start: string, name: string, end: string) => {
    return `${start}\n${TABLES[name]?.() ?? `there is no table ${name}`}\n\n${end}`;
  });
  const style = await resolveConfig(root + path);
  return format(written, { ...style, parser: 'markdown' });
}

const pages = readPages();

describe('tables', () => {
  it.each(pages)('$path says what the code says', async (page) => {
    await expect(await withTables(page)).toMatchFileSnapshot(root + page.path);
  });

  it('each stand on a page', () => {
    const shown = pages.flatMap(({ text }) => [...text.matchAll(MARKED)].map(([, , name]) => name));
    expect([...new Set(shown)].sort()).toEqual(Object.keys(TABLES).sort());
  });
});
