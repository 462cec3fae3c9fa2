import type { FormScreen } from '../present/screen.js';
import type { TargetReading } from '../present/plan.js';
import { TEXTS } from '../texts.js';
import { make } from './elements.js';

/** The field for the target, with the directory under it and below what the text is read as. */
export function targetView({ target, suggestions, active, allows }: FormScreen): HTMLElement {
  const isOpen = suggestions.length > 0;
  return make(
    'div',
    { class: 'target' },
    make('label', { for: 'target' }, TEXTS.target),
    make(
      'div',
      { class: 'combobox' },
      make('input', {
        id: 'target',
        name: 'target',
        role: 'combobox',
        'aria-expanded': isOpen ? 'true' : 'false',
        'aria-controls': 'suggestions',
        'aria-autocomplete': 'list',
        'aria-describedby': 'target-read',
        'aria-activedescendant': isOpen && active >= 0 ? `suggestion-${active}` : undefined,
        'data-change': 'write',
        placeholder: TEXTS.targetExample,
        spellcheck: 'false',
        autocapitalize: 'off',
        autocomplete: 'off',
        enterkeyhint: 'go',
        dir: 'ltr',
      }),
      make(
        'ul',
        { id: 'suggestions', role: 'listbox', 'aria-label': TEXTS.directory, hidden: !isOpen },
        ...suggestions.map((entry, index) =>
          make(
            'li',
            {
              id: `suggestion-${index}`,
              role: 'option',
              'aria-selected': index === active ? 'true' : 'false',
              'data-do': 'suggest',
              'data-value': entry.target,
            },
            make('bdi', { class: 'name' }, entry.name),
            make('code', { class: 'note', dir: 'ltr' }, entry.target),
          ),
        ),
      ),
    ),
    make(
      'p',
      { id: 'target-read', class: 'reading', 'aria-live': 'polite' },
      ...(target ? readingView(target) : [make('span', { class: 'note' }, TEXTS.targetHint)]),
      allows !== undefined && make('span', { class: 'problem' }, allows),
    ),
  );
}

/** The canonical target, its host emphasised, and what it is; or what is wrong. */
export function readingView(target: TargetReading): readonly HTMLElement[] {
  const says = make('span', { class: target.isValid ? 'note' : 'problem' }, target.says);
  return target.isValid ? [addressView(target), says] : [says];
}

export function addressView({ beforeHost, host, afterHost }: TargetReading): HTMLElement {
  return make(
    'code',
    { class: 'address', dir: 'ltr' },
    beforeHost,
    make('strong', {}, host),
    afterHost,
  );
}
