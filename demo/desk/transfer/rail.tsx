import type { Signal, TimelineEntry, TransferPlan, TransferRecord } from 'daily-transfer';
import { EVIDENCE, RAIL, SIGNALS } from '../texts.js';
import { findLast, findWhereabouts, isRunning, NOT_REACHED, writeSeconds } from './facts.js';

/** One stop: what is known of it, on what evidence, and since when. */
export interface Stop {
  readonly name: string;
  readonly state: 'done' | 'now' | 'open' | 'bad' | 'unseen';
  readonly says: string;
}

interface RailProps {
  readonly stops: readonly Stop[];
  /** In a row of the activity there is place for the stops alone. */
  readonly isSmall?: boolean;
}

/** Ready, asked, Daily, left, target: the same for a plan, a transfer under way and its end. */
export function Rail({ stops, isSmall = false }: RailProps) {
  return (
    <ol className={isSmall ? 'rail small' : 'rail'} aria-label={RAIL.title}>
      {stops.map(({ name, state, says }) => (
        <li key={name} data-state={state}>
          <b>{name}</b> <span>{says}</span>
        </li>
      ))}
    </ol>
  );
}

/** Before anything is sent: in the undo window, or while it is only planned. */
export function stopsOfPlan(
  plan: TransferPlan | undefined,
  { isWaiting, hearsEnd }: { readonly isWaiting: boolean; readonly hearsEnd: boolean },
): readonly Stop[] {
  return [
    readyStop(plan),
    isWaiting ? stop('asked', 'now', RAIL.soon) : stop('asked', 'open', RAIL.notSent),
    stop('daily', 'open', RAIL.yesOrNo),
    stop('left', 'open', RAIL.theRoom),
    hearsEnd ? stop('target', 'open', RAIL.pickUp) : stop('target', 'unseen', RAIL.notSeen),
  ];
}

/** Of a transfer that was sent; only where webhooks are heard can the target be seen. */
export function stopsOf(record: TransferRecord, hearsEnd: boolean): readonly Stop[] {
  const { timeline, plan, code } = record;
  const isBlind = code === 'call-ended' || code === 'detached';
  const runs = isRunning(record);
  const answer = findLast(timeline, ['daily-said-yes', 'daily-said-no']);
  const left = findLast(timeline, ['transferee-left', 'transferee-hidden']);
  const far = findLast(timeline, FAR);
  const waiting = (isNext: boolean) => (runs && isNext ? 'now' : 'open');
  return [
    { ...readyStop(plan), state: 'done' },
    stopAt('asked', findLast(timeline, ['send-threw', 'sent'])),
    answer
      ? stopAt('daily', answer)
      : stop('daily', runs ? 'now' : 'unseen', runs ? RAIL.waiting : RAIL.noReply),
    left
      ? stopAt('left', left)
      : stop('left', isBlind ? 'unseen' : waiting(answer !== undefined), sayStay(record, isBlind)),
    far
      ? stopAt('target', far)
      : stop('target', hearsEnd ? 'open' : 'unseen', hearsEnd ? RAIL.notHeard : RAIL.notSeen),
  ];
}

function sayStay(record: TransferRecord, isBlind: boolean): string {
  if (isBlind) return RAIL.notSeen;
  return findWhereabouts(record) === 'here' ? RAIL.stillHere : '';
}

function readyStop(plan: TransferPlan | undefined): Stop {
  if (!plan?.method || plan.target.kind === 'invalid') return stop('ready', 'open', RAIL.checked);
  if (plan.ready) return stop('ready', 'done', RAIL.checks);
  return { ...stop('ready', 'bad', RAIL.blocked), name: RAIL.notReady };
}

type StopName = 'ready' | 'asked' | 'daily' | 'left' | 'target';

function stop(name: StopName, state: Stop['state'], says: string): Stop {
  return { name: RAIL[name], state, says };
}

function stopAt(name: StopName, entry: TimelineEntry | undefined): Stop {
  if (!entry) return stop(name, 'open', '');
  const { signal, evidence, sinceMs } = entry;
  const isBad = BAD.has(signal);
  const isSaid = name === 'asked' || signal === 'transferee-left'; // by the name of the stop
  const after = RAIL.after(writeSeconds(sinceMs));
  const says = isSaid ? after : `${SIGNALS[signal]} ${after}`;
  const isOwnWord = evidence === 'daily-answer' || evidence === 'app';
  const basis = isOwnWord ? '' : `, ${EVIDENCE[evidence]}`;
  return stop(name, isBad ? 'bad' : 'done', `${says}${basis}`);
}

const FAR: readonly Signal[] = ['answered', 'ended', ...NOT_REACHED];

const BAD: ReadonlySet<Signal> = new Set(['send-threw', 'daily-said-no', ...NOT_REACHED]);
