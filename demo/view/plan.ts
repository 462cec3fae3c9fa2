import type { RuleRow } from 'daily-transfer';
import type { CallPath, CheckLine, PlanScreen } from '../present/plan.js';
import { TEXTS } from '../texts.js';
import { make, type Child } from './elements.js';

/** What would happen: the method and why, the path of the call, what follows, and every check. */
export function planView(plan: PlanScreen | undefined, overridden: readonly string[]): HTMLElement {
  const body = plan
    ? planParts(plan, overridden)
    : [make('p', { class: 'note', 'data-key': 'empty' }, TEXTS.planEmpty)];
  return make(
    'section',
    { class: 'plan', 'aria-labelledby': 'plan-title' },
    make('h2', { id: 'plan-title' }, TEXTS.plan),
    ...body,
  );
}

function planParts(plan: PlanScreen, overridden: readonly string[]): readonly Child[] {
  const { title, because, verdict, tone, path, consequences, other, rule, checks, tally } = plan;
  return [
    make(
      'p',
      { id: 'method', 'aria-live': 'polite', 'data-key': 'method' },
      make('strong', {}, title),
      ` ${because}`,
    ),
    make('p', { id: 'verdict', class: `verdict ${tone}`, 'data-key': 'verdict' }, verdict),
    ...(path ? [pathView(path)] : []),
    consequences.length > 0 &&
      part(
        TEXTS.consequences,
        true,
        make(
          'ul',
          { 'aria-label': TEXTS.consequences },
          ...consequences.map((one) => make('li', {}, one)),
        ),
      ),
    part(
      TEXTS.checks,
      true,
      make(
        'ul',
        { class: 'checks', 'aria-label': TEXTS.checks },
        ...checks.map((one) => checkView(one, overridden)),
      ),
      tally,
    ),
    rule.length > 0 &&
      part(
        TEXTS.rule,
        true,
        make('ol', { class: 'rule', start: 0, 'aria-label': TEXTS.ruleRows }, ...rule.map(rowView)),
      ),
    ...(other ? [otherView(other)] : []),
  ];
}

function part(title: string, isOpen: boolean, body: HTMLElement, count = ''): HTMLElement {
  return make(
    'details',
    { open: isOpen, 'data-key': title },
    make('summary', {}, title, make('span', { class: 'count' }, count)),
    body,
  );
}

/** The path of the call in two small pictures; the words beside them say the same. */
function pathView({ before, after, note }: CallPath): HTMLElement {
  return make(
    'figure',
    { class: 'path', 'data-key': 'path', 'aria-label': TEXTS.path },
    lane(TEXTS.before, before, ''),
    lane(TEXTS.after, after, note),
  );
}

function lane(when: string, stops: readonly string[], note: string): HTMLElement {
  return make(
    'p',
    { class: 'lane' },
    make('span', { class: 'note when' }, when),
    ...stops.map((stop) =>
      make('span', { class: stop === TEXTS.daily ? 'stop daily' : 'stop' }, stop),
    ),
    make('span', { class: 'note' }, note),
  );
}

function otherView({
  title,
  verdict,
  consequences,
}: NonNullable<PlanScreen['other']>): HTMLElement {
  return part(
    title,
    false,
    make(
      'div',
      {},
      make('p', {}, verdict),
      make('ul', {}, ...consequences.map((one) => make('li', {}, one))),
    ),
  );
}

const MARKS = { passed: '✓', failed: '✕', unknown: '?', overridden: '!' } as const;

function checkView(
  { code, state, message, hint, canOverride }: CheckLine,
  overridden: readonly string[],
): HTMLElement {
  return make(
    'li',
    { class: `check ${state}`, 'data-key': code },
    make('span', { class: 'mark', 'aria-label': state, role: 'img' }, MARKS[state]),
    make('code', {}, code),
    make(
      'span',
      {},
      message,
      hint !== undefined && ' ',
      hint !== undefined && make('em', {}, hint),
    ),
    canOverride &&
      make(
        'label',
        { class: 'inline override' },
        make('input', {
          type: 'checkbox',
          value: code,
          checked: overridden.includes(code),
          'data-change': 'override',
        }),
        TEXTS.goAnyway,
      ),
  );
}

function rowView({ matched, message, method }: RuleRow): HTMLElement {
  const words = matched ? make('strong', {}, `${message} → ${method ?? ''}`) : message;
  return make('li', { class: matched ? 'matched' : 'note' }, words);
}
