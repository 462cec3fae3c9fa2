import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const root = join(import.meta.dirname, '../../');

/**
 * What TypeScript has against each of these files, path to text, which exist in memory only, with the options of the
 * project and those that are given. What they import is compiled by `npm run types`.
 */
export function compile(
  files: ReadonlyMap<string, string>,
  more: ts.CompilerOptions = {},
): readonly (readonly ts.Diagnostic[])[] {
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, (path) =>
    readFileSync(path, 'utf8'),
  );
  const parsed = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const options = { ...parsed.options, ...more };
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists } = host;
  host.readFile = (path) => files.get(path) ?? readFile(path);
  host.fileExists = (path) => files.has(path) || fileExists(path);
  const program = ts.createProgram([...files.keys()], options, host);
  return [...files.keys()].map((path) =>
    ts.getPreEmitDiagnostics(program, program.getSourceFile(path)),
  );
}
