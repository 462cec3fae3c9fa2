// @vitest-environment node
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { isOverridable } from '../src/domain/plan/check.js';
import { CHECK_CODES } from '../src/domain/plan/checks.js';
import { chooseMethod } from '../src/domain/plan/choose-method.js';
import { parseEndpoint, ENDPOINT_PROBLEMS } from '../src/domain/endpoint/endpoint.js';
import { ENDPOINT_EXAMPLES } from '../src/domain/endpoint/endpoint-examples.js';
import { programOf } from './support/compile.js';

/* The README is held to what the code does. */

const root = fileURLToPath(new URL('..', import.meta.url));
const readme = readFileSync(`${root}README.md`, 'utf8');

/** The cells of the table after a marker, without the head. */
function readTable(marker: string): readonly (readonly string[])[] {
  const [, after = ''] = readme.split(`<!-- ${marker} -->`);
  const lines = after.trimStart().split('\n');
  const end = lines.findIndex((line) => !line.startsWith('|'));
  return lines.slice(2, end).map((line) => {
    return line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim());
  });
}

/** The code names in a cell: `one`, `two`. */
function readCodes(cell = ''): readonly string[] {
  return [...cell.matchAll(/`([a-z-]+)`/g)].map(([, code = '']) => code);
}

function findUnion(file: string, name: string): readonly string[] {
  const text = readFileSync(`${root}src/domain/${file}`, 'utf8');
  const [, body = ''] = text.split(`export type ${name} =`);
  return [...(body.split(';')[0] ?? '').matchAll(/'([a-z-]+)'/g)].map(([, code = '']) => code);
}

describe('README', () => {
  it('tells the decision rule row by row, as chooseMethod() has it', () => {
    const target = parseEndpoint('sip:queue@pbx.example.com');
    if (target.kind === 'invalid') throw new Error(target.message);
    const { considered } = chooseMethod({ target, prefer: 'direct' });
    const told = readTable('decision').map(([row, , method, because]) => ({
      row: Number(row),
      method: method === 'that one' ? undefined : method,
      reason: readCodes(because)[0],
    }));
    expect(told).toEqual(considered.map(({ row, method, reason }) => ({ row, method, reason })));
  });

  it('lists every check in its order, and marks those that can be overridden', () => {
    const told = readTable('checks').map(([name]) => name);
    expect(told).toEqual(
      CHECK_CODES.map((code) => `\`${code}\`${isOverridable(code) ? ' *' : ''}`),
    );
  });

  it('lists every problem of a target with its layer, an example and its sentence', () => {
    const told = readTable('problems').map(([name, layer, , message]) => [name, layer, message]);
    const known = Object.entries(ENDPOINT_PROBLEMS).map(([code, row]) => [
      `\`${code}\``,
      row.fault,
      row.message,
    ]);
    expect(told).toEqual(known);
    const examples = readTable('problems').map(([, , example]) => example);
    expect(examples).toEqual(
      Object.values(ENDPOINT_EXAMPLES).map((text) =>
        text === '' ? '(nothing)' : `\`${text.replace(/a{9,}/, 'aaa…')}\``,
      ),
    );
  });

  it('lists every event and every error code', () => {
    const events = readTable('events').flatMap(([name]) => readCodes(name));
    const map =
      readFileSync(`${root}src/domain/events.ts`, 'utf8').split('TransferEventMap')[1] ?? '';
    const known = [...map.matchAll(/^ {2}'([a-z-]+)':/gm)].map(([, name]) => name);
    expect(events).toEqual(known);
    const errors = readTable('errors').flatMap(([code]) => readCodes(code));
    expect(errors).toEqual(findUnion('errors.ts', 'TransferErrorCode'));
  });

  it('has examples that compile', { timeout: 30_000 }, () => {
    const blocks = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, code = '']) => code);
    expect(blocks.length).toBeGreaterThanOrEqual(2);
    const files = new Map(blocks.map((code, index) => [`${root}test/readme-${index}.ts`, code]));
    const program = programOf(files);
    const problems = ts.getPreEmitDiagnostics(program);
    expect(
      problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
    ).toEqual([]);
  });
});
