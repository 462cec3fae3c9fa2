import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the package. */
export const root = join(import.meta.dirname, '../../');

/** A text that is shipped: its path from the root, and what stands in it. */
export interface Page {
  readonly path: string;
  readonly text: string;
}

/** A fenced block of a page. */
export interface Sample {
  /** Such as `docs/recipes.md:12`. */
  readonly place: string;
  readonly language: string;
  readonly code: string;
}

export function readPage(path: string): Page {
  return { path, text: readFileSync(root + path, 'utf8') };
}

/** The README and every page of `docs/`. */
export function readPages(): readonly Page[] {
  const names = readdirSync(`${root}docs`).filter((name) => name.endsWith('.md'));
  return ['README.md', ...names.sort().map((name) => `docs/${name}`)].map(readPage);
}

/** The blocks of a page in these languages. */
export function findSamples({ path, text }: Page, ...languages: string[]): readonly Sample[] {
  return [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)]
    .map(({ index, 1: language = '', 2: code = '' }) => {
      const line = text.slice(0, index).split('\n').length;
      return { place: `${path}:${line}`, language, code };
    })
    .filter(({ language }) => languages.includes(language));
}
