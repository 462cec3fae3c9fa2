import type { Transferee, TransferRecord } from 'daily-transfer';
import { make } from '../elements.js';
import { CALLER_KINDS } from '../texts.js';

/** The callers as a group of choices; what is under way for one stands beside the name. */
export function showCallers(
  place: HTMLElement,
  callers: readonly Transferee[],
  transfers: readonly TransferRecord[],
  selected: string | undefined,
  choose: (sessionId: string) => void,
): void {
  const hadFocus = place.contains(document.activeElement);
  const cards = callers.map((caller) => showCaller(caller, transfers, selected, choose));
  const nobody = make('p', { class: 'note' }, 'Nobody who came by SIP or phone is in the room.');
  place.replaceChildren(...(cards.length > 0 ? cards : [nobody]));
  if (hadFocus) place.querySelector<HTMLElement>('input:checked')?.focus();
}

function showCaller(
  { sessionId, name, type, address }: Transferee,
  transfers: readonly TransferRecord[],
  selected: string | undefined,
  choose: (sessionId: string) => void,
): HTMLElement {
  const input = make('input', { type: 'radio', name: 'caller', checked: sessionId === selected });
  input.addEventListener('change', () => choose(sessionId));
  const running = transfers.find(
    ({ plan, retry }) => plan.request.sessionId === sessionId && retry === undefined,
  );
  const facts = [CALLER_KINDS[type], address?.address ?? 'address not known'];
  return make(
    'label',
    { class: 'caller' },
    input,
    make('bdi', { class: 'name' }, name.slice(0, 80) || 'no name'),
    make('span', { class: 'note' }, facts.join(' · ')),
    ...(running ? [make('span', { class: 'tag' }, running.status)] : []),
  );
}
