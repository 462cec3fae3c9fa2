import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';
import { beforeAll, describe, expect, it } from 'vitest';
import * as server from 'daily-transfer/server';
import { isTransferError, TransferError } from '../../src/index.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What only servers may know of, as it would stand in built code. */
const OF_SERVERS = ['Authorization', 'Bearer', 'api.daily.co', 'apiKey', 'hmac', 'X-Webhook'];

type Chunk = Rolldown.OutputChunk;
let chunks: ReadonlyMap<string, Chunk>;

beforeAll(async () => {
  const options = { configFile: `${root}vite.config.ts`, root, logLevel: 'silent' } as const;
  // Without comments, which may name anything.
  const built = await build({ ...options, build: { write: false, minify: true } });
  const { output } = (Array.isArray(built) ? built[0] : built) as Rolldown.RolldownOutput;
  chunks = new Map(
    output.filter((file) => file.type === 'chunk').map((chunk) => [chunk.fileName, chunk]),
  );
}, 120_000);

/** The chunk and all that it imports, if asked also what it imports only when it has to. */
function findLoaded(name: string, alsoLate: boolean): readonly Chunk[] {
  const loaded = new Set<Chunk>();
  const visit = (fileName: string) => {
    const chunk = chunks.get(fileName);
    if (!chunk || loaded.has(chunk)) return;
    loaded.add(chunk);
    [...chunk.imports, ...(alsoLate ? chunk.dynamicImports : [])].forEach(visit);
  };
  visit(name);
  return [...loaded];
}

/** Which of the words are in the code, however they are written. */
function findWords(loaded: readonly Chunk[], words: readonly string[]): readonly string[] {
  const code = loaded.map((chunk) => chunk.code.toLowerCase()).join('\n');
  return words.filter((word) => code.includes(word.toLowerCase()));
}

describe('the entry for servers', () => {
  it('exports these names and no other', () => {
    expect(Object.keys(server).sort()).toEqual([
      'DailyApiError',
      'ENDPOINT_PROBLEMS',
      'TransferClient',
      'TransferError',
      'WebhookError',
      'chooseMethod',
      'createTransferRelay',
      'createWebhookHandler',
      'isOverridable',
      'isTransferError',
      'parseEndpoint',
      'toNodeListener',
    ]);
  });

  it('has the errors of the page', () => {
    expect(server.TransferError).toBe(TransferError);
    expect(isTransferError(new server.TransferError('rejected'), 'rejected')).toBe(true);
  });

  it('imports nothing but its own chunks', () => {
    const own = findLoaded('server/index.js', true);
    expect(own.length).toBeGreaterThan(0);
    const imports = own.flatMap((chunk) => [...chunk.imports, ...chunk.dynamicImports]);
    expect(imports.filter((name) => !chunks.has(name))).toEqual([]);
    expect(findWords(own, ['process.', 'Buffer.', 'require('])).toEqual([]);
  });
});

describe('what a server installs', () => {
  /** The packages that a module names, and those that it reaches; types count, since `.d.ts` files have them. */
  function findPackages(file: string, seen = new Set<string>()): readonly string[] {
    if (seen.has(file)) return [];
    seen.add(file);
    const names = [
      ...readFileSync(file, 'utf8').matchAll(/^(?:import|export|\}).* from '([^']+)';$/gm),
    ];
    return names.flatMap(([, name = '']) =>
      name.startsWith('.')
        ? findPackages(join(dirname(file), name.replace(/\.js$/, '.ts')), seen)
        : [name],
    );
  }

  it('is no other package: not even a type comes from one', () => {
    expect(findPackages(join(root, 'src/server/index.ts'))).toEqual([]);
    expect(findPackages(join(root, 'src/simulator/server/index.ts'))).toEqual([]);
    expect(findPackages(join(root, 'src/index.ts'))).toContain('@daily-co/daily-js');
  });
});

describe('the build', () => {
  it('has each entry that package.json names', () => {
    const { exports, bin } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
      exports: Record<string, { default: string } | string>;
      bin: Record<string, string>;
    };
    const named = Object.values(exports).flatMap((one) =>
      typeof one === 'string' ? [] : one.default,
    );
    named.push(...Object.values(bin).map((file) => `./${file}`));
    const entries = [...chunks.values()].filter(({ isEntry }) => isEntry);
    expect(entries.map(({ fileName }) => `./dist/${fileName}`).sort()).toEqual(named.sort());
    expect(chunks.get('cli/index.js')?.code).toMatch(/^#!\/usr\/bin\/env node\n/);
  });

  it('knows in the entry for servers what it is looked through for', () => {
    expect(findWords(findLoaded('server/index.js', true), OF_SERVERS)).toEqual(OF_SERVERS);
  });

  it.each(['index.js', 'confirmations/index.js', 'simulator/index.js'])(
    'brings nothing of the API key into %s',
    (name) => {
      const loaded = findLoaded(name, true);
      expect(loaded.length).toBeGreaterThan(0);
      expect(findWords(loaded, OF_SERVERS.slice(1))).toEqual([]);
      expect(loaded.filter(({ code }) => /\bAuthorization\b/.test(code))).toEqual([]);
      const modules = loaded.flatMap((chunk) => chunk.moduleIds);
      expect(modules.filter((id) => /[\\/]src[\\/]server[\\/]/.test(id))).toEqual([]);
      expect(modules.filter((id) => /[\\/]simulator[\\/]server[\\/]/.test(id))).toEqual([]);
    },
  );

  it('brings the verifier only to a page that imports it', () => {
    const needed = ['crypto.subtle'];
    expect(findWords(findLoaded('confirmations/index.js', true), needed)).toEqual(needed);
    expect(findWords(findLoaded('index.js', true), needed)).toEqual([]);
  });
});
