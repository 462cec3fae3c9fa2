import type { Fields } from '../present/fields.js';
import type { FormScreen } from '../present/screen.js';
import { TEXTS } from '../texts.js';
import { make } from './elements.js';
import { targetView } from './target.js';

/** What a person fills in to move the chosen caller. */
export function formView(screen: FormScreen): HTMLElement {
  const { isPhone, undoSeconds, canSend, refusal, isProblem } = screen;
  return make(
    'section',
    { class: 'transfer', 'aria-labelledby': 'transfer-title' },
    make('h2', { id: 'transfer-title' }, TEXTS.transfer),
    make(
      'form',
      { id: 'transfer', autocomplete: 'off' },
      targetView(screen),
      make(
        'div',
        { class: 'fields', hidden: !isPhone, 'data-key': 'phone' },
        field('callerId', TEXTS.callerId, {
          placeholder: TEXTS.callerIdExample,
          spellcheck: 'false',
        }),
        field('extension', TEXTS.extension, { inputmode: 'tel', placeholder: '0-9*#' }),
      ),
      expertsView(),
      make(
        'div',
        { class: 'send' },
        make(
          'button',
          { type: 'submit', id: 'send', class: 'primary', disabled: !canSend },
          TEXTS.transfer,
        ),
        make(
          'label',
          { class: 'inline' },
          TEXTS.undoWindow,
          make(
            'select',
            { 'data-change': 'undo-window', id: 'undo-window' },
            ...[0, 3, 5, 10].map((count) =>
              make(
                'option',
                { value: count, selected: count === undoSeconds },
                count === 0 ? TEXTS.off : TEXTS.seconds(count),
              ),
            ),
          ),
        ),
      ),
      make('p', { id: 'refusal', class: isProblem ? 'problem' : 'note', role: 'alert' }, refusal),
    ),
  );
}

function expertsView(): HTMLElement {
  return make(
    'details',
    { class: 'experts', 'data-key': 'experts' },
    make('summary', {}, TEXTS.experts),
    make(
      'div',
      { class: 'fields' },
      choice('method', TEXTS.method, {
        auto: TEXTS.byRule,
        sipCallTransfer: 'sipCallTransfer',
        sipRefer: 'sipRefer',
      }),
      choice('prefer', TEXTS.prefer, { direct: TEXTS.direct, anchored: TEXTS.anchored }),
      field('deadline', TEXTS.deadline, { type: 'number', min: 5, max: 180, value: 45 }),
      field('knownAddress', TEXTS.knownAddress, {
        placeholder: TEXTS.targetExample,
        spellcheck: 'false',
      }),
    ),
  );
}

function field(
  name: keyof Fields,
  label: string,
  attributes: Readonly<Record<string, string | number>> = {},
): HTMLElement {
  return make(
    'p',
    { class: 'field' },
    make('label', { for: `field-${name}` }, label),
    make('input', { id: `field-${name}`, name, ...attributes }),
  );
}

function choice(
  name: keyof Fields,
  label: string,
  options: Readonly<Record<string, string>>,
): HTMLElement {
  const entries = Object.entries(options);
  return make(
    'p',
    { class: 'field' },
    make('label', { for: `field-${name}` }, label),
    make(
      'select',
      { id: `field-${name}`, name },
      ...entries.map(([value, text]) => make('option', { value }, text)),
    ),
  );
}
