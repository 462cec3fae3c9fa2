import type { TransferEventMap, TransferEventName, TransferRecord } from 'daily-transfer';
import { LOG, TITLES } from '../texts.js';
import { targetOf } from './history.js';

/** Any event of a controller. */
export type AnyEvent = Parameters<TransferEventMap[TransferEventName]>[0];

/** One event that was told. What is written of it is made only when somebody looks: most are never read. */
export interface LogEntry {
  /** Rises from entry to entry. */
  readonly id: number;
  /** Milliseconds since the log began. */
  readonly atMs: number;
  readonly action: TransferEventName;
  /** The event as JSON, masked. */
  readonly json: string;
  /** The event in a few words, masked. */
  readonly summary: string;
}

/** The log as it stands. Immutable: each function below returns the next state. */
export interface LogState {
  readonly events: Events;
  /** The events as they were when the view was told to stand still. */
  readonly still?: Events | undefined;
  /** The kinds that are shown; all of them where none is named. */
  readonly kinds: ReadonlySet<TransferEventName>;
  readonly opened?: LogEntry | undefined;
}

/** A stretch of a list that only grows, so that one more event copies nothing. */
interface Events {
  readonly list: readonly LogEntry[];
  readonly from: number;
  readonly to: number;
  readonly counts: Readonly<Record<TransferEventName, number>>;
}

/** What the page shows of the log. */
export interface LogScreen {
  readonly all: number;
  readonly isFiltered: boolean;
  readonly kinds: readonly Kind[];
  /** The events that pass the filter, oldest first. */
  readonly rows: readonly LogEntry[];
  readonly paused: boolean;
  /** How many events came since the view stands still. */
  readonly waiting: number;
  readonly opened?: LogEntry | undefined;
  /** The opened event, to be read. */
  readonly json?: string | undefined;
}

interface Kind {
  readonly kind: TransferEventName;
  readonly count: number;
  readonly pressed: boolean;
}

/** More events than this are not kept; the oldest go. */
export const MOST_EVENTS = 10_000;

const NONE: Events['counts'] = {
  'transfer-requested': 0,
  'transfer-accepted': 0,
  'transfer-handed-off': 0,
  'transfer-failed': 0,
  'transfer-unconfirmed': 0,
  'transfer-answered': 0,
  'transfer-ended': 0,
  'transfer-updated': 0,
  'transfer-blocked': 0,
  'transferees-changed': 0,
  'plans-changed': 0,
};

/** The name of every event that there is. */
export const KINDS = Object.keys(NONE) as readonly TransferEventName[];

export const NO_EVENTS: LogState = {
  events: { list: [], from: 0, to: 0, counts: NONE },
  kinds: new Set(),
};

/** The entry for an event; the id must be higher than those before. */
export function writeEntry(event: AnyEvent, atMs: number, id: number): LogEntry {
  return {
    id,
    atMs,
    action: event.action as TransferEventName,
    get json() {
      return JSON.stringify(event);
    },
    get summary() {
      return summarise(event);
    },
  };
}

/** The log with one more event. */
export function logged(state: LogState, entry: LogEntry): LogState {
  return { ...state, events: append(state.events, entry) };
}

/** The log with this kind among those shown, or no longer; an empty name shows all again. */
export function filtered(state: LogState, kind: string): LogState {
  const kinds = new Set<string>(kind && state.kinds);
  if (kind && !kinds.delete(kind)) kinds.add(kind);
  return { ...state, kinds: kinds as LogState['kinds'] };
}

/** The log standing still, or going on if it stood still. Events are kept meanwhile. */
export function paused(state: LogState): LogState {
  return { ...state, still: state.still ? undefined : state.events };
}

/** The log without events. The filter stays, and so does standing still. */
export function cleared(state: LogState): LogState {
  const { events } = NO_EVENTS;
  return { ...state, events, still: state.still && events, opened: undefined };
}

/** The log with this event opened; closed, if it was. */
export function opened(state: LogState, id: string): LogState {
  const { list, from, to } = state.still ?? state.events;
  const isOpen = String(state.opened?.id) === id;
  const entry = list.slice(from, to).find((one) => String(one.id) === id);
  return { ...state, opened: isOpen ? undefined : entry };
}

export function presentLog(state: LogState): LogScreen {
  const { events, still, kinds, opened: entry } = state;
  const { list, from, to, counts } = still ?? events;
  const rows = list.slice(from, to);
  const isFiltered = kinds.size > 0;
  return {
    all: rows.length,
    isFiltered,
    kinds: KINDS.map((kind) => ({ kind, count: counts[kind], pressed: kinds.has(kind) })),
    rows: isFiltered ? rows.filter(({ action }) => kinds.has(action)) : rows,
    paused: still !== undefined,
    waiting: countAfter(events, rows.at(-1)?.id ?? 0),
    opened: entry,
    json: entry && JSON.stringify(JSON.parse(entry.json), undefined, 2),
  };
}

/** Every event that passes the filter as JSON, masked: one a line, the oldest first. */
export function writeEvents(state: LogState): string {
  const lines = presentLog(state).rows.map(({ json }) => json);
  return lines.length > 0 ? `[\n${lines.join(',\n')}\n]` : '[]';
}

/**
 * Where this is the newest state, the list grows in place: those who hold an older state don't see further
 * than their own end. Only when half of it is too old, or an older state goes on, is it copied.
 */
function append({ list, from, to, counts }: Events, entry: LogEntry): Events {
  const isNewest = list.length === to && to > 0;
  const mayGrow = isNewest && list.length < 2 * MOST_EVENTS;
  const grown = (mayGrow ? list : list.slice(from, to)) as LogEntry[];
  grown.push(entry);
  const first = mayGrow ? from : 0;
  const old = grown.length - first > MOST_EVENTS ? grown[first] : undefined;
  const next = { ...counts, [entry.action]: counts[entry.action] + 1 };
  if (old) next[old.action] -= 1;
  return { list: grown, from: old ? first + 1 : first, to: grown.length, counts: next };
}

/** How many events came after this one. */
function countAfter({ list, from, to }: Events, id: number): number {
  let least = from;
  let most = to;
  while (least < most) {
    const middle = (least + most) >> 1;
    if ((list[middle]?.id ?? 0) > id) most = middle;
    else least = middle + 1;
  }
  return to - least;
}

function summarise(event: AnyEvent): string {
  if ('transfer' in event) return summariseTransfer(event.transfer);
  if ('error' in event)
    return [event.error.code, ...event.plan.blockers.map(({ code }) => code)].join(' · ');
  return 'transferees' in event ? LOG.callers(event.transferees.length) : '';
}

function summariseTransfer({ status, code, method, plan }: TransferRecord): string {
  return [TITLES[status], code, method, targetOf(plan)].filter(Boolean).join(' · ');
}
