import type { TransferPlan } from 'daily-transfer';
import type { Transfers } from 'daily-transfer/react';
import type { Room } from '../room.js';
import { useChangesOf } from '../shell/hooks.js';
import { INSPECTOR } from '../texts.js';
import { nameOf } from '../transfer/facts.js';

interface WhyProps {
  readonly plan: TransferPlan | undefined;
  readonly transfers: Transfers;
  readonly room: Room | undefined;
}

/** The method, the row of the rule that chose it, what follows from it, and how the other one would do. */
export function Why({ plan, transfers, room }: WhyProps) {
  const decided = plan?.considered.find(({ matched }) => matched);
  if (!plan?.method || !decided) return <p className="note">{INSPECTOR.noPlan}</p>;
  const last = Math.max(...plan.considered.map(({ row }) => row));
  const method = plan.method === 'sipRefer' ? 'sipCallTransfer' : 'sipRefer';
  const [blocker] = transfers.plan({ ...plan.request, method }).blockers;
  return (
    <>
      <p className="method">
        <code>{plan.method}</code>
      </p>
      <h3>{INSPECTOR.rule}</h3>
      <ol className="rule" aria-label={INSPECTOR.rule}>
        {plan.considered
          .filter(({ row }) => row <= decided.row)
          .map(({ row, matched, message }) => (
            <li key={row} aria-current={matched || undefined}>
              <span>{row}</span>
              <span>{message}</span>
              {matched && <span className="hit">✓</span>}
            </li>
          ))}
        {decided.row < last && (
          <li>
            <span>{decided.row + 1 === last ? last : `${decided.row + 1}–${last}`}</span>
            <span>{INSPECTOR.notReached}</span>
          </li>
        )}
      </ol>
      <h3>{INSPECTOR.meaning}</h3>
      <ul className="means">
        {plan.consequences.map(({ code, message }) => (
          <li key={code}>{message}</li>
        ))}
      </ul>
      <Elsewhere room={room} />
      {blocker?.code !== 'not-already-transferring' && (
        <>
          <h3>{INSPECTOR.other(method)}</h3>
          <p>{blocker ? INSPECTOR.otherBlocked(blocker.message) : INSPECTOR.otherReady}</p>
        </>
      )}
    </>
  );
}

/** Who is in the other rooms of the simulated domain. */
function Elsewhere({ room }: Pick<WhyProps, 'room'>) {
  useChangesOf(room?.daily);
  if (!room?.daily) return null;
  const others = room.daily.rooms.filter(
    ({ name, callers }) => name !== room.name && callers.length > 0,
  );
  return (
    <>
      <h3>{INSPECTOR.otherRooms}</h3>
      <ul className="elsewhere">
        {others.length === 0 && <li>{INSPECTOR.nobodyElsewhere}</li>}
        {others.map(({ name, callers }) => (
          <li key={name}>
            <bdi>{INSPECTOR.elsewhere(name, callers.map(nameOf).join(', '))}</bdi>
          </li>
        ))}
      </ul>
    </>
  );
}
