import type {
  Signal,
  TimelineEntry,
  Transferee,
  TransferPlan,
  TransferRecord,
} from 'daily-transfer';
import {
  ACTIVITY,
  ASK_FIRST,
  CORRECTED,
  ENDS,
  NEVER_ASKED,
  NOT_HEARD_YET,
  REPLIED,
  STATUSES,
  SURE,
  TEXTS,
  TITLES,
  WHEREABOUTS,
} from '../texts.js';
import { findEntry, type DirectoryEntry } from './directory.js';

/* Each fact about a transfer has one function here; callers, composer and activity all ask it. */

/** How it is told: green, amber, red, blue or grey, each with an icon of its own. */
export type Tone =
  'confirmed' | 'inferred' | 'failed' | 'running' | 'unknown' | 'blocked' | 'unsent';

/** Where the caller is, by the last thing that was seen of them. */
export type Whereabouts = 'here' | 'hidden' | 'left';

export function isRunning({ settled }: TransferRecord): boolean {
  return !settled;
}

/** Are we in the call, so that it can be seen who is there? */
export function isInCall({ checks }: TransferPlan): boolean {
  return checks.some(({ code, state }) => code === 'joined' && state === 'passed');
}

/** Is the target a number that is most likely not written to its end? With less than ten digits few can be called. */
export function isUnfinished({ target, blockers: [first] }: TransferPlan): boolean {
  if (target.kind === 'invalid') {
    return target.problem === 'number-length' && target.text.replaceAll(/\D/g, '').length < 10;
  }
  return target.kind === 'phone' && target.number.length <= 10 && first?.code === 'target-allowed';
}

export function toneOf(record: TransferRecord): Tone {
  if (isRunning(record)) return 'running';
  if (record.status === 'failed') return 'failed';
  return record.confidence === 'none' ? 'unknown' : record.confidence;
}

/** One word for where the transfer stands. */
export function titleOf({ status }: TransferRecord): string {
  return TITLES[status];
}

/** How sure the end is; of what runs, or is not known, there is nothing to say. */
export function sayHowSure(record: TransferRecord): string {
  const { confidence } = record;
  return isRunning(record) || confidence === 'none' ? '' : SURE[confidence];
}

/** Where the transfer stands, at a glance; how sure it is, developers read too. */
export function markOf(record: TransferRecord, isDeveloper: boolean) {
  const sure = isDeveloper ? sayHowSure(record) : '';
  return { tone: toneOf(record), title: titleOf(record), sure };
}

/** What is known beside the record. */
export interface Circumstances {
  /** Daily's own words, where it said no. */
  readonly reply?: string | undefined;
  /** Another transfer of the caller came after it. */
  readonly isOld?: boolean;
  /** What to do is said elsewhere. */
  readonly isBrief?: boolean | undefined;
  /** Webhooks tell how it ends. */
  readonly hearsEnd?: boolean;
}

/** What has become of it, where the caller is now, and what has to be asked first. */
export function explain(
  record: TransferRecord,
  { name, target }: Names,
  { reply, isOld = false, isBrief = isOld, hearsEnd = false }: Circumstances = {},
): string {
  const { code, retry, timeline } = record;
  const wasAsked = !timeline.some(({ signal }) => signal === 'send-threw');
  const where = findWhereabouts(record);
  const isToSay = !wasAsked || WITH_WHEREABOUTS.has(code ?? record.status);
  const told = reply && code === 'rejected' ? () => REPLIED(reply) : findSentence(record, hearsEnd);
  return [
    wasAsked ? told(name, target) : NEVER_ASKED,
    isToSay ? WHEREABOUTS[isOld && where === 'here' ? 'stayed' : where](name) : '',
    retry === 'ask' && where !== 'left' && !isBrief ? ASK_FIRST(name) : '',
    record.corrected ? CORRECTED : '',
  ]
    .filter(Boolean)
    .join(' ');
}

function findSentence(record: TransferRecord, hearsEnd: boolean) {
  const { code, status } = record;
  if (status === 'handed-off' && hearsEnd) return NOT_HEARD_YET;
  return (code && ENDS[code]) ?? STATUSES[status];
}

const WITH_WHEREABOUTS: ReadonlySet<string> = new Set([
  'requested',
  'accepted',
  'rejected',
  'daily-silent',
]);

/** How a webhook says that the target was not reached: signals that are codes too. */
export const NOT_REACHED = ['target-busy', 'no-answer', 'declined', 'unreachable'] as const;

export function findWhereabouts({ timeline }: TransferRecord): Whereabouts {
  const last = findLast(timeline, ['transferee-left', 'transferee-hidden', 'transferee-shown']);
  if (last?.signal === 'transferee-left') return 'left';
  return last?.signal === 'transferee-hidden' ? 'hidden' : 'here';
}

/** The newest entry of one of these signals. */
export function findLast(
  timeline: readonly TimelineEntry[],
  signals: readonly Signal[],
): TimelineEntry | undefined {
  return [...timeline].reverse().find(({ signal }) => signals.includes(signal));
}

/** Who goes where, for people. */
export interface Names {
  readonly name: string;
  readonly target: string;
}

/**
 * The names in a plan: the caller's masked and cut, the target's from the directory or masked. A plan that was
 * told after a reload has no caller in it, who may be here all the same.
 */
export function namesOf(
  { transferee, request }: TransferPlan,
  directory: readonly DirectoryEntry[],
  callers: readonly Transferee[],
): Names {
  const caller = transferee ?? callers.find(({ sessionId }) => sessionId === request.sessionId);
  return {
    name: caller ? nameOf(caller) : ACTIVITY.unknownCaller,
    target: findEntry(directory, request.toEndPoint)?.name ?? hideNumbers(request).toEndPoint,
  };
}

/** A caller's name as everybody may see it: numbers hidden, cut, and without what turns the sentence around it. */
export function nameOf(caller: Pick<Transferee, 'name'>): string {
  const name = hideNumbers(caller).name.replace(/[\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, '');
  return name.slice(0, LONGEST_NAME) || TEXTS.noName;
}

/** The package's data never changes and a page draws often, so that hiding numbers once is enough. */
const hidden = new WeakMap<object, object>();

/** The package writes its data masked: the numbers and SIP users in it are hidden in the middle. */
export function hideNumbers<T extends object>(data: T): T {
  const known = hidden.get(data) ?? (JSON.parse(JSON.stringify(data)) as object);
  hidden.set(data, known);
  return known as T;
}

/** `3:05`, or `1:02:07` from an hour on. */
export function writeDuration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const [first = 0, ...rest] = parts[0] === 0 ? parts.slice(1) : parts;
  return [first, ...rest.map((part) => String(part).padStart(2, '0'))].join(':');
}

/** `0.3 s` */
export function writeSeconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)}\u00A0s`;
}

/** More of a name than this says nothing more. */
const LONGEST_NAME = 80;
