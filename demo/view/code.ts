import { CODE, TEXTS } from '../texts.js';
import { button, make } from './elements.js';

/** The code that does what the form says. `copied` names what was copied just now. */
export function codeView(code: string, copied: string): HTMLElement {
  return make(
    'section',
    { class: 'code', 'aria-labelledby': 'code-title' },
    make('h2', { id: 'code-title' }, TEXTS.code),
    make('p', { class: 'note' }, CODE.hint),
    make(
      'pre',
      { tabindex: 0, role: 'group', 'aria-labelledby': 'code-title', dir: 'ltr', translate: 'no' },
      make('code', {}, code),
    ),
    make(
      'div',
      { class: 'buttons' },
      button(copied === 'code' ? TEXTS.copied : TEXTS.copyCode, 'copy-code', { class: 'copy' }),
    ),
  );
}
