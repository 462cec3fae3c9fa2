import type { Entry } from './recorder.js';
import { readShape } from './shape.js';

/** Did what the library assumes hold? `not seen`: what was recorded does not tell. */
export type Verdict = 'held' | 'contradicted' | 'not seen';

/** What a recording says: all of it, the request, if one was sent, and what came after that. */
export interface Course {
  readonly entries: readonly Entry[];
  readonly sent?: Entry | undefined;
  readonly after: readonly Entry[];
  /** Daily's promise resolved, or rejected. */
  readonly yes?: Entry | undefined;
  readonly no?: Entry | undefined;
  /** The caller left the room. */
  readonly left?: Entry | undefined;
  readonly endMs: number;
}

/** What shows that an assumption held, and what contradicts it, which outweighs the other. */
export type Judge = (course: Course) => readonly [held: unknown, contradicted: unknown];

/** The defaults of `timeoutMs` and `graceMs`. */
const DEADLINE_MS = 45_000;
const GRACE_MS = 10_000;

export function judge(entries: readonly Entry[], weigh: Judge): Verdict {
  const [held, contradicted] = weigh(readCourse(entries));
  if (contradicted) return 'contradicted';
  return held ? 'held' : 'not seen';
}

/** The caller leaves before the deadline, and Daily says yes at the latest a grace after that. */
export const judgePromise: Judge = ({ sent, yes, no, left, endMs }) => {
  const leftMs = left?.atMs ?? endMs;
  const waitedMs = (yes?.atMs ?? endMs) - leftMs;
  const isLate = leftMs - (sent?.atMs ?? 0) > DEADLINE_MS || waitedMs > GRACE_MS;
  return [yes && left, isLate || (no && left)];
};

/** An admin of participants, who is no owner, may transfer. */
export const judgeAdmin: Judge = ({ sent, yes, no }) => {
  const admin = readShape(sent?.shape, 'permissions', 'canAdmin');
  const isAdmin = Array.isArray(admin) && admin.includes('participants');
  const isOwner = readShape(sent?.shape, 'permissions', 'owner') !== 'false';
  return isAdmin && !isOwner ? [yes, no] : [false, false];
};

/** The caller of a busy target is gone, and does not come back. */
export const judgeBusy: Judge = ({ sent, after, yes, left, endMs }) => {
  const hasStayed = yes && !left && endMs - (sent?.atMs ?? 0) > DEADLINE_MS;
  return [left, hasStayed || after.some(isTelephony)];
};

/** A phone caller is not taken for a SIP caller from outside Daily, whom a REFER would send away. */
export const judgePhoneCaller: Judge = ({ entries }) => {
  const joined = entries.find(isTelephony);
  const connected = entries.find(({ name }) => name === 'dialin-connected');
  const type = String(readShape(joined?.shape, 'participant', 'participantType'));
  const from = readShape(connected?.shape, 'sipFrom');
  return [joined, from === 'SIP address outside Daily' && !type.startsWith('pstn')];
};

function readCourse(entries: readonly Entry[]): Course {
  const sent = entries.find(({ name }) => name === 'sipCallTransfer' || name === 'sipRefer');
  const after = sent ? entries.slice(entries.indexOf(sent) + 1) : [];
  return {
    entries,
    sent,
    after,
    yes: after.find(({ name }) => name === 'resolved'),
    no: after.find(({ name }) => name === 'rejected'),
    left: after.find(isCallersLeaving),
    endMs: after.at(-1)?.atMs ?? 0,
  };
}

function isCallersLeaving({ name, of, shape }: Entry): boolean {
  return name === 'participant-left' && of === 'caller' && readShape(shape, 'reason') !== 'hidden';
}

function isTelephony({ name, shape }: Entry): boolean {
  const type = readShape(shape, 'participant', 'participantType');
  return name === 'participant-joined' && /^(?:sip|pstn)-/.test(String(type));
}
