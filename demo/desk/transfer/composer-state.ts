import type { TransferPlan, TransferRecord, TransferRequest } from 'daily-transfer';
import { EMPTY_DRAFT, type Draft } from './request.js';

/** What a person asked for, and the plan of it that they saw. */
export interface Confirmed {
  readonly request: TransferRequest;
  readonly plan: TransferPlan;
}

/** A transfer that was confirmed, and can still be taken back. */
export interface Pending extends Confirmed {
  /** When it is sent: milliseconds, wall clock. */
  readonly until: number;
}

/** A transfer that was confirmed and then not sent: it was undone, or its caller hung up. */
export interface Unsent extends Pending {
  /** What has become of it. */
  readonly note: string;
}

/** All that the composer keeps; what is known of transfers stands in `useTransfers()`. */
export interface ComposerState {
  /** Session id of the chosen caller. */
  readonly chosen?: string | undefined;
  readonly draft: Draft;
  /** Ids of transfers that the person has turned away from, to say something else. */
  readonly dismissed: readonly string[];
  /** The transfer that was picked in the activity; else the newest of the caller is shown. */
  readonly picked?: string | undefined;
  readonly confirming?: Confirmed | undefined;
  readonly pending: readonly Pending[];
  /** The newest first. */
  readonly unsent: readonly Unsent[];
  /** What was said last, beside the button. */
  readonly note: string;
  /** Daily's words, by the id of the transfer that it refused. */
  readonly replies: Readonly<Record<string, string>>;
  /** Ids of transfers whose callers are called back: once is enough. */
  readonly calledBack: readonly string[];
}

export const START: ComposerState = {
  draft: EMPTY_DRAFT,
  dismissed: [],
  pending: [],
  unsent: [],
  note: '',
  replies: {},
  calledBack: [],
};

export type ComposerAction =
  | { readonly kind: 'choose'; readonly sessionId: string; readonly draft?: Draft | undefined }
  | { readonly kind: 'pick'; readonly record: TransferRecord; readonly target: string }
  | { readonly kind: 'edit'; readonly patch: Partial<Draft>; readonly shown?: string | undefined }
  | { readonly kind: 'ask'; readonly confirming: Confirmed }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'wait'; readonly pending: Pending }
  | { readonly kind: 'send'; readonly pending: Pending }
  | { readonly kind: 'drop'; readonly pending: Pending; readonly note: string }
  | { readonly kind: 'say'; readonly note: string }
  | { readonly kind: 'replied'; readonly id: string; readonly words: string }
  | { readonly kind: 'call-back'; readonly id: string; readonly isOver: boolean };

/** The next state. */
export function reduceComposer(state: ComposerState, action: ComposerAction): ComposerState {
  switch (action.kind) {
    case 'choose': {
      const { sessionId, draft = { ...state.draft, override: [] } } = action;
      return { ...state, chosen: sessionId, draft, picked: undefined, note: '' };
    }
    case 'pick': {
      const { record, target } = action;
      const chosen = record.plan.request.sessionId;
      const dismissed = state.dismissed.filter((id) => id !== record.id);
      const draft = { ...EMPTY_DRAFT, target };
      return { ...state, chosen, draft, dismissed, picked: record.id, note: '' };
    }
    case 'edit': {
      const { patch, shown } = action;
      const isOther = patch.target !== undefined && patch.target !== state.draft.target;
      const draft = { ...state.draft, ...(isOther && { override: [] }), ...patch };
      const dismissed = shown === undefined ? state.dismissed : [...state.dismissed, shown];
      return { ...state, draft, dismissed, picked: undefined, note: '' };
    }
    case 'ask':
      return { ...state, confirming: action.confirming, note: '' };
    case 'cancel':
      return { ...state, confirming: undefined };
    case 'wait': {
      // To go against a check was meant for this one time.
      const draft = { ...state.draft, override: [] };
      const pending = [...state.pending, action.pending];
      return { ...state, draft, pending, confirming: undefined, picked: undefined, note: '' };
    }
    case 'send':
      return { ...state, pending: without(state.pending, action.pending), note: '' };
    case 'drop': {
      const pending = without(state.pending, action.pending);
      const unsent = [{ ...action.pending, note: action.note }, ...state.unsent];
      const isChosen = action.pending.plan.request.sessionId === state.chosen;
      return { ...state, pending, unsent, note: isChosen ? action.note : state.note };
    }
    case 'say':
      return { ...state, note: action.note };
    case 'replied':
      return { ...state, replies: { ...state.replies, [action.id]: action.words } };
    case 'call-back': {
      const others = state.calledBack.filter((id) => id !== action.id);
      return { ...state, calledBack: action.isOver ? others : [...others, action.id] };
    }
  }
}

function without(all: readonly Pending[], one: Pending): readonly Pending[] {
  return all.filter((other) => other !== one);
}
