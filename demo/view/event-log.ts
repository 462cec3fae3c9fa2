import type { TransferController, TransferEventMap, TransferEventName } from 'daily-transfer';
import { make } from '../elements.js';

const EVENTS: readonly TransferEventName[] = [
  'transfer-requested',
  'transfer-accepted',
  'transfer-handed-off',
  'transfer-failed',
  'transfer-unconfirmed',
  'transfer-answered',
  'transfer-ended',
  'transfer-updated',
  'transfer-blocked',
  'transferees-changed',
  'plans-changed',
];

/** More lines than this are nobody's to read in a first look. */
const MOST_LINES = 200;

/** Writes every event of the controller into the list, newest first, as the masked JSON that logs may hold. */
export function logEvents(place: HTMLElement, controller: TransferController): void {
  place.replaceChildren();
  const startedAt = performance.now();
  for (const name of EVENTS) {
    controller.on(name, (event: Parameters<TransferEventMap[TransferEventName]>[0]) => {
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(2);
      place.prepend(
        make(
          'li',
          {},
          make('span', { class: 'time' }, `${seconds} s`),
          make('code', {}, event.action),
          ...sayMore(event),
        ),
      );
      while (place.childElementCount > MOST_LINES) place.lastElementChild?.remove();
    });
  }
}

function sayMore(
  event: Parameters<TransferEventMap[TransferEventName]>[0],
): readonly HTMLElement[] {
  if (event.action === 'plans-changed') return [];
  const json = make('pre', {}, JSON.stringify(event, undefined, 2));
  return [make('details', {}, make('summary', {}, 'JSON, masked'), json)];
}
