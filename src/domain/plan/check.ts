import { withoutUndefined } from '../fields.js';

/** The name of a precondition; public and stable. */
export type CheckCode =
  | 'call-alive'
  | 'method-available'
  | 'joined'
  | 'may-transfer'
  | 'network-up'
  | 'transferee-present'
  | 'transferee-is-telephony'
  | 'not-already-transferring'
  | 'target-valid'
  | 'target-elsewhere'
  | 'target-allowed'
  | 'caller-id-usable'
  | 'extension-usable'
  | 'refer-target-outside'
  | 'refer-transferee-outside'
  | 'refer-transferee-on-sip'
  | 'room-on-sfu'
  | 'within-quota'
  | 'authorized';

const OVERRIDABLE = [
  'may-transfer',
  'network-up',
  'transferee-is-telephony',
  'target-elsewhere',
  'refer-target-outside',
  'refer-transferee-outside',
  'refer-transferee-on-sip',
  'room-on-sfu',
] as const satisfies readonly CheckCode[];

/** A check that a request may override, since the page can be wrong about it. */
export type OverridableCheck = (typeof OVERRIDABLE)[number];

/**
 * Is this the code of a check that may be overridden?
 *
 * @example plan.blockers.every(({ code }) => isOverridable(code))
 */
export function isOverridable(code: unknown): code is OverridableCheck {
  return (OVERRIDABLE as readonly unknown[]).includes(code);
}

/** One precondition and how it stands. `unknown` never blocks. */
export interface Check {
  readonly code: CheckCode;
  readonly state: 'passed' | 'failed' | 'unknown';
  /** One plain sentence for the person at the page, without numbers. */
  readonly message: string;
  /** What the person at the page can do about it. */
  readonly hint?: string;
  /** What a developer has to change, where the person at the page cannot. */
  readonly fix?: string;
  /** Milliseconds after which it will pass, where it is only time that is in the way. */
  readonly retryAfterMs?: number;
  /** It failed, and the request goes on all the same. */
  readonly overridden?: true;
}

/** What a check found, before it is named. */
export type Outcome = Pick<Check, 'state' | 'message' | 'hint' | 'fix' | 'retryAfterMs'>;

export const pass = (message: string): Outcome => ({ state: 'passed', message });
export const unknown = (message: string): Outcome => ({ state: 'unknown', message });

/** @param fix for the developer, where there is something to change in code or settings */
export const fail = (message: string, hint: string, fix?: string): Outcome =>
  withoutUndefined<Outcome>({ state: 'failed', message, hint, fix });

/** A sentence as the second half of another one: `REFER cannot …` keeps its capitals. */
export function asReason(sentence: string): string {
  return sentence.replace(/^[A-Z](?![A-Z])/, (letter) => letter.toLowerCase()).replace(/\.$/, '');
}
