import { isTransferError, type TransferPlan, type TransferRecord } from 'daily-transfer';
import type { Transfers } from 'daily-transfer/react';
import { useEffect, useReducer, useRef } from 'react';
import { readText, type Room } from '../room.js';
import { ACTION } from '../texts.js';
import { reduceComposer, START, type Confirmed, type Pending } from './composer-state.js';
import { findEntry } from './directory.js';
import { isInCall, namesOf, type Names } from './facts.js';
import { EMPTY_DRAFT, toRequest, type Draft } from './request.js';

/** What the composer starts with: a caller by name, and where that caller is to go. */
export interface Start {
  readonly caller?: string;
  readonly draft: Partial<Draft>;
  /** How long a confirmed transfer can be taken back; 0 sends at once. */
  readonly undoMs: number;
}

export type Composer = ReturnType<typeof useComposer>;

/**
 * What a person is doing about one caller: the draft and its plan, the undo window, and the transfer that is
 * under way or was last. Everything goes through `transfer()`, which checks again and sends at most once.
 */
export function useComposer(transfers: Transfers, room: Room | undefined, start: Start) {
  const [state, dispatch] = useReducer(reduceComposer, {
    ...START,
    draft: { ...EMPTY_DRAFT, ...start.draft },
  });
  const { chosen, draft, picked, dismissed, pending } = state;
  const directory = room?.directory ?? [];
  const request = chosen === undefined ? undefined : toRequest(draft, chosen, directory);
  const plan = request && transfers.plan(request);
  const waiting = pending.find((one) => one.plan.request.sessionId === chosen);
  const newest = transfers.transfers.find((one) => sessionOf(one) === chosen);
  const shown =
    transfers.transfers.find(({ id }) => id === picked) ??
    (newest && !dismissed.includes(newest.id) ? newest : undefined);

  const sayNames = (of: TransferPlan): Names => namesOf(of, directory, transfers.transferees);
  const choose = (sessionId: string): void => {
    const last = transfers.transfers.find((one) => sessionOf(one) === sessionId);
    if (last && !dismissed.includes(last.id)) return follow(last);
    // Where the last caller went is not where this one goes.
    const isNewDraft = shown !== undefined || waiting !== undefined;
    dispatch({ kind: 'choose', sessionId, draft: isNewDraft ? EMPTY_DRAFT : undefined });
  };
  const follow = (record: TransferRecord): void => {
    const { toEndPoint } = record.plan.request;
    const target = findEntry(directory, toEndPoint)?.name ?? toEndPoint;
    dispatch({ kind: 'pick', record, target });
  };
  const edit = (patch: Partial<Draft>): void => dispatch({ kind: 'edit', patch, shown: shown?.id });

  /** What was asked for; if that would go another way by now, the very plan that was seen. */
  const send = ({ request: asked, plan: seen }: Confirmed): void => {
    const isSame = transfers.plan(asked).method === seen.method;
    transfers.transfer(isSame ? asked : seen.request).catch((error: unknown) => {
      if (!isTransferError(error)) throw error;
      const { record, cause, message } = error;
      if (!record) dispatch({ kind: 'say', note: capital(message) });
      else if (cause !== undefined)
        dispatch({ kind: 'replied', id: record.id, words: readText(cause) });
    });
  };
  const commit = (wanted: Confirmed): void => {
    const entry: Pending = { ...wanted, until: Date.now() + start.undoMs };
    dispatch({ kind: 'wait', pending: entry });
    if (start.undoMs > 0) return;
    dispatch({ kind: 'drop', pending: entry, note: '' });
    send(wanted);
  };
  /** A target of the directory goes straight to the undo window; others are shown in full first. */
  const ask = (): void => {
    if (!request || !plan?.ready || waiting || state.confirming || plan.joins !== undefined) return;
    const isKnown = findEntry(directory, plan.request.toEndPoint) !== undefined;
    const isPlain = isKnown && draft.override.length === 0 && newest?.retry !== 'ask';
    if (isPlain) commit({ request, plan });
    else dispatch({ kind: 'ask', confirming: { request, plan } });
  };
  const undo = (entry: Pending | undefined = waiting ?? pending.at(-1)): void => {
    if (!entry) return;
    const { name } = sayNames(entry.plan);
    dispatch({ kind: 'drop', pending: entry, note: ACTION.undone(name) });
  };
  const sendNow = (entry: Pending | undefined = waiting): void => {
    if (!entry) return;
    dispatch({ kind: 'drop', pending: entry, note: '' });
    send(entry);
  };
  useStart(transfers, start, choose);
  useUndoWindow(transfers, pending, {
    onOver: sendNow,
    onGone: (entry) => {
      const { name } = sayNames(entry.plan);
      const note = isInCall(transfers.plan(entry.plan.request))
        ? ACTION.hungUp(name)
        : ACTION.callEnded;
      dispatch({ kind: 'drop', pending: entry, note });
    },
  });
  const cancel = (): void => dispatch({ kind: 'cancel' });
  const say = (note: string): void => dispatch({ kind: 'say', note });
  /** Once only; where it fails it may be tried again. */
  const callBack = (id: string, calling: Promise<unknown>, name: string): void => {
    dispatch({ kind: 'called-back', id, isOver: false });
    calling.then(
      () => say(ACTION.calledBack(name)),
      (error: unknown) => {
        dispatch({ kind: 'called-back', id, isOver: true });
        say(ACTION.notCalledBack(readText(error)));
      },
    );
  };
  const verbs = { sayNames, choose, follow, edit, ask, commit, cancel, undo, sendNow, callBack };
  return { ...state, ...verbs, directory, plan, waiting, shown, newest };
}

function sessionOf({ plan }: TransferRecord): string {
  return plan.request.sessionId;
}

/** Chooses the caller that the start names, once that one is in the room. */
function useStart(transfers: Transfers, { caller }: Start, choose: (id: string) => void): void {
  const isDone = useRef(false);
  const found = transfers.transferees.find(({ name }) => name === caller);
  useEffect(() => {
    if (!found || isDone.current) return;
    isDone.current = true;
    choose(found.sessionId);
  });
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
