import type { Check, RuleRow, TransferPlan } from 'daily-transfer';
import { fill, make } from '../elements.js';
import { REASONS } from '../texts.js';

/** The places of the plan on the page. */
export interface PlanPlaces {
  readonly method: HTMLElement;
  readonly verdict: HTMLElement;
  readonly checks: HTMLElement;
  readonly rule: HTMLElement;
  readonly consequences: HTMLElement;
}

/** The plan: method and reason, every check, the rule row by row, and what follows from it. */
export function showPlan(places: PlanPlaces, plan: TransferPlan | undefined): void {
  const { checks = [], considered = [], consequences = [] } = plan ?? {};
  fill(places.method, ...nameMethod(plan));
  fill(places.verdict, plan ? sayVerdict(plan) : '');
  fill(places.checks, ...checks.map(showCheck));
  fill(places.rule, ...considered.map(showRow));
  fill(places.consequences, ...consequences.map(({ message }) => make('li', {}, message)));
}

/** What the target was read as, in canonical form, or what is wrong with it. */
export function readTarget({ target }: TransferPlan): string {
  if (target.kind === 'invalid') return target.message;
  const kind = target.kind === 'phone' ? 'phone number' : 'SIP address';
  const where = target.scope === 'internal' ? "inside Daily's SIP network" : 'outside Daily';
  return `${target.address} · ${kind}, ${where}`;
}

function nameMethod(plan: TransferPlan | undefined): readonly (Node | string)[] {
  if (!plan) return ['Choose a caller to see the plan.'];
  const { method, because, joins } = plan;
  if (!method || !because) return [make('strong', {}, 'No method yet')];
  const joining = joins === undefined ? '' : ' (joins the transfer that is under way)';
  return [make('strong', {}, method), ` because ${REASONS[because]}${joining}`];
}

function sayVerdict({ ready, blockers }: TransferPlan): string {
  return ready
    ? 'Nothing stands in the way'
    : `In the way: ${blockers.map(({ code }) => code).join(', ')}`;
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
