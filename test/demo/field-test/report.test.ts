// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { QUESTIONS } from '../../../demo/desk/live/field-test/questions.js';
import type { Entry } from '../../../demo/desk/live/field-test/recorder.js';
import { makeReport, type Findings } from '../../../demo/desk/live/field-test/report.js';

const SENT: Entry = { name: 'sipCallTransfer', atMs: 100 };
const YES: Entry = { name: 'resolved', atMs: 200 };
const NO: Entry = { name: 'rejected', atMs: 200 };
const LEFT: Entry = { name: 'participant-left', of: 'caller', atMs: 300 };
const stopped = (atMs: number): Entry => ({ name: 'stopped', atMs });

function verdictOf(id: string, entries: readonly Entry[], of = id): string | undefined {
  const at = QUESTIONS.findIndex((question) => question.id === id);
  return makeReport({ [of]: { entries } }, '0.92.2').lines[at]?.verdict;
}

describe('makeReport', () => {
  it('has seen nothing before anything was recorded, or where nothing was sent', () => {
    const recorded = QUESTIONS.map(({ id }) => [id, { entries: [stopped(90_000)] }] as const);
    for (const findings of [{}, Object.fromEntries(recorded)] satisfies Findings[]) {
      const { lines } = makeReport(findings, '0.92.2');
      expect(lines.map(({ verdict }) => verdict)).toEqual(QUESTIONS.map(() => 'not seen'));
    }
  });

  it.each<readonly [id: string, verdict: string, entries: readonly Entry[]]>([
    ['promise', 'held', [SENT, YES, LEFT]],
    ['promise', 'not seen', [SENT, LEFT, stopped(10_300)]],
    ['promise', 'contradicted', [SENT, LEFT, stopped(10_301)]],
    ['promise', 'not seen', [SENT, YES, stopped(45_100)]],
    ['promise', 'contradicted', [SENT, YES, stopped(45_101)]],
    ['promise', 'contradicted', [SENT, NO, LEFT]],
    ['promise', 'not seen', [SENT, NO, stopped(1_000)]],
    ['refused-refer', 'not seen', [SENT, YES, LEFT]],
    ['refused-refer', 'held', [SENT, NO, { ...LEFT, shape: { reason: 'hidden' } }]],
    ['refused-refer', 'held', [SENT, NO, { ...LEFT, of: 'somebody' }]],
    ['refer-to-daily', 'not seen', [SENT, YES]],
    ['admin', 'not seen', [{ ...SENT, shape: { permissions: { owner: 'true' } } }, YES]],
    ['busy', 'not seen', [SENT, YES, stopped(45_100)]],
    ['busy', 'contradicted', [SENT, YES, stopped(45_101)]],
    ['approval', 'contradicted', [SENT, NO, LEFT]],
  ])('%s: %s', (id, verdict, entries) => {
    expect(verdictOf(id, entries)).toBe(verdict);
  });

  it('sees in one call what two questions ask', () => {
    const rings: Entry = { name: 'dialout-connected', of: 'somebody', atMs: 250 };
    expect(verdictOf('dial-out', [SENT, YES, LEFT], 'promise')).toBe('held');
    expect(verdictOf('dial-out', [SENT, YES, rings, LEFT], 'promise')).toBe('contradicted');
  });

  it('takes only the answers and the versions that there are', () => {
    const told = (answer: string) => makeReport({ anchored: { answer } }, '0.92.2 Alice').lines[7];
    expect(told('no')).toMatchObject({ verdict: 'held', answer: 'no' });
    for (const answer of ['Alice', 'toString']) {
      expect(told(answer)).not.toHaveProperty('answer');
      expect(told(answer)?.verdict).toBe('not seen');
    }
    expect(makeReport({}, '0.92.2 Alice').dailyJs).toBe('unknown');
  });
});
