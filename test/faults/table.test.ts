// @vitest-environment node
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const tests = new URL('../', import.meta.url);
const readme = readFileSync(new URL('README.md', tests), 'utf8');

/** F39 is outside of what a page can know. */
const faults = Array.from({ length: 44 }, (_, index) => `F${index + 1}`).filter(
  (one) => one !== 'F39',
);

/** The files of each fault, as the table has them. */
const rows = new Map(
  [...readme.matchAll(/^\| (F\d+) [^|]*\| ([^|]*) \|/gm)].map(
    ([, fault, files]) =>
      [
        fault ?? '',
        [...(files ?? '').matchAll(/`([^`]+)`/g)].map(([, file]) => file ?? ''),
      ] as const,
  ),
);

describe('the table of faults', () => {
  it('has every fault, in order', () => {
    expect([...rows.keys()]).toEqual(faults);
  });

  it.each(faults)('%s has a test of its name where the table says', (fault) => {
    const files = (rows.get(fault) ?? []).map((file) => new URL(file, tests));
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
    const named = files.filter((file) =>
      new RegExp(`['"\`]${fault}: `).test(readFileSync(file, 'utf8')),
    );
    expect(named).not.toEqual([]);
  });

  it('knows every test that is named after a fault', () => {
    const names = readdirSync(new URL('faults/', tests)).flatMap((file) => {
      const text = readFileSync(new URL(`faults/${file}`, tests), 'utf8');
      return [...text.matchAll(/['"`](F\d+): /g)].map(([, fault]) => [fault ?? '', file] as const);
    });
    const unknown = names.filter(([fault, file]) => !rows.get(fault)?.includes(`faults/${file}`));
    expect(unknown).toEqual([]);
  });
});
