import { hasMethods, isFields } from './domain/fields.js';
import { maskEndpoint } from './domain/masking.js';
import { REQUESTED, transition } from './domain/transfer/lifecycle.js';
import { appendEntry, openRecord, type TransferRecord } from './domain/transfer/record.js';
import type { TransferMethod } from './domain/plan/choose-method.js';
import type { TransferPlan } from './domain/plan/plan.js';
import { after, pageId, report, wallClock } from './environment.js';

/** What is kept of a transfer while it is under way, so that the next page can tell of it; masked. */
export interface ReloadNote {
  readonly id: string;
  /** Daily's `session_id` of the caller, which stays the same when this page reloads. */
  readonly sessionId: string;
  readonly method: TransferMethod;
  /** Masked, so that nothing could be sent there again. */
  readonly target: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** The page that sent it. */
  readonly page: string;
}

/** What `sessionStore()` and `keepIn()` make: notes of the transfers that are under way. */
export interface ReloadNotes {
  /** The transfer is about to be sent. */
  add(record: TransferRecord): void;
  /** It has ended or is told now, so there is nothing more to tell. False if its note was gone already. */
  remove(id: string): boolean;
  /** What pages that are gone have left under way, newest first. */
  findLeft(): Promise<readonly ReloadNote[]>;
  /** The record of a note: nobody can know how it ended, and its caller may still be here. */
  restore(note: ReloadNote, plan: TransferPlan): TransferRecord;
}

/** The part of the Web Storage API that notes need. What it throws is reported, and transfers go on. */
export interface NoteStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

const HOUR_MS = 3_600_000;
const MOST_NOTES = 100;
const LONGEST_TEXT = 3_000;
/** The lock of a page that has just reloaded may take a moment to go. */
const LOCK_PATIENCE_MS = 1_000;

/**
 * Keeps notes in the tab's `sessionStorage`: a page that is reloaded amid a transfer tells of it once, as
 * `unconfirmed`. Where that is missing, forbidden or full, nothing is kept, and nothing fails.
 *
 * @param key give each its own where several pages of one origin share a tab, as frames do
 * @example TransferController.attach(call, { domain: 'acme', store: sessionStore() });
 */
export function sessionStore(key = 'daily-transfer'): ReloadNotes {
  // A tab's storage is its own, so a note of another page that lives was copied when this tab was opened.
  // Where it is missing or forbidden, reading it throws, and that is not reported.
  return notesIn(() => globalThis.sessionStorage, { key, dropsCopies: true });
}

/**
 * Keeps notes in a storage of the app's own, such as `localStorage`, in which several tabs may write.
 *
 * @example TransferController.attach(call, { domain: 'acme', store: keepIn(localStorage) });
 */
export function keepIn(storage: NoteStorage, key = 'daily-transfer'): ReloadNotes {
  const isStorage = hasMethods(storage, 'getItem', 'setItem', 'removeItem');
  if (!isStorage) throw new TypeError('keepIn() takes a storage, such as localStorage');
  return notesIn(() => storage, { key, dropsCopies: false });
}

interface NotesOptions {
  readonly key: string;
  /** Drop the notes of other living pages? In a tab's own storage they can only be copies. */
  readonly dropsCopies: boolean;
}

function notesIn(findStorage: () => NoteStorage, { key, dropsCopies }: NotesOptions): ReloadNotes {
  const edit = editorOf(findStorage, key, dropsCopies ? () => {} : report);
  return {
    add: (record) => {
      edit((notes) => [...notes, noteOf(record)]);
      showLife();
    },
    remove: (id) => {
      const before = edit((notes) => notes.filter((note) => note.id !== id));
      return before.some((note) => note.id === id);
    },
    findLeft: async () => {
      const orphans = await findOrphans(edit((notes) => notes));
      const isLeft = ({ id }: ReloadNote) => orphans.some((orphan) => orphan.id === id);
      if (dropsCopies) {
        edit((notes) => notes.filter((note) => note.page === pageId() || isLeft(note)));
      }
      return [...orphans].sort((one, other) => other.startedAt - one.startedAt);
    },
    restore: restoreRecord,
  };
}

type Change = (notes: readonly ReloadNote[]) => readonly ReloadNote[];

/**
 * Changes the notes that are there now, since several controllers of one page may share a storage, and
 * returns those that were there before. A change that keeps all still drops what is too old to keep.
 */
function editorOf(
  findStorage: () => NoteStorage,
  key: string,
  onError: (error: unknown) => void,
): (change: Change) => readonly ReloadNote[] {
  return (change) => {
    let notes: readonly ReloadNote[] = [];
    try {
      const storage = findStorage();
      notes = readNotes(storage.getItem(key), wallClock());
      const changed = change(notes);
      if (changed.length > 0) storage.setItem(key, JSON.stringify(changed));
      else storage.removeItem(key);
    } catch (error) {
      onError(error);
    }
    return notes;
  };
}

function restoreRecord({ id, method, startedAt }: ReloadNote, plan: TransferPlan): TransferRecord {
  const opened = openRecord({ id, plan, method, startedAt }, REQUESTED);
  // Ends like a call that ended, but this page is back, so a person can look for the caller.
  const state = { ...transition(REQUESTED, 'call-ended'), retry: 'ask' } as const;
  // Of another page only the wall clock is known, and that may have been set back.
  const sinceMs = Math.max(0, Math.round(wallClock() - startedAt));
  return appendEntry(opened, state, { sinceMs, signal: 'call-ended', evidence: 'app' });
}

function noteOf({ id, method, startedAt, plan }: TransferRecord): ReloadNote {
  const { sessionId, toEndPoint } = plan.request;
  return { id, sessionId, method, target: maskEndpoint(toEndPoint), startedAt, page: pageId() };
}

/** The notes in a text, whatever it is: known fields only, each of its type, none old, none twice. */
function readNotes(text: string | null, nowMs: number): readonly ReloadNote[] {
  const list = parse(text);
  if (!Array.isArray(list)) return [];
  const notes = new Map<string, ReloadNote>();
  for (const item of (list as unknown[]).slice(0, MOST_NOTES)) {
    const note = readNote(item);
    if (note && Math.abs(nowMs - note.startedAt) <= HOUR_MS) notes.set(note.id, note);
  }
  return [...notes.values()];
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return undefined;
  }
}

function readNote(item: unknown): ReloadNote | undefined {
  if (!isFields(item)) return undefined;
  const { id, sessionId, method, target, startedAt, page } = item as Partial<ReloadNote>;
  const isNote =
    [id, sessionId, target, page].every(isText) &&
    (method === 'sipCallTransfer' || method === 'sipRefer') &&
    Number.isFinite(startedAt);
  return isNote ? ({ id, sessionId, method, target, startedAt, page } as ReloadNote) : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= LONGEST_TEXT;
}

/*
 * From its first note on, a page holds a Web Lock of its own name for as long as it lives, so that a tab with
 * a copy of the note sees that. A page without locks (no secure context) counts as gone.
 */

let shown: string | undefined;

function showLife(): void {
  const page = pageId();
  if (shown === page) return;
  shown = page;
  locks()
    ?.request(lockOf(page), () => new Promise(() => {}))
    .catch(() => {});
}

/** The notes of pages that are gone. */
async function findOrphans(notes: readonly ReloadNote[]): Promise<readonly ReloadNote[]> {
  const others = notes.filter(({ page }) => page !== pageId());
  const orphans = await withoutLocked(others);
  if (orphans.length === others.length) return orphans;
  await new Promise<void>((resolve) => void after(LOCK_PATIENCE_MS, resolve));
  return withoutLocked(others);
}

async function withoutLocked(notes: readonly ReloadNote[]): Promise<readonly ReloadNote[]> {
  if (notes.length === 0) return notes;
  try {
    const { held = [] } = (await locks()?.query()) ?? {};
    const names = new Set(held.map(({ name }) => name));
    return notes.filter(({ page }) => !names.has(lockOf(page)));
  } catch {
    return notes;
  }
}

function locks(): LockManager | undefined {
  return (globalThis.navigator as Partial<Navigator> | undefined)?.locks;
}

function lockOf(page: string): string {
  return `daily-transfer ${page}`;
}
