import type { ConfirmScreen } from '../present/screen.js';
import { SHORTCUTS, TEXTS } from '../texts.js';
import { button, make } from './elements.js';
import { addressView } from './target.js';

/** What is asked before anything is sent: the whole canonical target, never a name alone. */
export function confirmView(confirm: ConfirmScreen | undefined): HTMLElement {
  return make(
    'dialog',
    { id: 'confirm', 'aria-labelledby': 'confirm-title' },
    ...(confirm ? confirmParts(confirm) : []),
  );
}

function confirmParts(confirm: ConfirmScreen): readonly HTMLElement[] {
  const { name, target, method, because, consequences, isLive, warning } = confirm;
  return [
    make('h2', { id: 'confirm-title' }, TEXTS.confirmTitle),
    make('p', {}, make('bdi', { class: 'name' }, name), ` ${TEXTS.confirmTo}`),
    make('p', { class: 'destination' }, addressView(target)),
    make('p', { class: 'note' }, target.says),
    make('p', {}, `${TEXTS.confirmBy} `, make('strong', {}, method), ` ${because}.`),
    make('ul', { class: 'note' }, ...consequences.map((one) => make('li', {}, one))),
    ...(warning ? [make('p', { class: 'warning' }, warning)] : []),
    ...(isLive ? [make('p', { class: 'banner' }, TEXTS.liveBanner)] : []),
    make(
      'div',
      { class: 'buttons' },
      button(TEXTS.confirm, 'confirm', { class: 'primary', autofocus: true }),
      button(TEXTS.cancel, 'cancel'),
    ),
  ];
}

/** The keys that work. */
export function helpView(): HTMLElement {
  return make(
    'dialog',
    { id: 'help', 'aria-labelledby': 'help-title' },
    make('h2', { id: 'help-title' }, TEXTS.helpTitle),
    make(
      'dl',
      { class: 'keys' },
      ...SHORTCUTS.flatMap(([keys, what]) => [
        make('dt', {}, make('kbd', {}, keys)),
        make('dd', {}, what),
      ]),
    ),
    make('div', { class: 'buttons' }, button(TEXTS.close, 'help')),
  );
}

/** Opens and closes the dialog where its content came or went; the browser keeps the focus in it, and gives it back. */
export function showDialog(dialog: HTMLDialogElement, isShown: boolean): void {
  if (isShown && !dialog.open) dialog.showModal();
  if (!isShown && dialog.open) dialog.close();
}
