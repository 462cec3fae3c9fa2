import type { Signal, TimelineEntry, TransferRecord } from 'daily-transfer';
import {
  AGAIN,
  CONFIDENCES,
  CORRECTED,
  ENDS,
  EVIDENCE,
  INFERRED_FAILURE,
  NEVER_ASKED,
  OTHER_METHOD,
  SIGNALS,
  STATUSES,
  STEPS,
  TEXTS,
  TITLES,
  WHEREABOUTS,
} from '../texts.js';
import { isRunning, nameOf } from './callers.js';

/** One of the four steps of a transfer: what came of it, when, and on what evidence. */
export interface TrackStep {
  readonly name: string;
  readonly state: 'done' | 'waiting' | 'bad' | 'open';
  readonly says: string;
  /** What it rests on. */
  readonly evidence: string;
  /** Since the request: `+0.3 s`. */
  readonly at: string;
}

/** A transfer as it goes on, and how sure its end is. */
export interface TrackScreen {
  readonly status: TransferRecord['status'];
  readonly title: string;
  /** What has become of it and what to do next, in plain words. */
  readonly sentence: string;
  readonly steps: readonly TrackStep[];
  readonly confidence: keyof typeof CONFIDENCES;
  readonly sure: string;
  /** How long it runs, of how long it may: `3 s of 45 s`; empty when it has ended. */
  readonly elapsed: string;
  /** Who goes where. */
  readonly name: string;
  readonly about: string;
}

/** `now` is the wall clock, in milliseconds. */
export function presentTrack(record: TransferRecord, now: number): TrackScreen {
  const { status, plan, method, corrected } = record;
  const { confidence, sure } = sayConfidence(record);
  return {
    status,
    title: TITLES[status],
    sentence: explain(record),
    steps: presentSteps(record),
    confidence,
    sure: corrected ? `${sure}${CORRECTED}` : sure,
    elapsed: isRunning(record) ? writeElapsed(record, now) : '',
    name: nameOf(plan.transferee),
    about: [method, plan.request.toEndPoint].join(' · '),
  };
}

/** What has become of it, where the caller is now, and what may be done: the code alone does not tell that. */
export function explain(record: TransferRecord): string {
  const { status, code, retry, timeline, method } = record;
  const wasAsked = !timeline.some(({ signal }) => signal === 'send-threw');
  const sentence = wasAsked ? ((code && ENDS[code]) ?? STATUSES[status]) : NEVER_ASKED;
  const where = findCaller(timeline);
  const isTold = !WITH_WHEREABOUTS.has(code ?? status);
  const again = retry === undefined || where === 'left' ? '' : AGAIN[retry];
  const isRefused = code === 'rejected' && method === 'sipRefer' && wasAsked;
  return [sentence, isTold ? '' : WHEREABOUTS[where], again, isRefused ? OTHER_METHOD : '']
    .filter(Boolean)
    .join(' ');
}

/** How sure the end is; of a running one, that it runs. */
export function sayConfidence(record: TransferRecord): Pick<TrackScreen, 'confidence' | 'sure'> {
  const confidence = isRunning(record) ? 'running' : record.confidence;
  const isInferredFailure = confidence === 'inferred' && record.status === 'failed';
  return { confidence, sure: isInferredFailure ? INFERRED_FAILURE : CONFIDENCES[confidence] };
}

/** `+0.3 s` */
export function writeSince(ms: number): string {
  return `+${(ms / 1000).toFixed(1)} s`;
}

const WITH_WHEREABOUTS: ReadonlySet<string> = new Set([
  'requested',
  'accepted',
  'rejected',
  'never-left',
  'daily-silent',
]);

/** Where the caller is by the last thing that was seen of them. */
function findCaller(timeline: readonly TimelineEntry[]): keyof typeof WHEREABOUTS {
  const last = findLast(timeline, ['transferee-left', 'transferee-hidden', 'transferee-shown']);
  if (last?.signal === 'transferee-left') return 'left';
  return last?.signal === 'transferee-hidden' ? 'hidden' : 'here';
}

function presentSteps(record: TransferRecord): readonly TrackStep[] {
  const { timeline } = record;
  const asked = findLast(timeline, ['send-threw', 'sent']);
  const answer = findLast(timeline, ['daily-said-yes', 'daily-said-no']);
  const moved = findLast(timeline, ['transferee-left', 'transferee-hidden', 'transferee-shown']);
  const far = findLast(timeline, FAR_SIGNALS);
  const isBlind = record.code === 'call-ended' || record.code === 'detached';
  return [
    step(record, 'asked', asked, STEPS.none),
    step(record, 'answer', answer, STEPS.none),
    step(record, 'caller', moved, isBlind ? STEPS.notKnown : WHEREABOUTS.here),
    step({ ...record, retry: 'no' }, 'target', far, STEPS.notSeen),
  ];
}

function step(
  record: TransferRecord,
  name: 'asked' | 'answer' | 'caller' | 'target',
  entry: TimelineEntry | undefined,
  without: string,
): TrackStep {
  if (!entry) {
    const state = isRunning(record) ? 'waiting' : 'open';
    return {
      name: STEPS[name],
      state,
      says: isRunning(record) ? STEPS.waiting : without,
      evidence: '',
      at: '',
    };
  }
  const isWaiting = name === 'caller' && entry.signal !== 'transferee-left' && isRunning(record);
  const state = BAD_SIGNALS.has(entry.signal) ? 'bad' : isWaiting ? 'waiting' : 'done';
  return {
    name: STEPS[name],
    state,
    says: SIGNALS[entry.signal],
    evidence: EVIDENCE[entry.evidence],
    at: writeSince(entry.sinceMs),
  };
}

const FAR_SIGNALS: readonly Signal[] = [
  'answered',
  'ended',
  'target-busy',
  'no-answer',
  'declined',
  'unreachable',
];

const BAD_SIGNALS: ReadonlySet<Signal> = new Set([
  'send-threw',
  'daily-said-no',
  'target-busy',
  'no-answer',
  'declined',
  'unreachable',
]);

function findLast(
  timeline: readonly TimelineEntry[],
  signals: readonly Signal[],
): TimelineEntry | undefined {
  const found = timeline.filter(({ signal }) => signals.includes(signal));
  return found[found.length - 1];
}

function writeElapsed({ startedAt, plan }: TransferRecord, now: number): string {
  const seconds = Math.max(0, Math.floor((now - startedAt) / 1000));
  return TEXTS.elapsed(seconds, (plan.request.timeoutMs ?? 45_000) / 1000);
}
