import type { Choice, VerbGroup, WhatIfScreen } from '../present/what-if.js';
import { TEXTS, WHAT_IF } from '../texts.js';
import { button, make } from './elements.js';

/** The panel by which a person makes things happen in the simulated room. */
export function whatIfView(screen: WhatIfScreen): HTMLElement {
  return make(
    'section',
    { class: 'what-if', 'aria-labelledby': 'what-if-title' },
    make('h2', { id: 'what-if-title' }, WHAT_IF.title),
    make(
      'nav',
      { 'aria-label': WHAT_IF.scenarios },
      make('ul', { class: 'scenarios' }, ...screen.scenarios.map(scenarioLink)),
    ),
    storyView(screen.story),
    make('div', { class: 'elsewhere' }, ...screen.elsewhere.map(elsewhereView)),
    answerView(screen),
    webhooksView(screen.webhooks),
    paceView(screen),
    make(
      'details',
      { class: 'by-hand' },
      make('summary', {}, WHAT_IF.byHand),
      ...screen.groups.map(groupView),
    ),
  );
}

function scenarioLink({ id, text, isChosen }: Choice): HTMLElement {
  const link = make('a', { href: `#scenario=${id}`, 'aria-current': isChosen && 'true' }, text);
  return make('li', { 'data-key': id }, link);
}

function storyView(story: WhatIfScreen['story']): HTMLElement {
  if (!story) return make('p', { class: 'note', 'data-key': 'story' }, WHAT_IF.chooseOne);
  return make(
    'div',
    { class: 'story', 'data-key': 'story' },
    make('h3', {}, story.title),
    make('p', {}, story.story),
    make('p', { class: 'note' }, WHAT_IF.pressTransfer),
    button(WHAT_IF.again, 'again'),
  );
}

function elsewhereView({ room, names }: WhatIfScreen['elsewhere'][number]): HTMLElement {
  const isolated = names.flatMap((name) => [', ', make('bdi', {}, name)]).slice(1);
  return make('p', { 'data-key': room }, TEXTS.elsewhere(room), ...isolated);
}

/** Another desk has another field: the browser keeps what a person picked in this one. */
function answerView({ opening, answers }: WhatIfScreen): HTMLElement {
  return make(
    'p',
    { class: 'field' },
    make('label', { for: 'answer' }, WHAT_IF.answer),
    make(
      'select',
      { id: 'answer', 'data-change': 'answer', 'data-key': `answer-${opening}` },
      ...answers.map(({ id, text, isChosen }) =>
        make('option', { value: id, selected: isChosen, 'data-key': id }, text),
      ),
    ),
  );
}

function webhooksView({ isOn, isDisabled, note }: WhatIfScreen['webhooks']): HTMLElement {
  return make(
    'div',
    { class: 'webhooks' },
    make(
      'label',
      { class: 'inline' },
      make('input', {
        type: 'checkbox',
        checked: isOn,
        disabled: isDisabled,
        'data-change': 'webhooks',
        'aria-describedby': 'webhooks-note',
      }),
      WHAT_IF.webhooks,
    ),
    make('p', { class: 'note', id: 'webhooks-note' }, note),
  );
}

function paceView({ speeds, isStepping, waiting }: WhatIfScreen): HTMLElement {
  return make(
    'fieldset',
    { class: 'pace', 'aria-describedby': 'pace-note' },
    make('legend', {}, WHAT_IF.speed),
    ...speeds.map(({ id, text, isChosen }) =>
      make(
        'label',
        { class: 'inline' },
        make('input', {
          type: 'radio',
          name: 'speed',
          value: id,
          checked: isChosen,
          'data-change': 'speed',
        }),
        text,
      ),
    ),
    button(WHAT_IF.stepping, 'stepping', { 'aria-pressed': String(isStepping) }),
    button(WHAT_IF.step, 'step', { disabled: !isStepping }),
    make('span', { class: 'note waiting' }, isStepping && waiting),
    make('p', { class: 'note', id: 'pace-note' }, WHAT_IF.deadlines),
  );
}

function groupView({ title, caller, note, verbs }: VerbGroup, index: number): HTMLElement {
  const noteId = `verbs-note-${index}`;
  return make(
    'fieldset',
    { class: 'verbs' },
    make('legend', {}, title, ...(caller === undefined ? [] : [': ', make('bdi', {}, caller)])),
    ...verbs.map(({ id, label, isDisabled }) =>
      button(label, 'verb', {
        'data-value': id,
        disabled: isDisabled,
        'aria-describedby': isDisabled && note !== undefined && noteId,
      }),
    ),
    note !== undefined && make('p', { class: 'note', id: noteId }, note),
  );
}
