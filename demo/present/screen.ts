import type {
  Transferee,
  TransferControllerOptions,
  TransferPlan,
  TransferRecord,
} from 'daily-transfer';
import { REASONS, TEXTS } from '../texts.js';
import { isRunning, nameOf, presentCallers, type CallerCard } from './callers.js';
import { writeCode } from './code.js';
import type { Fields } from './fields.js';
import { presentHistory, type HistoryScreen } from './history.js';
import type { LogState } from './log.js';
import {
  presentPlan,
  presentTarget,
  type PlanScreen,
  type PlanStanding,
  type TargetReading,
} from './plan.js';
import { presentTrack, type TrackScreen } from './track.js';

/** A target that the app suggests, by name. */
export interface DirectoryEntry {
  readonly name: string;
  readonly target: string;
}

/** A transfer that was confirmed and is not sent yet. */
export interface Pending {
  readonly plan: TransferPlan;
  /** When it will be sent, in milliseconds of the wall clock. */
  readonly until: number;
}

/** All that the desk knows; everything it shows follows from this. */
export interface State {
  readonly mode: 'simulated' | 'live';
  /** Which room is open, or why none is. */
  readonly notice: string;
  /** What the controller of the open room was attached with. */
  readonly options: TransferControllerOptions | undefined;
  readonly joining: JoinScreen;
  readonly callers: readonly Transferee[];
  /** Callers who have left, and keep their places until a person does something. */
  readonly gone: readonly Transferee[];
  readonly transfers: readonly TransferRecord[];
  readonly chosen: string | undefined;
  readonly revealed: ReadonlySet<string>;
  readonly fields: Fields;
  readonly plan: TransferPlan | undefined;
  /** The plan with the other method. */
  readonly otherPlan: TransferPlan | undefined;
  /** The chosen caller is being transferred as the plan says. */
  readonly isUnderWay: boolean;
  readonly confirming: TransferPlan | undefined;
  readonly pending: Pending | undefined;
  /** Why nothing was sent, or what Daily said. */
  readonly refusal: string;
  /** Seconds between the confirmation and the sending; 0 sends at once. */
  readonly undoSeconds: number;
  readonly directory: readonly DirectoryEntry[];
  /** Is the list of targets open, and which of its entries is pointed at? */
  readonly suggesting: { readonly isOpen: boolean; readonly active: number };
  readonly log: LogState;
  /** The transfers whose history is opened. */
  readonly openedRecords: ReadonlySet<string>;
  /** Do copies of records show numbers in full? */
  readonly unmasked: boolean;
  /** What was copied just now. */
  readonly copied: string;
  readonly theme: 'system' | 'light' | 'dark';
  /** Milliseconds, wall clock. */
  readonly now: number;
}

/** Whether a real room is being joined, and why it was not. */
export interface JoinScreen {
  readonly isBusy: boolean;
  readonly problem: string;
}

/** What the page shows of it. */
export interface Screen {
  readonly mode: State['mode'];
  readonly notice: string;
  readonly theme: State['theme'];
  readonly callers: readonly CallerCard[];
  readonly form: FormScreen;
  readonly confirm?: ConfirmScreen;
  readonly pending?: {
    readonly title: string;
    readonly name: string;
    readonly target: TargetReading;
  };
  readonly track?: TrackScreen;
  readonly plan?: PlanScreen;
  readonly history: HistoryScreen;
  readonly code: string;
  readonly copied: string;
  /** Shown in place of the desk while no real room is joined. */
  readonly join?: JoinScreen | undefined;
  readonly canLeave: boolean;
}

/** The transfer form: which fields apply, and what the target was read as. */
export interface FormScreen {
  readonly target?: TargetReading;
  /** Caller id and extension go with a phone target only. */
  readonly isPhone: boolean;
  readonly suggestions: readonly DirectoryEntry[];
  readonly active: number;
  readonly undoSeconds: number;
  readonly canSend: boolean;
  readonly refusal: string;
  readonly isProblem: boolean;
  /** Where the desk may transfer to, when the target is not among that. */
  readonly allows?: string;
  readonly override: Fields['override'];
}

/** What a person confirms: who goes where, in full, and how. */
export interface ConfirmScreen {
  readonly name: string;
  readonly target: TargetReading;
  readonly method: string;
  readonly because: string;
  readonly consequences: readonly string[];
  readonly isLive: boolean;
  /** What to do before it is confirmed; often nothing. */
  readonly warning: string;
}

export function present(state: State): Screen {
  const { mode, notice, theme, plan, otherPlan, pending, confirming, now } = state;
  const { options, fields, copied, transfers } = state;
  const newest = transfers.find(isRunning) ?? transfers[0];
  const isOpen = options !== undefined;
  return {
    mode,
    notice,
    theme,
    copied,
    callers: presentCallers(state),
    form: presentForm(state),
    history: presentHistory(state),
    code: writeCode({ fields, plan, options: options ?? {}, mode }),
    canLeave: mode === 'live' && isOpen,
    ...(confirming && { confirm: presentConfirm(confirming, state) }),
    ...(pending && { pending: presentPending(pending, now) }),
    ...(newest && { track: presentTrack(newest, now) }),
    ...(plan && { plan: presentPlan(plan, otherPlan, findStanding(state)) }),
    ...(mode === 'live' && !isOpen && { join: state.joining }),
  };
}

function findStanding(state: State): PlanStanding {
  const { gone, chosen, isUnderWay, fields, transfers } = state;
  if (gone.some(({ sessionId }) => sessionId === chosen)) return 'left';
  if (isUnderWay) return 'under-way';
  if (fields.target.trim() === '') return 'empty';
  return isToBeAsked(transfers, chosen) ? 'ask' : 'open';
}

/** An earlier request for this caller may still run. */
function isToBeAsked(transfers: State['transfers'], sessionId: string | undefined): boolean {
  const last = transfers.find(({ plan }) => plan.request.sessionId === sessionId);
  return last?.retry === 'ask';
}

/** The entries whose name or target has what was written; all of them for an empty field. */
export function searchDirectory(
  directory: readonly DirectoryEntry[],
  text: string,
): readonly DirectoryEntry[] {
  const words = text.trim().toLowerCase().split(/\s+/);
  return directory.filter(({ name, target }) => {
    const entry = `${name} ${target}`.toLowerCase();
    return words.every((word) => entry.includes(word));
  });
}

function presentForm(state: State): FormScreen {
  const { plan, fields, directory, suggesting, undoSeconds, options, pending, refusal } = state;
  const target = plan && fields.target.trim() ? presentTarget(plan) : undefined;
  const isAllowed = plan?.blockers.every(({ code }) => code !== 'target-allowed') ?? true;
  return {
    ...(target && { target }),
    isPhone: plan?.target.kind === 'phone',
    suggestions: suggesting.isOpen ? searchDirectory(directory, fields.target) : [],
    active: suggesting.active,
    undoSeconds,
    canSend: options !== undefined && pending === undefined,
    refusal,
    isProblem: refusal !== TEXTS.undone,
    ...(target?.isValid && !isAllowed && { allows: sayAllowed(options) }),
    override: fields.override,
  };
}

function sayAllowed(options: State['options']): string {
  const rules = [options?.allowTargets ?? 'daily']
    .flat()
    .filter((rule) => typeof rule === 'string');
  return TEXTS.allows(rules.map((rule) => (rule === 'daily' ? TEXTS.ownRooms : rule)).join(', '));
}

function presentConfirm(plan: TransferPlan, { mode, transfers }: State): ConfirmScreen {
  const mustAsk = isToBeAsked(transfers, plan.request.sessionId);
  const { method = '', because, consequences } = plan;
  return {
    name: nameOf(plan.transferee),
    warning: mustAsk ? TEXTS.askFirst : '',
    target: presentTarget(plan),
    method,
    because: because ? TEXTS.because(REASONS[because]) : '',
    consequences: consequences.map(({ message }) => message),
    isLive: mode === 'live',
  };
}

function presentPending({ plan, until }: Pending, now: number): NonNullable<Screen['pending']> {
  const seconds = Math.max(1, Math.ceil((until - now) / 1000));
  return {
    title: TEXTS.sendingIn(seconds),
    name: nameOf(plan.transferee),
    target: presentTarget(plan),
  };
}
