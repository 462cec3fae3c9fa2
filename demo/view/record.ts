import type { TransferRecord } from 'daily-transfer';
import type { SimulatedDaily } from 'daily-transfer/simulator';
import { fill, make } from '../elements.js';
import { AGAIN, CONFIDENCES, ENDS, NEVER_ASKED, SIGNALS, STATUSES, WHEREABOUTS } from '../texts.js';

/** The newest transfer, in words and step by step, and the older ones in a line each. */
export function showRecords(place: HTMLElement, transfers: readonly TransferRecord[]): void {
  const [newest, ...older] = transfers;
  if (!newest) {
    fill(place, make('p', { class: 'note' }, 'No transfer yet.'));
    return;
  }
  fill(
    place,
    make('p', { class: `status ${newest.status}` }, newest.status),
    make('p', {}, sayStatus(newest)),
    make('p', { class: 'note' }, describe(newest)),
    make('ol', { class: 'timeline', 'aria-label': 'Timeline' }, ...newest.timeline.map(showEntry)),
    ...(older.length > 0 ? [make('h3', {}, 'Before'), listOlder(older)] : []),
  );
}

/** Who is in the other rooms of the simulated domain: where transferred callers arrive. */
export function showElsewhere(place: HTMLElement, daily: SimulatedDaily | undefined): void {
  const rooms = (daily?.rooms ?? []).filter(({ name, callers }) => name !== 'support' && callers.length > 0); // prettier-ignore
  fill(
    place,
    ...rooms.map(
      ({ name, callers }) =>
      make('p', { class: 'panel' }, `In room "${name}": `, make('bdi', {}, callers.map((one) => one.name).join(', '))), // prettier-ignore
    ),
  );
}

/** What has become of it, where the caller is now, and what may be done: the code alone does not tell that. */
function sayStatus({ status, code, retry, fallback, timeline }: TransferRecord): string {
  if (fallback !== undefined) return 'Daily refused the REFER; sipCallTransfer is tried instead.';
  const wasAsked = !timeline.some(({ signal }) => signal === 'send-threw');
  const sentence = wasAsked ? ((code && ENDS[code]) ?? STATUSES[status]) : NEVER_ASKED;
  const where = findCaller(timeline);
  const isTold = !WITH_WHEREABOUTS.has(code ?? status);
  const again = retry === undefined || where === 'left' ? '' : AGAIN[retry];
  return [sentence, isTold ? '' : WHEREABOUTS[where], again].filter(Boolean).join(' ');
}

const WITH_WHEREABOUTS: ReadonlySet<string> = new Set([
  'requested',
  'accepted',
  'rejected',
  'never-left',
  'daily-silent',
]);

function findCaller(timeline: TransferRecord['timeline']): keyof typeof WHEREABOUTS {
  const moves = timeline.map(({ signal }) => signal);
  if (moves.includes('transferee-left')) return 'left';
  return moves.lastIndexOf('transferee-hidden') > moves.lastIndexOf('transferee-shown')
    ? 'hidden'
    : 'here';
}

function describe({ plan, method, confidence, retry, corrected }: TransferRecord): string {
  const sure = retry === undefined ? 'running' : CONFIDENCES[confidence];
  const again = retry === undefined ? [] : [`try again: ${retry}`];
  const after = corrected ? ['corrected by a late fact'] : [];
  return [method, plan.request.toEndPoint, sure, ...again, ...after].join(' · ');
}

function showEntry({
  sinceMs,
  signal,
  evidence,
  late,
}: TransferRecord['timeline'][number]): HTMLElement {
  const words = `${SIGNALS[signal] ?? signal} (${evidence}${late ? ', late' : ''})`;
  return make(
    'li',
    {},
    make('span', { class: 'time' }, `+${(sinceMs / 1000).toFixed(1)} s`),
    words,
  );
}

function listOlder(older: readonly TransferRecord[]): HTMLElement {
  const items = older.map(({ status, method, code }) =>
    make('li', {}, [status, method, ...(code ? [code] : [])].join(' · ')),
  );
  return make('ol', { class: 'note' }, ...items);
}
