// @vitest-environment node
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { programOf } from '../support/compile.js';
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

describe('the samples', () => {
  it('compile against the types of the package', { timeout: 120_000 }, () => {
    const samples = readPages().flatMap((page) => findSamples(page, 'ts', 'tsx'));
    expect(samples.length).toBeGreaterThan(20);
    const named = samples.map(({ place, language, code }) => {
      const path = `${root}test/docs/${place.replaceAll(/\W/g, '-')}.${language}`;
      return [path, `${code}\nexport {};\n`, place] as const;
    });
    const files = new Map<string, string>(named.map(([path, code]) => [path, code]));
    files.set(`${root}test/docs/given.d.ts`, GIVEN);
    const program = programOf(files, { jsx: ts.JsxEmit.ReactJSX, noUnusedLocals: false });
    const problems = ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
      const place = named.find(([path]) => path === file?.fileName)?.[2];
      const line = file?.text.slice(0, start).split('\n').length;
      return `${place} + ${line}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
    });
    expect(problems).toEqual([]);
  });
});
