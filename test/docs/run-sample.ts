import ts from 'typescript';
import { findSamples, readPage } from './pages.js';

/**
 * What a sample of a page exports: its very text is run.
 *
 * @param part stands in that sample alone
 * @param modules all that it imports, by name
 */
export function runSample<Exports>(
  page: string,
  part: string,
  modules: Readonly<Record<string, unknown>>,
): Exports {
  const samples = findSamples(readPage(page), 'ts', 'tsx').filter(({ code }) =>
    code.includes(part),
  );
  const [sample] = samples;
  if (!sample || samples.length > 1) {
    throw new Error(`${page} has ${samples.length} samples with "${part}"`);
  }
  const { outputText } = ts.transpileModule(sample.code, {
    fileName: `sample.${sample.language}`,
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      jsx: ts.JsxEmit.ReactJSX,
    },
  });
  const exported = {};
  // oxlint-disable-next-line no-implied-eval -- a text of our own, that people copy
  new Function('require', 'exports', outputText)((name: string) => modules[name], exported);
  return exported as Exports;
}
