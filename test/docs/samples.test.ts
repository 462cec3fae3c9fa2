// @vitest-environment node
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { compile } from '../support/compile.js';
import { findSamples, readPages, root } from './pages.js';

/** What samples take as given, so that each can be short. */
const GIVEN = `
  import type { DailyCall } from '@daily-co/daily-js';
  import type { TransferController, TransferRequest } from 'daily-transfer';
  declare global {
    const call: DailyCall;
    const transfers: TransferController;
    const request: TransferRequest;
    const sessionId: string;
    const publicKey: string;
  }
`;

const OPTIONS = { jsx: ts.JsxEmit.ReactJSX, checkJs: true, noUnusedLocals: false };

/** What samples name and what is not worth an installation: the packages, and the app of the reader. */
const ELSEWHERE =
  /Cannot find module '(?:express|hono|@testing-library\/react|@vitejs\/plugin-react|\.\/app)'/;
/** JavaScript cannot say of what type a parameter is. */
const PARAMETER_IS_ANY = 7006;

describe('the samples', () => {
  it('compile against the types of the package', { timeout: 120_000 }, () => {
    const samples = readPages().flatMap((page) => findSamples(page, 'ts', 'tsx', 'js'));
    expect(samples.length).toBeGreaterThan(20);
    const named = samples.map(({ place, language, code }) => {
      const path = `${root}test/docs/${place.replaceAll(/\W/g, '-')}.${language}`;
      return { path, place, language, code: `${code}\nexport {};\n` };
    });
    const files = new Map(named.map(({ path, code }) => [path, code]));
    files.set(`${root}test/docs/given.d.ts`, GIVEN);
    const found = compile(files, OPTIONS);
    const problems = found.flat().flatMap(({ file, start = 0, code, messageText }) => {
      const sample = named.find(({ path }) => path === file?.fileName);
      const message = ts.flattenDiagnosticMessageText(messageText, '\n');
      if (sample?.language === 'js' && code === PARAMETER_IS_ANY) return [];
      if (ELSEWHERE.test(message)) return [];
      const line = file?.text.slice(0, start).split('\n').length;
      return [`${sample?.place} + ${line}: ${message}`];
    });
    expect(problems).toEqual([]);
  });
});
