import type { TransferPlan, TransferRecord, TransferRequest } from 'daily-transfer';
import type { Transfers } from 'daily-transfer/react';
import type { KeyboardEvent, MouseEvent } from 'react';
import type { Room } from '../room.js';
import { useNow } from '../shell/hooks.js';
import { ACTION } from '../texts.js';
import type { Pending } from './composer-state.js';
import { isRunning, NOT_REACHED, type Names } from './facts.js';
import { requestOf } from './request.js';
import type { Composer } from './use-composer.js';

interface ActionBarProps {
  readonly composer: Composer;
  readonly transfers: Transfers;
  readonly room: Room | undefined;
  readonly names: Names;
}

/** What can be done next. */
interface Action {
  readonly label: string;
  readonly run?: () => void;
  /** Why it cannot be done now. */
  readonly reason?: string | undefined;
}

/** One button, which names what it does; it keeps its place, and the focus, while its meaning changes. */
export function ActionBar({ composer, transfers, room, names }: ActionBarProps) {
  const { waiting, note, undo, sendNow } = composer;
  const [main, other] = findActions({ composer, transfers, room, names });
  const isUsable = waiting !== undefined || main.run !== undefined;
  const press = waiting ? () => undo(waiting) : main.run;
  return (
    <div className="actions" data-waiting={waiting ? true : undefined}>
      <button
        type="button"
        id="act"
        className="main"
        aria-disabled={!isUsable}
        aria-describedby="act-note"
        onClick={once(press)}
        onKeyDown={ignoreRepeat}
      >
        {waiting ? <UndoLabel pending={waiting} /> : <bdi key={main.label}>{main.label}</bdi>}
        {!waiting && main.run && <kbd>Ctrl ↵</kbd>}
      </button>
      {waiting && (
        <button type="button" className="second" onClick={once(() => sendNow(waiting))}>
          {ACTION.sendNow}
        </button>
      )}
      {!waiting && other && (
        <button type="button" className="second" onClick={once(other.run)}>
          <bdi>{other.label}</bdi>
        </button>
      )}
      <p className="note" id="act-note" role="status">
        <bdi>{note || (waiting ? undefined : main.reason)}</bdi>
      </p>
    </div>
  );
}

function UndoLabel({ pending: { until } }: { readonly pending: Pending }) {
  const seconds = Math.ceil((until - useNow(200)) / 1000);
  return <>{ACTION.undo(Math.max(1, seconds))}</>;
}

/** Without the second half of a double click: what is under the pointer may mean something else by then. */
function once(run: (() => void) | undefined): (event: MouseEvent) => void {
  return (event) => {
    if (event.detail <= 1) run?.();
  };
}

/** A key that is held asks once. */
function ignoreRepeat(event: KeyboardEvent): void {
  if (event.repeat) event.preventDefault();
}

/** The next action, and perhaps another one beside it. */
function findActions(props: ActionBarProps): readonly [Action, Action?] {
  const { composer, names } = props;
  const { chosen, plan, shown, ask } = composer;
  if (chosen === undefined) return [{ label: ACTION.transferNobody, reason: ACTION.chooseCaller }];
  if (shown && isRunning(shown)) return [{ label: ACTION.underWay(names.name) }];
  if (shown) return findNext(shown, props);
  if (composer.draft.target.trim() === '') {
    return [{ label: ACTION.transferNobody, reason: ACTION.sayTarget }];
  }
  const label = ACTION.transfer(names.name, names.target);
  return plan?.ready ? [{ label, run: ask }] : [{ label, reason: sayBlocked(plan, names) }];
}

function sayBlocked(plan: TransferPlan | undefined, { name }: Names): string | undefined {
  const [first] = plan?.blockers ?? [];
  if (first?.code === 'transferee-present') return ACTION.callerLeft(name);
  return first && [first.message, first.hint].filter(Boolean).join(' ');
}

/** After an end: the other method, once more, or a call back. */
function findNext(record: TransferRecord, props: ActionBarProps): readonly [Action, Action?] {
  const { names, transfers, composer } = props;
  const { retry, code } = record;
  const isHere = transfers.transferees.some(
    ({ sessionId }) => sessionId === record.plan.request.sessionId,
  );
  if (!isHere || retry === 'no') {
    const done = { label: ACTION.transferNobody, reason: ACTION.chooseNext };
    const callBack = findCallBack(record, props);
    return callBack ? [callBack] : [done];
  }
  const offer = (label: string, request: TransferRequest): Action => {
    const plan = transfers.plan(request);
    return plan.ready
      ? { label, run: () => composer.commit({ request, plan }) }
      : { label, reason: sayBlocked(plan, names) };
  };
  const asked = requestOf(record.plan);
  const again = offer(retry === 'ask' ? ACTION.asked : ACTION.again, asked);
  const method = 'sipCallTransfer';
  const other = offer(ACTION.tryMethod(method), { ...asked, method });
  const mayTryOther = code === 'rejected' && record.method === 'sipRefer' && other.run;
  return mayTryOther ? [other, again] : [again];
}

/** Where nobody knows what became of a caller who is gone, and their address is known. */
function findCallBack(
  { id, code, plan: { transferee } }: TransferRecord,
  { room, names, composer }: ActionBarProps,
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
