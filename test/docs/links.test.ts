// @vitest-environment node
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPage, readPages, root, type Page } from './pages.js';

const { files } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { files: string[] };

/** What npm packs, named or not. */
const shipped = [...files, 'README.md', 'LICENSE', 'package.json'];

function findLinks({ text }: Page): readonly string[] {
  const prose = text.replaceAll(/^```.*?^```$/gms, '');
  return [...prose.matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => link);
}

/** The anchors of a page, as GitHub and TypeDoc make them of its headings. */
function findAnchors({ text }: Page): readonly string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
}

describe('the pages', () => {
  it.each(readPages())('of $path have links that lead somewhere in the package', (page) => {
    const local = findLinks(page).filter((link) => !/^https?:/.test(link));
    const broken = local.filter((link) => {
      const [path = '', anchor] = link.split('#');
      const file = path === '' ? page.path : relative(root, join(root, dirname(page.path), path));
      if (!existsSync(root + file)) return true;
      if (!shipped.some((place) => file === place || file.startsWith(`${place}/`))) return true;
      return anchor !== undefined && !findAnchors(readPage(file)).includes(anchor);
    });
    expect(broken).toEqual([]);
  });

  it('are each listed in one line of the index', () => {
    const listed = readPage('docs/index.md')
      .text.split('\n')
      .filter((line) => line.startsWith('- '));
    const names = listed.map((line) => `docs/${/\]\(([^)]+)\)/.exec(line)?.[1]}`);
    const others = readPages().map(({ path }) => path);
    expect(names.sort()).toEqual(others.filter((path) => !/README|index/.test(path)).sort());
  });

  it('begin with a README of at most 10 kB', () => {
    expect(Buffer.byteLength(readPage('README.md').text)).toBeLessThanOrEqual(10_000);
  });
});
