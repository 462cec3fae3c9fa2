import type { TransferPlan, TransferRecord, TransferRequest } from 'daily-transfer';
import type { Transfers } from 'daily-transfer/react';
import type { Room } from '../room.js';
import { ACTION } from '../texts.js';
import { isName, sayTarget } from './directory.js';
import { isInCall, isRunning, isUnfinished, nameOf, NOT_REACHED, type Names } from './facts.js';
import { requestOf } from './request.js';
import type { Composer } from './use-composer.js';

/** What can be done next. */
export interface Action {
  readonly label: string;
  readonly run?: () => void;
  /** It sends nothing. */
  readonly isCalm?: boolean;
  /** It says that something was done, so that no short cut of the keyboard says it. */
  readonly isDeliberate?: boolean;
  /** Why it cannot be done now. */
  readonly reason?: string | undefined;
}

/** What the next action is found from. */
export interface Situation {
  readonly composer: Composer;
  readonly transfers: Transfers;
  readonly room: Room | undefined;
  readonly names: Names;
  readonly view: 'agent' | 'developer';
}

/** The next action, and perhaps another one beside it. */
export function findActions(situation: Situation): readonly [Action, Action?] {
  const { composer, room, names } = situation;
  const { chosen, plan, shown, ask, isHere, draft, directory } = composer;
  if (!room) return [{ label: ACTION.transferNobody }];
  if (chosen === undefined) return [{ label: ACTION.transferNobody, reason: ACTION.chooseCaller }];
  if (shown && isRunning(shown)) return [{ label: ACTION.underWay(names.name) }];
  if (shown) return findNext(shown, situation);
  if (!isHere) return [{ ...findNextCaller(situation), reason: ACTION.callerLeft(names.name) }];
  if (plan?.target.kind === 'invalid') {
    const isUnsaid = draft.target.trim() === '' || isName(draft.target);
    const wrong = isUnfinished(plan) ? ACTION.unfinished : plan.target.message;
    const reason = isUnsaid ? ACTION.sayTarget(names.name) : wrong;
    return [{ label: ACTION.transferNobody, reason }];
  }
  // The target is not masked here: it stands in the field as it was typed.
  const label = ACTION.transfer(
    names.name,
    plan ? sayTarget(directory, plan.request.toEndPoint) : '',
  );
  if (plan?.ready) return [{ label, run: ask }];
  return [{ label, reason: plan && isUnfinished(plan) ? ACTION.unfinished : sayBlocked(plan) }];
}

function sayBlocked(plan: TransferPlan | undefined): string | undefined {
  const [first] = plan?.blockers ?? [];
  return first && [first.message, first.hint].filter(Boolean).join(' ');
}

/** After an end: the other method, once more, or a call back. */
function findNext(record: TransferRecord, situation: Situation): readonly [Action, Action?] {
  const { names, transfers, composer, view } = situation;
  const { retry, code } = record;
  if (!composer.isHere || retry === 'no') {
    return [findCallBack(record, situation) ?? findNextCaller(situation)];
  }
  const offer = (label: string, request: TransferRequest): Action => {
    const plan = transfers.plan(request);
    if (plan.ready) return { label, run: () => composer.commit({ request, plan }) };
    const isLost = plan.target.kind === 'invalid'; // a reload keeps it masked
    return { label, reason: isLost ? ACTION.sayAgain : sayBlocked(plan) };
  };
  const asked = requestOf(record.plan);
  const method = 'sipCallTransfer';
  const tryOther = view === 'agent' ? ACTION.tryOther : ACTION.tryMethod(method);
  const other = offer(tryOther, { ...asked, method });
  const mayTryOther = code === 'rejected' && record.method === 'sipRefer' && other.run;
  if (mayTryOther) return [other, offer(ACTION.sameAgain, asked)];
  if (retry === 'ask') return [{ ...offer(ACTION.asked(names.name), asked), isDeliberate: true }];
  return [offer(ACTION.again, asked)];
}

function findNextCaller({ composer, transfers }: Situation): Action {
  const { plan, pending, choose } = composer;
  if (plan && !isInCall(plan)) return { label: ACTION.over };
  const busy = [...pending, ...transfers.transfers.filter(isRunning)];
  const next = transfers.transferees.find(
    ({ sessionId }) =>
      sessionId !== composer.chosen &&
      !busy.some((one) => one.plan.request.sessionId === sessionId),
  );
  if (!next) return { label: ACTION.noNext };
  return { label: ACTION.next(nameOf(next)), run: () => choose(next.sessionId), isCalm: true };
}

/** Where nobody knows what became of a caller who is gone, and their address is known. */
function findCallBack(
  { id, code, plan: { transferee } }: TransferRecord,
  { room, names, composer }: Situation,
): Action | undefined {
  const address = transferee?.address;
  const isLost = code !== undefined && LOST.has(code);
  if (!room || !address || !isLost || composer.calledBack.includes(id)) return undefined;
  const run = (): void => {
    const to =
      address.kind === 'phone' ? { phoneNumber: address.number } : { sipUri: address.address };
    const calling = room.call.startDialOut({ ...to, displayName: names.name });
    composer.callBack(id, calling, names.name);
  };
  return { label: ACTION.callBack(names.name), run };
}

const LOST: ReadonlySet<string> = new Set(['left-unanswered', 'transferee-left', ...NOT_REACHED]);
