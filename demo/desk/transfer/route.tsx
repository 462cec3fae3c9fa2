import type { TransferPlan, TransferRecord } from 'daily-transfer';
import type { ReactNode } from 'react';
import { Icon } from '../shell/icon.js';
import { REASONS, ROUTE } from '../texts.js';
import { findWhereabouts, type Names } from './facts.js';

interface RouteProps {
  readonly plan: TransferPlan | undefined;
  /** The transfer, once it is sent. */
  readonly record: TransferRecord | undefined;
  readonly names: Names;
  readonly room: string;
}

/** How the voice runs now, and how it will: a line that is whole is there, a dashed one is not. */
export function Route({ plan, record, names, room }: RouteProps) {
  const { method, because, consequences = [] } = plan ?? {};
  const isOver = record !== undefined && findWhereabouts(record) === 'left';
  const hasMoved = isOver && record.code === undefined;
  return (
    <figure
      className="route"
      aria-label={ROUTE.title}
      data-method={method}
      data-moved={hasMoved || undefined}
      data-gone={isOver || undefined}
    >
      <div className="map" aria-hidden="true">
        <svg viewBox="0 0 100 100" preserveAspectRatio="none">
          <path className="link now" d="M12 32H50" />
          <path className="link now" d="M50 32L88 20" />
          {method === 'sipCallTransfer' && <path className="link kept" d="M12 32H50" />}
          {method === 'sipCallTransfer' && <path className="link next" d="M50 32L88 66" />}
          {method === 'sipRefer' && <path className="link next" d="M12 32C30 78 60 66 88 66" />}
        </svg>
        <Stop at="from" label={names.name}>
          <Icon name={plan?.transferee?.type.startsWith('pstn') ? 'phone' : 'sip'} />
        </Stop>
        <Stop at="daily" label={sayDaily(method)}>
          D
        </Stop>
        <Stop at="room" label={room}>
          <Icon name="room" />
        </Stop>
        <Stop at="to" label={names.target || ROUTE.target}>
          <Icon name={plan?.target.kind === 'phone' ? 'phone' : 'sip'} />
        </Stop>
      </div>
      <figcaption>
        {method && because ? (
          <>
            <span id="method">
              <code>{method}</code> because {REASONS[because]}
            </span>
            {consequences[0] && <span> · {consequences[0].message}</span>}
          </>
        ) : (
          ROUTE.noMethod
        )}
      </figcaption>
    </figure>
  );
}

interface StopProps {
  readonly at: 'from' | 'daily' | 'room' | 'to';
  readonly label: string;
  readonly children: ReactNode;
}

function Stop({ at, label, children }: StopProps) {
  return (
    <span className={`node ${at}`}>
      <span className="dot">{children}</span>
      <bdi>{label}</bdi>
    </span>
  );
}

function sayDaily(method: TransferPlan['method']): string {
  if (method === undefined) return ROUTE.daily;
  return method === 'sipRefer' ? ROUTE.leaves : ROUTE.stays;
}
