import type { Transferee, TransferRecord } from 'daily-transfer';
import { useState } from 'react';
import { Icon } from '../shell/icon.js';
import type { Pending } from '../transfer/composer-state.js';
import { nameOf } from '../transfer/facts.js';
import { CALLERS } from '../texts.js';
import { CallerCard } from './caller-card.js';
import { useKeptCallers } from './use-kept-callers.js';

/** From this many callers on a filter is worth its place. */
const MANY = 8;

interface CallerListProps {
  readonly transferees: readonly Transferee[];
  readonly transfers: readonly TransferRecord[];
  readonly pending: readonly Pending[];
  readonly chosen: string | undefined;
  /** Our own call is over: nobody can say who is still there. */
  readonly hasEnded: boolean;
  readonly onChoose: (sessionId: string) => void;
}

/** Everybody who can be moved; the arrow keys choose. */
export function CallerList({
  transferees,
  transfers,
  pending,
  chosen,
  hasEnded,
  onChoose,
}: CallerListProps) {
  const { callers, hold } = useKeptCallers(transferees, chosen);
  const [filter, setFilter] = useState('');
  const [isOpen, setOpen] = useState(false);
  const found = callers.filter((caller) => isFound(caller, filter));
  const here = new Set(transferees.map(({ sessionId }) => sessionId));
  return (
    <section className="callers" aria-labelledby="callers-title" data-open={isOpen || undefined}>
      <div className="callers-bar">
        <h2 id="callers-title">
          {CALLERS.title} {!hasEnded && <span className="count">{transferees.length}</span>}
        </h2>
        {callers.length >= MANY && (
          <input
            className="field filter"
            type="search"
            aria-label={CALLERS.filter}
            placeholder={CALLERS.filter}
            value={filter}
            onChange={(event) => setFilter(event.currentTarget.value)}
          />
        )}
        <button
          type="button"
          className="quiet picker"
          aria-label={CALLERS.pick}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          <Icon name={isOpen ? 'up' : 'down'} />
        </button>
      </div>
      <div
        className="cards"
        role="radiogroup"
        aria-labelledby="callers-title"
        ref={(list) => list?.style.setProperty('--count', String(found.length))}
        {...hold}
      >
        {found.map((caller, place) => (
          <CallerCard
            key={caller.sessionId}
            caller={caller}
            place={place}
            isChosen={caller.sessionId === chosen}
            presence={here.has(caller.sessionId) ? 'here' : hasEnded ? 'not-seen' : 'left'}
            isPending={pending.some(({ plan }) => plan.request.sessionId === caller.sessionId)}
            transfer={transfers.find(({ plan }) => plan.request.sessionId === caller.sessionId)}
            onChoose={(byPointer) => {
              onChoose(caller.sessionId);
              if (byPointer) setOpen(false);
            }}
          />
        ))}
      </div>
      <CallersNote hasEnded={hasEnded} isEmpty={callers.length === 0} isFound={found.length > 0} />
    </section>
  );
}

function CallersNote(props: { hasEnded: boolean; isEmpty: boolean; isFound: boolean }) {
  if (props.hasEnded) return <p className="note">{CALLERS.ended}</p>;
  if (props.isEmpty) return <p className="note">{CALLERS.nobody}</p>;
  return props.isFound ? null : <p className="note">{CALLERS.noneFound}</p>;
}

function isFound(caller: Transferee, filter: string): boolean {
  return nameOf(caller).toLowerCase().includes(filter.trim().toLowerCase());
}
