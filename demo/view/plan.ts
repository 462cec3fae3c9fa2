import type { Check, RuleRow, TransferPlan } from 'daily-transfer';
import { make } from '../elements.js';
import { REASONS } from '../texts.js';

/** The plan: method and reason, every check, the rule row by row, and what follows from it. */
export function showPlan(place: HTMLElement, plan: TransferPlan | undefined): void {
  if (!plan) {
    place.replaceChildren(make('p', { class: 'note' }, 'Choose a caller to see the plan.'));
    return;
  }
  place.replaceChildren(
    make('p', { class: 'method' }, ...nameMethod(plan)),
    make('h3', {}, plan.ready ? 'All checks let it pass' : 'What stands in the way'),
    make('ul', { class: 'checks', 'aria-label': 'Checks' }, ...plan.checks.map(showCheck)),
    make(
      'details',
      {},
      make('summary', {}, 'Why this method'),
      make('ol', { class: 'rule', start: '0', 'aria-label': 'Decision rule' }, ...plan.considered.map(showRow)), // prettier-ignore
    ),
    make(
      'details',
      {},
      make('summary', {}, 'What follows from it'),
      make('ul', {}, ...plan.consequences.map(({ message }) => make('li', {}, message))),
    ),
  );
}

/** What the target was read as, in canonical form, or what is wrong with it. */
export function readTarget({ target }: TransferPlan): string {
  if (target.kind === 'invalid') return target.message;
  const kind = target.kind === 'phone' ? 'phone number' : 'SIP address';
  const where = target.scope === 'internal' ? "inside Daily's SIP network" : 'outside Daily';
  return `${target.address} · ${kind}, ${where}`;
}

function nameMethod({ method, because, joins }: TransferPlan): readonly (Node | string)[] {
  if (!method || !because) return [make('strong', {}, 'No method yet')];
  const joining = joins === undefined ? '' : ' (joins the transfer that is under way)';
  return [make('strong', {}, method), ` because ${REASONS[because]}${joining}`];
}

const MARKS = { passed: '✓', failed: '✕', unknown: '?' } as const;

function showCheck({ code, state, message, hint, overridden }: Check): HTMLElement {
  const words = overridden ? 'overridden' : state;
  return make(
    'li',
    { class: `check ${words}` },
    make('span', { class: 'mark', 'aria-label': words, role: 'img' }, MARKS[state]),
    make('code', {}, code),
    make('span', {}, message, ...(hint ? [' ', make('em', {}, hint)] : [])),
  );
}

function showRow({ matched, message, method }: RuleRow): HTMLElement {
  const words = matched ? [make('strong', {}, `${message} → ${method ?? ''}`)] : [message];
  return make('li', { class: matched ? 'matched' : 'note' }, ...words);
}
