import type { Transferee, TransferPlan, TransferRecord } from 'daily-transfer';
import type { Transfers } from 'daily-transfer/react';
import { useEffect, useReducer, useRef } from 'react';
import type { Room } from '../room.js';
import { useView } from '../shell/hooks.js';
import { reduceComposer, START } from './composer-state.js';
import { sayTarget } from './directory.js';
import { explain, namesOf, type Names } from './facts.js';
import { EMPTY_DRAFT, toRequest, type Draft } from './request.js';
import { useSending } from './use-sending.js';

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
 * under way or was last.
 */
export function useComposer(transfers: Transfers, room: Room | undefined, start: Start) {
  const [state, dispatch] = useReducer(reduceComposer, {
    ...START,
    draft: { ...EMPTY_DRAFT, ...start.draft },
  });
  const { chosen, draft, picked, dismissed, pending, unsent } = state;
  const directory = room?.directory ?? [];
  const seen = useSeen(transfers.transferees);
  const isDeveloper = useView() === 'developer';
  const hearsEnd = room?.options.relay !== undefined;
  const request = chosen === undefined ? undefined : toRequest(draft, chosen, directory);
  const plan = request && transfers.plan(request);
  const waiting = pending.find((one) => sessionOf(one) === chosen);
  const dropped = unsent.find((one) => sessionOf(one) === chosen);
  const newestOf = (sessionId: string | undefined): TransferRecord | undefined =>
    transfers.transfers.find((one) => sessionOf(one) === sessionId);
  const newest = newestOf(chosen);
  const shown =
    transfers.transfers.find(({ id }) => id === picked) ??
    (newest && !dismissed.includes(newest.id) ? newest : undefined);
  const isHere = transfers.transferees.some(({ sessionId }) => sessionId === chosen);

  const sayNames = (of: TransferPlan): Names => namesOf(of, directory, seen);
  /** The same sentence wherever the transfer is told of; Daily's own words are for developers. */
  const tell = (record: TransferRecord, isBrief?: boolean): string =>
    explain(record, sayNames(record.plan), {
      reply: isDeveloper ? state.replies[record.id] : undefined,
      isOld: newestOf(sessionOf(record)) !== record,
      isBrief,
      hearsEnd,
    });
  const choose = (sessionId: string): void => {
    const last = newestOf(sessionId);
    if (last && !dismissed.includes(last.id)) return follow(last);
    const own = pending.find((one) => sessionOf(one) === sessionId);
    const target = own ? sayTarget(directory, own.plan.request.toEndPoint) : '';
    // Where one caller was to go is not where another one goes.
    const isOther = chosen !== undefined && chosen !== sessionId;
    dispatch({
      kind: 'choose',
      sessionId,
      draft: isOther ? { ...EMPTY_DRAFT, target } : undefined,
    });
  };
  const follow = (record: TransferRecord): void => {
    const target = sayTarget(directory, record.plan.request.toEndPoint);
    dispatch({ kind: 'pick', record, target });
  };
  const edit = (patch: Partial<Draft>): void => dispatch({ kind: 'edit', patch, shown: shown?.id });
  const cancel = (): void => dispatch({ kind: 'cancel' });

  useStart(transfers, start, choose);
  const subject = waiting?.plan ?? shown?.plan ?? (isHere ? plan : (dropped?.plan ?? plan));
  const { undoMs } = start;
  const facts = { directory, isHere, hearsEnd, request, plan, waiting, shown, newest };
  const verbs = { sayNames, tell, choose, follow, edit, cancel };
  const sending = useSending({ transfers, state, dispatch, facts, sayNames, undoMs });
  return { ...state, ...facts, subject, undoMs, ...verbs, ...sending };
}

function sessionOf({ plan }: Pick<TransferRecord, 'plan'>): string {
  return plan.request.sessionId;
}

/** Everybody who was here since the room was opened: who has gone keeps their name. */
function useSeen(transferees: readonly Transferee[]): readonly Transferee[] {
  const seen = useRef(new Map<string, Transferee>());
  for (const one of transferees) seen.current.set(one.sessionId, one);
  return [...seen.current.values()];
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
