import type { DailyCall } from '@daily-co/daily-js';
import {
  isTransferError,
  type TransferPlan,
  type TransferRecord,
  type TransferRequest,
} from 'daily-transfer';
import type { Transfers } from 'daily-transfer/react';
import { useEffect, useRef, type Dispatch } from 'react';
import { readText } from '../room.js';
import { ACTION } from '../texts.js';
import type { ComposerAction, ComposerState, Confirmed, Pending } from './composer-state.js';
import { findEntry, type DirectoryEntry } from './directory.js';
import { isInCall, type Names } from './facts.js';
import { EMPTY_DRAFT } from './request.js';

type DialOut = ReturnType<DailyCall['startDialOut']>;

interface Sending {
  readonly transfers: Transfers;
  readonly state: ComposerState;
  readonly dispatch: Dispatch<ComposerAction>;
  readonly facts: {
    readonly directory: readonly DirectoryEntry[];
    readonly request: TransferRequest | undefined;
    readonly plan: TransferPlan | undefined;
    readonly waiting: Pending | undefined;
    readonly newest: TransferRecord | undefined;
  };
  readonly sayNames: (plan: TransferPlan) => Names;
  /** How long a confirmed transfer can be taken back; 0 sends at once. */
  readonly undoMs: number;
}

/** The way of a transfer: asked for, shown once more if need be, the undo window, and `transfer()`, at most once. */
export function useSending({ transfers, state, dispatch, facts, sayNames, undoMs }: Sending) {
  const { request, plan, waiting, newest, directory } = facts;
  const { pending } = state;
  const say = (note: string): void => dispatch({ kind: 'say', note });

  /** What was asked for; if that would go another way by now, the very plan that was seen. */
  const send = ({ request: asked, plan: seen }: Confirmed): void => {
    const isSame = transfers.plan(asked).method === seen.method;
    transfers.transfer(isSame ? asked : seen.request).catch((error: unknown) => {
      if (!isTransferError(error)) throw error;
      const { record, cause, message } = error;
      if (!record) say(capital(message));
      else if (cause !== undefined)
        dispatch({ kind: 'replied', id: record.id, words: readText(cause) });
    });
  };
  const commit = (wanted: Confirmed): void => {
    const entry: Pending = { ...wanted, until: Date.now() + undoMs };
    dispatch({ kind: 'wait', pending: entry });
    if (undoMs === 0) sendNow(entry);
  };
  /** A target of the directory goes straight to the undo window; others are shown in full first. */
  const ask = (): void => {
    if (!request || !plan?.ready || waiting || state.confirming || plan.joins !== undefined) return;
    const isKnown = findEntry(directory, plan.request.toEndPoint) !== undefined;
    const isPlain = isKnown && state.draft.override.length === 0 && newest?.retry !== 'ask';
    if (isPlain) commit({ request, plan });
    else dispatch({ kind: 'ask', confirming: { request, plan } });
  };
  const undo = (entry: Pending): void =>
    dispatch({ kind: 'drop', pending: entry, note: ACTION.undone(sayNames(entry.plan).name) });
  const sendNow = (entry: Pending): void => {
    dispatch({ kind: 'send', pending: entry });
    send(entry);
  };
  useUndoWindow(transfers, pending, {
    onOver: sendNow,
    onGone: (entry) => {
      const { name } = sayNames(entry.plan);
      const isSeen = isInCall(transfers.plan(entry.plan.request));
      const note = isSeen ? ACTION.hungUp(name) : ACTION.callEnded;
      dispatch({ kind: 'drop', pending: entry, note });
    },
  });
  /** Once only; who is dialled is chosen. Where it fails it may be tried again. */
  const callBack = (id: string, calling: DialOut, name: string): void => {
    dispatch({ kind: 'call-back', id, isOver: false });
    const follow = ({ session }: Awaited<DialOut>): void => {
      if (session) dispatch({ kind: 'choose', draft: EMPTY_DRAFT, ...session });
      say(ACTION.calledBack(name));
    };
    calling.then(follow, (error: unknown) => {
      dispatch({ kind: 'call-back', id, isOver: true });
      say(ACTION.notCalledBack(readText(error)));
    });
  };
  return { ask, commit, undo, sendNow, callBack, say };
}

/** Tells when an undo window is over, and when its caller has gone before that. */
function useUndoWindow(
  { transferees }: Transfers,
  pending: readonly Pending[],
  tell: { onOver(entry: Pending): void; onGone(entry: Pending): void },
): void {
  const newest = useRef(tell);
  newest.current = tell;
  useEffect(() => {
    const timers = pending.map((entry) =>
      setTimeout(() => newest.current.onOver(entry), entry.until - Date.now()),
    );
    return () => timers.forEach(clearTimeout);
  }, [pending]);
  useEffect(() => {
    const isHere = ({ plan }: Pending): boolean =>
      transferees.some(({ sessionId }) => sessionId === plan.request.sessionId);
    pending.filter((entry) => !isHere(entry)).forEach((entry) => newest.current.onGone(entry));
  }, [transferees, pending]);
}

function capital(sentence: string): string {
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}
