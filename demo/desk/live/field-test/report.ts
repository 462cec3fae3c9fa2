import { judge, type Verdict } from './judges.js';
import { QUESTIONS, type Question } from './questions.js';
import type { Entry } from './recorder.js';

/** What came of one step. */
export interface Finding {
  readonly entries?: readonly Entry[];
  /** What the person told; one of the answers of the question. */
  readonly answer?: string;
}

/** By the id of the question. */
export type Findings = Readonly<Record<string, Finding | undefined>>;

/** One line of the report. */
export interface Line {
  readonly question: number;
  readonly asked: string;
  readonly assumed: string;
  readonly verdict: Verdict;
  readonly answer?: string;
  readonly seenIn?: number;
  readonly seen?: readonly Entry[];
}

/** What can be pasted into an issue: shapes and times, never a number, a name, a token or an address. */
export interface Report {
  readonly report: 'daily-transfer field test';
  readonly dailyJs: string;
  readonly lines: readonly Line[];
}

/** @param dailyVersion as `Daily.version()` tells it */
export function makeReport(findings: Findings, dailyVersion: string): Report {
  const dailyJs = /^\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(dailyVersion) ? dailyVersion : 'unknown';
  return {
    report: 'daily-transfer field test',
    dailyJs,
    lines: QUESTIONS.map((question) => makeLine(question, findings)),
  };
}

/** The number of a question, as it stands in the docs. */
export function numberOf(id: string): number {
  return QUESTIONS.findIndex((question) => question.id === id) + 1;
}

function makeLine(question: Question, findings: Findings): Line {
  const { id, asked, assumed, weigh, seenIn, answers } = question;
  const { answer = '' } = findings[id] ?? {};
  const { entries } = findings[seenIn ?? id] ?? {};
  const told = answers && Object.hasOwn(answers, answer) ? answers[answer] : undefined;
  return {
    question: numberOf(id),
    asked,
    assumed,
    verdict: told ?? (weigh ? judge(entries ?? [], weigh) : 'not seen'),
    ...(told && { answer }),
    ...(seenIn !== undefined ? { seenIn: numberOf(seenIn) } : entries && { seen: entries }),
  };
}
