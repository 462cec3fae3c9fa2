import { fileURLToPath } from 'node:url';
import { compileFunction } from 'node:vm';
import ts from 'typescript';
import { findSamples, readPage } from '../test/docs/pages.js';
import { expect, test } from './existing-app.js';

/* The Playwright test of docs/testing.md, its very text, on an app that knows nothing of it. */

const samples = findSamples(readPage('docs/testing.md'), 'ts');
const sample = samples.find(({ code }) => code.startsWith('// tests/desk.spec.ts\n'));
if (!sample) throw new Error('docs/testing.md has a tests/desk.spec.ts');

const { outputText } = ts.transpileModule(sample.code, {
  compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
});
const filename = fileURLToPath(import.meta.url); // by which Playwright finds its tests
compileFunction(outputText, ['require', 'exports'], { filename })(() => ({ expect, test }), {});
