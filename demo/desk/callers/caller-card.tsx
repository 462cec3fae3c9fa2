import type { Transferee, TransferRecord } from 'daily-transfer';
import { useState } from 'react';
import { useNow } from '../shell/hooks.js';
import { Icon } from '../shell/icon.js';
import { CALLERS, KINDS, STANDING, TEXTS } from '../texts.js';
import { hideNumbers, isRunning, nameOf, titleOf, writeDuration } from '../transfer/facts.js';

interface CallerCardProps {
  readonly caller: Transferee;
  /** How many cards stand above. */
  readonly place: number;
  readonly isChosen: boolean;
  readonly presence: 'here' | 'left' | 'not-seen';
  /** A transfer of the caller is confirmed, and not sent yet. */
  readonly isPending: boolean;
  /** The newest transfer of the caller. */
  readonly transfer: TransferRecord | undefined;
  readonly onChoose: (byPointer: boolean) => void;
}

/** One caller: who, by which network, from where, and for how long or what is under way. */
export function CallerCard({
  caller,
  place,
  isChosen,
  presence,
  isPending,
  transfer,
  onChoose,
}: CallerCardProps) {
  const [isRevealed, setRevealed] = useState(false);
  const name = nameOf(caller);
  const { address } = isRevealed ? caller : hideNumbers(caller);
  const isOnPhone = caller.type.startsWith('pstn') || caller.address?.kind === 'phone';
  return (
    <div
      className="card"
      data-presence={presence}
      data-chosen={isChosen || undefined}
      ref={(card) => card?.style.setProperty('--place', String(place))}
    >
      <label>
        <input
          type="radio"
          name="caller"
          value={caller.sessionId}
          checked={isChosen}
          aria-label={name}
          onClick={(event) => isChosen && event.detail > 0 && onChoose(true)}
          onChange={(event) => onChoose(!event.currentTarget.matches(':focus-visible'))}
        />
        <Icon name={isOnPhone ? 'phone' : 'sip'} />
        <bdi className="name">{isRevealed ? caller.name || name : name}</bdi>
        <CallerState
          presence={presence}
          isPending={isPending}
          transfer={transfer}
          joinedAt={caller.joinedAt}
        />
        <span className="address" title={KINDS[caller.type]}>
          <span className="unseen">{KINDS[caller.type]}, </span>
          <bdi dir="ltr">{address?.address.replace(/^sip:/, '') ?? CALLERS.addressUnknown}</bdi>
        </span>
      </label>
      {caller.address && (
        <button
          type="button"
          className="quiet reveal"
          aria-pressed={isRevealed}
          aria-label={isRevealed ? CALLERS.hide(name) : CALLERS.reveal(name)}
          onClick={() => setRevealed(!isRevealed)}
        >
          <Icon name={isRevealed ? 'hidden' : 'eye'} />
        </button>
      )}
    </div>
  );
}

interface CallerStateProps extends Pick<CallerCardProps, 'presence' | 'isPending' | 'transfer'> {
  readonly joinedAt: number | undefined;
}

/** What is under way, or that the caller is gone, or the time in the room. */
function CallerState({ presence, isPending, transfer, joinedAt }: CallerStateProps) {
  if (presence === 'left') return <span className="state">{CALLERS.left}</span>;
  if (presence === 'not-seen') return <span className="state">{CALLERS.notSeen}</span>;
  if (isPending) return <b className="state running">{STANDING.waiting}</b>;
  if (transfer && isRunning(transfer)) {
    return (
      <b key={transfer.status} className="state running">
        {titleOf(transfer)}
      </b>
    );
  }
  return joinedAt === undefined ? (
    <span className="state">{TEXTS.noTime}</span>
  ) : (
    <Since at={joinedAt} />
  );
}

function Since({ at }: { readonly at: number }) {
  return <time className="state">{writeDuration(useNow() - at)}</time>;
}
