import type { TransferPlan, TransferRecord } from 'daily-transfer';
import { useView } from '../shell/hooks.js';
import { Icon, type IconName } from '../shell/icon.js';
import { REASONS, ROUTE } from '../texts.js';
import { iconOf } from './directory.js';
import { findWhereabouts, type Names } from './facts.js';

interface RouteProps {
  readonly plan: TransferPlan | undefined;
  /** The transfer, once it is sent. */
  readonly record: TransferRecord | undefined;
  readonly names: Names;
  readonly room: string;
  /** Is the caller in the room? */
  readonly isHere: boolean;
}

/** How the voice runs now, and how it will: a line that is whole is there, a dashed one is not. */
export function Route({ plan, record, names, room, isHere }: RouteProps) {
  const { method, target } = plan ?? {};
  const isGone = record ? findWhereabouts(record) === 'left' : !isHere;
  const isUnread = !names.target || (!record && target?.kind === 'invalid');
  const isPast = record?.code !== undefined;
  const isOff = record ? record.status === 'failed' : isGone || plan?.ready === false;
  return (
    <figure
      className="route"
      aria-label={ROUTE.title}
      data-method={method}
      data-moved={(record && isGone && record.code === undefined) || undefined}
      data-gone={isGone || undefined}
      data-off={isOff || undefined}
      data-answered={record?.status === 'answered' || record?.status === 'ended' || undefined}
      data-unknown={record?.code === 'call-ended' || record?.code === 'detached' || undefined}
    >
      <figcaption>
        <Caption key={String(isPast)} plan={plan} isPast={isPast} />
      </figcaption>
      <div className="map" aria-hidden="true">
        <svg viewBox="0 0 100 100" preserveAspectRatio="none">
          <path className="link now" d="M14 44H50" />
          <path className="link now" d="M50 44L74 24" />
          {method === 'sipCallTransfer' && <path className="link kept" d="M14 44H50" />}
          {method === 'sipCallTransfer' && <path className="link next" d="M50 44L74 76" />}
          {method === 'sipRefer' && <path className="link next" d="M14 44C24 116 56 98 74 76" />}
        </svg>
        <Node
          at="from"
          icon={plan?.transferee?.type.startsWith('pstn') ? 'phone' : 'sip'}
          label={names.name}
        />
        <Node at="daily" icon="daily" label={ROUTE.daily} />
        <Node at="room" icon="room" label={room && ROUTE.room(room)} />
        <Node
          at="to"
          icon={target && target.kind !== 'invalid' ? iconOf(target.address) : 'sip'}
          label={isUnread ? ROUTE.target : names.target}
        />
      </div>
    </figure>
  );
}

/** What it means for the call; for developers the method and its reason too. */
function Caption({ plan, isPast }: Pick<RouteProps, 'plan'> & { readonly isPast: boolean }) {
  const isDeveloper = useView() === 'developer';
  const { method, because, consequences: [first] = [] } = plan ?? {};
  if (!method || !because) return <>{ROUTE.noMethod}</>;
  return (
    <>
      <b>{isPast ? ROUTE.past : first?.message}</b>
      {isDeveloper && (
        <span id="method">
          <code>{method}</code> because {REASONS[because]}
        </span>
      )}
    </>
  );
}

interface NodeProps {
  readonly at: 'from' | 'daily' | 'room' | 'to';
  readonly icon: IconName;
  readonly label: string;
}

function Node({ at, icon, label }: NodeProps) {
  return (
    <span className={`node ${at}`}>
      <span className="dot">
        <Icon name={icon} />
      </span>
      <bdi>{label}</bdi>
    </span>
  );
}
