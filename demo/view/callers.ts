import type { Transferee, TransferRecord } from 'daily-transfer';
import { fill, make } from '../elements.js';
import { CALLER_KINDS } from '../texts.js';

/**
 * The callers as a group of choices; what is under way for one stands beside the name. Focus stays on
 * the caller that had it, and on the group when that one is gone.
 */
export function showCallers(
  place: HTMLElement,
  callers: readonly Transferee[],
  transfers: readonly TransferRecord[],
  selected: string | undefined,
  choose: (sessionId: string) => void,
): void {
  const focused = place.contains(document.activeElement) ? document.activeElement : undefined;
  const cards = callers.map((caller) => showCaller(caller, transfers, selected, choose));
  const nobody = make('p', { class: 'note' }, 'No SIP or phone caller is here.');
  fill(place, ...(cards.length > 0 ? cards : [nobody]));
  if (focused && !focused.isConnected) focusOn(place, focused);
}

function focusOn(place: HTMLElement, gone: Element): void {
  const inputs = [...place.querySelectorAll('input')];
  const again = inputs.find(({ value }) => value === gone.getAttribute('value'));
  (again ?? place).focus();
}

function showCaller(
  { sessionId, name, type, address }: Transferee,
  transfers: readonly TransferRecord[],
  selected: string | undefined,
  choose: (sessionId: string) => void,
): HTMLElement {
  const input = make('input', {
    type: 'radio',
    name: 'caller',
    value: sessionId,
    checked: sessionId === selected,
  });
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
